// The visitor has been silent since message `after`: settle what the conversation was. Dropped if anybody wrote since.
import type { JobOf } from '../core/job.ts';
import { settleSilence as decide } from '../core/turn.ts';
import type { JobDeps } from '../deps.ts';
import { readBars } from '../store/bars.ts';
import { atDesk } from '../store/desk.ts';
import { changeLead } from './change-lead.ts';

export async function settleSilence(deps: JobDeps, job: JobOf<'settle-silence'>): Promise<void> {
  const { db, playbook } = deps;
  const bars = await readBars(db, playbook);
  await changeLead(deps, job.lead, (before, at, tx) => {
    const by = { playbook, bars, now: at };
    return atDesk(tx, { before, playbook, at }, (desk) => decide(before, job.after, { ...by, desk }));
  });
}
