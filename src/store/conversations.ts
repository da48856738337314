// Whose lead a conversation is. A lead begins with one of its own; others may have joined it since.
import type { LeadId } from '../core/lead.ts';
import type { Reader } from './db.ts';
import { rowToLeadId } from './rows.ts';

/** A conversation that went on as another lead is that one's. */
export async function findLead({ q }: Reader, channel: string, conversation: string): Promise<LeadId | undefined> {
  const joined = await q
    .selectFrom('conversations')
    .select('lead as id')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .executeTakeFirst();
  const row =
    joined ??
    (await q
      .selectFrom('leads')
      .select('id')
      .where('channel', '=', channel)
      .where('conversation', '=', conversation)
      .executeTakeFirst());
  return row && rowToLeadId(row);
}
