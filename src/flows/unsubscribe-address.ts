// The owner of this address wants no more of our mails: nobody writes to it again but about a meeting. The sequence that the mail
// belonged to stops at once, every other one when its next step is due.
import type { LeadId } from '../core/lead.ts';
import { stop } from '../core/nurture.ts';
import type { Deps } from '../deps.ts';
import { suppress } from '../store/suppressed.ts';
import { changeLead } from './change-lead.ts';

/** `address`: its hash. */
export async function unsubscribeAddress(
  deps: Deps,
  { lead: id, address }: { lead: LeadId; address: string },
): Promise<void> {
  const at = deps.now().toISOString();
  await deps.db.inTx((tx) => suppress(tx, { address, why: 'unsubscribed', at }));
  await changeLead(deps, id, (lead, now) => {
    const decision = stop(lead, { why: 'unsubscribed', by: 'visitor', now });
    return decision === null ? { kind: 'nothing' } : { kind: 'done', ...decision };
  });
}
