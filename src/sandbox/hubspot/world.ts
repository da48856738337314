// What the stand-in HubSpot remembers. Every change goes through `write`, because dates, calculated properties and what a search
// already sees follow from it.
import { defaultProperties, type Property } from './properties.ts';

export const recordTypes = ['contacts', 'companies', 'deals', 'notes', 'meetings'] as const;
export type RecordType = (typeof recordTypes)[number];
export type Properties = Record<string, string>;

export type Stored = {
  type: RecordType;
  id: string;
  /** Those that have a value. */
  properties: Properties;
  createdAt: string;
  updatedAt: string;
  isArchived: boolean;
  /** The one that it was merged into. */
  mergedInto: string | null;
  /** What a search may find of it, by the moment from which it does. */
  versions: { at: number; properties: Properties }[];
};
/** Both directions at once. The first company of a record is its primary one. */
export type Link = { from: Key; to: Key; isPrimary: boolean };
type Key = { type: RecordType; id: string };
export type Owner = { id: string; email: string; firstName: string; lastName: string; archived: boolean };
export type Stage = { id: string; label: string; isClosed: boolean; probability: number };

export type Stands = {
  records: Stored[];
  links: Link[];
  owners: Owner[];
  definitions: Record<RecordType, Property[]>;
  nextId: number;
};
export type World = {
  stands: Stands;
  readonly stages: readonly Stage[];
  readonly now: () => Date;
  readonly searchLagMs: number;
  readonly portalId: number;
  changed(): void;
  onChange(fn: () => void): () => void;
};

export const stages: readonly Stage[] = [
  { id: 'appointmentscheduled', label: 'Appointment Scheduled', isClosed: false, probability: 0.2 },
  { id: 'qualifiedtobuy', label: 'Qualified To Buy', isClosed: false, probability: 0.4 },
  { id: 'contractsent', label: 'Contract Sent', isClosed: false, probability: 0.9 },
  { id: 'closedwon', label: 'Closed Won', isClosed: true, probability: 1 },
  { id: 'closedlost', label: 'Closed Lost', isClosed: true, probability: 0 },
];

export function createWorld({ now, searchLagMs }: { now: () => Date; searchLagMs: number }): World {
  const listeners = new Set<() => void>();
  return {
    stands: { records: [], links: [], owners: [], definitions: defaultProperties(), nextId: 101 },
    stages,
    now,
    searchLagMs,
    portalId: 48_151_623,
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

export const newId = (world: World): string => String(world.stands.nextId++);

export function addRecord(world: World, type: RecordType, properties: Properties): Stored {
  const at = world.now().toISOString();
  const own = { type, id: newId(world), createdAt: at, updatedAt: at, isArchived: false, mergedInto: null };
  const stored: Stored = { ...own, properties: {}, versions: [] };
  world.stands.records.push(stored);
  write(world, stored, { createdate: at, hs_object_id: stored.id, ...properties });
  return stored;
}

/** '' empties a property. */
export function write(world: World, stored: Stored, properties: Properties): void {
  const now = world.now();
  const changedAt = stored.type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
  const all = { ...stored.properties, ...properties, [changedAt]: now.toISOString() };
  if (all.email !== undefined && stored.type === 'contacts') all.email = all.email.toLowerCase();
  stored.properties = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  Object.assign(stored.properties, calculated(world, stored));
  stored.updatedAt = now.toISOString();
  const at = now.getTime();
  const since = stored.versions.findLastIndex((each) => each.at <= at - world.searchLagMs);
  stored.versions = stored.versions.slice(Math.max(0, since));
  stored.versions.push({ at, properties: structuredClone(stored.properties) });
  world.changed();
}

function calculated({ stages: all }: World, { type, properties }: Stored): Properties {
  if (type !== 'deals') return {};
  const stage = all.find(({ id }) => id === properties.dealstage);
  const isClosed = stage?.isClosed ?? false;
  return { hs_is_closed: String(isClosed), hs_is_closed_won: String(isClosed && stage?.probability === 1) };
}

/** What was merged answers as what it became; what is archived is not there. */
export function recordOf(world: World, type: RecordType, id: string): Stored | undefined {
  const stored = world.stands.records.find((each) => each.type === type && each.id === id);
  if (stored === undefined || stored.isArchived) return undefined;
  return stored.mergedInto === null ? stored : recordOf(world, type, stored.mergedInto);
}

export const standing = ({ stands }: World, type: RecordType): Stored[] =>
  stands.records.filter((each) => each.type === type && !each.isArchived && each.mergedInto === null);

/** An address that a contact has, or had before it was merged. */
export function byEmail(world: World, email: string): Stored | undefined {
  const wanted = email.toLowerCase();
  if (wanted === '') return undefined;
  return standing(world, 'contacts').find(
    ({ properties: { email: first, hs_additional_emails: more = '' } }) =>
      first === wanted || more.split(';').includes(wanted),
  );
}

const isSame = (a: Key, b: Key) => a.type === b.type && a.id === b.id;

export function linksOf({ stands }: World, of: Key, to: RecordType): { id: string; isPrimary: boolean }[] {
  return stands.links.flatMap((link) => {
    const other = isSame(link.from, of) ? link.to : isSame(link.to, of) ? link.from : null;
    return other?.type === to ? [{ id: other.id, isPrimary: link.isPrimary }] : [];
  });
}

export function addLink(world: World, from: Key, to: Key): void {
  if (linksOf(world, from, to.type).some(({ id }) => id === to.id)) return;
  const [company, of] = to.type === 'companies' ? [to, from] : [from, to];
  const hasPrimaries = company.type === 'companies' && (of.type === 'contacts' || of.type === 'deals');
  const isPrimary = hasPrimaries && linksOf(world, of, 'companies').length === 0;
  world.stands.links.push({ from, to, isPrimary });
  const contact = of.type === 'contacts' ? recordOf(world, 'contacts', of.id) : undefined;
  if (isPrimary && contact !== undefined) write(world, contact, { associatedcompanyid: company.id });
  world.changed();
}

/** `from` becomes `into`: its values where nothing stands there, its addresses, and all that hangs on it. */
export function mergeContacts(world: World, from: Stored, into: Stored): void {
  const { properties: theirs } = into;
  const addresses = [from.properties.email, from.properties.hs_additional_emails, theirs.hs_additional_emails]
    .flatMap((each) => each?.split(';') ?? [])
    .filter((each) => each !== (theirs.email ?? from.properties.email));
  const merged = [theirs.hs_merged_object_ids, from.id, from.properties.hs_merged_object_ids];
  from.mergedInto = into.id;
  for (const { id } of (['companies', 'deals', 'notes', 'meetings'] as const).flatMap((type) =>
    linksOf(world, from, type).map((link) => ({ ...link, type })),
  )) {
    for (const link of world.stands.links) {
      if (isSame(link.from, from) && link.to.id === id) link.from = { type: 'contacts', id: into.id };
      if (isSame(link.to, from) && link.from.id === id) link.to = { type: 'contacts', id: into.id };
    }
  }
  write(world, into, {
    ...from.properties,
    ...theirs,
    hs_additional_emails: [...new Set(addresses)].join(';'),
    hs_merged_object_ids: merged.filter(Boolean).join(';'),
  });
}
