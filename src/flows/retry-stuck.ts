// A manager has mended the cause: what Baton gave up on gets a new round of tries, one thing or all of it.
import type { Deps } from '../deps.ts';
import { appendEvents } from '../store/events.ts';
import type { BuriedJob } from '../store/queue/queue.ts';
import { type Refused, refusal } from './refusal.ts';

export type Retried = { kind: 'done'; count: number } | Refused;

/** `which`: the id of a buried job, or `all`. */
export async function retryStuck(deps: Deps, which: string, by: string): Promise<Retried> {
  const refused = await refusal(deps, 'retry-jobs', { by });
  if (refused !== null) return refused;
  const count = await retryBuried(deps, by, ({ id }) => which === 'all' || id === which);
  return { kind: 'done', count };
}

/** How many are being tried again; the log of each lead says that they are, and who saw to it. */
export async function retryBuried(deps: Deps, by: string, isMeant: (job: BuriedJob) => boolean): Promise<number> {
  const { db, queue, now, newId } = deps;
  const buried = (await queue.buried()).filter(isMeant);
  let count = 0;
  for (const { id, job, error } of buried) {
    if (!(await queue.retry(id))) continue;
    count += 1;
    if (!('lead' in job)) continue;
    const { lead, kind: what } = job;
    const events = [{ kind: 'retried' as const, by, data: { what, error } }];
    await db.inTx((tx) => appendEvents(tx, { lead, events, at: now().toISOString() }, newId));
  }
  return count;
}
