// Records one at a time: made, read, changed, by id or by an external id, with everything that Salesforce checks before it
// takes them. Nothing is half taken.
import {
  type Answer,
  created,
  duplicates,
  inactiveOwner,
  isConverted,
  isDeleted,
  isRefused,
  isTaken,
  missing,
  noExternalId,
  noSuchColumn,
  notFound,
  nothing,
  notInList,
  notJson,
  notWritable,
  ok,
  tooLong,
  wrongEmail,
  wrongReference,
  wrongTimes,
} from './answers.ts';
import { type Field, fieldOf, type SObject } from './schema.ts';
import {
  addRecord,
  changeRecord,
  isStanding,
  queueId,
  recordOf,
  recordsOf,
  type StoredRecord,
  type Value,
  type World,
} from './world.ts';

export type Ask = {
  world: World;
  type: SObject;
  body: Record<string, unknown>;
  /** Sforce-Duplicate-Rule-Header says so. */
  savesDuplicates: boolean;
  /** Sforce-Auto-Assign, which is on unless it is said to be off. */
  assigns: boolean;
};
type Values = Record<string, Value>;

export function insertRecord(ask: Ask): Answer {
  const { world, type } = ask;
  const values = readValues(ask, null);
  if (isRefused(values)) return values;
  const refused = refusedAsNew(ask, values);
  if (refused !== null) return refused;
  const owned = fieldOf(world.schema, type, 'OwnerId') !== undefined && values.OwnerId === undefined;
  const user = recordsOf(world, 'User')[0]?.Id;
  return created(
    addRecord(world, type, { ...(owned && user !== undefined && { OwnerId: user }), ...values, ...assigned(ask) }).Id,
  );
}

export function readRecord(world: World, type: SObject, id: string): Answer {
  const found = standing(world, type, id);
  if (isRefused(found)) return found;
  const seen = world.schema[type].filter(({ isVisible }) => isVisible);
  const attributes = { type, url: `/services/data/v62.0/sobjects/${type}/${found.Id}` };
  return ok({ attributes, ...Object.fromEntries(seen.map(({ name }) => [name, found.values[name] ?? null])) });
}

export function updateRecord(ask: Ask, id: string): Answer {
  const { world, type } = ask;
  const found = standing(world, type, id);
  if (isRefused(found)) return found;
  const values = readValues(ask, found);
  if (isRefused(values)) return values;
  if (found.values.IsConverted === true) return isConverted();
  const taken = takenName(ask, values, found);
  if (taken !== null) return taken;
  changeRecord(world, found, { ...values, ...assigned(ask) });
  return nothing;
}

/** What an assignment rule does, whoever was to be the owner. */
const assigned = ({ world: { assignsTo }, type, assigns }: Ask): Values =>
  type === 'Lead' && assigns && assignsTo !== null ? { OwnerId: assignsTo } : {};

export function upsertRecord(ask: Ask, external: string, value: string): Answer {
  const { world, type, body } = ask;
  const field = fieldOf(world.schema, type, external);
  if (field === undefined || !field.isExternalId) return noExternalId(external);
  const found = recordsOf(world, type).filter((each) => sameText(each.values[field.name], value));
  const [first, second] = found;
  if (second !== undefined) {
    return { status: 300, body: found.map(({ Id }) => `/services/data/v62.0/sobjects/${type}/${Id}`) };
  }
  if (first === undefined) {
    const made = insertRecord({ ...ask, body: { ...body, [field.name]: value } });
    return made.status === 201 ? { status: 201, body: { ...(made.body as object), created: true } } : made;
  }
  const changed = updateRecord(ask, first.Id);
  return changed.status === 204 ? ok({ id: first.Id, success: true, errors: [], created: false }) : changed;
}

export function deleteRecord(world: World, type: SObject, id: string): Answer {
  const found = standing(world, type, id);
  if (isRefused(found)) return found;
  changeRecord(world, found, { IsDeleted: true });
  return nothing;
}

function standing(world: World, type: SObject, id: string): StoredRecord | Answer {
  const found = recordOf(world, id);
  if (found === undefined || found.type !== type) return notFound();
  return isStanding(found) ? found : isDeleted();
}

function readValues(ask: Ask, before: StoredRecord | null): Values | Answer {
  const { world, type, body } = ask;
  const values: Values = {};
  for (const [name, sent] of Object.entries(body)) {
    const field = fieldOf(world.schema, type, name);
    if (field === undefined) return noSuchColumn(name, type);
    if (!field.isWritable) return notWritable(field.name);
    const value = readValue(world, field, sent);
    if (typeof value === 'object' && value !== null) return value;
    values[field.name] = value;
  }
  const isLacking = ({ name, isRequired }: Field) =>
    isRequired && (name in values ? values[name] === null : before === null);
  const lacking = world.schema[type].filter(isLacking).map(({ name }) => name);
  if (lacking.length > 0) return missing(lacking);
  const { StartDateTime: from, EndDateTime: until } = { ...before?.values, ...values };
  if (typeof from === 'string' && typeof until === 'string' && Date.parse(until) < Date.parse(from))
    return wrongTimes();
  return values;
}

function readValue(world: World, field: Field, sent: unknown): Value | Answer {
  const { name, type, options, length } = field;
  if (sent === null || sent === '') return null;
  if (type === 'double' || type === 'currency') return typeof sent === 'number' ? sent : wrongKind('double', sent);
  if (type === 'boolean') return typeof sent === 'boolean' ? sent : wrongKind('boolean', sent);
  if (typeof sent !== 'string') return wrongKind('string', sent);
  const trimmed = sent.trim();
  const text = type === 'textarea' ? trimmed.replace(/\r?\n/g, '\r\n') : trimmed;
  if (text === '') return null;
  if (type === 'reference') return refersToNobody(world, name, text) ?? text;
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(text) ? text : wrongKind('date', sent);
  if (type === 'datetime') return Number.isNaN(Date.parse(text)) ? wrongKind('datetime', sent) : salesforceTime(text);
  if (text.length > length) return tooLong(name, length);
  if (type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text)) return wrongEmail(name, text);
  if (options !== null && !options.includes(text)) return notInList(name, text);
  return text;
}

const wrongKind = (type: string, sent: unknown): Answer =>
  notJson(
    `Cannot deserialize instance of ${type} from VALUE_${(typeof sent).toUpperCase()} value ${sent} or request may be missing a required field at [line:1, column:2]`,
  );
const salesforceTime = (text: string) => new Date(text).toISOString().replace('Z', '+0000');

function refersToNobody(world: World, name: string, id: string): Answer | null {
  if (name === 'OwnerId' && id === queueId) return null;
  const found = recordOf(world, id);
  if (found === undefined || !isStanding(found)) return wrongReference(name);
  if (name === 'OwnerId' && found.type !== 'User') return wrongReference(name);
  if (name === 'OwnerId' && found.values.IsActive === false) return inactiveOwner();
  if (name === 'WhoId' && found.values.IsConverted === true) return isConverted();
  return null;
}

function refusedAsNew(ask: Ask, values: Values): Answer | null {
  const taken = takenName(ask, values, null);
  if (taken !== null) return taken;
  const { world, type, savesDuplicates } = ask;
  const rule = world.duplicateRule;
  if (rule === null || (type !== 'Lead' && type !== 'Contact') || (savesDuplicates && rule.allowSave)) return null;
  const isAlike = ({ Id, values: theirs }: StoredRecord) =>
    theirs.IsConverted !== true && (Id === rule.always || sameText(theirs.Email, values.Email ?? null));
  const records = [...recordsOf(world, 'Lead'), ...recordsOf(world, 'Contact')]
    .filter(isAlike)
    .map((each) => ({ type: each.type, id: each.Id }));
  const { spelling, allowSave } = rule;
  return records.length === 0 ? null : duplicates({ type, records, spelling, allowSave });
}

function takenName({ world, type }: Ask, values: Values, of: StoredRecord | null): Answer | null {
  for (const { name, isUnique } of world.schema[type]) {
    if (!isUnique || typeof values[name] !== 'string') continue;
    const other = recordsOf(world, type).find(
      (each) => each !== of && sameText(each.values[name], values[name] ?? null),
    );
    if (other !== undefined) return isTaken(name, other.Id);
  }
  return null;
}

const sameText = (a: Value | undefined, b: Value) =>
  typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase();
