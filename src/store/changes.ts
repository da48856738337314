// Changes of the playbook that reviews speak for, each with the lines it would change and who would be judged otherwise; and
// what managers answered. A change that was accepted is in force once the page says so, and not before.
import { type Bars, teamTaking } from '../core/bar.ts';
import { editPage } from '../core/edit-page.ts';
import { timeInWeek, weekOf } from '../core/iso-week.ts';
import type { Card, Lead, LeadId } from '../core/lead.ts';
import { isReviewed } from '../core/lead-review.ts';
import {
  type Answered,
  type AnsweredBy,
  changedPage,
  isInPage,
  keyOfChange,
  type PageChange,
} from '../core/page-change.ts';
import { type PageDiff, pageDiff } from '../core/page-diff.ts';
import type { Playbook } from '../core/playbook.ts';
import { type Proposal, proposeChanges, unanswered } from '../core/propose-changes.ts';
import type { Flip } from '../core/replay.ts';
import { canReplay, replayChange } from '../core/replay-change.ts';
import { readBars } from './bars.ts';
import type { Reader, Tx } from './db.ts';
import { getLead } from './lead.ts';
import { getPlaybook } from './playbook.ts';
import { repNamed } from './rep.ts';
import { reviewsSince } from './reviews.ts';
import { rowToAnswered, rowToEvent, rowToLeadId } from './rows.ts';

/** `diff` null: the page is laid out so that only its author should write it in. `flips` null: it cannot be replayed. */
export type Proposed = Proposal & { diff: PageDiff | null; flips: readonly Flip[] | null; replayed: number };

type About = { playbook: Playbook; now: string };
const reviewWeeks = 12;
const weekMs = 7 * 24 * 3_600_000;
/** As long as reviews speak for a change, what was told of it is drawn anew. */
export const toldSince = (now: string): string => new Date(Date.parse(now) - reviewWeeks * weekMs).toISOString();
const replayWeeks = 4;
/** More would take long to read and be told in no message. */
const mostReplayed = 500;

export async function openChanges(reader: Reader, { playbook, now }: About): Promise<Proposed[]> {
  const week = weekOf(now, playbook.zone);
  const reviews = (await reviewsSince(reader, week - reviewWeeks)).filter(isReviewed);
  const leads = await wholeLeads(reader, [...new Set(reviews.map(({ lead }) => lead))]);
  const recent = await recentLeads(reader, timeInWeek(week - replayWeeks, { day: 0, hour: 0, zone: playbook.zone }));
  const seen = { reviews, leads: new Map(leads.map((lead) => [lead.id, lead])), recent, playbook };
  const open = unanswered(proposeChanges(seen), { answered: await answeredChanges(reader), playbook, now });
  const page = (await getPlaybook(reader, playbook.version))?.page ?? null;
  const bars = await readBars(reader, playbook);
  return open.map((proposal) => {
    const { change } = proposal;
    const edited = page === null ? null : editPage(page, change);
    const diff = page === null || edited === null ? null : pageDiff(page, edited);
    const flips = canReplay(change) ? flipsOf(recent, change, { playbook, bars }) : null;
    return { ...proposal, diff, flips, replayed: recent.length };
  });
}

function flipsOf(
  recent: readonly Lead[],
  change: PageChange,
  { playbook, bars }: { playbook: Playbook; bars: Bars },
): Flip[] {
  const to = changedPage(playbook, change);
  return recent.flatMap((lead) => {
    const bar = Math.ceil(bars.get(teamTaking(lead, playbook).id) ?? playbook.bar.start);
    return replayChange(lead, change, { from: playbook, to, bar }) ?? [];
  });
}

/** The newest first; those of which nobody knows yet what will become of them say nothing. */
async function recentLeads(reader: Reader, since: string): Promise<Lead[]> {
  const rows = await reader.q
    .selectFrom('leads')
    .select('id')
    .where('created_at', '>=', since)
    .where('verdict', 'is not', null)
    .where('erased_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(mostReplayed)
    .execute();
  return wholeLeads(reader, rows.map(rowToLeadId));
}

async function wholeLeads(reader: Reader, ids: readonly LeadId[]): Promise<Lead[]> {
  const leads: Lead[] = [];
  for (const id of ids) {
    const lead = await getLead(reader, id);
    if (lead !== undefined) leads.push(lead);
  }
  return leads;
}

export async function answeredChanges({ q }: Reader): Promise<Answered[]> {
  const rows = await q
    .selectFrom('proposals')
    .select(['change', 'answer', 'by', 'at'])
    .orderBy('at')
    .orderBy('key')
    .execute();
  return rows.map(rowToAnswered);
}

/** What was answered since then, and by whom, as people know them. */
export async function answersSince(reader: Reader, since: string, playbook: Playbook): Promise<AnsweredBy[]> {
  const answered = (await answeredChanges(reader)).filter(({ at }) => at >= since);
  return Promise.all(answered.map(async (one) => ({ ...one, name: (await repNamed(reader, one.by, playbook)).name })));
}

/** Where Baton told somebody of changes in a week; `isNewest`: it has told them of none since. */
export type ToldChanges = { to: string; week: number; at: string; place: Card; isNewest: boolean };

export async function toldChanges({ q }: Reader, since: string): Promise<ToldChanges[]> {
  const rows = await q
    .selectFrom('events')
    .selectAll()
    .where('kind', '=', 'changes-told')
    .where('at', '>=', since)
    .orderBy('seq', 'desc')
    .execute();
  const told = new Set<string>();
  return rows.map(rowToEvent).map(({ at, data }) => {
    const { to, week, ...place } = data as { to: string; week: number } & Card;
    const isNewest = !told.has(to);
    told.add(to);
    return { to, week, at, place, isNewest };
  });
}

/** What was accepted and the running page does not say. */
export async function changesToWrite(reader: Reader, playbook: Playbook): Promise<Answered[]> {
  const answered = await answeredChanges(reader);
  return answered.filter(({ change, answer }) => answer === 'accepted' && !isInPage(change, playbook));
}

/** Of two managers one is first, and the other reads who it was; a change that was put off may still be accepted. */
export async function keepAnswer({ q }: Tx, { change, answer, by, at }: Answered): Promise<Answered | 'kept'> {
  const row = { key: keyOfChange(change), change: JSON.stringify(change), answer, by, at };
  const kept = await q
    .insertInto('proposals')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet(row)
        .where('proposals.answer', '=', 'declined')
        .where('proposals.answer', '<>', answer),
    )
    .returning('key')
    .executeTakeFirst();
  if (kept !== undefined) return 'kept';
  const standing = q.selectFrom('proposals').select(['change', 'answer', 'by', 'at']).where('key', '=', row.key);
  return rowToAnswered(await standing.executeTakeFirstOrThrow());
}
