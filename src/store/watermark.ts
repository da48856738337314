// How far something outside has been read.
import type { Reader, Tx } from './db.ts';

export async function watermark({ q }: Reader, what: string): Promise<string | undefined> {
  const row = await q.selectFrom('watermarks').select('next').where('what', '=', what).executeTakeFirst();
  return row?.next;
}

export async function keepWatermark({ q }: Tx, { what, next }: { what: string; next: string }): Promise<void> {
  await q
    .insertInto('watermarks')
    .values({ what, next })
    .onConflict((conflict) => conflict.column('what').doUpdateSet({ next }))
    .execute();
}
