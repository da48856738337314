// What looks like spam and nobody has let through.
import { sql } from 'kysely';
import { isHeld } from '../core/held.ts';
import type { Lead } from '../core/lead.ts';
import type { Reader } from './db.ts';
import { getLeads } from './lead.ts';
import { rowToLeadId } from './rows.ts';

/** As `isHeld` says it. */
export const isHeldRow = sql<boolean>`(state = 'quiet' and read_up_to = 0 and erased_at is null)`;

/** The newest first. */
export async function heldLeads(reader: Reader): Promise<Lead[]> {
  const rows = await reader.q
    .selectFrom('leads')
    .select('id')
    .where(isHeldRow)
    .orderBy('id', 'desc')
    .limit(mostHeld)
    .execute();
  return (await getLeads(reader, rows.map(rowToLeadId))).filter(isHeld);
}

/** More is a flood, and nobody reads it one by one. */
const mostHeld = 100;
