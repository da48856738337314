// Nobody has written for a while, or the rep's shift is over: Baton takes the conversation back. Dropped when that
// takeover is over, or when somebody wrote since.
import { withConsequences } from '../core/consequences.ts';
import type { JobOf } from '../core/job.ts';
import { endTakeover as decide } from '../core/takeover.ts';
import type { JobDeps } from '../deps.ts';
import { decideAnew } from '../store/decide-anew.ts';

export async function endTakeover(deps: JobDeps, job: JobOf<'end-takeover'>): Promise<void> {
  const { playbook } = deps;
  await decideAnew(deps, job.lead, (lead, now) => {
    const decision = decide(lead, job, { playbook, now });
    return decision && withConsequences(lead, decision, { playbook, now });
  });
}
