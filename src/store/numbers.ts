// What reps made of their leads lately. Only the kinds that are counted are read, by an index.
import { sql } from 'kysely';
import type { LeadEvent } from '../core/event.ts';
import { importChannel } from '../core/imported.ts';
import type { LeadState } from '../core/lead.ts';
import { countedKinds, doneToReps } from '../core/rep-numbers.ts';
import type { Reader } from './db.ts';
import { rowToEvent } from './rows.ts';

/** Of one rep, with what others did to their leads, or of all; in their order. */
export async function countedEvents(
  { q }: Reader,
  { since, rep }: { since: string; rep?: string },
): Promise<LeadEvent[]> {
  const all = q.selectFrom('events').selectAll().where('at', '>=', since).where('kind', 'in', countedKinds);
  if (rep === undefined) return (await all.orderBy('seq').execute()).map(rowToEvent);
  const own = all.where('by', '=', rep);
  const others = all.where('kind', 'in', doneToReps).where('by', '<>', rep);
  const rows = await own.unionAll(others).orderBy('seq').execute();
  return rows.map(rowToEvent);
}

export async function leadsByState({ q }: Reader): Promise<{ state: LeadState; count: number }[]> {
  const rows = await q
    .selectFrom('leads')
    .select(['state', sql<number>`cast(count(*) as integer)`.as('count')])
    .where('channel', '<>', importChannel)
    .groupBy('state')
    .execute();
  return rows.map(({ state, count }) => ({ state: state as LeadState, count }));
}

/** What interviewers claimed since then, and what the check refused of it. */
export async function claimsSince({ kind, q }: Reader, since: string): Promise<{ made: number; refused: number }> {
  const [fields, refused] =
    kind === 'sqlite'
      ? [sql`json_array_length(data, '$.fields')`, sql`json_extract(data, '$.refused')`]
      : [sql`jsonb_array_length(data::jsonb -> 'fields')`, sql`cast(data::jsonb ->> 'refused' as integer)`];
  const { kept, left } = await q
    .selectFrom('events')
    .select([
      sql<number>`cast(coalesce(sum(${fields}), 0) as integer)`.as('kept'),
      sql<number>`cast(coalesce(sum(${refused}), 0) as integer)`.as('left'),
    ])
    .where('kind', '=', 'answered')
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
  return { made: kept + left, refused: left };
}
