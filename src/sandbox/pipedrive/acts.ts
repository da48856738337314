// What people do in Pipedrive while Baton is not looking, and what its admin does to the fields.
import { z } from 'zod';
import { BadRequestError } from '../../errors.ts';
import { done, editOther, editPerson, type PipedriveActAnswer, personOf, trouble } from './edits.ts';
import { customField, type Deal, fieldNamed, seconds, stamp, touch, type World } from './world.ts';

const id = z.string().min(1).max(100);
const text = z.string().max(10_000);
const kind = z.enum(['person', 'organization', 'deal', 'lead', 'note', 'meeting']);
const email = z.email().max(200).toLowerCase();
/** People write down what they like. */
const address = z.string().min(3).max(200);

const actShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add-user'), name: text, email, active: z.boolean().default(true) }),
  z.object({
    kind: z.literal('add-person'),
    name: text,
    email: address.exactOptional(),
    organization: id.exactOptional(),
    owner: email.exactOptional(),
  }),
  z.object({
    kind: z.literal('add-organization'),
    name: text,
    domain: text.exactOptional(),
    owner: email.exactOptional(),
    label: text.exactOptional(),
  }),
  z.object({
    kind: z.literal('add-deal'),
    title: text,
    person: id.exactOptional(),
    organization: id.exactOptional(),
    value: z.number().default(0),
    currency: z.string().length(3).default('USD'),
    owner: email.exactOptional(),
  }),
  /** `field` by its name; Name, Email and Phone too, and for a lead Label. */
  z.object({ kind: z.literal('edit'), of: kind, id, field: text, value: text.nullable() }),
  z.object({ kind: z.literal('change-owner'), of: kind, id, owner: email }),
  z.object({ kind: z.literal('delete'), of: kind, id }),
  /** The lead becomes a deal and leaves the inbox. */
  z.object({ kind: z.literal('convert-lead'), id, value: z.number().default(0) }),
  z.object({
    kind: z.literal('close-deal'),
    id,
    as: z.enum(['won', 'lost', 'open']),
    value: z.number().exactOptional(),
  }),
  /** `id` goes into `into`, whose own values stay. */
  z.object({ kind: z.literal('merge-persons'), id, into: id }),
  z.object({
    kind: z.literal('add-field'),
    name: text,
    type: z.enum(['varchar', 'text', 'double', 'enum', 'set', 'date', 'phone', 'monetary', 'address', 'user']),
    options: z.array(text).exactOptional(),
  }),
  z.object({ kind: z.literal('delete-field'), of: z.enum(['person', 'organization']).default('person'), name: text }),
]);
export type PipedriveAct = z.input<typeof actShape>;
export type { PipedriveActAnswer } from './edits.ts';

type Act<Kind> = Extract<z.output<typeof actShape>, { kind: Kind }>;

export function readPipedriveAct(body: unknown): PipedriveAct {
  const act = actShape.safeParse(body);
  if (act.success) return act.data;
  throw new BadRequestError(422, `This is not something a person does in Pipedrive: ${z.prettifyError(act.error)}`);
}

export function doPipedriveAct(world: World, given: PipedriveAct): PipedriveActAnswer {
  const act = actShape.parse(given);
  switch (act.kind) {
    case 'add-user': {
      const user = { id: world.stands.nextId++, name: act.name, email: act.email, active_flag: act.active };
      world.stands.users.push(user);
      world.changed();
      return done(user.id);
    }
    case 'add-person':
    case 'add-organization':
    case 'add-deal':
      return add(world, act);
    case 'edit':
      return act.of === 'person' ? editPerson(world, act) : editOther(world, act);
    case 'change-owner': {
      const owner = userOf(world, act.owner);
      const thing = thingOf(world, act.of, act.id);
      if (thing === undefined || !('owner_id' in thing) || owner === undefined)
        return trouble(`There is no ${act.of} ${act.id}, or nobody of that address.`);
      thing.owner_id = owner;
      touch(world, thing);
      return done(act.id);
    }
    case 'delete':
      return remove(world, act);
    case 'convert-lead':
      return convert(world, act);
    case 'close-deal':
      return close(world, act);
    case 'merge-persons':
      return merge(world, act);
    case 'add-field': {
      const { stands } = world;
      stands.personFields.push(customField([act.name, act.type, act.options ?? []]));
      world.changed();
      return done();
    }
    case 'delete-field':
      return deleteField(world, act);
  }
}

const userOf = ({ stands }: World, address: string | undefined) =>
  stands.users.find((user) => user.email === address)?.id;

function add(world: World, act: Act<'add-person' | 'add-organization' | 'add-deal'>): PipedriveActAnswer {
  const { stands } = world;
  const base = stamp(world, userOf(world, act.owner));
  switch (act.kind) {
    case 'add-person':
      stands.persons.push({
        ...base,
        name: act.name,
        org_id: act.organization === undefined ? null : Number(act.organization),
        emails: act.email === undefined ? [] : [{ value: act.email, primary: true, label: 'work' }],
        phones: [],
        custom_fields: {},
        merged_into: null,
      });
      break;
    case 'add-organization': {
      const domain = fieldNamed(stands.organizationFields, 'Domain');
      if (act.label !== undefined && !stands.organizationLabels.some(({ label }) => label === act.label)) {
        stands.organizationLabels.push({ id: stands.nextId++, label: act.label });
      }
      const labels = stands.organizationLabels.filter(({ label }) => label === act.label);
      stands.organizations.push({
        ...base,
        name: act.name,
        website: null,
        label_ids: labels.map(({ id: each }) => each),
        custom_fields: domain === undefined || act.domain === undefined ? {} : { [domain.field_code]: act.domain },
      });
      break;
    }
    case 'add-deal':
      stands.deals.push(newDeal(world, { ...base, title: act.title, value: act.value, currency: act.currency }, act));
      break;
  }
  world.changed();
  return done(base.id);
}

type DealBase = ReturnType<typeof stamp> & Pick<Deal, 'title' | 'value' | 'currency'>;

function newDeal({ stands }: World, base: DealBase, of: { person?: string; organization?: string }): Deal {
  return {
    ...base,
    status: 'open',
    person_id: of.person === undefined ? null : Number(of.person),
    org_id: of.organization === undefined ? null : Number(of.organization),
    stage_id: stands.stages[0]?.id ?? 1,
    won_time: null,
    lost_time: null,
    source_lead_id: null,
    participants: [],
  };
}

function thingOf({ stands }: World, of: z.output<typeof kind>, wanted: string) {
  const { persons, organizations, deals, leads, notes, activities } = stands;
  const lists = {
    person: persons,
    organization: organizations,
    deal: deals,
    lead: leads,
    note: notes,
    meeting: activities,
  };
  return lists[of].find((each) => String(each.id) === wanted);
}

function remove(world: World, act: Act<'delete'>): PipedriveActAnswer {
  const thing = thingOf(world, act.of, act.id);
  if (thing === undefined) return trouble(`There is no ${act.of} ${act.id}.`);
  if ('is_deleted' in thing) thing.is_deleted = true;
  else if ('active_flag' in thing) thing.active_flag = false;
  else world.stands.leads = world.stands.leads.filter((each) => each !== thing);
  touch(world, thing);
  return done(act.id);
}

function convert(world: World, act: Act<'convert-lead'>): PipedriveActAnswer {
  const { stands } = world;
  const lead = stands.leads.find((each) => each.id === act.id);
  if (lead === undefined) return trouble(`There is no lead ${act.id}.`);
  const base = { ...stamp(world, lead.owner_id), title: lead.title, value: act.value, currency: 'USD' };
  const deal = {
    ...newDeal(world, base, {}),
    person_id: lead.person_id,
    org_id: lead.organization_id,
    source_lead_id: lead.id,
  };
  stands.deals.push(deal);
  stands.leads = stands.leads.filter((each) => each !== lead);
  world.changed();
  return done(deal.id);
}

function close(world: World, act: Act<'close-deal'>): PipedriveActAnswer {
  const deal = world.stands.deals.find((each) => String(each.id) === act.id && !each.is_deleted);
  if (deal === undefined) return trouble(`There is no deal ${act.id}.`);
  const at = seconds(world.now());
  deal.status = act.as;
  deal.won_time = act.as === 'won' ? at : null;
  deal.lost_time = act.as === 'lost' ? at : null;
  if (act.value !== undefined) deal.value = act.value;
  touch(world, deal);
  return done(act.id);
}

function merge(world: World, act: Act<'merge-persons'>): PipedriveActAnswer {
  const from = personOf(world, act.id);
  const into = personOf(world, act.into);
  if (from === undefined || into === undefined || from === into) return trouble('Two different persons are merged.');
  const { notes, leads, deals, activities } = world.stands;
  for (const each of [...notes, ...leads, ...deals]) if (each.person_id === from.id) each.person_id = into.id;
  for (const { participants } of activities) {
    for (const each of participants) if (each.person_id === from.id) each.person_id = into.id;
  }
  const isNew = ({ value }: { value: string }) => !into.emails.some((email) => email.value === value);
  into.emails.push(...from.emails.filter(isNew).map((each) => ({ ...each, primary: into.emails.length === 0 })));
  into.custom_fields = { ...from.custom_fields, ...filled(into.custom_fields) };
  into.org_id ??= from.org_id;
  from.is_deleted = true;
  from.merged_into = into.id;
  touch(world, into);
  return done(into.id);
}

const filled = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function deleteField(world: World, act: Act<'delete-field'>): PipedriveActAnswer {
  const { stands } = world;
  const key = act.of === 'person' ? 'personFields' : 'organizationFields';
  const left = stands[key].filter((field) => !field.is_custom_field || field.field_name !== act.name);
  if (left.length === stands[key].length) return trouble(`There is no field ${act.name} that people made.`);
  stands[key] = left;
  world.changed();
  return done();
}
