// Which field of Salesforce a name of ours means, and what it takes. What is gone or shut is left out and named; what is too
// long is cut.
import { z } from 'zod';
import { type CrmValue, type CrmValues, usualFields } from '../../core/crm.ts';
import type { Row, Salesforce } from './salesforce-access.ts';
import { notSalesforce, refusedError } from './salesforce-error.ts';

export type PersonType = 'Lead' | 'Contact';
export type ObjectType = PersonType | 'Account' | 'Opportunity' | 'Task' | 'Event';
export type Skipped = { field: string; why: string }[];
/** By the name that Salesforce has for them, in small letters. */
export type Fields = ReadonlyMap<string, Field>;

export const ourId = 'Baton_Id__c';
/** Where Salesforce wants something and nothing is known; never shown as a value. */
export const notSaid = '[not said]';

const fieldShape = z.object({
  name: z.string(),
  type: z.string(),
  length: z.number(),
  createable: z.boolean(),
  updateable: z.boolean(),
  externalId: z.boolean().catch(false),
  unique: z.boolean().catch(false),
});
export type Field = z.output<typeof fieldShape>;
const describeShape = z.object({ fields: z.array(fieldShape) });

export type FieldsOf = {
  /** Where these are not enough they are read anew: somebody may have mended what was wrong. */
  of(type: ObjectType, isEnough?: (fields: Fields) => boolean): Promise<Fields>;
  /** A field turned out to be gone. */
  forget(): void;
};

const describedMs = 600_000;
/** Nobody mends a field sooner, and one that stays wrong must not cost a call at every turn. */
const mendedMs = 10_000;

export function createFieldsOf(salesforce: Salesforce, now: () => Date): FieldsOf {
  const known = new Map<ObjectType, { fields: Fields; atMs: number }>();
  return {
    async of(type, isEnough = () => true) {
      const before = known.get(type);
      const livesMs = before !== undefined && isEnough(before.fields) ? describedMs : mendedMs;
      if (before !== undefined && now().getTime() - before.atMs < livesMs) return before.fields;
      const said = await salesforce.send({ method: 'GET', path: `/sobjects/${type}/describe` });
      if (said.kind === 'refused') throw refusedError(said.refusals, `to describe ${type}`);
      const read = describeShape.safeParse(said.body);
      if (!read.success) throw notSalesforce('description of an object');
      const fields = new Map(read.data.fields.map((each) => [each.name.toLowerCase(), each]));
      known.set(type, { fields, atMs: now().getTime() });
      return fields;
    },
    forget: () => known.clear(),
  };
}

const usualNames: Record<PersonType, Record<(typeof usualFields)[number], string | null>> = {
  Lead: {
    firstName: 'FirstName',
    lastName: 'LastName',
    email: 'Email',
    phone: 'Phone',
    company: 'Company',
    status: 'Status',
    source: 'LeadSource',
  },
  /** The company of a contact is their account, and no text of theirs. */
  Contact: {
    firstName: 'FirstName',
    lastName: 'LastName',
    email: 'Email',
    phone: 'Phone',
    company: null,
    status: null,
    source: 'LeadSource',
  },
};
const required: Record<PersonType, readonly string[]> = { Lead: ['LastName', 'Company'], Contact: ['LastName'] };

/** Null: such a record has none. */
export function columnOf(type: PersonType, name: string): string | null {
  const usual = usualFields.find((each) => each === name);
  return usual === undefined ? name : usualNames[type][usual];
}

/** Whether all of these names can be read. */
export function hasAll(type: PersonType, names: readonly string[], fields: Fields): boolean {
  return names.every((name) => {
    const column = columnOf(type, name);
    return column === null || fields.has(column.toLowerCase());
  });
}

/** The columns to read for these names, without those that are gone. */
export function columnsFor(type: PersonType, names: readonly string[], fields: Fields): string[] {
  const columns = names.flatMap((name) => {
    if (type === 'Contact' && name === 'company') return ['Account.Name'];
    const column = fields.get((columnOf(type, name) ?? '').toLowerCase())?.name;
    return column === undefined ? [] : [column];
  });
  return [...new Set(columns)];
}

/** What stands in a record, under our names. */
export function valuesOf(type: PersonType, names: readonly string[], row: Row): CrmValues {
  return Object.fromEntries(
    names.flatMap((name): [string, CrmValue][] => {
      const value =
        type === 'Contact' && name === 'company' ? accountName(row) : columnValue(row, columnOf(type, name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function columnValue(row: Row, column: string | null): CrmValue | undefined {
  const key = Object.keys(row).find((each) => each.toLowerCase() === column?.toLowerCase());
  const value = key === undefined ? undefined : row[key];
  if (typeof value === 'string') return value === notSaid ? null : value.replaceAll('\r\n', '\n');
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}

function accountName({ Account: account }: Row): CrmValue {
  const name = typeof account === 'object' && account !== null && 'Name' in account ? account.Name : null;
  return typeof name === 'string' ? name : null;
}

export type Fitted = {
  /** By the names of Salesforce. */
  body: Record<string, CrmValue>;
  /** Which of our names each of them came from. */
  from: Record<string, string>;
  skipped: Skipped;
};

/** What can be written of these values. Nothing is said of a usual field that such a record does not have. */
export function fitValues(
  type: PersonType,
  values: CrmValues,
  { fields, isNew }: { fields: Fields; isNew: boolean },
): Fitted {
  const fitted: Fitted = { body: {}, from: {}, skipped: [] };
  for (const [name, value] of Object.entries(values)) {
    const column = columnOf(type, name);
    if (column === null) continue;
    const field = fields.get(column.toLowerCase());
    if (field === undefined) {
      fitted.skipped.push({ field: name, why: goneFrom(type) });
      continue;
    }
    const taken = shut(field, isNew) ?? takenBy(field, value);
    if (typeof taken === 'string') {
      fitted.skipped.push({ field: name, why: taken });
      continue;
    }
    const isLacking = taken.value === null && required[type].includes(field.name);
    fitted.body[field.name] = isLacking ? notSaid : taken.value;
    fitted.from[field.name] = name;
  }
  return fitted;
}

export function withRequired(type: PersonType, body: Record<string, CrmValue>): Record<string, CrmValue> {
  return { ...Object.fromEntries(required[type].map((column) => [column, notSaid])), ...body };
}

/** The same for what is ours alone, such as a note; what is gone is left out without a word. */
export function fitOwn(body: Record<string, CrmValue>, fields: Fields): Record<string, CrmValue> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([column, value]): [string, CrmValue][] => {
      const field = fields.get(column.toLowerCase());
      const taken = field?.createable ? takenBy(field, value) : undefined;
      return taken === undefined || typeof taken === 'string' ? [] : [[column, taken.value]];
    }),
  );
}

const goneFrom = (type: PersonType) => `Salesforce has no such field on ${type}, or Baton may not see it.`;

function shut({ createable, updateable }: Field, isNew: boolean): string | null {
  return (isNew ? createable : updateable) ? null : 'Baton may not write this field in Salesforce.';
}

/** A text says why it does not take this. */
function takenBy({ type, length }: Field, value: CrmValue): { value: CrmValue } | string {
  if (value === null) return { value };
  const text = String(value).trim();
  switch (type) {
    case 'double':
    case 'currency':
    case 'percent':
    case 'int': {
      const number = text === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(number)) return 'Salesforce takes only a number here.';
      return { value: type === 'int' ? Math.round(number) : number };
    }
    case 'boolean':
      return typeof value === 'boolean' ? { value } : 'Salesforce takes only yes or no here.';
    case 'date':
      return /^\d{4}-\d\d-\d\d/.test(text) ? { value: text.slice(0, 10) } : 'Salesforce takes only a date here.';
    case 'datetime':
      return Number.isNaN(Date.parse(text))
        ? 'Salesforce takes only a date with a time here.'
        : { value: new Date(text).toISOString() };
    case 'email':
    case 'phone':
    case 'url':
      // Half of one would be another's.
      return length > 0 && text.length > length
        ? `Salesforce has room for ${length} characters here.`
        : { value: text };
    case 'textarea':
      // So it counts the ends of lines.
      return { value: cut(text.replaceAll(/\r?\n/g, '\r\n'), length) };
    default:
      return { value: cut(text, length) };
  }
}

/** Never in the middle of a character. */
function cut(text: string, most: number): string {
  if (most === 0 || text.length <= most) return text;
  const short = text.slice(0, most - 1);
  return `${short.isWellFormed() ? short : short.slice(0, -1)}…`;
}
