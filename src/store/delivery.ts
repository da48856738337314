// Which of our lines reached the visitor's chat: what `send-reply` looks at before it sends again.
import type { LeadId } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';

export type Delivery = { at: string; receipt: string | null };

export async function getDelivery({ q }: Reader, lead: LeadId, message: number): Promise<Delivery | undefined> {
  return q
    .selectFrom('deliveries')
    .select(['at', 'receipt'])
    .where('lead', '=', lead)
    .where('n', '=', message)
    .executeTakeFirst();
}

/** The first delivery of a line stays; recording it again changes nothing. */
export async function recordDelivery(
  { q }: Tx,
  delivery: { lead: LeadId; message: number; at: string; receipt: string | null },
): Promise<void> {
  const { lead, message, at, receipt } = delivery;
  await q
    .insertInto('deliveries')
    .values({ lead, n: message, at, receipt })
    .onConflict((conflict) => conflict.columns(['lead', 'n']).doNothing())
    .execute();
}
