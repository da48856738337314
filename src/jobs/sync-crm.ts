// Makes the CRM have what it should of a lead: the next thing that differs is written, and the job owed again until nothing
// does. What sets out is remembered first, so that a write whose answer was lost is known as ours.
import type { CrmPlace, CrmWritten } from '../core/crm.ts';
import { owedSync } from '../core/crm-owed.ts';
import { crmRecord } from '../core/crm-record.ts';
import { type CrmKept, type NextWrite, nextWrite, recognise, wroteAfter } from '../core/crm-sync.ts';
import { type Decision, owedRedraw } from '../core/decision.ts';
import { type InCrm, notInCrm } from '../core/in-crm.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Crm, JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { crmKept, keepAccount, keepCrm } from '../store/crm.ts';
import { decideAnew } from '../store/decide-anew.ts';
import { getLead } from '../store/lead.ts';
import { getRep } from '../store/rep.ts';
import { askCrm } from './ask-crm.ts';
import { keepSeen } from './look-up-crm.ts';

export async function syncCrm(deps: JobDeps, { lead: id }: JobOf<'sync-crm'>): Promise<void> {
  const { db, crm, playbook } = deps;
  const lead = await getLead(db, id);
  const record = lead && crmRecord(lead, playbook);
  if (crm === null || lead === undefined || record == null) return;
  const kept = await crmKept(db, id);
  try {
    const { found, owners, inCrm } = await askCrm(deps, crm, { lead, kept: kept.person });
    const known = recognise(kept.person, found);
    if (known !== null) {
      kept.person = known;
      await remember(deps, { lead: id, thing: 'person', ...known });
    }
    const email = record.owner === null ? null : ((await getRep(db, record.owner))?.email?.toLowerCase() ?? null);
    const owner = owners.find((each) => each.isActive && email !== null && each.email?.toLowerCase() === email);
    const next = nextWrite({ lead: id, record, found, kept, owner: owner?.id ?? null });
    const stands = kept.person?.place ?? null;
    const place = inCrm.place ?? (stands && placeIn(lead.crm ?? inCrm, stands));
    if (next === null) return await keepSeen(deps, id, { ...inCrm, place, failed: null });
    await write(deps, crm, { id, kept: kept[next.thing], next, inCrm });
  } catch (error) {
    if (error instanceof OutsideError && error.retry === 'never') await keepFailed(deps, id, error.message);
    throw error;
  }
}

type Writing = { id: LeadId; kept: CrmKept | undefined; next: NextWrite; inCrm: InCrm };

async function write(deps: JobDeps, crm: Crm, { id, kept, next, inCrm }: Writing): Promise<void> {
  const { thing, wrote } = next;
  const was = kept?.place ?? null;
  if (!(await remember(deps, { lead: id, thing, place: was, wrote }))) return;
  const written = next.kind === 'person' ? await crm.upsert(next.write) : null;
  const place = next.kind === 'person' ? (written?.place ?? was) : ((await crm.log(next.entry)) ?? was);
  const at = deps.now().toISOString();
  await decideAnew(deps, id, async (lead, _now, tx): Promise<Decision> => {
    await keepCrm(tx, { lead: id, thing, place, wrote: wroteAfter(next, written), at });
    await keepAccount(tx, id, inCrm);
    const decision =
      written === null ? { lead, events: [], owed: [] } : landed(lead, written, { inCrm, product: crm.product });
    return { ...decision, owed: [...decision.owed, owedSync(id)] };
  });
}

/** The person stands in the CRM; what of it would not be taken is said on the card. */
function landed(
  lead: Lead,
  { place, skipped }: CrmWritten,
  { inCrm, product }: { inCrm: InCrm; product: string },
): Decision {
  const isNew = lead.crm?.place?.id !== place.id;
  const isWorse = skipped.some(({ field }) => !lead.crm?.skipped.some((each) => each.field === field));
  const events = [
    ...(isNew ? [{ kind: 'synced' as const, by: 'baton', data: { product, ...place } }] : []),
    ...(isWorse ? [{ kind: 'not-synced' as const, by: 'baton', data: { product, skipped } }] : []),
  ];
  const crm: InCrm = { ...inCrm, place: placeIn(lead.crm ?? inCrm, place), skipped, failed: null };
  return { lead: { ...lead, crm }, events, owed: isNew || isWorse ? owedRedraw(lead) : [] };
}

/** Nobody knew of it before Baton wrote there: what the lead knew then tells, also where an answer was lost. */
function placeIn(before: InCrm, place: CrmPlace): InCrm['place'] {
  return { ...place, made: before.place?.made ?? before.person === null };
}

/** False: the lead was erased meanwhile. */
async function remember({ db, now }: JobDeps, about: CrmKept & { lead: LeadId; thing: string }): Promise<boolean> {
  return db.inTx(async (tx) => {
    if ((await getLead(tx, about.lead)) === undefined) return false;
    await keepCrm(tx, { ...about, at: now().toISOString() });
    return true;
  });
}

/** Trying again is of no use: a person reads why on the card, and presses when it is mended. */
async function keepFailed(deps: JobDeps, id: LeadId, why: string): Promise<void> {
  await decideAnew(deps, id, (lead, at) => {
    if (lead.crm?.failed === why) return null;
    const crm: InCrm = { ...(lead.crm ?? { ...notInCrm, at }), failed: why };
    return {
      lead: { ...lead, crm },
      events: [{ kind: 'not-synced', by: 'baton', data: { why } }],
      owed: owedRedraw(lead),
    };
  });
}
