// Whose address this is, as they or their chat product gave it: the latest leads first.
import { sql } from 'kysely';
import type { LeadId } from '../core/lead.ts';
import type { Reader } from './db.ts';
import { jsonAt } from './json-at.ts';
import { rowToLeadId } from './rows.ts';

const most = 20;

export async function leadsAt({ q, kind }: Reader, address: string): Promise<LeadId[]> {
  const given = address.trim().toLowerCase();
  const visitor = sql<boolean>`lower(${jsonAt(kind, 'visitor', 'email')}) = ${given}`;
  // As `answers_by_address` has it.
  const answered = sql<boolean>`substr(lower(value), 1, 256) = ${JSON.stringify(given)} and value like '%@%'`;
  const rows = await q
    .selectFrom('leads')
    .select('id')
    .where('erased_at', 'is', null)
    .where((lead) => lead.or([visitor, lead('id', 'in', q.selectFrom('answers').select('lead').where(answered))]))
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(rowToLeadId);
}
