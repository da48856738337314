// The time a lead was snoozed for is over. Dropped when it was woken before, or sleeps until another time.
import type { JobOf } from '../core/job.ts';
import { wake as decide } from '../core/snooze.ts';
import type { JobDeps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export async function wake(deps: JobDeps, job: JobOf<'wake'>): Promise<void> {
  const { playbook } = deps;
  await changeLead(deps, job.lead, (lead, now) => decide(lead, job.at, { playbook, now }));
}
