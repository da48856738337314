// Who hears on Friday what reviews say that the playbook should say: each manager in their own hours; without any, ops.
import type { JobOf, Owed } from '../core/job.ts';
import { until } from '../core/ladder.ts';
import { reachAt } from '../core/nudge.ts';
import type { JobDeps } from '../deps.ts';
import { managersOf } from '../store/around.ts';

export async function proposeChanges(
  { db, queue, playbook, ...deps }: JobDeps,
  { week }: JobOf<'propose-changes'>,
): Promise<void> {
  const now = deps.now().toISOString();
  const tell = (to: string, at: string): Owed => {
    return { job: { kind: 'tell-changes', to, week }, key: `tell-changes:${to}:${week}`, delayMs: until(at, now) };
  };
  await db.inTx(async (tx) => {
    const managers = await managersOf(tx, undefined, { playbook, at: now });
    const owed = managers.flatMap(({ rep, reach }) => {
      const at = reachAt(reach, { isTheirs: true, now });
      return at === null ? [] : [tell(rep.id, at)];
    });
    const { ops } = playbook;
    await queue.enqueue(tx, managers.length > 0 || ops === undefined ? owed : [tell(ops, now)]);
  });
}
