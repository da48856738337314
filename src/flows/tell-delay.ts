// The card could not be posted after every try. The visitor was told that the team is coming, so they hear the truth.
import type { Job } from '../core/job.ts';
import { tell } from '../core/tell.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export async function tellDelay(deps: Deps, job: Job): Promise<void> {
  if (job.kind !== 'post-card') return;
  await changeLead(deps, job.lead, (lead, now) => {
    if (lead.state !== 'offered' || lead.card !== null) return { kind: 'over' };
    const decision = { lead, events: [{ kind: 'delayed' as const, by: 'baton', data: {} }], owed: [] };
    return { kind: 'done', ...tell(decision, 'delayed', { playbook: deps.playbook, now }) };
  });
}
