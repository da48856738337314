// Lines go from one lead to another, each with whatever names it by its number. Whoever does this has locked both leads, and
// commits what the leads are from then on in the same transaction.
import { sql } from 'kysely';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Delivery } from '../core/undelivered.ts';
import type { Tx } from './db.ts';
import { jsonAt } from './json-at.ts';
import { tell } from './live.ts';
import { answerToRow, refusalToRow } from './rows.ts';

/** Where line number so and so stands from then on. `conversation`: of that lead's, if it is not to stay as it is. */
export type Moves = ReadonlyMap<number, { lead: LeadId; n: number; conversation?: string | null }>;

/** In the order of the lines, so that each one's new number is free when it comes there. */
export async function moveLines(tx: Tx, lead: LeadId, moves: Moves): Promise<void> {
  for (const [n, to] of [...moves].toSorted(([a], [b]) => a - b)) {
    if (to.lead === lead && to.n === n) continue;
    await tx.q.updateTable('messages').set(to).where('lead', '=', lead).where('n', '=', n).execute();
  }
  await moveEvents(tx, lead, moves);
}

/** What happened in these lines happened where they stand. */
async function moveEvents({ q, kind }: Tx, lead: LeadId, moves: Moves): Promise<void> {
  const n = sql<number>`cast(${jsonAt(kind, 'data', 'message')} as integer)`;
  const rows = await q
    .selectFrom('events')
    .select(['seq', 'data', n.as('n')])
    .where('lead', '=', lead)
    .where(sql<boolean>`${jsonAt(kind, 'data', 'message')} is not null`)
    .execute();
  for (const { seq, data, n } of rows) {
    const to = moves.get(n);
    if (to === undefined) continue;
    const moved = data.replace(/"message":\d+/, `"message":${to.n}`);
    await q.updateTable('events').set({ lead: to.lead, data: moved }).where('seq', '=', seq).execute();
  }
}

/** Everything else that happened to it. */
export async function giveEvents({ q }: Tx, from: LeadId, to: LeadId): Promise<void> {
  await q.updateTable('events').set({ lead: to }).where('lead', '=', from).execute();
}

/** Its answers and refusals as they are now, whatever there was. */
export async function rewriteAnswers({ q }: Tx, { id, answers, refused }: Lead): Promise<void> {
  await q.deleteFrom('answers').where('lead', '=', id).execute();
  await q.deleteFrom('refusals').where('lead', '=', id).execute();
  if (answers.length > 0) {
    await q
      .insertInto('answers')
      .values(answers.map((each, i) => answerToRow(id, i + 1, each)))
      .execute();
  }
  if (refused.length > 0) {
    await q
      .insertInto('refusals')
      .values(refused.map((each, i) => refusalToRow(id, i + 1, each)))
      .execute();
  }
}

export async function setDelivery(tx: Tx, lead: LeadId, { upTo, sending }: Delivery): Promise<void> {
  await tx.q.updateTable('leads').set({ delivered_up_to: upTo, sending }).where('id', '=', lead).execute();
  tell(tx, lead);
}
