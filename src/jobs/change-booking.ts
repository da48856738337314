// Decides about a lead's booking as it is now, and commits that with its consequences.
import { withConsequences } from '../core/consequences.ts';
import type { Decision } from '../core/decision.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { JobDeps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { decideAnew } from '../store/decide-anew.ts';

/** Says `left` where there was nothing to decide, and `taken` where the time is another lead's. */
export async function changeBooking(
  deps: JobDeps,
  id: LeadId,
  decide: (lead: Lead, now: string, tx: Tx) => Decision | null | Promise<Decision | null>,
): Promise<'done' | 'left' | 'gone' | 'taken'> {
  const { playbook } = deps;
  const { kind } = await decideAnew(deps, id, async (lead, now, tx) => {
    const decision = await decide(lead, now, tx);
    return decision && withConsequences(lead, decision, { playbook, now });
  });
  return kind;
}
