// The time a lead was snoozed for is over. Dropped when it was woken before, or sleeps until another time.
import type { JobOf } from '../core/job.ts';
import { wake as decide } from '../core/snooze.ts';
import type { JobDeps } from '../deps.ts';
import { commitLead, getLead } from '../store/lead.ts';

export async function wake(deps: JobDeps, job: JobOf<'wake'>): Promise<void> {
  const { db, playbook, now } = deps;
  // Somebody who presses at this moment wins: then it is decided anew.
  for (;;) {
    const at = now().toISOString();
    const committed = await db.inTx(async (tx) => {
      const before = await getLead(tx, job.lead);
      const decision = before && decide(before, job.at, { playbook, now: at });
      if (before === undefined || !decision) return 'dropped';
      const { lead: after, events, owed } = decision;
      return commitLead(tx, { before, after, events, owed, at }, deps);
    });
    if (committed !== 'stale') return;
  }
}
