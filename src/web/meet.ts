// GET and POST /meet/:token: the page on which one visitor chooses, moves and cancels their meeting. The link is all that
// opens it. Looking changes nothing, however often mail scanners do; only what is posted does.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { MeetWord } from '../core/meet-words.ts';
import { preferredLanguage } from '../core/preferred-language.ts';
import { whoMeets } from '../core/who-meets.ts';
import type { Deps } from '../deps.ts';
import { cancelBooking } from '../flows/cancel-booking.ts';
import type { LinkSigner } from '../store/signed-link.ts';
import { calendarFile } from './meet/calendar-file.ts';
import { chooseTime } from './meet/choose.ts';
import { protect } from './meet/document.ts';
import { sentencePage } from './meet/pages.ts';
import { saidTo } from './meet/said.ts';
import { show } from './meet/show.ts';
import { timesFor } from './meet/times.ts';
import { type Visit, visitOf } from './meet/visit.ts';

const largestForm = 4 * 1024;

const chosen = z.object({
  startsAt: z.iso.datetime(),
  zone: z.string().max(64).optional(),
  guest: z.string().trim().max(254).optional(),
});

export function meet(deps: Deps, signer: LinkSigner | null): Hono {
  const routes = new Hono();
  routes.use('/meet/*', async (c, next) => {
    protect(c);
    await next();
  });
  const sentence = (
    c: Context,
    about: { title: MeetWord; text: MeetWord; reference?: string },
    status: 404 | 410 | 413 | 422 | 500,
  ) => c.html(sentencePage(strangerOf(deps, c), about), status);
  const tooLarge = (c: Context) => sentence(c, { title: 'brokenTitle', text: 'wrongForm' }, 413);
  routes.use('/meet/*', bodyLimit({ maxSize: largestForm, onError: tooLarge }));

  /** Whoever comes without a link that is good learns what to do, and nothing of any lead. */
  const open = async (c: Context, then: (visit: Visit) => Response | Promise<Response>): Promise<Response> => {
    const now = deps.now().toISOString();
    const read = signer?.read(c.req.param('token') ?? '', now) ?? { kind: 'invalid' as const };
    if (read.kind === 'invalid') return sentence(c, { title: 'invalidTitle', text: 'invalid' }, 404);
    if (read.kind === 'expired') return sentence(c, { title: 'expiredTitle', text: 'expired' }, 410);
    const visit = await visitOf(deps, {
      lead: read.lead,
      now,
      path: c.req.param('token') ?? '',
      zone: await zoneOf(c),
    });
    return visit === null ? sentence(c, { title: 'closedTitle', text: 'closed' }, 410) : then(visit);
  };

  routes.get('/meet/:token', (c) => open(c, (visit) => show(deps, c, visit)));
  routes.get('/meet/:token/times', (c) => open(c, (visit) => timesOf(deps, c, visit)));
  routes.get('/meet/:token/meeting.ics', (c) => open(c, (visit) => calendarFile(deps, c, visit)));
  routes.post('/meet/:token/book', (c) => open(c, (visit) => choose(deps, c, { visit, purpose: 'book' })));
  routes.post('/meet/:token/move', (c) => open(c, (visit) => choose(deps, c, { visit, purpose: 'move' })));
  routes.post('/meet/:token/cancel', (c) =>
    open(c, async (visit) => {
      await cancelBooking(deps, visit.lead.id, { by: 'visitor' });
      return back(c, visit);
    }),
  );
  routes.onError((error, c) => {
    const reference = deps.newId('error');
    deps.log.error({ err: error, reference }, 'a page of a visitor failed');
    return sentence(c, { title: 'brokenTitle', text: 'broken', reference }, 500);
  });
  return routes;
}

type Choosing = { visit: Visit; purpose: 'book' | 'move' };

async function choose(deps: Deps, c: Context, { visit, purpose }: Choosing): Promise<Response> {
  const { lead, said, view } = visit;
  const form = chosen.safeParse(await c.req.parseBody());
  if (!form.success) return back(c, visit, { say: 'wrongTime', show: purpose });
  // A page that was opened before they booked elsewhere must not move what they booked.
  if (purpose === 'book' && view.kind === 'booked') return back(c, visit, { say: 'known' });
  if (purpose === 'move' && view.kind !== 'booked') return back(c, visit);
  const { startsAt, guest = '' } = form.data;
  if (guest !== '' && !z.email().safeParse(guest).success)
    return back(c, visit, { say: 'wrongAddress', show: purpose });
  const at = new Date(startsAt).toISOString();
  const say = await chooseTime(deps, { lead, startsAt: at, zone: said.zone, guest, now: said.now });
  return back(c, visit, say === null ? { asked: at } : { say, show: purpose });
}

/** To the page itself, so that loading it again sends nothing twice. */
function back(
  c: Context,
  { said }: Visit,
  about: { say?: MeetWord; show?: 'book' | 'move'; asked?: string } = {},
): Response {
  const query = new URLSearchParams({ zone: said.zone });
  if (about.show === 'move') query.set('show', 'move');
  if (about.say !== undefined) query.set('say', about.say);
  if (about.asked !== undefined) query.set('asked', about.asked);
  return c.redirect(`../${said.path}?${query}`, 303);
}

/** 202 as long as there is something to wait for. */
async function timesOf(deps: Deps, c: Context, { lead, said, view }: Visit): Promise<Response> {
  if (view.kind === 'asking') return c.json({ kind: 'asking' }, 202);
  if (view.kind === 'booked') {
    const { startsAt, lengthMin } = view.meeting;
    return c.json({ kind: 'booked', startsAt, lengthMin });
  }
  if (view.kind !== 'choose') return c.json({ kind: view.kind });
  const who = whoMeets(lead, { playbook: deps.playbook, now: said.now });
  const times = await timesFor(deps, { lead, who, now: said.now });
  if (times.kind !== 'known') return c.json({ kind: times.kind }, times.kind === 'reading' ? 202 : 200);
  const starts = (offered: readonly { startsAt: string }[]) => offered.map(({ startsAt }) => startsAt);
  return c.json({ kind: 'known', suggested: starts(times.suggested), free: starts(times.free) });
}

async function zoneOf(c: Context): Promise<string | undefined> {
  if (c.req.method !== 'POST') return c.req.query('zone');
  const { zone } = await c.req.parseBody();
  return typeof zone === 'string' ? zone : undefined;
}

/** Of whom nothing is known but what their browser asks for. */
function strangerOf({ playbook, now }: Deps, c: Context) {
  const language = preferredLanguage({ accepted: c.req.header('accept-language') }, playbook.languages);
  const { company, zone } = playbook;
  return saidTo({ language, company: company.name, zone, isGuessed: false, now: now().toISOString(), path: '' });
}
