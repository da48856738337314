// A stand-in Salesforce behind a server of its own, and the world of the contract in its words.
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Crm } from '../../../src/adapters/crm/crm.ts';
import { createSalesforceCrm, type SalesforceConfig } from '../../../src/adapters/crm/salesforce.ts';
import type { CrmRef, CrmValue, CrmValues } from '../../../src/core/crm.ts';
import type { SalesforceAct } from '../../../src/sandbox/salesforce/acts.ts';
import { type NewSalesforceFault, refusals } from '../../../src/sandbox/salesforce/faults.ts';
import {
  createSalesforceSandbox,
  type SalesforceRecord,
  type SalesforceSandbox,
  type SalesforceSandboxOptions,
} from '../../../src/sandbox/salesforce/salesforce-sandbox.ts';
import type { SObject } from '../../../src/sandbox/salesforce/schema.ts';
import type { Failure, Product, SeenMeeting, World } from './world.ts';

export type StandIn = Product & {
  salesforce: SalesforceSandbox;
  url: string;
  /** A fresh adapter: nothing of an earlier one is remembered. */
  connect(change?: Partial<SalesforceConfig>): Crm;
  /** The id of what was added. */
  add(object: SObject, values: CrmValues): string;
  act(act: SalesforceAct): string;
  record(id: string): SalesforceRecord;
  standing(object: SObject): SalesforceRecord[];
};

export const salesforceTimeoutMs = 1_000;

export async function startSalesforce(options: SalesforceSandboxOptions = {}): Promise<StandIn> {
  const salesforce = createSalesforceSandbox({ now: () => new Date('2026-11-23T14:00:00.300Z'), ...options });
  const server = createAdaptorServer({ fetch: new Hono().route('/salesforce', salesforce.app).fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/salesforce`;
  salesforce.baseUrl = url;
  const { clientId, clientSecret } = salesforce.connectedApp;
  const connect = (change: Partial<SalesforceConfig> = {}) =>
    createSalesforceCrm({
      loginUrl: url,
      clientId,
      as: { by: 'secret', clientSecret },
      timeoutMs: salesforceTimeoutMs,
      ...change,
    });
  const act = (what: SalesforceAct) => {
    const done = salesforce.act(what);
    if (done.kind === 'trouble') throw new Error(done.text);
    return done.id ?? '';
  };
  const records = {
    act,
    add: (object: SObject, values: CrmValues) => act({ kind: 'add', object, values }),
    record: (id: string) => salesforce.records().find((each) => each.id === id)!,
    standing: (object: SObject) => salesforce.records().filter((each) => each.object === object && !each.isDeleted),
  };
  return {
    ...records,
    salesforce,
    url,
    connect,
    crm: connect(),
    world: worldOf(salesforce, records),
    timeoutMs: salesforceTimeoutMs,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}

const names: Record<string, Record<string, string>> = {
  Lead: {
    firstName: 'FirstName',
    lastName: 'LastName',
    email: 'Email',
    phone: 'Phone',
    company: 'Company',
    status: 'Status',
    source: 'LeadSource',
  },
  Contact: { firstName: 'FirstName', lastName: 'LastName', email: 'Email', phone: 'Phone', source: 'LeadSource' },
};
const fields = {
  text: 'Why_Now__c',
  number: 'Seats__c',
  readOnly: 'Region__c',
  long: 'Transcript__c',
  short: { name: 'Short__c', most: 20 },
};
const own = [fields.text, fields.number, fields.readOnly, fields.long, fields.short.name];
const stages = { open: 'Prospecting', won: 'Closed Won', lost: 'Closed Lost' };

function columnOf(kind: string, field: string): string | undefined {
  return own.includes(field) ? field : names[kind]?.[field];
}

type Records = Pick<StandIn, 'act' | 'add' | 'record' | 'standing'>;

function worldOf(salesforce: SalesforceSandbox, records: Records): World {
  return {
    fields,
    ...peopleWorld(records),
    ...companyWorld(records),
    ...seenWorld(records),
    ...networkWorld(salesforce),
  };
}

function peopleWorld({ act, add, record, standing }: Records) {
  const valuesIn = (kind: string, values: CrmValues) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]): [string, CrmValue][] => {
        const column = columnOf(kind, name);
        return column === undefined ? [] : [[column, value]];
      }),
    );
  return {
    addPerson({ values, owner, account }: Parameters<World['addPerson']>[0]) {
      const kind = account === undefined ? 'Lead' : 'Contact';
      const more = { ...(owner && { OwnerId: owner }), ...(account && { AccountId: account.id }) };
      return { kind, id: add(kind, { ...valuesIn(kind, values), ...more }) };
    },
    edit({ kind, id }: CrmRef, field: string, value: CrmValue) {
      act({ kind: 'edit', id, field: columnOf(kind, field)!, value });
    },
    setOwner: ({ id }: CrmRef, owner: string) => void act({ kind: 'owner', id, owner }),
    supersede: ({ id }: CrmRef) => ({ kind: 'Contact', id: act({ kind: 'convert', lead: id }) }),
    removeField(field: string) {
      for (const object of ['Lead', 'Contact'] as const) act({ kind: 'delete-field', object, field });
    },
    refuseLike: ({ id }: CrmRef) => void act({ kind: 'duplicate-rule', isOn: true, always: id }),
    people: () =>
      [...standing('Lead'), ...standing('Contact')]
        .filter(({ values }) => values.IsConverted !== true)
        .map(({ object: kind, id }) => ({ kind, id })),
    values({ kind, id }: CrmRef) {
      const { values } = record(id);
      return Object.fromEntries(
        [...Object.keys(names[kind]!), ...own].map((name) => {
          const value = values[columnOf(kind, name)!] ?? null;
          return [name, typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value];
        }),
      );
    },
    ownerOf: ({ id }: CrmRef) => (record(id).values.OwnerId as string | undefined) ?? null,
  };
}

function companyWorld({ act, add }: Records) {
  return {
    addOwner: ({ name: Name, email: Email, isActive: IsActive = true }: Parameters<World['addOwner']>[0]) =>
      add('User', { Name, Email, IsActive, UserType: 'Standard' }),
    addAccount({ name: Name, domain, owner, type }: Parameters<World['addAccount']>[0]) {
      const more = { ...(owner && { OwnerId: owner }), ...(type && { Type: type }) };
      return { kind: 'Account', id: add('Account', { Name, Website: `https://www.${domain}/`, ...more }) };
    },
    addDeal({
      name: Name,
      account,
      people = [],
      owner,
      amount,
      currency,
      state = 'open',
    }: Parameters<World['addDeal']>[0]) {
      const id = add('Opportunity', {
        Name,
        AccountId: account.id,
        StageName: stages[state],
        ...(owner && { OwnerId: owner }),
        ...(amount !== undefined && { Amount: amount }),
        ...(currency && { CurrencyIsoCode: currency }),
      });
      for (const person of people) add('OpportunityContactRole', { OpportunityId: id, ContactId: person.id });
      return { kind: 'Opportunity', id };
    },
    closeDeal: ({ id: deal }: CrmRef, state: 'won' | 'lost') => void act({ kind: 'close-deal', deal, state }),
  };
}

function seenWorld({ standing }: Records) {
  const of = (object: 'Task' | 'Event', { id }: CrmRef) =>
    standing(object).flatMap(({ values }) => (values.WhoId === id ? [values] : []));
  const textOf = ({ Subject, Description }: CrmValues) => `${Subject}\n${Description ?? ''}`.replaceAll('\r\n', '\n');
  const timeOf = (value: CrmValue | undefined) => new Date(String(value)).toISOString();
  return {
    notes: (person: CrmRef) => of('Task', person).map(textOf),
    meetings: (person: CrmRef): SeenMeeting[] =>
      of('Event', person).map((values) => {
        const word = /^(Held|No-show|Cancelled): /.exec(String(values.Subject))?.[1]?.toLowerCase();
        return {
          text: textOf(values),
          startsAt: timeOf(values.StartDateTime),
          endsAt: timeOf(values.EndDateTime),
          state: word === 'held' || word === 'no-show' || word === 'cancelled' ? word : 'planned',
        };
      }),
    stakeholders: ({ id }: CrmRef) =>
      standing('Contact').flatMap(({ id: contact, values }) =>
        values.AccountId === id
          ? [
              {
                name: String(values.Name),
                title: (values.Title as string | undefined) ?? null,
                deals: standing('OpportunityContactRole').flatMap((role) =>
                  role.values.ContactId === contact ? [String(role.values.OpportunityId)] : [],
                ),
              },
            ]
          : [],
      ),
  };
}

const faultsOf: Record<Exclude<Failure, 'expired' | 'perpetual-401'>, Omit<NewSalesforceFault, 'path'>> = {
  'row-lock': { kind: 'error', ...refusals.locked },
  'short-limit': { kind: 'error', ...refusals.concurrent },
  'daily-limit': { kind: 'error', times: 1_000, ...refusals.daily },
  html: { kind: 'html' },
  half: { kind: 'half' },
  reset: { kind: 'reset' },
  down: { kind: 'http', status: 503 },
  slow: { kind: 'slow', ms: salesforceTimeoutMs * 3 },
};

function networkWorld(salesforce: SalesforceSandbox) {
  const { faults, calls } = salesforce;
  let lostAt = Number.POSITIVE_INFINITY;
  return {
    loseAnswer(after: number) {
      lostAt = calls.length + after;
      faults.add({ path: '*', kind: 'lost-answer', after });
    },
    wasLost: () => calls.length > lostAt,
    fail(failure: Failure) {
      if (failure === 'expired') salesforce.act({ kind: 'expire-sessions' });
      else if (failure === 'perpetual-401') {
        const body = '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]';
        faults.add({ path: '/services/data', kind: 'http', status: 401, body, times: 1_000 });
      } else faults.add({ path: '*', ...faultsOf[failure] });
    },
    recover: () => faults.clear(),
    calls: () => calls.splice(0).length,
  };
}
