// Makes the CRM have what it should of a lead: what differs is written, one thing after the other, until nothing does. What sets
// out is remembered first, so that a write whose answer was lost is known as ours; what stands there is asked once for all of
// them, because a CRM counts its calls.
import type { CrmPlace, CrmValues, CrmWritten } from '../core/crm.ts';
import { type Wrote, wroteNothing } from '../core/crm-merge.ts';
import { owedSync } from '../core/crm-owed.ts';
import { crmRecord } from '../core/crm-record.ts';
import {
  type CrmKept,
  foundAfter,
  isMade,
  type NextWrite,
  nextWrite,
  ownerBy,
  recognise,
  wroteAfter,
} from '../core/crm-sync.ts';
import { type Decision, owedRedraw } from '../core/decision.ts';
import { type InCrm, knownInCrm, notInCrm, type SeenInCrm } from '../core/in-crm.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Crm, JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { beginSync, crmKept, endSync, keepAccount, keepCrm, writtenForOthers } from '../store/crm.ts';
import { decideAnew } from '../store/decide-anew.ts';
import { getLead } from '../store/lead.ts';
import { getRep } from '../store/rep.ts';
import { type Asked, askCrm } from './ask-crm.ts';
import { keepSeen } from './look-up-crm.ts';

/** Longer than all that one lead takes. */
const longestMs = 3 * 60_000;
const otherOneMs = 5_000;

export async function syncCrm(deps: JobDeps, { lead }: JobOf<'sync-crm'>): Promise<void> {
  const { db, queue, crm, now } = deps;
  if (crm === null) return;
  const at = now().toISOString();
  const until = new Date(now().getTime() + longestMs).toISOString();
  const isOurs = await db.inTx(async (tx) => {
    if ((await getLead(tx, lead)) === undefined) return false;
    if (await beginSync(tx, { lead, product: crm.product, at, until })) return true;
    await queue.enqueue(tx, [{ ...owedSync(lead), delayMs: otherOneMs, joins: true }]);
    return false;
  });
  if (!isOurs) return;
  try {
    await writeAll(deps, crm, lead);
  } catch (error) {
    if (isFinal(error)) await keepFailed(deps, lead, error.message);
    throw error;
  } finally {
    await db.inTx((tx) => endSync(tx, lead));
  }
}

type Looked = Asked & { others: CrmValues };

async function writeAll(deps: JobDeps, crm: Crm, id: LeadId): Promise<void> {
  const { db, playbook } = deps;
  const { product } = crm;
  /** What the CRM will not have costs that, and not the meeting after it. */
  const refused = new Map<string, OutsideError>();
  let looked: Looked | null = null;
  for (;;) {
    const lead = await getLead(db, id);
    const record = lead && crmRecord(lead, playbook);
    if (lead === undefined || record == null) return;
    looked ??= await look(deps, crm, lead);
    const { found, owners, others, seen } = looked;
    const kept = await crmKept(db, { lead: id, product });
    if (found.person === null && kept.person?.place != null) return await keepSeen(deps, id, gone(seen));
    const known = recognise(kept.person, found);
    if (known !== null) {
      kept.person = known;
      if (!(await remember(deps, { lead: id, product, thing: 'person', ...known }))) return;
    }
    const rep = record.owner === null ? undefined : await getRep(db, record.owner);
    const owner = ownerBy(owners, rep?.email ?? null);
    const without = [...refused.keys()];
    const next = nextWrite({ lead: id, record, found, kept, owner, others, without });
    if (next === null) {
      const [failure] = refused.values();
      const place = kept.person?.place ?? null;
      const also = (before: InCrm) => ({
        place: place && placeIn(before, { wrote: wroteNothing, ...kept.person, place }),
        failed: failure === undefined ? null : before.failed,
        isGone: false,
      });
      await keepSeen(deps, id, { seen, also });
      if (failure !== undefined) throw failure;
      return;
    }
    try {
      const written = await write(deps, crm, { id, kept: kept[next.thing], next, seen });
      if (written === 'erased') return;
      looked = after(looked, next, written);
    } catch (error) {
      if (next.kind === 'person' || !isFinal(error) || error.status === 401) throw error;
      refused.set(next.thing, error);
    }
  }
}

async function look(deps: JobDeps, crm: Crm, lead: Lead): Promise<Looked> {
  const { db } = deps;
  const about = { lead: lead.id, product: crm.product };
  const asked = await askCrm(deps, crm, { lead, kept: (await crmKept(db, about)).person });
  const { person } = asked.found;
  return { ...asked, others: person === null ? {} : await writtenForOthers(db, { ...about, id: person.id }) };
}

/** Null: the CRM has to be asked anew. */
function after(looked: Looked, next: NextWrite, written: CrmWritten | null): Looked | null {
  if (next.kind === 'entry' || written === null) return looked;
  const found = foundAfter(looked.found, next, written);
  return found && { ...looked, found };
}

/** Somebody deleted them, and had their reason: they are not made again until somebody says so. */
const gone = (seen: SeenInCrm) => ({ seen, also: () => ({ place: null, isGone: true, skipped: [], failed: null }) });

type Writing = { id: LeadId; kept: CrmKept | undefined; next: NextWrite; seen: SeenInCrm };

async function write(
  deps: JobDeps,
  crm: Crm,
  { id, kept, next, seen }: Writing,
): Promise<CrmWritten | null | 'erased'> {
  const { product } = crm;
  const { thing, wrote } = next;
  const was = kept?.place ?? null;
  if (!(await remember(deps, { lead: id, product, thing, place: was, wrote }))) return 'erased';
  const written = next.kind === 'person' ? await crm.upsert(next.write) : null;
  const place = next.kind === 'person' ? (written?.place ?? was) : ((await crm.log(next.entry)) ?? was);
  const about = { lead: id, product, thing, place, wrote: wroteAfter(next, written) };
  if (next.kind === 'entry' || written === null) return (await remember(deps, about)) ? null : 'erased';
  const at = deps.now().toISOString();
  const outcome = await decideAnew(deps, id, async (lead, _now, tx) => {
    if (!(await keepCrm(tx, { ...about, at }))) return null;
    await keepAccount(tx, id, seen);
    return landed(lead, written, { seen, next, wrote: about.wrote, playbook: deps.playbook });
  });
  return outcome.kind === 'done' ? written : 'erased';
}

type Landing = { seen: SeenInCrm; next: Extract<NextWrite, { kind: 'person' }>; wrote: Wrote; playbook: Playbook };

/** The person stands in the CRM; what of it would not be taken is said on the card. */
function landed(
  lead: Lead,
  { place, skipped: refused }: CrmWritten,
  { seen, next, wrote, playbook }: Landing,
): Decision {
  const { product } = seen;
  const before = knownInCrm(lead, playbook) ?? { ...notInCrm, ...seen };
  const isAsked = (field: string) => field in next.write.values || (field === 'owner' && next.write.owner !== null);
  const skipped = [...before.skipped.filter(({ field }) => !isAsked(field)), ...refused];
  const isNew = before.place === null;
  const isWorse = skipped.some(({ field }) => !before.skipped.some((each) => each.field === field));
  const events = [
    ...(isNew ? [{ kind: 'synced' as const, by: 'baton', data: { product, ...place } }] : []),
    ...(isWorse ? [{ kind: 'not-synced' as const, by: 'baton', data: { product, skipped } }] : []),
  ];
  const crm: InCrm = {
    ...before,
    ...seen,
    place: placeIn(before, { place, wrote }),
    skipped,
    failed: null,
    isGone: false,
  };
  const isOther = isWorse || place.id !== before.place?.id || skipped.length !== before.skipped.length;
  return { lead: { ...lead, crm }, events, owed: isOther ? owedRedraw(lead) : [] };
}

function placeIn(before: InCrm, { place, wrote }: { place: CrmPlace; wrote: Wrote }): InCrm['place'] {
  const { kind, id, link } = place;
  return { kind, id, link, made: before.place?.made ?? isMade(wrote) };
}

type Kept = CrmKept & { lead: LeadId; product: string; thing: string };

/** False: the lead was erased meanwhile. */
async function remember({ db, now }: JobDeps, about: Kept): Promise<boolean> {
  return db.inTx((tx) => keepCrm(tx, { ...about, at: now().toISOString() }));
}

const isFinal = (error: unknown): error is OutsideError => error instanceof OutsideError && error.retry === 'never';

/** Trying again is of no use: a person reads why on the card, and presses when it is mended. */
async function keepFailed(deps: JobDeps, id: LeadId, why: string): Promise<void> {
  const { crm: asked, playbook } = deps;
  await decideAnew(deps, id, (lead, at) => {
    const before = knownInCrm(lead, playbook);
    if (asked === null || before?.failed === why) return null;
    const crm: InCrm = { ...(before ?? { ...notInCrm, product: asked.product, at }), failed: why };
    return {
      lead: { ...lead, crm },
      events: [{ kind: 'not-synced', by: 'baton', data: { why } }],
      owed: owedRedraw(lead),
    };
  });
}
