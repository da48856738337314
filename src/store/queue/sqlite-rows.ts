// The statements of the embedded queue that need more than one line to be safe: claiming, replacing and handing over.
import { sql } from 'kysely';
import type { Tx } from '../db.ts';
import type { JobRow } from '../schema.ts';

/** The first due job of each lead that has none running, oldest first. */
export async function claim(tx: Tx, horizon: string, limit: number): Promise<JobRow[]> {
  const { rows } = await sql<{ id: string }>`
    select id from jobs as mine
    where state = 'waiting' and due_at <= ${horizon}
      and (serial is null or (
        not exists (select 1 from jobs as busy where busy.serial = mine.serial and busy.state = 'running')
        and not exists (
          select 1 from jobs as earlier
          where earlier.serial = mine.serial and earlier.state = 'waiting'
            and (earlier.due_at, earlier.rowid) < (mine.due_at, mine.rowid))))
    order by due_at, rowid limit ${limit}`.execute(tx.q);
  const claimed: JobRow[] = [];
  for (const { id } of rows) {
    claimed.push(
      await tx.q
        .updateTable('jobs')
        .set((row) => ({ state: 'running', tries: row('tries', '+', 1), tries_left: row('tries_left', '-', 1) }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow(),
    );
  }
  return claimed;
}

/** A replaced job may have been tried, so the one in its place goes on counting; what lies buried has no time to keep. */
export async function replaceWaiting(
  tx: Tx,
  { key, fresh, joins }: { key: string; fresh: Partial<JobRow> & Pick<JobRow, 'due_at'>; joins: boolean },
): Promise<boolean> {
  const due = sql<string>`case when state = 'waiting' then due_at else ${fresh.due_at} end`;
  const { numUpdatedRows } = await tx.q
    .updateTable('jobs')
    .set({ ...fresh, ...(joins && { due_at: due }) })
    .where('key', '=', key)
    .where('state', '<>', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** When a newer job with the same key waits behind a failed one, it takes the failed one's place, tries included. */
export async function handOver(tx: Tx, row: JobRow): Promise<boolean> {
  if (row.key === null) return false;
  const { numUpdatedRows } = await tx.q
    .updateTable('jobs')
    .set((waiting) => ({ tries: waiting('tries', '+', row.tries) }))
    .where('key', '=', row.key)
    .where('state', '<>', 'running')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx.q.deleteFrom('jobs').where('id', '=', row.id).execute();
  return true;
}
