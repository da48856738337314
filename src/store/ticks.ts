// Which period of each tick was seen to: the row is taken in the transaction that enqueues its jobs, so that of several
// processes one does it, and a period that was missed is done once by whoever looks next.
import type { Tx } from './db.ts';

/** The first time ever, nothing was missed. False: this period, or a later one, was seen to. */
export async function takePeriod({ q }: Tx, name: string, period: string): Promise<boolean> {
  const begun = await q
    .insertInto('ticks')
    .values({ name, period })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst();
  if (begun !== undefined) return false;
  const taken = await q
    .updateTable('ticks')
    .set({ period })
    .where('name', '=', name)
    .where('period', '<', period)
    .returning('name')
    .executeTakeFirst();
  return taken !== undefined;
}
