// How far the visitor has been told, and which line is on its way. Kept beside the lead's version, not under it: a delivery
// is no decision about the lead. Whoever decides by it locks it first, so that no line can set out meanwhile.
import type { LeadId } from '../core/lead.ts';
import type { Delivery } from '../core/undelivered.ts';
import type { Tx } from './db.ts';
import { tell } from './live.ts';

/** The lead's deliveries, unchangeable by others until the transaction ends: an update locks the row in both databases. */
export async function lockDelivery({ q }: Tx, lead: LeadId): Promise<Delivery> {
  const row = await q
    .updateTable('leads')
    .set((lead) => ({ sending: lead.ref('sending') }))
    .where('id', '=', lead)
    .returning(['delivered_up_to as upTo', 'sending'])
    .executeTakeFirst();
  return row ?? { upTo: 0, sending: null };
}

/** Before a line leaves the house: from now on it may arrive, whatever becomes of us. */
export async function markSending({ q }: Tx, lead: LeadId, n: number): Promise<void> {
  await q.updateTable('leads').set({ sending: n }).where('id', '=', lead).execute();
}

/** The chat said that it did not take the line. */
export async function markRefused({ q }: Tx, lead: LeadId): Promise<void> {
  await q.updateTable('leads').set({ sending: null }).where('id', '=', lead).execute();
}

/** False when it was marked already: the same line arrived twice. */
export async function markDelivered(tx: Tx, lead: LeadId, n: number): Promise<boolean> {
  const row = await tx.q
    .updateTable('leads')
    .set({ delivered_up_to: n, sending: null })
    .where('id', '=', lead)
    .where('delivered_up_to', '<', n)
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined) tell(tx, lead);
  return row !== undefined;
}
