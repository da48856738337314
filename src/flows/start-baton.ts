// Baton started: learn who the managers and the reps are, and say once more what is stuck.
import { type Owed, owedChannels } from '../core/job.ts';
import type { Deps } from '../deps.ts';
import { tellOps } from './tell-ops.ts';

export async function startBaton(deps: Deps): Promise<void> {
  const { db, queue, playbook } = deps;
  const named = [...playbook.roles.managers, ...playbook.roles.admins];
  const people = new Set(named.filter((id) => !id.startsWith('S')));
  const owed: Owed[] = [...people].map((rep) => ({ job: { kind: 'learn-rep', rep }, key: `learn-rep:${rep}` }));
  if (people.size < named.length) owed.push({ job: { kind: 'learn-groups' }, key: 'learn-groups' });
  owed.push(...owedChannels(playbook));
  await db.inTx((tx) => queue.enqueue(tx, owed));
  if ((await queue.buried()).length > 0) await tellOps(deps, { kind: 'stuck' });
}
