// Finds leads by part of what somebody is called. Few enough to read; the newest first.
import { type ExpressionBuilder, sql } from 'kysely';
import type { Lead } from '../core/lead.ts';
import type { Reader } from './db.ts';
import { getLeads } from './lead.ts';
import { rowToLeadId } from './rows.ts';
import type { Schema } from './schema.ts';

const most = 10;

/** `fields`: the answers to look into, beside what the chat product says of the visitor. */
export async function searchLeads(
  reader: Reader,
  { typed, fields }: { typed: string; fields: readonly string[] },
): Promise<Lead[]> {
  const text = typed.trim().toLowerCase();
  if (text === '') return [];
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await reader.q
    .selectFrom('leads')
    .select('id')
    .where((q) =>
      q.or([
        sql<boolean>`lower(leads.visitor) like ${pattern} escape '\\'`,
        ...(fields.length === 0 ? [] : [q.exists(answered(q, fields, pattern))]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return getLeads(reader, rows.map(rowToLeadId));
}

function answered(q: ExpressionBuilder<Schema, 'leads'>, fields: readonly string[], pattern: string) {
  return q
    .selectFrom('answers')
    .select('answers.n')
    .whereRef('answers.lead', '=', 'leads.id')
    .where('answers.field', 'in', fields)
    .where(sql<boolean>`lower(answers.value) like ${pattern} escape '\\'`);
}
