// How much came from where in the last minutes, as rows, so that several processes agree. Addresses stand here as hashes only.
import type { Tx } from './db.ts';
import { createSigner } from './signature.ts';

/** Under which addresses and texts stand here. `secrets`: 64 hexadecimal characters each; when the first changes, everybody begins anew. */
export function createCountHash(secrets: readonly string[]): (text: string) => string {
  return createSigner(secrets, 'baton counts v1').sign;
}

/** With this one; and when the counting began. */
export async function count(
  { q }: Tx,
  { of, at, since }: { of: string; at: string; since: string },
): Promise<{ n: number; since: string }> {
  return q
    .insertInto('counts')
    .values({ of, n: 1, since: at })
    .onConflict((conflict) =>
      conflict.column('of').doUpdateSet((row) => ({
        n: row
          .case()
          .when('counts.since', '<=', since)
          .then(1)
          .else(row('counts.n', '+', 1))
          .end(),
        since: row.case().when('counts.since', '<=', since).then(at).else(row.ref('counts.since')).end(),
      })),
    )
    .returning(['n', 'since'])
    .executeTakeFirstOrThrow();
}

/** What began before then counts no more. */
export async function forgetCounts({ q }: Tx, before: string): Promise<void> {
  await q.deleteFrom('counts').where('since', '<', before).execute();
}
