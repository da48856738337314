// Persons and organizations of the stand-in Pipedrive: lists, one by its id, new ones, changes, and the search with its delay.
import { z } from 'zod';
import { type Answer, type Ask, invalid, isRefused, notFound, ok, page, readStrict, refuse } from './answers.ts';
import { customProblems, shownCustom, textsOf } from './custom-values.ts';
import { type Contact, type Organization, type Person, stamp, touch, type World } from './world.ts';

const id = z.int();
const contact = z.strictObject({ value: z.string(), primary: z.boolean().optional(), label: z.string().optional() });
const custom = z.record(z.string(), z.unknown());
const text = z.string().min(1).max(255);
/** Contact sync is off, as it is in a new account. */
const syncOnly = ['job_title', 'notes', 'im', 'birthday', 'postal_address'];
const personBody = z
  .strictObject({
    name: text,
    owner_id: id,
    org_id: id.nullable(),
    emails: z.array(contact),
    phones: z.array(contact),
    visible_to: id,
    label_ids: z.array(id),
    custom_fields: custom,
  })
  .partial();
const organizationBody = z
  .strictObject({
    name: text,
    owner_id: id,
    visible_to: id,
    label_ids: z.array(id),
    address: z.strictObject({ value: z.string() }),
    website: z.string().nullable(),
    custom_fields: custom,
  })
  .partial();

const count = z.string().regex(/^\d+$/, 'must be a number').transform(Number);
/** Whole seconds: Pipedrive takes no fractions here, whatever it says of RFC 3339. */
export const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/, 'is not a valid datetime');
export const paging = { limit: count.pipe(z.number().min(1).max(500)).optional(), cursor: z.string().optional() };
export const pageQuery = z.strictObject(paging);
export const sorting = {
  updated_since: moment.optional(),
  sort_by: z.enum(['id', 'update_time', 'add_time']).optional(),
  sort_direction: z.enum(['asc', 'desc']).optional(),
};
const lists = {
  ids: z.string().optional(),
  owner_id: count.optional(),
  org_id: count.optional(),
  custom_fields: z
    .string()
    .refine((keys) => keys.split(',').length <= 15, 'at most 15 keys')
    .optional(),
  include_labels: z.enum(['true', 'false']).optional(),
  ...sorting,
  ...paging,
};
const listQuery = z.strictObject(lists);
const oneQuery = z.strictObject({ custom_fields: lists.custom_fields, include_labels: lists.include_labels });
const searchQuery = z.strictObject({
  term: z.string().min(1),
  fields: z.string().optional(),
  exact_match: z.enum(['true', 'false']).optional(),
  limit: count.pipe(z.number().min(1).max(100)).optional(),
  cursor: z.string().optional(),
});

export type Listed = { id: number; update_time: string; add_time: string };
type Order = {
  updated_since?: string | undefined;
  sort_by?: 'id' | 'update_time' | 'add_time' | undefined;
  sort_direction?: 'asc' | 'desc' | undefined;
};

export function ordered<Item extends Listed>(
  items: readonly Item[],
  { updated_since: since, sort_by: by = 'id', sort_direction: way }: Order,
): Item[] {
  const sign = way === 'desc' ? -1 : 1;
  return items
    .filter((item) => since === undefined || Date.parse(item.update_time) >= Date.parse(since))
    .toSorted((a, b) => sign * (by === 'id' ? a.id - b.id : a[by].localeCompare(b[by]) || a.id - b.id));
}

const alive = <Item extends { is_deleted: boolean }>(items: readonly Item[]) =>
  items.filter((item) => !item.is_deleted);

export function shownPerson(world: World, { merged_into: _, ...person }: Person): object {
  const [first = '', ...rest] = person.name.split(' ');
  return {
    ...person,
    first_name: first,
    last_name: rest.length === 0 ? null : rest.join(' '),
    custom_fields: shownCustom(world.stands.personFields, person.custom_fields),
  };
}

function shownOrganization(world: World, organization: Organization, withLabels: boolean): object {
  const { organizationFields, organizationLabels } = world.stands;
  const labels = organizationLabels.filter(({ id: each }) => organization.label_ids.includes(each));
  return {
    ...organization,
    custom_fields: shownCustom(organizationFields, organization.custom_fields),
    ...(withLabels && { labels }),
  };
}

const wanted = (ids: string | undefined, each: number) => ids === undefined || ids.split(',').includes(String(each));

export function listPersons({ world, query }: Ask): Answer {
  const read = readStrict(query, listQuery);
  if (isRefused(read)) return read;
  const { ids, org_id: org, owner_id: owner } = read.data;
  const found = alive(world.stands.persons).filter(
    (person) =>
      wanted(ids, person.id) &&
      (org === undefined || person.org_id === org) &&
      (owner === undefined || person.owner_id === owner),
  );
  return page(
    ordered(found, read.data).map((person) => shownPerson(world, person)),
    read.data,
    world,
  );
}

export function listOrganizations({ world, query }: Ask): Answer {
  const read = readStrict(query, listQuery);
  if (isRefused(read)) return read;
  const found = alive(world.stands.organizations).filter((each) => wanted(read.data.ids, each.id));
  const withLabels = read.data.include_labels === 'true';
  return page(
    ordered(found, read.data).map((each) => shownOrganization(world, each, withLabels)),
    read.data,
    world,
  );
}

export function getPerson({ world, id: wantedId, query }: Ask): Answer {
  const read = readStrict(query, oneQuery);
  if (isRefused(read)) return read;
  const { persons } = world.stands;
  let person = persons.find((each) => String(each.id) === wantedId);
  while (person?.merged_into != null) person = persons.find((each) => each.id === person?.merged_into);
  return person === undefined || person.is_deleted ? notFound('Person') : ok(shownPerson(world, person));
}

export function getOrganization({ world, id: wantedId, query }: Ask): Answer {
  const read = readStrict(query, oneQuery);
  if (isRefused(read)) return read;
  const found = alive(world.stands.organizations).find((each) => String(each.id) === wantedId);
  if (found === undefined) return notFound('Organization');
  return ok(shownOrganization(world, found, read.data.include_labels === 'true'));
}

/** One is always the first, whether or not somebody says so. */
const contacts = (given: readonly z.output<typeof contact>[]): Contact[] => {
  const at = Math.max(
    0,
    given.findIndex(({ primary }) => primary === true),
  );
  return given.map(({ value, label = 'work' }, i) => ({ value, label, primary: i === at }));
};

/** The person as the body has it, or why not. */
function personFrom(world: World, before: Person | null, body: unknown): Person | Answer {
  const hidden = syncOnly.find((key) => typeof body === 'object' && body !== null && key in body);
  if (hidden !== undefined) return refuse(403, `Field '${hidden}' needs contact sync`, 'ERR_FORBIDDEN');
  const read = readStrict(body, personBody);
  if (isRefused(read)) return read;
  const { name, owner_id: owner, org_id: org, emails, phones, custom_fields: given = {} } = read.data;
  const { users, organizations, personFields } = world.stands;
  const problems = customProblems(personFields, given, world);
  if (owner !== undefined && !users.some((user) => user.id === owner && user.active_flag)) {
    problems.push('owner_id: Owner not found');
  }
  if (typeof org === 'number' && !alive(organizations).some((each) => each.id === org)) {
    problems.push('org_id: Organization not found');
  }
  if (before === null && name === undefined) problems.push("name: Parameter 'name' is required");
  if (problems.length > 0) return invalid(problems);
  const person = before ?? {
    ...stamp(world, owner),
    name: '',
    org_id: null,
    emails: [],
    phones: [],
    custom_fields: {},
    merged_into: null,
  };
  return {
    ...person,
    ...(name !== undefined && { name }),
    ...(owner !== undefined && { owner_id: owner }),
    ...(org !== undefined && { org_id: org }),
    ...(emails !== undefined && { emails: contacts(emails) }),
    ...(phones !== undefined && { phones: contacts(phones) }),
    custom_fields: { ...person.custom_fields, ...given },
  };
}

export function addPerson({ world, body }: Ask): Answer {
  const person = personFrom(world, null, body);
  if ('status' in person) return person;
  world.stands.persons.push(person);
  world.changed();
  return ok(shownPerson(world, person));
}

export function changePerson({ world, id: wantedId, body }: Ask): Answer {
  const before = alive(world.stands.persons).find((each) => String(each.id) === wantedId);
  if (before === undefined) return notFound('Person');
  const person = personFrom(world, before, body);
  if ('status' in person) return person;
  Object.assign(before, person);
  touch(world, before);
  return ok(shownPerson(world, before));
}

export function addOrganization({ world, body }: Ask): Answer {
  const read = readStrict(body, organizationBody);
  if (isRefused(read)) return read;
  const { name, owner_id: owner, website = null, label_ids: labels = [], custom_fields: given = {} } = read.data;
  const problems = customProblems(world.stands.organizationFields, given, world);
  if (name === undefined) problems.push("name: Parameter 'name' is required");
  if (name === undefined || problems.length > 0) return invalid(problems);
  const organization = { ...stamp(world, owner), name, website, label_ids: labels, custom_fields: given };
  world.stands.organizations.push(organization);
  world.changed();
  return ok(shownOrganization(world, organization, false));
}

type Searched = { item: Listed & { name: string }; texts: Record<string, readonly string[]> };

function search(world: World, query: Record<string, string>, all: readonly Searched[], type: string): Answer {
  const read = readStrict(query, searchQuery);
  if (isRefused(read)) return read;
  const { fields, exact_match: exact = 'false', term } = read.data;
  if (exact === 'false' && term.length < 2) return invalid(['term: must be at least 2 characters long']);
  const sought = term.toLowerCase();
  const matches = (text: string) =>
    exact === 'true' ? text.toLowerCase() === sought : text.toLowerCase().includes(sought);
  const indexedUntil = world.now().getTime() - world.searchLagMs;
  const items = all
    .filter(({ item }) => Date.parse(item.update_time) <= indexedUntil)
    .filter(({ texts }) =>
      Object.entries(texts).some(([field, each]) => (fields?.split(',').includes(field) ?? true) && each.some(matches)),
    )
    .map(({ item, texts }) => ({
      result_score: 1,
      item: { id: item.id, type, name: item.name, emails: texts.email ?? [], custom_fields: texts.custom_fields ?? [] },
    }));
  const answer = page(items, read.data, world);
  if (answer.status !== 200) return answer;
  const { data, additional_data: additional } = answer.body as { data: object[]; additional_data: object };
  return ok({ items: data }, additional);
}

export function searchPersons({ world, query }: Ask): Answer {
  const all = alive(world.stands.persons).map((item) => ({
    item,
    texts: {
      name: [item.name],
      email: item.emails.map(({ value }) => value),
      phone: item.phones.map(({ value }) => value),
      custom_fields: textsOf(world.stands.personFields, item.custom_fields),
    },
  }));
  return search(world, query, all, 'person');
}

export function searchOrganizations({ world, query }: Ask): Answer {
  const all = alive(world.stands.organizations).map((item) => ({
    item,
    texts: { name: [item.name], custom_fields: textsOf(world.stands.organizationFields, item.custom_fields) },
  }));
  return search(world, query, all, 'organization');
}
