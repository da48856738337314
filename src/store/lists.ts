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

/**
 * In the order of the rows, in three statements however many there are. Lists are read up to the counts of the lead's own row, so what
 * commits between two reads cannot tear the aggregate.
 */
export async function readLists({ q }: Reader, rows: readonly Selectable<LeadRow>[]): Promise<Lead[]> {
  if (rows.length === 0) return [];
  const leads = rows.map(({ id }) => id);
  const messages = await q
    .selectFrom('messages')
    .select([
      'lead',
      'n',
      'from',
      'name',
      'text',
      'channel',
      'at',
      'asks',
      'tells',
      'provider_id',
      'input',
      'conversation',
    ])
    .where('lead', 'in', leads)
    .orderBy('lead')
    .orderBy('n')
    .execute();
  const answers = await q
    .selectFrom('answers')
    .selectAll()
    .where('lead', 'in', leads)
    .orderBy('lead')
    .orderBy('n')
    .execute();
  const refusals = await q
    .selectFrom('refusals')
    .selectAll()
    .where('lead', 'in', leads)
    .orderBy('lead')
    .orderBy('n')
    .execute();
  const [messagesOf, answersOf, refusalsOf] = [byLead(messages), byLead(answers), byLead(refusals)];
  return rows.map((row) => {
    const { messageCount: _, ...summary } = rowToLeadSummary(row);
    return {
      ...summary,
      messages: messagesOf(row.id, row.message_count).map(rowToMessage),
      answers: answersOf(row.id, row.answer_count).map(rowToAnswer),
      refused: refusalsOf(row.id, row.refusal_count).map(rowToRefusal),
    };
  });
}

function byLead<Row extends { lead: string; n: number }>(rows: readonly Row[]): (lead: string, upTo: number) => Row[] {
  const all = Map.groupBy(rows, ({ lead }) => lead);
  return (lead, upTo) => (all.get(lead) ?? []).filter(({ n }) => n <= upTo);
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
