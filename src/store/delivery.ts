// How far the visitor has been told. Kept beside the lead's version, not under it: a delivery is no decision about the lead.
import type { LeadId } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';

export async function deliveredUpTo({ q }: Reader, lead: LeadId): Promise<number> {
  const row = await q.selectFrom('leads').select('delivered_up_to').where('id', '=', lead).executeTakeFirst();
  return row?.delivered_up_to ?? 0;
}

export async function markDelivered({ q }: Tx, lead: LeadId, n: number): Promise<void> {
  await q
    .updateTable('leads')
    .set({ delivered_up_to: n })
    .where('id', '=', lead)
    .where('delivered_up_to', '<', n)
    .execute();
}
