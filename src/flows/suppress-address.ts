// Nobody writes to this address again but about a meeting: its owner said so, or mails to it come back. The sequence that the mail
// belonged to stops at once, every other one when its next step is due.
import type { LeadId } from '../core/lead.ts';
import { stop } from '../core/nurture.ts';
import type { Deps } from '../deps.ts';
import { type Suppression, suppress } from '../store/suppressed.ts';
import { changeLead } from './change-lead.ts';

/** `address`: its hash. */
export async function suppressAddress(
  deps: Deps,
  { lead: id, address, why }: { lead: LeadId; address: string; why: Suppression },
): Promise<void> {
  const at = deps.now().toISOString();
  await deps.db.inTx((tx) => suppress(tx, { address, why, at }));
  const by = why === 'bounced' ? 'baton' : 'visitor';
  await changeLead(deps, id, (lead, now) => {
    const decision = stop(lead, { why, by, now });
    return decision === null ? { kind: 'nothing' } : { kind: 'done', ...decision };
  });
}
