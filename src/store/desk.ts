// The desk as it is stored: turns, absences, habits, owners, and the leads each rep has before them. Who gives a lead away
// locks the desk first, so that two leads of one moment never read the same turn.
import { sql } from 'kysely';
import type { Decision } from '../core/decision.ts';
import { calendarOf, type Desk, type Owner, type RepFacts, type TurnsHad, unknownRep } from '../core/desk.ts';
import type { Lead } from '../core/lead.ts';
import { person } from '../core/person.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Turn } from '../core/rotation.ts';
import { isOffered } from '../core/turn.ts';
import type { Absence } from '../core/working-time.ts';
import type { Reader, Tx } from './db.ts';
import { rowToHabits } from './rows.ts';

/** What a rep set for themselves; `null` leaves it to the playbook. */
export type Habits = Pick<RepFacts, 'hours' | 'zone' | 'atOnce'>;

export type NotedAbsence = Absence & { note: string };
type NewAbsence = Absence & { note?: string };

/** Any number that no other user of advisory locks in this database takes. On SQLite transactions wait for each other anyway. */
const lock = 7_266_002;

/** A day of 25 hours is over after this. */
const longestDayMs = 26 * 3_600_000;

type About = { lead: Lead; playbook: Playbook; at: string };

/** Everything `assign` asks for about this lead. Nobody else can take a turn until the transaction ends. */
export async function lockDesk(tx: Tx, { lead, playbook, at }: About): Promise<Desk> {
  const reps = [...new Set(playbook.teams.flatMap((team) => team.reps.map(({ slack }) => slack)))];
  if (reps.length === 0) return { reps: new Map(), turns: [], owners: [] };
  if (tx.kind === 'postgres') await sql`select pg_advisory_xact_lock(${lock})`.execute(tx.q);
  return { reps: await factsOf(tx, reps, at), turns: await turnsHad(tx), owners: await ownersOf(tx, lead, playbook) };
}

type Deciding = { before: Lead; playbook: Playbook; at: string };

/** Decides, and where that gives the lead to somebody, once more with the desk in hand: few turns need it. */
export async function atDesk<D extends Decision | null>(
  tx: Tx,
  { before, playbook, at }: Deciding,
  decide: (desk?: Desk) => D,
): Promise<D> {
  const draft = decide();
  if (draft === null || !isOffered(before, draft)) return draft;
  return decide(await lockDesk(tx, { lead: draft.lead, playbook, at }));
}

/** By how much a count moves, not where to: a turn given back meanwhile stays given back. */
export async function moveTurns({ q }: Tx, turns: readonly Turn[]): Promise<void> {
  // In one order everywhere, so that two transactions never wait for each other's row.
  for (const { team, rep, by, at } of turns.toSorted((a, b) => (a.rep < b.rep ? -1 : 1))) {
    await q
      .insertInto('rotation')
      .values({ team, rep, served: by, last_at: at })
      .onConflict((conflict) =>
        conflict.columns(['team', 'rep']).doUpdateSet((row) => ({
          served: row('rotation.served', '+', by),
          last_at: at,
        })),
      )
      .execute();
  }
}

export async function turnsHad({ q }: Reader): Promise<TurnsHad[]> {
  return q.selectFrom('rotation').select(['team', 'rep', 'served', 'last_at as lastAt']).execute();
}

export async function absencesOf({ q }: Reader, rep: string): Promise<NotedAbsence[]> {
  const rows = await q.selectFrom('absences').selectAll().where('rep', '=', rep).orderBy('from_at').execute();
  return rows.map(({ from_at: from, until_at: until, note }) => ({ from, until, note }));
}

/** An absence that begins at the same moment replaces the one that is known. */
export async function keepAbsence({ q }: Tx, rep: string, { from, until, note = '' }: NewAbsence): Promise<void> {
  await q
    .insertInto('absences')
    .values({ rep, from_at: from, until_at: until, note })
    .onConflict((conflict) => conflict.columns(['rep', 'from_at']).doUpdateSet({ until_at: until, note }))
    .execute();
}

/** Back at work: what is under way ends. False when nothing was. */
export async function endAbsence({ q }: Tx, rep: string, at: string): Promise<boolean> {
  const ended = await q
    .updateTable('absences')
    .set({ until_at: at })
    .where('rep', '=', rep)
    .where('from_at', '<=', at)
    .where((row) => row.or([row('until_at', 'is', null), row('until_at', '>', at)]))
    .returning('from_at')
    .execute();
  return ended.length > 0;
}

/** Takes back whatever was said of this time before: who says anew when they are away means it so. */
export async function clearAbsences({ q }: Tx, rep: string, { from, until }: Absence): Promise<void> {
  let overlapping = q
    .deleteFrom('absences')
    .where('rep', '=', rep)
    .where((row) => row.or([row('until_at', 'is', null), row('until_at', '>', from)]));
  if (until !== null) overlapping = overlapping.where('from_at', '<', until);
  await overlapping.execute();
}

export async function habitsOf({ q }: Reader, rep: string): Promise<Habits> {
  const row = await q.selectFrom('working_habits').selectAll().where('rep', '=', rep).executeTakeFirst();
  return row === undefined ? { hours: null, zone: null, atOnce: null } : rowToHabits(row);
}

/** Where a rep works: what a time they name is meant in. */
export async function zoneOf(reader: Reader, rep: string, playbook: Playbook): Promise<string> {
  return calendarOf(rep, playbook, { ...unknownRep, ...(await habitsOf(reader, rep)) }).zone;
}

export async function keepHabits({ q }: Tx, rep: string, { hours, zone, atOnce }: Habits): Promise<void> {
  const row = { rep, zone, hours: hours && JSON.stringify(hours), at_once: atOnce };
  await q
    .insertInto('working_habits')
    .values(row)
    .onConflict((conflict) => conflict.column('rep').doUpdateSet(row))
    .execute();
}

/** `account` is a company's domain or one e-mail address; `rep` null: nobody's any more. */
export async function keepOwner({ q }: Tx, { account, rep }: { account: string; rep: string | null }): Promise<void> {
  const key = account.toLowerCase();
  if (rep === null) {
    await q.deleteFrom('owners').where('account', '=', key).execute();
    return;
  }
  await q
    .insertInto('owners')
    .values({ account: key, rep })
    .onConflict((conflict) => conflict.column('account').doUpdateSet({ rep }))
    .execute();
}

/** The address before its domain, the account before a lead that is open. */
async function ownersOf({ q }: Tx, lead: Lead, playbook: Playbook): Promise<Owner[]> {
  const { email, domain } = person(lead, playbook);
  const keys = [email, domain].flatMap((key) => (key === null ? [] : [key.toLowerCase()]));
  const accounts =
    keys.length === 0 ? [] : await q.selectFrom('owners').selectAll().where('account', 'in', keys).execute();
  const open = await q
    .selectFrom('leads')
    .select((row) => ['id', row.fn.coalesce('rep_id', 'offered_to').as('rep')])
    .where('visitor_id', '=', lead.visitor.id)
    .where('id', '<>', lead.id)
    .where('state', 'in', ['offered', 'claimed', 'booked'])
    .orderBy('id', 'desc')
    .execute();
  return [
    ...keys
      .flatMap((key) => accounts.filter(({ account }) => account === key))
      .map(({ account, rep }) => ({ rep, why: 'account' as const, of: account })),
    ...open.flatMap(({ id, rep }) => (rep === null ? [] : [{ rep, why: 'lead' as const, of: id }])),
  ];
}

/** What is stored of each of these reps, and the leads they have before them. */
export async function factsOf(reader: Reader, reps: readonly string[], at: string): Promise<Map<string, RepFacts>> {
  const { q } = reader;
  const away = await q
    .selectFrom('absences')
    .selectAll()
    .where('rep', 'in', reps)
    .where((row) => row.or([row('until_at', 'is', null), row('until_at', '>', at)]))
    .execute();
  const habits = await q.selectFrom('working_habits').selectAll().where('rep', 'in', reps).execute();
  const leads = await theirLeads(reader, reps, at);
  return new Map(
    reps.map((rep) => {
      const row = habits.find((each) => each.rep === rep);
      const theirs = leads.filter((lead) => lead.rep === rep);
      const facts = {
        ...(row === undefined ? { hours: null, zone: null, atOnce: null } : rowToHabits(row)),
        away: away.flatMap((each) => (each.rep === rep ? [{ from: each.from_at, until: each.until_at }] : [])),
        open: theirs.filter(({ state }) => state === 'offered' || state === 'claimed').length,
        offeredAt: theirs.flatMap(({ offered_at: offeredAt }) => (offeredAt === null ? [] : [offeredAt])),
      };
      return [rep, facts] as const;
    }),
  );
}

/** Claimed by one of them or offered to them: those still open, and all of the last day that were not rejected. */
async function theirLeads({ q }: Reader, reps: readonly string[], at: string) {
  const since = new Date(Date.parse(at) - longestDayMs).toISOString();
  const claimed = q
    .selectFrom('leads')
    .select(['rep_id as rep', 'state', 'offered_at'])
    .where('rep_id', 'in', reps)
    .where((row) => row.or([row('state', '=', 'claimed'), row('offered_at', '>=', since)]));
  const offered = q
    .selectFrom('leads')
    .select(['offered_to as rep', 'state', 'offered_at'])
    .where('offered_to', 'in', reps)
    .where('rep_id', 'is', null)
    .where((row) => row.or([row('state', '=', 'offered'), row('offered_at', '>=', since)]));
  const rows = await claimed.unionAll(offered).execute();
  return rows.filter(({ state }) => state !== 'rejected');
}
