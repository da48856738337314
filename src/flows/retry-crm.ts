// A rep has seen to it that the CRM takes what it would not take: the lead is written there again, with all that was left out.
import { retryCrm as decide } from '../core/crm-owed.ts';
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { askForSkipped, forgetCrm, leftOutOfCrm } from '../store/crm.ts';
import { changeLead } from './change-lead.ts';
import { refusal } from './refusal.ts';
import { type Retried, retryBuried } from './retry-stuck.ts';

export async function retryCrm(deps: Deps, id: LeadId, rep: Rep) {
  const outcome = await changeLead(deps, id, async (lead, _now, tx) => {
    const decided = decide(lead, rep);
    const product = deps.playbook.crmName;
    if (decided.kind !== 'done' || product === null) return decided;
    await (lead.crm?.isGone ? forgetCrm(tx, id) : askForSkipped(tx, { lead: id, product }));
    return decided;
  });
  if (outcome.kind === 'done') await retryBuried(deps, rep.id, ({ job }) => job.kind === 'sync-crm' && job.lead === id);
  return outcome;
}

/** A manager has mended what several leads were left without. */
export async function retryLeftOut(deps: Deps, rep: Rep): Promise<Retried> {
  const refused = await refusal(deps, 'retry-jobs', { by: rep.id });
  if (refused !== null) return refused;
  const { leads } = await leftOutOfCrm(deps.db, deps.playbook);
  for (const lead of leads) await retryCrm(deps, lead, rep);
  return { kind: 'done', count: leads.length };
}
