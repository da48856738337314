// What people do in Salesforce while Baton is not looking, and what an admin does to objects, rules and Baton's access.
import { z } from 'zod';
import { BadRequestError } from '../../errors.ts';
import { sobjects } from './schema.ts';
import type { Tokens } from './tokens.ts';
import { addRecord, changeRecord, isStanding, recordOf, recordsOf, type StoredRecord, type World } from './world.ts';

const id = z.string().min(15).max(18);
const value = z.union([z.string().max(131_072), z.number(), z.boolean(), z.null()]);
const name = z.string().min(1).max(80);

const actShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), object: z.enum(sobjects), values: z.record(name, value) }),
  z.object({ kind: z.literal('edit'), id, field: name, value }),
  z.object({ kind: z.literal('owner'), id, owner: id }),
  z.object({ kind: z.literal('delete'), id }),
  /** Into a contact of an account, which is made where there is none of the lead's company; with a deal if it has a name. */
  z.object({ kind: z.literal('convert'), lead: id, deal: name.exactOptional() }),
  /** `from` is gone afterwards and leads to `into`. */
  z.object({ kind: z.literal('merge'), from: id, into: id }),
  z.object({ kind: z.literal('close-deal'), deal: id, state: z.enum(['won', 'lost']) }),
  z.object({ kind: z.literal('delete-field'), object: z.enum(sobjects), field: name }),
  /** Field-level security: hidden, shown only, or free to write. */
  z.object({
    kind: z.literal('secure-field'),
    object: z.enum(sobjects),
    field: name,
    access: z.enum(['hidden', 'read', 'write']),
  }),
  z.object({
    kind: z.literal('duplicate-rule'),
    isOn: z.boolean(),
    spelling: z.enum(['duplicateResut', 'duplicateResult', 'absent']).default('duplicateResut'),
    allowSave: z.boolean().default(true),
    /** Taken for alike whatever the new one is like. */
    always: id.nullable().default(null),
  }),
  z.object({ kind: z.literal('assignment-rule'), to: id.nullable() }),
  z.object({ kind: z.literal('expire-sessions') }),
  z.object({ kind: z.literal('access'), open: z.boolean() }),
]);
export type SalesforceAct = z.input<typeof actShape>;
export type SalesforceActAnswer = { kind: 'done'; id?: string } | { kind: 'trouble'; text: string };
type Act = z.output<typeof actShape>;

export function readSalesforceAct(body: unknown): SalesforceAct {
  const act = actShape.safeParse(body);
  if (act.success) return act.data;
  throw new BadRequestError(422, `This is not something a person does in Salesforce: ${z.prettifyError(act.error)}`);
}

export function doSalesforceAct(world: World, tokens: Tokens, given: SalesforceAct): SalesforceActAnswer {
  const act = actShape.parse(given);
  switch (act.kind) {
    case 'add':
      return { kind: 'done', id: addRecord(world, act.object, act.values).Id };
    case 'edit':
      return onRecord(world, act.id, (record) => changeRecord(world, record, { [act.field]: act.value }));
    case 'owner':
      return onRecord(world, act.id, (record) => changeRecord(world, record, { OwnerId: act.owner }));
    case 'delete':
      return onRecord(world, act.id, (record) => changeRecord(world, record, { IsDeleted: true }));
    case 'close-deal': {
      const StageName = act.state === 'won' ? 'Closed Won' : 'Closed Lost';
      return onRecord(world, act.deal, (record) => changeRecord(world, record, { StageName }));
    }
    case 'merge':
      return merge(world, act);
    case 'convert':
      return convert(world, act);
    default:
      return doAsAdmin(world, tokens, act);
  }
}

function doAsAdmin(
  world: World,
  tokens: Tokens,
  act: Extract<
    Act,
    { kind: 'delete-field' | 'secure-field' | 'duplicate-rule' | 'assignment-rule' | 'expire-sessions' | 'access' }
  >,
): SalesforceActAnswer {
  switch (act.kind) {
    case 'delete-field':
      world.schema[act.object] = world.schema[act.object].filter(({ name }) => name !== act.field);
      break;
    case 'secure-field': {
      const field = world.schema[act.object].find((each) => each.name === act.field);
      if (field === undefined) return trouble(`${act.object} has no field ${act.field}.`);
      field.isVisible = act.access !== 'hidden';
      field.isWritable = act.access === 'write';
      break;
    }
    case 'duplicate-rule': {
      const { isOn, spelling, allowSave, always } = act;
      world.duplicateRule = isOn ? { spelling, allowSave, always } : null;
      break;
    }
    case 'assignment-rule':
      world.assignsTo = act.to;
      break;
    case 'expire-sessions':
      tokens.expireAll();
      break;
    case 'access':
      tokens.block(!act.open);
  }
  world.changed();
  return { kind: 'done' };
}

function onRecord(world: World, id: string, act: (record: StoredRecord) => void): SalesforceActAnswer {
  const record = recordOf(world, id);
  if (record === undefined || !isStanding(record)) return trouble(`There is no record ${id}.`);
  act(record);
  return { kind: 'done', id: record.Id };
}

function merge(world: World, { from, into }: Extract<Act, { kind: 'merge' }>): SalesforceActAnswer {
  const master = recordOf(world, into);
  if (master === undefined || !isStanding(master)) return trouble(`There is no record ${into}.`);
  return onRecord(world, from, (record) => {
    changeRecord(world, record, { IsDeleted: true, MasterRecordId: master.Id });
    follow(world, record.Id, master.Id);
  });
}

function convert(world: World, { lead: id, deal }: Extract<Act, { kind: 'convert' }>): SalesforceActAnswer {
  const lead = recordOf(world, id);
  if (lead === undefined || lead.type !== 'Lead' || lead.values.IsConverted === true)
    return trouble(`There is no lead ${id}.`);
  const {
    FirstName = null,
    LastName = null,
    Email = null,
    Phone = null,
    LeadSource = null,
    OwnerId = null,
  } = lead.values;
  const Name = lead.values.Company ?? null;
  const account =
    recordsOf(world, 'Account').find((each) => each.values.Name === Name) ??
    addRecord(world, 'Account', { Name, OwnerId });
  const contact = addRecord(world, 'Contact', {
    ...{ FirstName, LastName, Email, Phone, LeadSource, OwnerId },
    AccountId: account.Id,
  });
  const made =
    deal === undefined ? null : addRecord(world, 'Opportunity', { Name: deal, AccountId: account.Id, OwnerId });
  if (made !== null) addRecord(world, 'OpportunityContactRole', { OpportunityId: made.Id, ContactId: contact.Id });
  changeRecord(world, lead, {
    IsConverted: true,
    Status: 'Qualified',
    ConvertedContactId: contact.Id,
    ConvertedAccountId: account.Id,
    ConvertedOpportunityId: made?.Id ?? null,
  });
  follow(world, lead.Id, contact.Id);
  return { kind: 'done', id: contact.Id };
}

/** Activities go along. */
function follow(world: World, from: string, to: string): void {
  for (const record of world.records.values()) {
    if (record.values.WhoId === from) changeRecord(world, record, { WhoId: to });
  }
}

const trouble = (text: string): SalesforceActAnswer => ({ kind: 'trouble', text });
