// What the stand-in Salesforce remembers: records by id, deleted ones too, and the rules an admin made. Times of records have
// whole seconds, as with Salesforce, so that two changes can bear the same.

import type { Spelling } from './answers.ts';
import { newSchema, type Schema, type SObject, sobjects } from './schema.ts';

export type Value = string | number | boolean | null;
export type StoredRecord = { type: SObject; Id: string; values: Record<string, Value> };
/** Refuses a new lead or contact like one that stands: by the address, or by what it is told to take for alike. */
export type DuplicateRule = { spelling: Spelling; allowSave: boolean; always: string | null };

export type World = {
  records: Map<string, StoredRecord>;
  schema: Schema;
  duplicateRule: DuplicateRule | null;
  /** To whom a rule gives every lead that comes or changes, unless the caller says otherwise. */
  assignsTo: string | null;
  /** The last number that was given to a record. */
  last: number;
  apiUsed: number;
  now(): Date;
  changed(): void;
  onChange(fn: () => void): () => void;
};

const prefixes: Record<SObject, string> = {
  Lead: '00Q',
  Contact: '003',
  Account: '001',
  Opportunity: '006',
  OpportunityContactRole: '00K',
  Task: '00T',
  Event: '00U',
  User: '005',
};
/** Of queues, which can own leads but are no people. */
export const queueId = '00G5e000001QueueEA';
/** As whom Baton signs in. */
export const batonUser = 'baton@acme.example';

export function createWorld(now: () => Date, hasCurrencies: boolean): World {
  const listeners = new Set<() => void>();
  return {
    records: new Map(),
    schema: newSchema(hasCurrencies),
    duplicateRule: null,
    assignsTo: null,
    last: 0,
    apiUsed: 0,
    now,
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

export function addRecord(world: World, type: SObject, values: Record<string, Value>): StoredRecord {
  const Id = `${prefixes[type]}5e${String(++world.last).padStart(10, '0')}AAA`;
  const at = stamp(world);
  const record: StoredRecord = {
    type,
    Id,
    values: { IsDeleted: false, ...firstValues(type), ...values, Id, CreatedDate: at, SystemModstamp: at },
  };
  world.records.set(Id, record);
  settle(record);
  world.changed();
  return record;
}

export function changeRecord(world: World, record: StoredRecord, values: Record<string, Value>): void {
  Object.assign(record.values, values, { SystemModstamp: stamp(world) });
  settle(record);
  world.changed();
}

/** The 15 characters that people copy name the same record as the 18 of the interface. */
export function recordOf(world: World, id: Value | undefined): StoredRecord | undefined {
  if (typeof id !== 'string') return undefined;
  return (
    world.records.get(id) ?? [...world.records.values()].find((each) => id.length === 15 && each.Id.startsWith(id))
  );
}

export const isStanding = ({ values }: StoredRecord): boolean => values.IsDeleted !== true;

export function recordsOf(world: World, type: SObject): StoredRecord[] {
  return [...world.records.values()].filter((each) => each.type === type && isStanding(each));
}

export function typeOfId(id: string): SObject | undefined {
  return sobjects.find((type) => id.startsWith(prefixes[type]));
}

const stamp = (world: World): string => `${world.now().toISOString().slice(0, 19)}.000+0000`;

function firstValues(type: SObject): Record<string, Value> {
  if (type === 'Lead') return { Status: 'Open', IsConverted: false };
  if (type === 'Opportunity') return { StageName: 'Prospecting' };
  return {};
}

/** What follows from other fields. */
function settle({ type, values }: StoredRecord): void {
  if (type === 'Lead' || type === 'Contact') {
    values.Name = [values.FirstName, values.LastName].filter((part) => part).join(' ');
  }
  if (type === 'Opportunity') {
    values.IsWon = values.StageName === 'Closed Won';
    values.IsClosed = values.IsWon || values.StageName === 'Closed Lost';
  }
}
