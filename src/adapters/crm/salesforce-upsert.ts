// Writes the person: a new lead under our name, or what stands already, wherever it went. Whom a rule against duplicates names
// is taken as they are, and only what is empty of theirs is filled.
import type { CrmRef, CrmValue, CrmValues, CrmWrite, CrmWritten } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import { type Refusal, refusedError, whyRefused } from './salesforce-error.ts';
import {
  type Fields,
  type Fitted,
  fitValues,
  ourId,
  type PersonType,
  valuesOf,
  withRequired,
} from './salesforce-fields.ts';
import { type Located, locate, type Org } from './salesforce-person.ts';
import { hasCode, makeRecord, ownerStays, type Target, type Wrote, writeRecord } from './salesforce-write.ts';

const movedCodes = [
  'CANNOT_UPDATE_CONVERTED_LEAD',
  'ENTITY_IS_DELETED',
  'NOT_FOUND',
  'MULTIPLE_CHOICES',
  'DUPLICATE_VALUE',
];

export async function upsertPerson(org: Org, write: CrmWrite): Promise<CrmWritten> {
  const first = await attempt(org, write);
  if (first !== 'moved') return first;
  // Somebody converted, merged, deleted or made it while we wrote.
  const second = await attempt(org, write);
  if (second !== 'moved') return second;
  throw new OutsideError('This person changes in Salesforce at the moment.', { system: 'crm', retry: 'later' });
}

async function attempt(org: Org, write: CrmWrite): Promise<CrmWritten | 'moved'> {
  const { at: known, ref, values } = write;
  const standing = await locate(org, { known, ref, email: null, fields: Object.keys(values) });
  return standing === null ? create(org, write) : update(org, write, standing);
}

async function update(org: Org, write: CrmWrite, { type, row }: Located): Promise<CrmWritten | 'moved'> {
  const fitted = await fitNow(org, type, { values: write.values, isNew: false });
  const body = {
    ...fitted.body,
    ...(write.owner !== null && { OwnerId: write.owner }),
    ...(row[ourId] === null && { [ourId]: write.ref }),
  };
  if (Object.keys(body).length === 0) return written(org, { type, id: row.Id }, { fitted, blamed: new Map() });
  const wrote = await change(org, { type, id: row.Id }, body);
  return finish(org, type, { fitted, wrote });
}

async function fitNow(
  { fieldsOf }: Org,
  type: PersonType,
  { values, isNew }: { values: CrmValues; isNew: boolean },
): Promise<Fitted> {
  const fitted = (fields: Fields) => fitValues(type, values, { fields, isNew });
  return fitted(await fieldsOf.of(type, (known) => fitted(known).skipped.length === 0));
}

/** Where another record bears our name already, this one goes without. */
async function change(org: Org, target: Target, body: Record<string, CrmValue>): Promise<Wrote> {
  const wrote = await writeRecord(org.salesforce, target, { body, headers: ownerStays });
  if (wrote.kind === 'wrote' || !(ourId in body) || !hasCode(wrote.refusals, 'DUPLICATE_VALUE')) return wrote;
  const { [ourId]: _, ...others } = body;
  return writeRecord(org.salesforce, target, { body: others, headers: ownerStays });
}

async function create(org: Org, write: CrmWrite): Promise<CrmWritten | 'moved'> {
  const type = 'Lead';
  const fitted = await fitNow(org, type, { values: write.values, isNew: true });
  const body = withRequired(type, {
    ...withoutNothing(fitted.body),
    ...(write.owner !== null && { OwnerId: write.owner }),
  });
  const made = await makeRecord(
    org.salesforce,
    { type, ref: write.ref },
    {
      body,
      // Who gets a new lead that nobody has yet is for the company's own rules to say.
      headers: write.owner === null ? {} : ownerStays,
      alike: (refusals) => alike(org, write, refusals),
    },
  );
  return made.kind === 'alike' ? fillEmpty(org, write, made.like) : finish(org, type, { fitted, wrote: made });
}

/** Whom the rule names, the best match first; some organisations leave the names out. */
async function alike(org: Org, { ref, values }: CrmWrite, refusals: readonly Refusal[]): Promise<Located | null> {
  const fields = Object.keys(values);
  const named = refusals.flatMap(({ duplicates }) => duplicates?.records ?? []);
  for (const { type: kind, id } of named) {
    const found = await locate(org, { known: { kind, id }, ref, email: null, fields });
    if (found !== null) return found;
  }
  const email = typeof values.email === 'string' ? values.email : null;
  return locate(org, { known: null, ref, email, fields });
}

async function fillEmpty(org: Org, write: CrmWrite, like: Located): Promise<CrmWritten | 'moved'> {
  const theirs = valuesOf(like.type, Object.keys(write.values), like.row);
  const values = Object.fromEntries(Object.entries(write.values).filter(([name]) => (theirs[name] ?? null) === null));
  return update(org, { ...write, values, owner: null }, like);
}

type Outcome = { fitted: Fitted; wrote: Wrote };

async function finish(org: Org, type: PersonType, { fitted, wrote }: Outcome): Promise<CrmWritten | 'moved'> {
  if (wrote.kind === 'wrote') {
    const { blamed } = wrote;
    if (blamed.size > 0) org.fieldsOf.forget();
    return written(org, { type, id: wrote.id }, { fitted, blamed });
  }
  if (hasCode(wrote.refusals, ...movedCodes) && !isFieldMissing(wrote.refusals)) return 'moved';
  throw refusedError(wrote.refusals, `a ${type}`);
}

/** The same code as for a record that is gone. */
const isFieldMissing = (refusals: readonly Refusal[]) =>
  refusals.some(({ message }) => /external ID field/i.test(message));

async function written(
  org: Org,
  { type, id }: { type: PersonType; id: string },
  { fitted, blamed }: { fitted: Fitted; blamed: ReadonlyMap<string, Refusal> },
): Promise<CrmWritten> {
  const owner = blamed.get('OwnerId');
  const skipped = [
    ...fitted.skipped,
    ...[...blamed].flatMap(([column, refusal]) => {
      const field = fitted.from[column];
      return field === undefined ? [] : [{ field, why: whyRefused(refusal) }];
    }),
    ...(owner === undefined ? [] : [{ field: 'owner', why: whyRefused(owner) }]),
  ];
  const names = Object.entries(fitted.from).flatMap(([column, name]) => (blamed.has(column) ? [] : [name]));
  const place = { kind: type, id, link: await org.salesforce.link(id) };
  return { place, values: await standing(org, { kind: type, id }, names), skipped };
}

/** As Salesforce has them: it trims, rounds and lets flows of the company change what was written. */
async function standing(org: Org, known: CrmRef, names: readonly string[]): Promise<CrmValues> {
  if (names.length === 0) return {};
  const found = await locate(org, { known, ref: null, email: null, fields: names });
  return found === null ? {} : valuesOf(found.type, names, found.row);
}

const withoutNothing = (body: Record<string, CrmValue>) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
