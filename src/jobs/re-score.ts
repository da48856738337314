// A silence that the rubric weighs may be reached: judge the lead as it stands now. Over when nobody waits for the visitor any
// more; whoever moves the lead back begins it again.
import type { JobOf } from '../core/job.ts';
import { reScore as decide } from '../core/re-score.ts';
import type { JobDeps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export async function reScore(deps: JobDeps, job: JobOf<'re-score'>): Promise<void> {
  const { playbook } = deps;
  await changeLead(deps, job.lead, (lead, now) => decide(lead, { playbook, now }));
}
