// Decides about a lead's booking once more on the lead as it is now, until nobody was faster, and commits it with its consequences.
import { withConsequences } from '../core/consequences.ts';
import type { Decision } from '../core/decision.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { JobDeps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { commitLead, getLead } from '../store/lead.ts';

/** `dropped`: there was nothing to decide. `taken`: the time it would have is another lead's. */
export async function changeBooking(
  deps: JobDeps,
  id: LeadId,
  decide: (lead: Lead, at: string, tx: Tx) => Decision | null | Promise<Decision | null>,
): Promise<'done' | 'dropped' | 'taken'> {
  const { db, playbook, now } = deps;
  for (;;) {
    const at = now().toISOString();
    const committed = await db.inTx(async (tx) => {
      const before = await getLead(tx, id);
      const decided = before === undefined ? null : await decide(before, at, tx);
      if (before === undefined || decided === null) return 'dropped';
      const by = { playbook, now: at };
      const { lead: after, events, owed, turns } = withConsequences(before, decided, by);
      return commitLead(tx, { before, after, events, owed, turns, at }, deps);
    });
    if (committed !== 'stale') return committed === 'committed' ? 'done' : committed;
  }
}
