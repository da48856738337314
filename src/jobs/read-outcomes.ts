// Every few minutes: what became of leads in the CRM since Baton looked last. The watermark moves once everything before it is
// kept, so that what was read twice is heard once.

import type { CrmDeal } from '../core/crm.ts';
import { hearDeal } from '../core/deal.ts';
import type { JobDeps } from '../deps.ts';
import { leadsOfDeal } from '../store/crm.ts';
import { decideAnew } from '../store/decide-anew.ts';
import { keepWatermark, watermark } from '../store/watermark.ts';

export async function readOutcomes(deps: JobDeps): Promise<void> {
  const { db, crm } = deps;
  if (crm === null) return;
  // How far one CRM was read says nothing to another.
  const what = `crm-outcomes ${crm.product}`;
  const { deals, next } = await crm.outcomes((await watermark(db, what)) ?? null);
  for (const deal of deals) await hear(deps, crm.product, deal);
  await db.inTx((tx) => keepWatermark(tx, { what, next }));
}

/** Of several leads of one person, the newest one that began before the deal. */
async function hear(deps: JobDeps, product: string, deal: CrmDeal): Promise<void> {
  for (const lead of await leadsOfDeal(deps.db, product, deal)) {
    const outcome = await decideAnew(deps, lead, (now, at) => hearDeal(now, deal, at));
    if (outcome.kind === 'done') return;
  }
}
