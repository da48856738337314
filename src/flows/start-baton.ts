// Baton started: every team has a bar, who the managers, the reviewers and the reps are is learned, the CRM is looked at,
// and what is stuck is said once more.
import { type Owed, owedChannels } from '../core/job.ts';
import type { Deps } from '../deps.ts';
import { beginBars } from '../store/bars.ts';
import { tellOps } from './tell-ops.ts';

export async function startBaton(deps: Deps): Promise<void> {
  const { db, queue, playbook, now, newId } = deps;
  const named = [...playbook.roles.managers, ...playbook.roles.admins, ...(playbook.review?.reviewers ?? [])];
  const people = new Set(named.filter((id) => !id.startsWith('S')));
  const owed: Owed[] = [...people].map((rep) => ({ job: { kind: 'learn-rep', rep }, key: `learn-rep:${rep}` }));
  if (people.size < named.length) owed.push({ job: { kind: 'learn-groups' }, key: 'learn-groups' });
  owed.push(...owedChannels(playbook));
  if (playbook.crmName !== null) owed.push({ job: { kind: 'check-crm' }, key: 'check-crm' });
  await db.inTx(async (tx) => {
    await beginBars(tx, { playbook, now: now().toISOString() }, newId);
    await queue.enqueue(tx, owed);
  });
  if ((await queue.buried()).length > 0) await tellOps(deps, { kind: 'stuck' });
}
