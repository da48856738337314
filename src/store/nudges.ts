// What people and channels are still to be told of leads. A lead is told once to each, with the latest reason; what went into
// a message keeps its mark until Slack has said that the message stands.
import type { Owed } from '../core/job.ts';
import { until } from '../core/ladder.ts';
import type { Nudge } from '../core/nudge.ts';
import type { Reader, Tx } from './db.ts';
import { rowToNudge } from './rows.ts';

/** What is told within this time is told together. */
const gatherMs = 5_000;

/** Returns the jobs that will tell it; they go into the same transaction. */
export async function keepNudges(tx: Tx, nudges: readonly Nudge[], now: string): Promise<Owed[]> {
  for (const { dueAt, ...nudge } of nudges) {
    const row = { ...nudge, due_at: dueAt, batch: null };
    await tx.q
      .insertInto('nudges')
      .values(row)
      .onConflict((conflict) => conflict.columns(['to', 'lead']).doUpdateSet(row))
      .execute();
  }
  const owed = await Promise.all([...new Set(nudges.map(({ to }) => to))].map((to) => owedNudges(tx, to, now)));
  return owed.flat();
}

/** The message to this person or channel is due with the first thing that is. */
export async function owedNudges({ q }: Reader, to: string, now: string): Promise<Owed[]> {
  const first = await q.selectFrom('nudges').select('due_at').where('to', '=', to).orderBy('due_at').executeTakeFirst();
  if (first === undefined) return [];
  return [{ job: { kind: 'send-nudges', to }, key: `nudges:${to}`, delayMs: until(first.due_at, now) + gatherMs }];
}

/** Who of these gets a message within moments. */
export async function calledSoon({ q }: Reader, to: readonly string[], now: string): Promise<Set<string>> {
  if (to.length === 0) return new Set();
  const rows = await q.selectFrom('nudges').select('to').where('to', 'in', to).where('due_at', '<=', now).execute();
  return new Set(rows.map((row) => row.to));
}

/**
 * What is due for this addressee, marked as one message. A message that was begun before is finished first: its mark is the
 * name by which it is found in Slack.
 */
export async function beginBatch(
  { q }: Tx,
  to: string,
  { now, batch }: { now: string; batch: string },
): Promise<{ batch: string; isOld: boolean; nudges: Nudge[] }> {
  const all = await q.selectFrom('nudges').selectAll().where('to', '=', to).orderBy('lead').execute();
  const old = all.find((row) => row.batch !== null)?.batch ?? null;
  if (old === null) {
    await q.updateTable('nudges').set({ batch }).where('to', '=', to).where('due_at', '<=', now).execute();
  }
  const rows = all.filter((row) => (old === null ? row.due_at <= now : row.batch === old));
  return { batch: old ?? batch, isOld: old !== null, nudges: rows.map(rowToNudge) };
}

/** Told, or nobody's business any more. */
export async function endBatch({ q }: Tx, batch: string): Promise<void> {
  await q.deleteFrom('nudges').where('batch', '=', batch).execute();
}

/** Not now: their hours or wishes have changed since. */
export async function putOffBatch({ q }: Tx, batch: string, dueAt: string): Promise<void> {
  await q.updateTable('nudges').set({ batch: null, due_at: dueAt }).where('batch', '=', batch).execute();
}
