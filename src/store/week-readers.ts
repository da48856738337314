// The reps who want to read their own numbers every week.
import type { Reader, Tx } from './db.ts';

export async function weekReaders({ q }: Reader): Promise<string[]> {
  const rows = await q.selectFrom('week_readers').select('rep').orderBy('rep').execute();
  return rows.map(({ rep }) => rep);
}

export async function keepWeekReader({ q }: Tx, rep: string, reads: boolean): Promise<void> {
  if (!reads) {
    await q.deleteFrom('week_readers').where('rep', '=', rep).execute();
    return;
  }
  await q
    .insertInto('week_readers')
    .values({ rep })
    .onConflict((conflict) => conflict.column('rep').doNothing())
    .execute();
}
