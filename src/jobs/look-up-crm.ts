// Whom the CRM knows the visitor as, for their card and for whoever gives the lead away.
import { owedRedraw } from '../core/decision.ts';
import { type InCrm, isNews, toAsk } from '../core/in-crm.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { JobDeps, WorkDeps } from '../deps.ts';
import { crmKept, keepAccount } from '../store/crm.ts';
import { decideAnew } from '../store/decide-anew.ts';
import { getLead } from '../store/lead.ts';
import { askCrm } from './ask-crm.ts';

/** Nobody waits longer for a rep because a CRM is slow. */
const longestMs = 3_000;

export async function lookUpCrm(deps: JobDeps, { lead: id }: JobOf<'look-up-crm'>): Promise<void> {
  const { db, playbook, crm } = deps;
  const lead = await getLead(db, id);
  if (crm === null || lead === undefined || toAsk(lead, playbook) === null) return;
  const { inCrm } = await askCrm(deps, crm, { lead, kept: (await crmKept(db, id)).person });
  await keepSeen(deps, id, inCrm);
}

/** The same for a lead that is about to be given away; null where the CRM does not answer in time. */
export async function seenInTime(deps: JobDeps, lead: Lead): Promise<InCrm | null> {
  const { db, crm, log } = deps;
  if (crm === null) return null;
  const asking = askCrm(deps, crm, { lead, kept: (await crmKept(db, lead.id)).person });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), longestMs);
  });
  try {
    return (await Promise.race([asking, late]))?.inCrm ?? null;
  } catch (error) {
    log.warn({ err: error, lead: lead.id }, 'the CRM could not be asked before a lead was given away');
    return null;
  } finally {
    clearTimeout(timer);
    asking.catch(() => undefined);
  }
}

/** The lead knows what was found, and its card says it. */
export async function keepSeen(deps: Pick<WorkDeps, 'db' | 'queue' | 'newId' | 'now'>, id: LeadId, inCrm: InCrm) {
  await decideAnew(deps, id, async (lead, _now, tx) => {
    if (!isNews(lead.crm, inCrm)) return null;
    await keepAccount(tx, id, inCrm);
    const { person, account, deals } = inCrm;
    const isKnown = person !== null || account !== null || deals.length > 0;
    const found = {
      person: person?.link ?? null,
      account: account?.name ?? null,
      deals: deals.map(({ name }) => name),
    };
    const events = isKnown ? [{ kind: 'recognised' as const, by: 'baton', data: found }] : [];
    return { lead: { ...lead, crm: inCrm }, events, owed: owedRedraw(lead) };
  });
}
