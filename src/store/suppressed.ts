// Addresses that are never written to again but about a meeting: unsubscribed, bounced, or complained of. Only their hash is
// kept, and nothing ever takes one out.
import { createHash } from 'node:crypto';
import type { NurtureEnd } from '../core/nurtured.ts';
import type { Reader, Tx } from './db.ts';
import { rowToSuppression } from './rows.ts';

export type Suppression = Extract<NurtureEnd, 'unsubscribed' | 'bounced' | 'complained'>;

/** Under which an address is known, however it is spelled. */
export function addressHash(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('base64url');
}

/** The first reason stays. `address`: its hash. */
export async function suppress(
  { q }: Tx,
  { address, why, at }: { address: string; why: Suppression; at: string },
): Promise<void> {
  await q
    .insertInto('suppressed')
    .values({ address, why, at })
    .onConflict((conflict) => conflict.column('address').doNothing())
    .execute();
}

/** Null: it may be written to. */
export async function suppressionOf({ q }: Reader, address: string): Promise<Suppression | null> {
  const row = await q
    .selectFrom('suppressed')
    .select('why')
    .where('address', '=', addressHash(address))
    .executeTakeFirst();
  return row === undefined ? null : rowToSuppression(row);
}
