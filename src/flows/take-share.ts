// Everybody may send so much in so long a time, and no more. Each count is a transaction of its own: whoever counts holds one row and
// waits for no other, so nobody waits in a ring.
import type { Deps } from '../deps.ts';
import { count, forgetCounts } from '../store/counts.ts';

/** `of`: such as one network address, as a hash. `ms`: at most `countedMs`. */
export type Share = { of: string; most: number; ms: number };

export const countedMs = 10 * 60_000;

type Tools = Pick<Deps, 'db' | 'now'>;

/** One more of it. `retryAfterS` null: it is within its share. */
export async function takeShare(
  { db, now }: Tools,
  { of, most, ms }: Share,
): Promise<{ n: number; retryAfterS: number | null }> {
  const nowMs = now().getTime();
  const since = new Date(nowMs - ms).toISOString();
  const counted = await db.inTx((tx) => count(tx, { of, at: new Date(nowMs).toISOString(), since }));
  const leftMs = Date.parse(counted.since) + ms - nowMs;
  return { n: counted.n, retryAfterS: counted.n <= most ? null : Math.ceil(leftMs / 1_000) };
}

/** Null: all are within their shares. Else when the first that is not may be taken again; those behind it are not counted. */
export async function takeShares(tools: Tools, shares: readonly Share[]): Promise<number | null> {
  for (const share of shares) {
    const { retryAfterS } = await takeShare(tools, share);
    if (retryAfterS !== null) return retryAfterS;
  }
  return null;
}

export async function forgetShares({ db, now }: Tools): Promise<void> {
  const before = new Date(now().getTime() - countedMs).toISOString();
  await db.inTx((tx) => forgetCounts(tx, before));
}
