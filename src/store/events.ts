// The log of what happened and why. A reader who asks for what came after a cursor never misses an event, not even one
// whose transaction was slower than its neighbours'.
import { sql } from 'kysely';
import type { LeadEvent, NewEvent } from '../core/event.ts';
import type { LeadId } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';
import type { NewId } from './id.ts';
import { eventToRow, rowToEvent } from './rows.ts';

export type EventPage = { items: LeadEvent[]; next: string };

/** `cursor` is the `next` of the page before, or '' for the beginning; a cursor nobody gave out is undefined. */
export async function eventsAfter(reader: Reader, cursor: string, limit: number): Promise<EventPage | undefined> {
  if (!/^\d{0,15}$/.test(cursor)) return undefined;
  const newest = await newestSafe(reader);
  const rows = await reader.q
    .selectFrom('events')
    .selectAll()
    .where('seq', '>', Number(cursor))
    .where('seq', '<=', newest)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return { items: rows.map(rowToEvent), next: rows.at(-1)?.seq.toString() ?? cursor };
}

export async function eventsOf(reader: Reader, lead: LeadId): Promise<LeadEvent[]> {
  const rows = await reader.q.selectFrom('events').selectAll().where('lead', '=', lead).orderBy('seq').execute();
  return rows.map(rowToEvent);
}

export async function appendEvents(
  tx: Tx,
  about: { lead: LeadId | null; events: readonly NewEvent[]; at: string },
  newId: NewId,
): Promise<void> {
  const { lead, events, at } = about;
  if (events.length === 0) return;
  if (tx.kind === 'postgres') await sql`select pg_advisory_xact_lock_shared(${fence})`.execute(tx.q);
  await tx.q
    .insertInto('events')
    .values(events.map(({ kind, by, data }) => eventToRow({ id: newId('event'), lead, kind, by, at, data })))
    .execute();
}

/** Any number that no other user of advisory locks in this database takes. */
const fence = 7_266_001;

/**
 * The highest number below which no transaction is still under way. Postgres hands out numbers before the commit, so we
 * note the highest, then wait until everyone who had one then has finished: writers share the fence, we take it alone.
 */
async function newestSafe({ kind, q }: Reader): Promise<number> {
  if (kind === 'sqlite') return Number.MAX_SAFE_INTEGER;
  const { rows } = await sql<{ newest: number }>`select last_value as newest from events_seq_seq`.execute(q);
  await sql`select pg_advisory_xact_lock(${fence})`.execute(q);
  return rows[0]?.newest ?? 0;
}
