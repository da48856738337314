// What is to be written into the CRM next. One thing at a time, the person first: everything else hangs on them.
import type { CrmEntry, CrmPlace, CrmRef, CrmValue, CrmWrite, CrmWritten, Found } from './crm.ts';
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
};

export type NextWrite =
  | { kind: 'person'; thing: 'person'; write: CrmWrite; wrote: Wrote }
  | { kind: 'entry'; thing: string; entry: CrmEntry; wrote: Wrote };

/** Null: the CRM has what it should. */
export function nextWrite(state: CrmState): NextWrite | null {
  const { lead, record, found, kept } = state;
  const person = personWrite(state);
  if (person !== null) return person;
  const at = found.person;
  if (at === null) return null;
  for (const [name, wish] of Object.entries(record.entries)) {
    const { place = null, wrote = wroteNothing } = kept[name] ?? {};
    const wished = { entry: JSON.stringify(wish) };
    if (wrote.wished.entry === wished.entry) continue;
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

function personWrite({ lead, record, found, kept, owner }: CrmState): NextWrite | null {
  const there = found.person;
  const wrote = withFirstStatus(kept.person?.wrote ?? wroteNothing, found);
  const wish = { ...record.values, ...(owner !== null && { [ownerKey]: owner }) };
  const standing = there === null ? {} : { ...there.values, [ownerKey]: there.owner };
  const changes = there === null ? known(wish) : merge(wish, wrote, standing);
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

/**
 * What Baton learns of a record it made or tried to make by finding it: where it stands, though the answer was lost, and whose
 * the product made it, which nobody chose. Null: nothing new.
 */
export function recognise(kept: CrmKept | undefined, { person }: Found): CrmKept | null {
  if (kept === undefined || person === null) return null;
  const { wrote, place } = kept;
  const made = wrote.stands[madeKey] === true || place === null;
  if (!made || (place !== null && wrote.stands[ownerKey] !== undefined)) return null;
  const { kind, id, link, owner } = person;
  const stands = { [ownerKey]: owner, ...wrote.stands, [madeKey]: true };
  return { place: place ?? { kind, id, link }, wrote: { ...wrote, stands } };
}

/** Kept among the values, under names that no field can have. */
const ownerKey = '@owner';
const madeKey = '@made';

const known = (values: Record<string, CrmValue>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isSame(value, null)));
const refOf = ({ kind, id }: CrmRef): CrmRef => ({ kind, id });
const refOrNull = (ref: CrmRef | null): CrmRef | null => ref && refOf(ref);
