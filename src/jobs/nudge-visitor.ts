// Asks a visitor once more who was offered times and wrote nothing since.
import type { JobOf } from '../core/job.ts';
import { nudgeVisitor as decide } from '../core/unbooked.ts';
import type { JobDeps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export async function nudgeVisitor(deps: JobDeps, { lead, message }: JobOf<'nudge-visitor'>): Promise<void> {
  const { playbook, linkFor } = deps;
  await changeLead(deps, lead, (before, now) => decide(before, message, { playbook, now, link: linkFor(lead) }));
}
