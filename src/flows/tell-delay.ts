// The card could not be posted, or times could not be offered, after every try. The visitor was told to wait for it, so they
// hear the truth.
import type { Job, JobOf } from '../core/job.ts';
import { withoutTimes } from '../core/offer-times.ts';
import { tell } from '../core/tell.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export async function tellDelay(deps: Deps, job: Job): Promise<void> {
  if (job.kind === 'post-card') await tellNoCard(deps, job);
  if (job.kind === 'propose-times') await tellNoTimes(deps, job);
}

async function tellNoCard(deps: Deps, job: JobOf<'post-card'>): Promise<void> {
  await changeLead(deps, job.lead, (lead, now) => {
    if (lead.state !== 'offered' || lead.card !== null) return { kind: 'over' };
    const decision = { lead, events: [{ kind: 'delayed' as const, by: 'baton', data: {} }], owed: [] };
    return { kind: 'done', ...tell(decision, 'delayed', { playbook: deps.playbook, now }) };
  });
}

async function tellNoTimes(deps: Deps, { lead, after }: JobOf<'propose-times'>): Promise<void> {
  await changeLead(deps, lead, (before, now) => {
    const told = withoutTimes(before, { after, why: 'unreachable', playbook: deps.playbook, now });
    return told === null ? { kind: 'over' } : { kind: 'done', ...told };
  });
}
