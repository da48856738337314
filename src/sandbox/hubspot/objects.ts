// Records of the stand-in HubSpot: one by its id or a unique value, new ones, changes, and the same in batches.
import { z } from 'zod';
import {
  type Answer,
  type Ask,
  emailTaken,
  invalidProperties,
  isRefused,
  malformed,
  notFound,
  notUnique,
  ok,
  refuse,
  requiredMissing,
  valueTaken,
} from './answers.ts';
import { type LinkWish, linkFaults, linkShape, makeLinks } from './associations.ts';
import { problemsOf } from './properties.ts';
import {
  addRecord,
  byEmail,
  type Properties,
  type RecordType,
  recordOf,
  recordTypes,
  type Stored,
  standing,
  type World,
  write,
} from './world.ts';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));
const newShape = z.object({ properties: values, associations: z.array(linkShape).default([]) });
const changeShape = z.object({ properties: values });
const readShape = z.object({
  properties: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
  inputs: z.array(z.object({ id: z.string() })).max(100),
});
const upsertShape = z.object({
  inputs: z.array(z.object({ id: z.string(), idProperty: z.string(), properties: values })).max(100),
});

export const typeOf = (name: string | undefined): RecordType | null =>
  recordTypes.find((each) => each === name) ?? null;

/** As the API shows it: what was asked for, and what always comes. */
export function shown({ id, type, properties, createdAt, updatedAt }: Stored, asked: readonly string[]) {
  const always = ['createdate', 'hs_object_id', type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate'];
  const usual = type === 'contacts' ? ['email', 'firstname', 'lastname'] : [];
  const names = [...new Set([...always, ...(asked.length === 0 ? usual : asked)])];
  const entries = names.map((name): [string, string | null] => [name, properties[name] ?? null]);
  return { id, properties: Object.fromEntries(entries), createdAt, updatedAt, archived: false };
}

/** A property that is none is left out without a word, as HubSpot does. */
export function known({ stands }: World, type: RecordType, asked: readonly string[]): string[] {
  return asked.filter((name) => stands.definitions[type].some((each) => each.name === name));
}

function find(world: World, type: RecordType, { id, by }: { id: string; by: string | null }): Stored | Answer {
  if (by === null) return recordOf(world, type, id) ?? notFound();
  if (by === 'email' && type === 'contacts') return byEmail(world, id) ?? notFound();
  const definition = world.stands.definitions[type].find(({ name }) => name === by);
  if (!definition?.hasUniqueValue) return notUnique(by, world.portalId);
  return standing(world, type).find((each) => each.properties[by] === id) ?? notFound();
}

export function getRecord({ world, params, query }: Ask, type: RecordType): Answer {
  const found = find(world, type, { id: params.id ?? '', by: query.get('idProperty') });
  if (isRefused(found)) return found;
  const asked = query.getAll('properties').flatMap((names) => names.split(','));
  return ok(shown(found, known(world, type, asked)));
}

export function createRecord({ world, body }: Ask, type: RecordType): Answer {
  const read = newShape.safeParse(body);
  if (!read.success) return malformed(`Invalid input JSON: ${z.prettifyError(read.error)}`);
  const { properties, associations } = read.data;
  const refused = refusalOf(world, type, { properties, id: null }) ?? missing(type, properties);
  if (refused !== null) return refused;
  const wrong = linkFaults(world, type, associations);
  return wrong ?? ok(shownAfter(made(world, type, { properties, associations }), properties), 201);
}

function made(
  world: World,
  type: RecordType,
  given: { properties: Properties; associations: readonly LinkWish[] },
): Stored {
  const stored = addRecord(world, type, sanitised(given.properties));
  makeLinks(world, stored, given.associations);
  return stored;
}

function missing(type: RecordType, properties: Properties): Answer | null {
  const isActivity = type === 'notes' || type === 'meetings';
  return isActivity && (properties.hs_timestamp ?? '') === '' ? requiredMissing(type, ['hs_timestamp']) : null;
}

export function changeRecord({ world, params, query, body }: Ask, type: RecordType): Answer {
  const found = find(world, type, { id: params.id ?? '', by: query.get('idProperty') });
  if (isRefused(found)) return found;
  const read = changeShape.safeParse(body);
  if (!read.success) return malformed(`Invalid input JSON: ${z.prettifyError(read.error)}`);
  const { properties } = read.data;
  const refused = refusalOf(world, type, { properties, id: found.id });
  if (refused !== null) return refused;
  write(world, found, sanitised(properties));
  return ok(shownAfter(found, properties));
}

/** A change answers with what it changed. */
const shownAfter = (stored: Stored, properties: Properties) => shown(stored, Object.keys(properties));

function refusalOf(
  world: World,
  type: RecordType,
  { properties, id }: { properties: Properties; id: string | null },
): Answer | null {
  const problems = problemsOf(world, type, properties);
  if (problems.length > 0) return invalidProperties(problems, world.portalId);
  const { email } = properties;
  const holder = type === 'contacts' && email ? byEmail(world, email) : undefined;
  if (holder !== undefined && holder.id !== id) return emailTaken(holder.id);
  for (const { name } of world.stands.definitions[type].filter(({ hasUniqueValue }) => hasUniqueValue)) {
    const value = properties[name] ?? '';
    const by = standing(world, type).find((each) => value !== '' && each.properties[name] === value);
    if (by !== undefined && by.id !== id) {
      return valueTaken(name, { value, id: id ?? 'a new record', by: by.id, portalId: world.portalId });
    }
  }
  return null;
}

export function readBatch({ world, body }: Ask, type: RecordType): Answer {
  const read = readShape.safeParse(body);
  if (!read.success) return malformed(`Invalid input JSON: ${z.prettifyError(read.error)}`);
  const { inputs, properties, idProperty = null } = read.data;
  const found = inputs.map(({ id }) => find(world, type, { id, by: idProperty }));
  const records = found.filter((each): each is Stored => !isRefused(each));
  const results = records.map((each) => shown(each, known(world, type, properties)));
  if (records.length === inputs.length) return ok({ status: 'COMPLETE', results });
  const ids = inputs.flatMap(({ id }, n) => (isRefused(found[n] ?? {}) ? [id] : []));
  const error = {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: 'Could not get some objects',
    context: { ids },
  };
  return ok({ status: 'COMPLETE', results, numErrors: 1, errors: [error] }, 207);
}

/** `isMulti`: a refusal comes among the results, as from an account with multi-status errors. */
export function upsertBatch({ world, body }: Ask, type: RecordType, isMulti: boolean): Answer {
  const read = upsertShape.safeParse(body);
  if (!read.success) return malformed(`Invalid input JSON: ${z.prettifyError(read.error)}`);
  const done = read.data.inputs.map((input) => upsertOne(world, type, input));
  const refused = done.find(isRefused);
  const results = done.filter((each) => !isRefused(each));
  if (refused === undefined) return ok({ status: 'COMPLETE', results });
  if (!isMulti) return refused;
  return ok(
    { status: 'COMPLETE', results, numErrors: 1, errors: done.filter(isRefused).map((each) => each.body) },
    207,
  );
}

type Input = z.output<typeof upsertShape>['inputs'][number];

function upsertOne(world: World, type: RecordType, { id, idProperty, properties: asked }: Input) {
  const definition = world.stands.definitions[type].find(({ name }) => name === idProperty);
  if (definition === undefined) return refuse(400, 'VALIDATION_ERROR', `Property "${idProperty}" does not exist`);
  if (!definition.hasUniqueValue && idProperty !== 'email') return notUnique(idProperty, world.portalId);
  const found = find(world, type, { id, by: idProperty });
  const properties = { ...asked, [idProperty]: id };
  const refused = refusalOf(world, type, { properties, id: isRefused(found) ? null : found.id });
  if (refused !== null) return refused;
  if (isRefused(found))
    return { ...shownAfter(made(world, type, { properties, associations: [] }), properties), new: true };
  write(world, found, sanitised(properties));
  return { ...shownAfter(found, properties), new: false };
}

/** HTML keeps its text and its plain marks; what would hide from people does not stay. */
function sanitised(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, name.endsWith('_body') ? withoutHidden(value) : value]),
  );
}

const withoutHidden = (html: string) =>
  html
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/\s(data-[\w-]+|class|id)="[^"]*"/gi, '');
