// A silence that the rubric weighs may be reached: judge the lead as it stands now. Over when nobody waits for the visitor any
// more; whoever moves the lead back begins it again.
import type { JobOf } from '../core/job.ts';
import { reScore as decide } from '../core/re-score.ts';
import type { JobDeps } from '../deps.ts';
import { commitLead, getLead } from '../store/lead.ts';

export async function reScore(deps: JobDeps, job: JobOf<'re-score'>): Promise<void> {
  const { db, playbook, now } = deps;
  for (;;) {
    const at = now().toISOString();
    const committed = await db.inTx(async (tx) => {
      const before = await getLead(tx, job.lead);
      const decision = before && decide(before, { playbook, now: at });
      if (before === undefined || !decision) return 'dropped';
      const { lead: after, events, owed } = decision;
      return commitLead(tx, { before, after, events, owed, at }, deps);
    });
    if (committed !== 'stale') return;
  }
}
