// The bars of the teams. Whoever changes one holds its row until the transaction ends, so that of two managers one is second.
import { sql } from 'kysely';
import type { Bars } from '../core/bar.ts';
import type { Label } from '../core/bar-labels.ts';
import { timeInWeek, weekOf } from '../core/iso-week.ts';
import { labelsFor } from '../core/label.ts';
import type { Rep } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import { type BarDecision, isStale, lookForBar, newTeamBar, restartBar, type TeamBar } from '../core/team-bar.ts';
import type { Reader, Tx } from './db.ts';
import { appendEvents } from './events.ts';
import type { NewId } from './id.ts';
import { jsonAt } from './json-at.ts';
import { labelsOf } from './labels.ts';
import { barToRow, rowToBar } from './rows.ts';

type About = { playbook: Playbook; now: string };

/** The guard on volume looks so many weeks back. */
export const recentWeeks = 4;

/** Where each team's bar stands; a page with another start than the one it began with says so itself. */
export async function readBars(reader: Reader, playbook: Playbook): Promise<Bars> {
  const bars = await teamBars(reader);
  return new Map(bars.filter((bar) => !isStale(bar, playbook)).map(({ team, state }) => [team, state.bar]));
}

/** Of the teams of the page, in its order. */
export async function readTeamBars(reader: Reader, { playbook, now }: About): Promise<TeamBar[]> {
  const bars = await teamBars(reader);
  return playbook.teams.map(({ id }) => bars.find(({ team }) => team === id) ?? newTeamBar(id, { playbook, now }));
}

async function teamBars({ q }: Reader): Promise<TeamBar[]> {
  return (await q.selectFrom('bars').select('bar').execute()).map(rowToBar);
}

/** Every team of the page has a bar, and begins anew where the page has another start. */
export async function beginBars(tx: Tx, about: About, newId: NewId): Promise<void> {
  for (const { id } of about.playbook.teams) await holdBar(tx, id, about, newId);
}

/** The bar of this team, which nobody else can change until the transaction ends. */
export async function holdBar(tx: Tx, team: string, about: About, newId: NewId): Promise<TeamBar> {
  const row = barToRow(newTeamBar(team, about));
  await tx.q
    .insertInto('bars')
    .values(row)
    .onConflict((conflict) => conflict.column('team').doNothing())
    .execute();
  const query = tx.q.selectFrom('bars').select('bar').where('team', '=', team);
  const held = await (tx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow();
  const bar = rowToBar(held);
  if (!isStale(bar, about.playbook)) return bar;
  return keepBar(tx, restartBar(bar, about), { at: about.now, newId });
}

export async function keepBar(
  tx: Tx,
  { bar, events }: BarDecision,
  { at, newId }: { at: string; newId: NewId },
): Promise<TeamBar> {
  await tx.q.updateTable('bars').set(barToRow(bar)).where('team', '=', bar.team).execute();
  await appendEvents(tx, { lead: null, events, at }, newId);
  return bar;
}

/** What the verdicts say of a bar that is held; `by`: the manager who asked. */
export async function lookAgain(tx: Tx, held: TeamBar, about: About & { week: number; by: Rep | null }, newId: NewId) {
  const { playbook, now, week, by } = about;
  const given = { ...(await allLabels(tx, held.team, playbook)), recent: await recentScores(tx, held.team, about) };
  return keepBar(tx, lookForBar(held, { ...given, playbook, now, week, by }), { at: now, newId });
}

/** Labels of teams that the page no longer has are lent too. */
async function allLabels(tx: Tx, team: string, playbook: Playbook): Promise<{ labels: Label[]; borrowed: Label[] }> {
  const others = (await teamBars(tx)).map((bar) => bar.team).filter((each) => each !== team);
  const lent = await Promise.all(others.map((each) => labelsOf(tx, each)));
  return {
    labels: labelsFor(await labelsOf(tx, team), playbook),
    borrowed: labelsFor(lent.flat(), playbook),
  };
}

type Weeks = { playbook: Playbook; week: number };

/** Forms have no bar: neither they nor what reps make of them say where it should be. */
export const notByForm = sql<boolean>`not exists (
  select 1 from messages where messages.lead = leads.id and messages.n = 1 and messages.input is not null)`;

/** Of the leads that could have been posted, whatever the bar: all four pillars stood when people got it, or stand now. */
async function recentScores(
  { kind, q }: Reader,
  team: string,
  { playbook: { zone }, week }: Weeks,
): Promise<number[][]> {
  const begin = (of: number) => timeInWeek(of, { day: 0, hour: 0, zone });
  // Hidden from SQLite, which would go by kind and not by lead.
  const offered = sql<number | null>`(select cast(${jsonAt(kind, 'data', 'score')} as integer) from events
    where events.lead = leads.id and coalesce(kind, '') = 'offered' and ${jsonAt(kind, 'data', 'why')} <> 'asked'
    order by seq desc limit 1)`;
  const now = sql<number | null>`case when pillars not like '%false%' then leads.score end`;
  const rows = await q
    .selectFrom('leads')
    .select(['created_at', sql<number | null>`coalesce(${offered}, ${now})`.as('score')])
    .where('bar_team', '=', team)
    .where('created_at', '>=', begin(week - recentWeeks))
    .where('created_at', '<', begin(week))
    .where('verdict', 'is not', null)
    .where('erased_at', 'is', null)
    .where(notByForm)
    .execute();
  const weeks = Array.from({ length: recentWeeks }, (): number[] => []);
  for (const { score, created_at: at } of rows) {
    if (score !== null) weeks[weekOf(at, zone) - week + recentWeeks]?.push(score);
  }
  return weeks;
}
