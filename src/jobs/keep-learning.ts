// At the end of a week in which fewer than two leads reached the bar, those that came closest are offered too, marked as such:
// without verdicts a bar that stands too high could never come down. Done again, it finds them posted.
import { floorPosts } from '../core/bar-posts.ts';
import type { JobOf } from '../core/job.ts';
import type { LeadId } from '../core/lead.ts';
import { offerToLearn } from '../core/turn.ts';
import { weekOfLearning } from '../core/weekly.ts';
import type { JobDeps } from '../deps.ts';
import { unpostedLeads } from '../store/bar-leads.ts';
import { readBars } from '../store/bars.ts';
import { atDesk } from '../store/desk.ts';
import { changeLead } from './change-lead.ts';

export async function keepLearning(deps: JobDeps, { team, week }: JobOf<'keep-learning'>): Promise<void> {
  const { db, playbook } = deps;
  const { unposted, posted } = await unpostedLeads(db, { team, ...weekOfLearning(week, playbook.zone) });
  for (const { id } of floorPosts(unposted, posted)) await offer(deps, id);
}

/** A visitor who comes back at this moment is in the chat again, and their lead is left to it. */
async function offer(deps: JobDeps, id: LeadId): Promise<void> {
  const { db, playbook } = deps;
  const bars = await readBars(db, playbook);
  await changeLead(deps, id, (before, at, tx) =>
    atDesk(tx, { before, playbook, at }, (desk) => offerToLearn(before, { playbook, bars, now: at, desk })),
  );
}
