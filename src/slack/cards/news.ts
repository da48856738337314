// What Baton tells a channel or a person outside a card's thread: what is stuck, what is down, what came back.
import type { ActionsBlock } from '@slack/types';
import type { JobKind } from '../../core/job.ts';
import type { Lead } from '../../core/lead.ts';
import type { News } from '../../core/news.ts';
import type { Playbook } from '../../core/playbook.ts';
import { actionIds } from './actions.ts';
import { connectRow } from './calendar-parts.ts';
import { calendarWords } from './calendar-words.ts';
import { cardPiece } from './card-link.ts';
import { heldParts } from './held-parts.ts';
import { nameOf } from './lead-list.ts';
import { heading, line, more, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { mailNewsParts } from './mail-notes.ts';
import { type Message, message, type Part, type Piece, plain } from './parts.ts';
import { words } from './words.ts';

/** A job that Baton gave up on, with its lead if it has one. */
export type Stuck = { id: string; what: JobKind; error: string; buriedAt: string; lead: Lead | null };

/** `stuck`: latest first. `connect`: where whoever reads it lets Baton into their calendar. `lead`: whom it is about. */
type Drawing = {
  playbook: Playbook;
  now: string;
  stuck: readonly Stuck[];
  connect?: string | null;
  lead?: Lead | null;
  /** What looks like spam. */
  held?: readonly Lead[];
};
type NewsMessage = Message & { metadata: { event_type: 'baton_news'; event_payload: { news: string } } };

export function newsMessage(news: News, about: Drawing): NewsMessage {
  const { parts, buttons, id } = drawn(news, about);
  return { ...message(parts, buttons), metadata: { event_type: 'baton_news', event_payload: { news: id } } };
}

type Drawn = { parts: Part[]; buttons: ActionsBlock[]; id: string };

function drawn(news: News, about: Drawing): Drawn {
  const { playbook, now, stuck } = about;
  switch (news.kind) {
    case 'stuck':
      return {
        parts: [...stuckParts(stuck, { playbook, now }), line(words.ops.mend)],
        buttons: [retryRow(words.ops.retryAll, 'all')],
        id: `stuck:${stuck[0]?.id ?? ''}:${stuck[0]?.buriedAt ?? ''}`,
      };
    case 'down': {
      const { system, why, at } = news;
      const parts = [heading(words.ops.down(nameOfSystem(system))), line(oneLine(why, glance.sentence))];
      return { parts: [...parts, line(words.ops.whileDown(system))], buttons: [], id: `down:${system}:${at}` };
    }
    case 'recovered': {
      const { system, since, at } = news;
      const ms = Date.parse(at) - Date.parse(since);
      const parts = [line(words.ops.recovered(nameOfSystem(system), words.span(ms)), words.ops.caughtUp(system))];
      return { parts, buttons: [], id: `recovered:${system}:${at}` };
    }
    case 'limit': {
      const { system, until, why, at } = news;
      const when: Piece = { when: until, zone: playbook.zone };
      const parts = [heading(words.ops.limit(nameOfSystem(system))), line(oneLine(why, glance.sentence))];
      const next = line(words.ops.whileDown(system), words.ops.goesOn, when, '.');
      return { parts: [...parts, next], buttons: [], id: `limit:${system}:${at}` };
    }
    case 'crm-fields': {
      const { crm, wrong, at } = news;
      const items = wrong.slice(0, glance.stuck).map((each): Piece[] => [oneLine(each, glance.sentence)]);
      const bullets: Part = { kind: 'bullets', items: [...items, ...more(wrong.length - items.length)] };
      const parts = [heading(words.ops.crmFields(crm)), bullets, line(words.ops.crmFieldsNext)];
      return { parts, buttons: [], id: `crm-fields:${at}` };
    }
    case 'calendar':
      return { ...calendarNews(news, about), id: `calendar:${news.what}:${news.at}` };
    case 'mail': {
      const visitor = about.lead == null ? null : nameOf(about.lead, playbook);
      const id = `mail:${news.from.address}:${news.at}`;
      return { parts: mailNewsParts(news, visitor), buttons: [], id };
    }
    case 'held': {
      const id = `held:${about.held?.[0]?.id ?? ''}:${news.at}`;
      return { ...heldParts(about.held ?? [], playbook), id };
    }
    case 'at-risk':
      return { parts: riskParts(news, about), buttons: [], id: `at-risk:${about.lead?.id ?? ''}:${news.at}` };
    case 'workspace': {
      const { what, workspace, at } = news;
      const name = oneLine(news.name, glance.name);
      const said =
        what === 'closed' ? words.ops.closed(name, oneLine(news.why, glance.sentence)) : words.ops[what](name);
      const parts = [heading(said), line(words.ops.workspaceNext[what])];
      return { parts, buttons: [], id: `${what}:${workspace}:${at}` };
    }
  }
}

function calendarNews(
  news: Extract<News, { kind: 'calendar' }>,
  { playbook, connect = null }: Drawing,
): Pick<Drawn, 'parts' | 'buttons'> {
  const said = calendarWords.news;
  if (news.what === 'not-connected') {
    const parts = [heading(said.notConnected), line(oneLine(news.why, glance.sentence))];
    return { parts, buttons: connectRow(connect, 'missing') };
  }
  if (news.what === 'closed') {
    const reps = news.reps.slice(0, glance.colleagues).map((id): Piece[] => [{ rep: repNamed(id, playbook) }]);
    const items = [...reps, ...more(news.reps.length - reps.length)];
    const next = line(said.closedNext(oneLine(news.why, glance.sentence)));
    return { parts: [heading(said.closed), { kind: 'bullets', items }, next], buttons: [] };
  }
  if (news.email !== null) {
    const parts = [heading(said.lost(oneLine(news.email, glance.name))), line(said.lostNext)];
    return { parts, buttons: connectRow(connect, 'lost') };
  }
  const why = oneLine(news.why, glance.sentence);
  const rep = repNamed(news.rep, playbook);
  return { parts: [line({ rep }, said.companyLost), line(said.companyNext(why))], buttons: [] };
}

function riskParts({ why }: Extract<News, { kind: 'at-risk' }>, { lead = null, playbook }: Drawing): Part[] {
  if (lead === null) throw new Error('A customer at risk is told of without their lead.');
  const said = words.risk;
  const who = [cardPiece(lead.card, nameOf(lead, playbook)), words.lists.score(lead.score)];
  const reasons = [
    ...why.counted.map((because) => oneLine(because, glance.sentence)),
    ...why.gone.map((because) => said.gone(oneLine(because, glance.sentence))),
    ...why.pillars.map((name) => said.pillar(words.pillar(name))),
  ];
  const items = reasons.slice(0, glance.reasonsInRisk).map((reason): Piece[] => [reason]);
  const bullets: Part[] =
    items.length === 0 ? [] : [{ kind: 'bullets', items: [...items, ...more(reasons.length - items.length)] }];
  const rep = lead.rep === null ? null : { id: lead.rep.id, name: oneLine(lead.rep.name, glance.name) };
  const next = rep === null ? line(said.nobody) : line(said.ask, { rep }, said.has);
  return [heading(said.title), line(...who), ...bullets, next];
}

function repNamed(id: string, { teams }: Playbook) {
  const listed = teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === id);
  return { id, name: oneLine(listed?.name ?? id, glance.name) };
}

export function stuckParts(stuck: readonly Stuck[], about: { playbook: Playbook; now: string }): Part[] {
  const shown = stuck.slice(0, glance.stuck).map((each) => stuckItem(each, about));
  const items = [...shown, ...more(stuck.length - shown.length)];
  return [heading(words.ops.stuck(stuck.length)), { kind: 'bullets', items }];
}

export function stuckItem(
  { what, error, buriedAt, lead }: Stuck,
  { playbook, now }: { playbook: Playbook; now: string },
): Piece[] {
  return [
    { bold: words.ops.jobs[what] },
    ...(lead === null ? [] : [words.ops.of(nameOf(lead, playbook))]),
    `: ${oneLine(error, glance.sentence)} · `,
    { ago: buriedAt, now },
  ];
}

export function retryRow(label: string, which: string): ActionsBlock {
  const button = { type: 'button' as const, action_id: actionIds.retry, text: plain(label, 75), value: which };
  return { type: 'actions', elements: [button] };
}

function nameOfSystem(system: string): string {
  return words.ops.systems[system as keyof typeof words.ops.systems] ?? oneLine(system, glance.name);
}
