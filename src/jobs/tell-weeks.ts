// Who wants to read their own week is told it in their own hours.
import type { JobOf, Owed } from '../core/job.ts';
import { until } from '../core/ladder.ts';
import { reachAt } from '../core/nudge.ts';
import type { JobDeps } from '../deps.ts';
import { reachOf } from '../store/around.ts';
import { weekReaders } from '../store/week-readers.ts';

export async function tellWeeks({ db, queue, playbook, now }: JobDeps, { week }: JobOf<'tell-weeks'>): Promise<void> {
  const at = now().toISOString();
  await db.inTx(async (tx) => {
    const owed: Owed[] = [];
    for (const to of await weekReaders(tx)) {
      const reachable = reachAt(await reachOf(tx, to, { playbook, at }), { isTheirs: true, now: at });
      if (reachable === null) continue;
      owed.push({ job: { kind: 'tell-week', to, week }, key: `tell-week:${to}`, delayMs: until(reachable, at) });
    }
    await queue.enqueue(tx, owed);
  });
}
