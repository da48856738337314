// Nobody has written for a while, or the rep's shift is over: Baton takes the conversation back. Dropped when that
// takeover is over, or when somebody wrote since.
import type { JobOf } from '../core/job.ts';
import { endTakeover as decide } from '../core/takeover.ts';
import type { JobDeps } from '../deps.ts';
import { commitLead, getLead } from '../store/lead.ts';

export async function endTakeover(deps: JobDeps, job: JobOf<'end-takeover'>): Promise<void> {
  const { db, playbook, now } = deps;
  // Somebody who writes at this moment wins: then there is nothing left to end, or it is decided anew.
  for (;;) {
    const at = now().toISOString();
    const committed = await db.inTx(async (tx) => {
      const before = await getLead(tx, job.lead);
      const decision = before && decide(before, job, { playbook, now: at });
      if (before === undefined || !decision) return 'dropped';
      const { lead: after, events, owed } = decision;
      return commitLead(tx, { before, after, events, owed, at }, deps);
    });
    if (committed !== 'stale') return;
  }
}
