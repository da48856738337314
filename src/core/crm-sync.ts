// What is to be written into the CRM next. One thing at a time, the person first: everything else hangs on them.
import type { CrmEntry, CrmOwner, CrmPlace, CrmRef, CrmValue, CrmValues, CrmWrite, CrmWritten, Found } from './crm.ts';
import { isSame, merge, type Wrote, wroteNothing } from './crm-merge.ts';
import type { CrmRecord } from './crm-record.ts';
import type { LeadId } from './lead.ts';

/** What is kept of one thing that Baton writes for a lead. */
export type CrmKept = { place: CrmPlace | null; wrote: Wrote };

export type CrmState = {
  lead: LeadId;
  record: CrmRecord;
  found: Found;
  kept: Readonly<Record<string, CrmKept>>;
  /** The rep whose lead it is, as the CRM knows them; null: it does not. */
  owner: string | null;
  /** What Baton wrote into the same record for other leads of the same person. */
  others: CrmValues;
  /** Entries that the CRM has just refused. */
  without: readonly string[];
};

export type NextWrite =
  | { kind: 'person'; thing: 'person'; write: CrmWrite; wrote: Wrote }
  | { kind: 'entry'; thing: string; entry: CrmEntry; wrote: Wrote };

/** The rep as the CRM knows them, by their address; null: it does not, or they work there no more. */
export function ownerBy(owners: readonly CrmOwner[], email: string | null): string | null {
  const address = email?.toLowerCase() ?? null;
  const found = owners.find((each) => each.isActive && address !== null && each.email?.toLowerCase() === address);
  return found?.id ?? null;
}

/** Null: the CRM has what it should. */
export function nextWrite(state: CrmState): NextWrite | null {
  const { lead, record, found, kept, without } = state;
  const person = personWrite(state);
  if (person !== null) return person;
  const at = found.person;
  if (at === null) return null;
  for (const [name, wish] of Object.entries(record.entries)) {
    const { place = null, wrote = wroteNothing } = kept[name] ?? {};
    const wished = { entry: JSON.stringify(wish) };
    if (wrote.wished.entry === wished.entry || without.includes(name)) continue;
    const about = {
      ref: `${lead}_${name}`,
      at: place && refOf(place),
      person: refOf(at),
      account: refOrNull(found.account),
    };
    const deal = refOrNull(found.deals.find(({ state }) => state === 'open') ?? null);
    const owner = at.owner;
    const entry: CrmEntry =
      wish.kind === 'stakeholder' ? { ...about, owner, ...wish, deal } : { ...about, owner, ...wish };
    return { kind: 'entry', thing: name, entry, wrote: { ...wrote, tried: wished } };
  }
  return null;
}

function personWrite({ lead, record, found, kept, owner, others }: CrmState): NextWrite | null {
  const there = found.person;
  const wrote = withFirstStatus(kept.person?.wrote ?? wroteNothing, found);
  const wish = { ...record.values, ...(owner !== null && { [ownerKey]: owner }) };
  const standing = there === null ? {} : { ...there.values, [ownerKey]: there.owner };
  const renewing = { ...wrote, stands: { ...renewable(others, record.values), ...wrote.stands } };
  const changes = there === null ? known(wish) : merge(wish, renewing, standing);
  if (there !== null && Object.keys(changes).length === 0) return null;
  const { [ownerKey]: to = null, ...values } = changes;
  return {
    kind: 'person',
    thing: 'person',
    write: {
      ref: lead,
      at: there && refOf(there),
      account: refOrNull(found.account),
      values,
      owner: to === null ? null : String(to),
    },
    wrote: { ...wrote, tried: changes },
  };
}

/** What Baton wrote for another lead it may renew, but not empty: this lead only does not know it. Whose they are stays. */
function renewable(others: CrmValues, wish: CrmValues): CrmValues {
  return Object.fromEntries(Object.entries(others).filter(([field]) => (wish[field] ?? null) !== null));
}

/** What stands after a write. What the product would not take is not asked of it again until it is wished otherwise. */
export function wroteAfter(next: NextWrite, written: Pick<CrmWritten, 'values' | 'skipped'> | null): Wrote {
  const { wished, stands, tried } = next.wrote;
  const all = { ...wished, ...tried };
  if (next.kind === 'entry') return { wished: all, stands: all, tried: {} };
  const left = Object.fromEntries((written?.skipped ?? []).map(({ field }) => [field, null]));
  const made = next.write.at === null && { [madeKey]: true };
  return { wished: all, stands: { ...stands, ...tried, ...left, ...written?.values, ...made }, tried: {} };
}

/** A new record has the status the product gives it, an old one where it was left: the first that Baton finds may go on from. */
function withFirstStatus(wrote: Wrote, { person }: Found): Wrote {
  const status = person?.values.status;
  return status === undefined ? wrote : { ...wrote, stands: { status, ...wrote.stands } };
}

/** What the CRM has once this write stands; null: only asking again tells. */
export function foundAfter(
  found: Found,
  { write }: { write: CrmWrite },
  { place, values, skipped }: CrmWritten,
): Found | null {
  const { person } = found;
  if (person === null || place.id !== write.at?.id) return null;
  const isTheirs = write.owner !== null && !skipped.some(({ field }) => field === 'owner');
  const owner = isTheirs ? write.owner : person.owner;
  return { ...found, person: { ...person, owner, values: { ...person.values, ...values } } };
}

/**
 * What Baton learns of a record by finding it: where it went, where it stands though the answer was lost, and whose the product
 * made it, which nobody chose. Null: nothing new.
 */
export function recognise(kept: CrmKept | undefined, { person }: Found): CrmKept | null {
  if (person === null) return null;
  const { kind, id, link, owner } = person;
  if (kept === undefined) return { place: { kind, id, link }, wrote: wroteNothing };
  const { wrote, place } = kept;
  const isOurs = isMade(wrote) || place === null;
  const isNews = isOurs && (place === null || wrote.stands[ownerKey] === undefined);
  if (!isNews && place?.id === id) return null;
  const stands = isNews ? { [ownerKey]: owner, ...wrote.stands, [madeKey]: true } : wrote.stands;
  return { place: { kind, id, link }, wrote: { ...wrote, stands } };
}

/** Nobody had the record before Baton wrote it. */
export const isMade = ({ stands }: Wrote): boolean => stands[madeKey] === true;

/** Kept among the values, under names that no field can have. */
const ownerKey = '@owner';
const madeKey = '@made';

const known = (values: Record<string, CrmValue>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isSame(value, null)));
const refOf = ({ kind, id }: CrmRef): CrmRef => ({ kind, id });
const refOrNull = (ref: CrmRef | null): CrmRef | null => ref && refOf(ref);
