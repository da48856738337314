// The three lists of a lead, which only grow: its messages, answers and refusals.
import type { Selectable } from 'kysely';
import type { Lead } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';
import {
  answerToRow,
  messageToRow,
  refusalToRow,
  rowToAnswer,
  rowToLeadSummary,
  rowToMessage,
  rowToRefusal,
} from './rows.ts';
import type { LeadRow } from './schema-leads.ts';

/** Lists are read up to the counts of the lead's own row, so what commits between two reads cannot tear the aggregate. */
export async function readLists({ q }: Reader, row: Selectable<LeadRow>): Promise<Lead> {
  const messages = await q
    .selectFrom('messages')
    .select(['n', 'from', 'name', 'text', 'channel', 'at', 'asks', 'tells', 'provider_id', 'input', 'conversation'])
    .where('lead', '=', row.id)
    .where('n', '<=', row.message_count)
    .orderBy('n')
    .execute();
  const answers = await q
    .selectFrom('answers')
    .selectAll()
    .where('lead', '=', row.id)
    .where('n', '<=', row.answer_count)
    .orderBy('n')
    .execute();
  const refusals = await q
    .selectFrom('refusals')
    .selectAll()
    .where('lead', '=', row.id)
    .where('n', '<=', row.refusal_count)
    .orderBy('n')
    .execute();
  const { messageCount: _, ...summary } = rowToLeadSummary(row);
  return {
    ...summary,
    messages: messages.map(rowToMessage),
    answers: answers.map(rowToAnswer),
    refused: refusals.map(rowToRefusal),
  };
}

export async function appendLists({ q }: Tx, before: Lead, after: Lead): Promise<void> {
  const lead = after.id;
  const messages = after.messages.slice(before.messages.length);
  if (messages.length > 0) {
    await q
      .insertInto('messages')
      .values(messages.map((message) => messageToRow(lead, message)))
      .execute();
  }
  const answers = after.answers.slice(before.answers.length);
  if (answers.length > 0) {
    const first = before.answers.length + 1;
    await q
      .insertInto('answers')
      .values(answers.map((answer, i) => answerToRow(lead, first + i, answer)))
      .execute();
  }
  const refused = after.refused.slice(before.refused.length);
  if (refused.length > 0) {
    const first = before.refused.length + 1;
    await q
      .insertInto('refusals')
      .values(refused.map((refusal, i) => refusalToRow(lead, first + i, refusal)))
      .execute();
  }
}
