// GET and POST /widget/times: the free times of this visitor's own meeting, and keeping one of them, by the same rules and the same
// code as the page behind their link. Kept is not booked: what the calendar says comes as a line.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { parseBody } from '../adapters/webhook.ts';
import { type MeetWord, meetWord } from '../core/meet-words.ts';
import { guestOf } from '../core/tell-meeting.ts';
import { keptFrom } from '../core/unproven.ts';
import { dayAndTime, whenText, zoneText } from '../core/when.ts';
import { type WhoMeets, whoMeets } from '../core/who-meets.ts';
import { widgetChannel } from '../core/widget-shown.ts';
import type { Deps } from '../deps.ts';
import { findLead } from '../store/conversations.ts';
import { repNamed } from '../store/rep.ts';
import type { WidgetVisit } from '../store/widget-token.ts';
import { chooseTime } from './meet/choose.ts';
import { timesFor } from './meet/times.ts';
import { type Visit, visitOf } from './meet/visit.ts';
import { readJson, readVisit, type WidgetDoor } from './widget-door.ts';

const chosen = z.object({
  startsAt: z.iso.datetime('choose one of the times'),
  zone: z.string().max(64).exactOptional(),
  guest: z.string().trim().max(254).exactOptional(),
});

export function widgetTimes(deps: Deps, { tokens }: Pick<WidgetDoor, 'tokens'>): Hono {
  const routes = new Hono();

  /** Only who may choose at all, and only of their own lead. */
  const visitBy = async ({ conversation }: WidgetVisit, zone: string | undefined): Promise<Visit | null> => {
    const lead = await findLead(deps.db, widgetChannel, conversation);
    const now = deps.now().toISOString();
    const visit = lead === undefined ? null : await visitOf(deps, { lead, now, path: '', zone });
    const here = { channel: widgetChannel, conversation };
    return visit === null || keptFrom(visit.lead, here) !== null ? null : visit;
  };

  routes.get('/widget/times', async (c) => {
    const theirs = readVisit(c, { tokens, now: deps.now() });
    c.header('cache-control', 'no-store');
    const visit = await visitBy(theirs, c.req.query('zone'));
    return visit === null ? closed(c, theirs) : show(deps, c, visit);
  });

  routes.post('/widget/times', async (c) => {
    const theirs = readVisit(c, { tokens, now: deps.now() });
    const { startsAt, zone, guest = '' } = parseBody(await readJson(c), chosen);
    const visit = await visitBy(theirs, zone);
    if (visit === null) return closed(c, theirs);
    if (guest !== '' && !z.email().safeParse(guest).success) return refused(c, visit, 'wrongAddress');
    // A list that was read before they booked elsewhere must not move what they booked.
    if (visit.view.kind === 'booked') return refused(c, visit, 'known');
    if (visit.view.kind === 'over') return refused(c, visit, 'over');
    const { lead, said } = visit;
    const at = new Date(startsAt).toISOString();
    const say = await chooseTime(deps, { lead, startsAt: at, zone: said.zone, guest, now: said.now });
    if (say !== null) return refused(c, visit, say);
    const after = await visitBy(theirs, zone);
    return after === null ? closed(c, theirs) : show(deps, c, after);
  });
  return routes;
}

/** How things stand: the times, or the one that is kept or booked. */
async function show(deps: Deps, c: Context, visit: Visit): Promise<Response> {
  const { lead, said, view } = visit;
  const where = { zone: said.zone, language: said.language };
  if (view.kind === 'over') return refused(c, visit, 'over');
  if (view.kind === 'booked') {
    const { startsAt, lengthMin } = view.meeting;
    const label = whenText(startsAt, where);
    return c.json({ kind: 'booked', startsAt, lengthMin, label, link: deps.linkFor(lead.id) });
  }
  if (view.kind === 'asking') {
    if (view.wanted.kind === 'cancel') return c.json({ kind: 'asking', text: said.word('askingCancel') });
    const { startsAt } = view.wanted.meeting;
    const text = said.word('asking', { when: whenText(startsAt, where) });
    return c.json({ kind: 'asking', startsAt, text });
  }
  const { playbook } = deps;
  const who = whoMeets(lead, { playbook, now: said.now });
  const times = await timesFor(deps, { lead, who, now: said.now });
  if (times.kind === 'reading') return c.json({ kind: 'reading' }, 202);
  if (times.kind === 'none') return c.json({ kind: 'none', text: said.word('noCalendar') });
  return c.json({
    kind: 'known',
    zone: said.zone,
    zoneLabel: zoneText(said.now, where),
    meeting: who.label,
    lengthMin: who.lengthMin,
    with: await namesOf(deps, who),
    needsAddress: guestOf(lead, playbook) === null,
    suggested: times.suggested.map(({ startsAt }) => startsAt),
    times: times.free.map(({ startsAt }) => ({ startsAt, label: dayAndTime(startsAt, where) })),
    ...(times.free.length === 0 && { text: said.word('noTimes') }),
  });
}

/** Of several who take turns nobody is named before one is chosen. */
async function namesOf({ db, playbook }: Deps, { anyOf, along }: WhoMeets): Promise<string[]> {
  const ids = anyOf.length === 1 ? [...anyOf, ...along] : along;
  const reps = await Promise.all(ids.map((id) => repNamed(db, id, playbook)));
  return reps.map(({ name }) => name);
}

function refused(c: Context, { said }: Visit, kind: MeetWord): Response {
  return c.json({ error: said.word(kind), kind }, kind === 'wrongAddress' ? 422 : 409);
}

/** They may choose no time as their conversation stands. In the language of the widget, for there may be no line of theirs yet. */
function closed(c: Context, { language }: WidgetVisit): Response {
  return c.json({ error: meetWord(language, 'closed'), kind: 'closed' }, 409);
}
