// Nobody has written for a while, or the rep's shift is over: Baton takes the conversation back. Dropped when that
// takeover is over, or when somebody wrote since.
import type { JobOf } from '../core/job.ts';
import { endTakeover as decide } from '../core/takeover.ts';
import type { JobDeps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export async function endTakeover(deps: JobDeps, job: JobOf<'end-takeover'>): Promise<void> {
  const { playbook } = deps;
  await changeLead(deps, job.lead, (lead, now) => decide(lead, job, { playbook, now }));
}
