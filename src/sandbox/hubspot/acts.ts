// What people do in HubSpot while Baton is not looking, and what its admin does to properties and people.
import { z } from 'zod';
import { BadRequestError } from '../../errors.ts';
import { problemsOf, property } from './properties.ts';
import {
  addLink,
  addRecord,
  byEmail,
  mergeContacts,
  newId,
  type RecordType,
  recordOf,
  type Stored,
  type World,
  write,
} from './world.ts';

const id = z.string().min(1).max(100);
const name = z.string().min(1).max(200);
const kind = z.enum(['contact', 'company', 'deal', 'note', 'meeting']);
const values = z.record(z.string(), z.string().max(70_000)).default({});

const actShape = z.discriminatedUnion('kind', [
  /** `values`: by the internal names of properties. */
  z.object({ kind: z.literal('add-contact'), values, company: id.exactOptional() }),
  z.object({ kind: z.literal('add-company'), values }),
  z.object({
    kind: z.literal('add-deal'),
    name,
    values,
    contacts: z.array(id).default([]),
    company: id.exactOptional(),
  }),
  z.object({ kind: z.literal('edit'), of: kind, id, field: name, value: z.string().max(70_000).nullable() }),
  z.object({ kind: z.literal('change-owner'), of: kind, id, owner: id.nullable() }),
  z.object({ kind: z.literal('delete'), of: kind, id }),
  /** `id` goes into `into`, whose own values stay. */
  z.object({ kind: z.literal('merge-contacts'), id, into: id }),
  z.object({ kind: z.literal('close-deal'), id, as: z.enum(['won', 'lost', 'open']) }),
  z.object({ kind: z.literal('add-owner'), name, email: z.email().max(200) }),
  z.object({ kind: z.literal('deactivate-owner'), id }),
  z.object({
    kind: z.literal('add-property'),
    name: z.string().regex(/^[a-z][a-z0-9_]*$/),
    label: name.exactOptional(),
    type: z.enum(['string', 'number', 'enumeration', 'date', 'bool']).default('string'),
    fieldType: z.enum(['text', 'textarea', 'number', 'select', 'date', 'booleancheckbox']).default('text'),
    options: z.array(z.object({ label: name, value: name })).default([]),
    hasUniqueValue: z.boolean().default(false),
    isReadOnly: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('remove-property'), name }),
]);
export type HubspotAct = z.input<typeof actShape>;
export type HubspotActAnswer = { kind: 'done'; id: string | null } | { kind: 'trouble'; text: string };
type Act = z.output<typeof actShape>;

const typeOf = {
  contact: 'contacts',
  company: 'companies',
  deal: 'deals',
  note: 'notes',
  meeting: 'meetings',
} as const;

export function readHubspotAct(body: unknown): HubspotAct {
  const act = actShape.safeParse(body);
  if (act.success) return act.data;
  throw new BadRequestError(422, `This is not something a person does in HubSpot: ${z.prettifyError(act.error)}`);
}

export function doHubspotAct(world: World, given: HubspotAct): HubspotActAnswer {
  const act = actShape.parse(given);
  switch (act.kind) {
    case 'add-contact':
      return addContact(world, act);
    case 'add-company':
      return done(addRecord(world, 'companies', act.values).id);
    case 'add-deal':
      return addDeal(world, act);
    case 'edit':
      return edit(world, act);
    case 'change-owner':
      return changed(world, act, { hubspot_owner_id: act.owner ?? '' });
    case 'delete': {
      const stored = recordOf(world, typeOf[act.of], act.id);
      if (stored === undefined) return trouble(`There is no ${act.of} ${act.id}.`);
      stored.isArchived = true;
      world.changed();
      return done(act.id);
    }
    case 'merge-contacts': {
      const [from, into] = [recordOf(world, 'contacts', act.id), recordOf(world, 'contacts', act.into)];
      if (from === undefined || into === undefined || from === into) return trouble('Both contacts must be there.');
      mergeContacts(world, from, into);
      return done(into.id);
    }
    case 'close-deal': {
      const dealstage = { won: 'closedwon', lost: 'closedlost', open: 'contractsent' }[act.as];
      return changed(world, { of: 'deal', id: act.id }, { dealstage });
    }
    case 'add-owner':
    case 'deactivate-owner':
    case 'add-property':
    case 'remove-property':
      return administer(world, act);
  }
}

function administer(
  world: World,
  act: Extract<Act, { kind: 'add-owner' | 'deactivate-owner' | 'add-property' | 'remove-property' }>,
): HubspotActAnswer {
  const { owners, definitions } = world.stands;
  switch (act.kind) {
    case 'add-owner': {
      const [firstName = '', ...rest] = act.name.split(' ');
      const owner = { id: newId(world), email: act.email, firstName, lastName: rest.join(' '), archived: false };
      owners.push(owner);
      world.changed();
      return done(owner.id);
    }
    case 'deactivate-owner': {
      const owner = owners.find((each) => each.id === act.id);
      if (owner === undefined) return trouble(`There is no owner ${act.id}.`);
      owner.archived = true;
      world.changed();
      return done(owner.id);
    }
    case 'add-property': {
      const { kind: _, isReadOnly, ...made } = act;
      if (definitions.contacts.some(({ name: each }) => each === act.name)) return trouble(`There is a ${act.name}.`);
      definitions.contacts.push(property(made, { isReadOnly }));
      world.changed();
      return done(null);
    }
    case 'remove-property':
      return removeProperty(world, act.name);
  }
}

/** Its values go with it. */
function removeProperty(world: World, gone: string): HubspotActAnswer {
  const { definitions, records } = world.stands;
  if (!definitions.contacts.some(({ name: each }) => each === gone)) return trouble(`There is no property ${gone}.`);
  definitions.contacts = definitions.contacts.filter((each) => each.name !== gone);
  for (const { type, properties } of records) if (type === 'contacts') delete properties[gone];
  world.changed();
  return done(null);
}

function addContact(
  world: World,
  { values: properties, company }: Extract<Act, { kind: 'add-contact' }>,
): HubspotActAnswer {
  const [problem] = problemsOf(world, 'contacts', properties);
  if (problem !== undefined) return trouble(problem.message);
  if (byEmail(world, properties.email ?? '') !== undefined) return trouble('Another contact has this address.');
  const contact = addRecord(world, 'contacts', properties);
  if (company !== undefined) addLink(world, keyOf(contact), { type: 'companies', id: company });
  return done(contact.id);
}

function addDeal(world: World, act: Extract<Act, { kind: 'add-deal' }>): HubspotActAnswer {
  const usual = { dealname: act.name, pipeline: 'default', dealstage: 'appointmentscheduled' };
  const deal = addRecord(world, 'deals', { ...usual, ...act.values });
  for (const each of act.contacts) addLink(world, keyOf(deal), { type: 'contacts', id: each });
  if (act.company !== undefined) addLink(world, keyOf(deal), { type: 'companies', id: act.company });
  return done(deal.id);
}

function edit(world: World, { of, id: which, field, value }: Extract<Act, { kind: 'edit' }>): HubspotActAnswer {
  const properties = { [field]: value ?? '' };
  const [problem] = problemsOf(world, typeOf[of], properties);
  if (problem !== undefined) return trouble(problem.message);
  const holder = of === 'contact' && field === 'email' ? byEmail(world, value ?? '') : undefined;
  if (holder !== undefined && holder.id !== which) return trouble('Another contact has this address.');
  return changed(world, { of, id: which }, properties);
}

function changed(
  world: World,
  { of, id: which }: { of: z.output<typeof kind>; id: string },
  properties: Record<string, string>,
): HubspotActAnswer {
  const stored = recordOf(world, typeOf[of], which);
  if (stored === undefined) return trouble(`There is no ${of} ${which}.`);
  write(world, stored, properties);
  return done(stored.id);
}

const keyOf = ({ type, id: which }: Stored): { type: RecordType; id: string } => ({ type, id: which });
const done = (made: string | null): HubspotActAnswer => ({ kind: 'done', id: made });
const trouble = (text: string): HubspotActAnswer => ({ kind: 'trouble', text });
