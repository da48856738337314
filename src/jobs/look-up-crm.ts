// Whom the CRM knows the visitor as, for their card and for whoever gives the lead away.
import { owedRedraw } from '../core/decision.ts';
import { type InCrm, isNews, knownInCrm, notInCrm, type SeenInCrm, toAsk } from '../core/in-crm.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Crm, JobDeps, WorkDeps } from '../deps.ts';
import { crmKept, keepAccount } from '../store/crm.ts';
import { decideAnew } from '../store/decide-anew.ts';
import { getLead } from '../store/lead.ts';
import { askCrm } from './ask-crm.ts';

/** Nobody waits longer for a rep because a CRM is slow. */
const longestMs = 3_000;
/** And nobody waits at all for one that has just kept somebody waiting. */
const silenceMs = 30_000;

export async function lookUpCrm(deps: JobDeps, { lead: id }: JobOf<'look-up-crm'>): Promise<void> {
  const { db, playbook, crm } = deps;
  const lead = await getLead(db, id);
  if (crm === null || lead === undefined || toAsk(lead, playbook) === null) return;
  const { seen } = await ask(deps, crm, lead);
  await keepSeen(deps, id, { seen });
}

/** Until when each CRM of this process is left alone by those who cannot wait. */
const silent = new WeakMap<Crm, number>();

/** The same for a lead that is about to be given away; null where the CRM does not answer in time. */
export async function seenInTime(deps: JobDeps, lead: Lead): Promise<InCrm | null> {
  const { crm, playbook, log, now } = deps;
  if (crm === null || (silent.get(crm) ?? 0) > now().getTime()) return null;
  const asking = ask(deps, crm, lead);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${crm.product} did not answer in time.`)), longestMs);
  });
  try {
    const { seen } = await Promise.race([asking, late]);
    silent.delete(crm);
    return { ...(knownInCrm(lead, playbook) ?? notInCrm), ...seen };
  } catch (error) {
    silent.set(crm, now().getTime() + silenceMs);
    log.warn({ err: error, lead: lead.id }, 'the CRM could not be asked before a lead was given away');
    return null;
  } finally {
    clearTimeout(timer);
    asking.catch(() => undefined);
  }
}

async function ask(deps: JobDeps, crm: Crm, lead: Lead) {
  const { person } = await crmKept(deps.db, { lead: lead.id, product: crm.product });
  return askCrm(deps, crm, { lead, kept: person });
}

/** The lead knows what was found, and its card says it. `also`: what became of writing there. */
export async function keepSeen(
  deps: Pick<WorkDeps, 'db' | 'queue' | 'newId' | 'now' | 'playbook'>,
  id: LeadId,
  { seen, also = () => ({}) }: { seen: SeenInCrm; also?: (before: InCrm) => Partial<InCrm> },
) {
  await decideAnew(deps, id, async (lead, _now, tx) => {
    const before = knownInCrm(lead, deps.playbook);
    const was = before ?? { ...notInCrm, ...seen };
    const crm: InCrm = { ...was, ...seen, ...also(was) };
    if (!isNews(before, crm)) return null;
    await keepAccount(tx, id, seen);
    const { person, account, deals } = seen;
    const found = {
      person: person?.link ?? null,
      account: account?.name ?? null,
      deals: deals.map(({ name }) => name),
    };
    const isKnown = person !== null || account !== null || deals.length > 0;
    const { product, place } = crm;
    const events = [
      ...(isKnown ? [{ kind: 'recognised' as const, by: 'baton', data: found }] : []),
      // Also where the answer to the write that made it was lost.
      ...(place !== null && was.place === null
        ? [{ kind: 'synced' as const, by: 'baton', data: { product, ...place } }]
        : []),
    ];
    return { lead: { ...lead, crm }, events, owed: owedRedraw(lead) };
  });
}
