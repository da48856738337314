// Every job that decides about a lead goes through here: on the lead as it is now, and with the consequences. Only what a CRM
// is found to say has none, or it would be told again.
import { withConsequences } from '../core/consequences.ts';
import type { Decision } from '../core/decision.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { JobDeps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { decideAnew } from '../store/decide-anew.ts';

/** Says `left` where there was nothing to decide, and `taken` where the time is another lead's. */
export async function changeLead(
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
