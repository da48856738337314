// Starts the stand-in HubSpot with an adapter beside it, and says what people and the network do there in the contract's words.
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createHubspotCrm } from '../../../src/adapters/crm/hubspot.ts';
import type { HubspotConfig } from '../../../src/adapters/crm/hubspot-api.ts';
import { propertyOf } from '../../../src/adapters/crm/hubspot-contact.ts';
import { type CrmRef, type CrmValues, usualFields } from '../../../src/core/crm.ts';
import type { HubspotAct } from '../../../src/sandbox/hubspot/acts.ts';
import type { NewHubspotFault } from '../../../src/sandbox/hubspot/faults.ts';
import {
  createHubspotSandbox,
  type HubspotSandbox,
  type HubspotSandboxOptions,
} from '../../../src/sandbox/hubspot/hubspot-sandbox.ts';
import type { NewProperty } from '../../../src/sandbox/hubspot/properties.ts';
import { drop, incomingOf } from '../../../src/sandbox/outage.ts';
import type { Failure, World } from './world.ts';

export const timeoutMs = 1_000;
const types = { contact: 'contacts', company: 'companies', deal: 'deals', note: 'notes', meeting: 'meetings' } as const;
type Type = (typeof types)[keyof typeof types];

const properties: NewProperty[] = [
  { name: 'pain', type: 'string', fieldType: 'text' },
  { name: 'team_size', type: 'number', fieldType: 'number' },
  { name: 'transcript', type: 'string', fieldType: 'textarea' },
  { name: 'one_line', type: 'string', fieldType: 'text' },
];
const fields: World['fields'] = {
  text: 'pain',
  number: 'team_size',
  readOnly: 'score_of_hubspot',
  long: 'transcript',
  short: { name: 'one_line', most: 65_536 },
};

export type StandIn = HubspotSandbox & {
  url: string;
  world: World;
  now: () => Date;
  /** Lets time go by, for HubSpot and for the adapter. */
  pass(ms: number): void;
  /** A fresh adapter: nothing of an earlier one is remembered. */
  connect(change?: Partial<HubspotConfig>): ReturnType<typeof createHubspotCrm>;
  /** A call without any adapter. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Calls since the last look, as `POST /crm/v3/objects/contacts`. */
  asked(): string[];
  properties(at: CrmRef): Record<string, string>;
  close(): Promise<void>;
};

export async function startHubspot(options: HubspotSandboxOptions = {}): Promise<StandIn> {
  let begun = performance.now();
  // In the middle of a day, wherever the account is at home.
  const now = () => new Date(Date.parse('2026-11-23T15:00:00.000Z') + performance.now() - begun);
  const hubspot = createHubspotSandbox({ now, properties, ...options });
  hubspot.act({ kind: 'add-property', name: fields.readOnly, type: 'number', fieldType: 'number', isReadOnly: true });
  const losing = { after: Number.POSITIVE_INFINITY, isLost: false, calls: 0 };
  const app = new Hono();
  app.use(async (c, next) => {
    losing.calls++;
    const isNext = losing.after-- === 0;
    await next();
    if (!isNext) return;
    losing.isLost = true;
    c.res = drop(incomingOf(c));
  });
  app.route('/hubspot', hubspot.app);
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hubspot`;
  hubspot.baseUrl = url;
  const { token } = hubspot;
  return Object.assign(hubspot, {
    url,
    now,
    pass: (ms: number) => {
      begun -= ms;
    },
    world: worldOf(hubspot, losing),
    connect: (change: Partial<HubspotConfig> = {}) =>
      createHubspotCrm({ token, apiUrl: url, timeoutMs, now, ...change }),
    request: (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    asked: () => hubspot.calls.splice(0).map(({ method, path }) => `${method} ${path}`),
    properties: (at: CrmRef) => recordOf(hubspot, at)?.properties ?? {},
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  });
}

const typeOf = ({ kind }: CrmRef): Type => types[kind as keyof typeof types];
const recordOf = (hubspot: HubspotSandbox, at: CrmRef) =>
  hubspot.snapshot().stands.records.find(({ type, id }) => type === typeOf(at) && id === at.id);

function linked(hubspot: HubspotSandbox, at: CrmRef, to: Type): string[] {
  return hubspot.snapshot().stands.links.flatMap((link) => {
    const ends = [link.from, link.to];
    const isOf = ends.some(({ type, id }) => type === typeOf(at) && id === at.id);
    const other = ends.find(({ type }) => type === to);
    return isOf && other !== undefined ? [other.id] : [];
  });
}

function textOf(html: string): string {
  const text = html.replaceAll(/<br>|<\/p>/g, '\n').replaceAll(/<[^>]*>/g, '');
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

type Losing = { after: number; isLost: boolean; calls: number };

function worldOf(hubspot: HubspotSandbox, losing: Losing): World {
  const act = (what: HubspotAct): string => {
    const answer = hubspot.act(what);
    if (answer.kind === 'trouble') throw new Error(answer.text);
    return answer.id ?? '';
  };
  const texts = (values: CrmValues) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([field, value]) => {
        const property = propertyOf(field);
        return property === null || value === null ? [] : [[property, String(value)]];
      }),
    );
  const kindOf = ({ kind }: CrmRef) => kind as keyof typeof types;
  const shown = (at: CrmRef) => recordOf(hubspot, at)?.properties ?? {};
  return {
    fields,
    ...peopleOf(hubspot, { act, texts }),
    closeDeal: ({ id }, as) => act({ kind: 'close-deal', id, as }),
    edit: (at, field, value) => {
      const text = value === null ? null : String(value);
      act({ kind: 'edit', of: kindOf(at), id: at.id, field: propertyOf(field) ?? field, value: text });
    },
    setOwner: (at, owner) => act({ kind: 'change-owner', of: kindOf(at), id: at.id, owner }),
    supersede: ({ id }) => {
      const into = act({ kind: 'add-contact' });
      return { kind: 'contact', id: act({ kind: 'merge-contacts', id, into }) };
    },
    removeField: (name) => act({ kind: 'remove-property', name }),
    // A contact with the same address is refused by HubSpot itself.
    refuseLike: () => {},
    ownerOf: (at) => shown(at).hubspot_owner_id ?? null,
    notes: (person) =>
      linked(hubspot, person, 'notes').map((id) => textOf(shown({ kind: 'note', id }).hs_note_body ?? '')),
    meetings: (person) =>
      linked(hubspot, person, 'meetings').map((id) => {
        const meeting = shown({ kind: 'meeting', id });
        return {
          text: `${meeting.hs_meeting_title}\n${textOf(meeting.hs_meeting_body ?? '')}`,
          startsAt: meeting.hs_meeting_start_time ?? '',
          endsAt: meeting.hs_meeting_end_time ?? '',
          state: meetingStates[meeting.hs_meeting_outcome ?? ''] ?? 'planned',
        };
      }),
    stakeholders: (account) =>
      linked(hubspot, account, 'contacts').map((id) => {
        const at = { kind: 'contact', id };
        const { firstname = '', lastname = '', jobtitle = null } = shown(at);
        return { name: `${firstname} ${lastname}`.trim(), title: jobtitle, deals: linked(hubspot, at, 'deals') };
      }),
    loseAnswer: (afterCalls) => Object.assign(losing, { after: afterCalls, isLost: false }),
    wasLost: () => losing.isLost,
    fail: (failure) => hubspot.faults.add(faults[failure]),
    recover: () => {
      losing.after = Number.POSITIVE_INFINITY;
      hubspot.faults.clear();
    },
    calls() {
      const { calls } = losing;
      losing.calls = 0;
      return calls;
    },
  };
}

const meetingStates: Record<string, 'planned' | 'held' | 'no-show' | 'cancelled'> = {
  SCHEDULED: 'planned',
  COMPLETED: 'held',
  NO_SHOW: 'no-show',
  CANCELED: 'cancelled',
};
const lasting = 1_000;
const faults: Record<Failure, NewHubspotFault> = {
  'row-lock': { kind: 'locked' },
  'short-limit': { kind: 'limit', policy: 'TEN_SECONDLY_ROLLING' },
  'daily-limit': { kind: 'limit', policy: 'DAILY', times: lasting },
  // A token of a private app does not run out; HubSpot's is asked for by nobody.
  expired: { kind: 'unauthorized' },
  'perpetual-401': { kind: 'unauthorized', times: lasting },
  html: { kind: 'http', status: 200, body: '<html><body>Sign in to the network</body></html>' },
  half: { kind: 'http', status: 200, body: '{"id":"101","properties":{"email":"ve' },
  reset: { kind: 'reset' },
  down: { kind: 'http', status: 503, body: 'upstream connect error' },
  slow: { kind: 'slow', ms: timeoutMs + 500 },
};

type Acting = { act(what: HubspotAct): string; texts(values: CrmValues): Record<string, string> };
type PeopleOfWorld = Pick<World, 'addOwner' | 'addAccount' | 'addPerson' | 'addDeal' | 'people' | 'values'>;

function peopleOf(hubspot: HubspotSandbox, { act, texts }: Acting): PeopleOfWorld {
  const hasField = (name: string) => hubspot.snapshot().stands.definitions.contacts.some((each) => each.name === name);
  return {
    addOwner({ name, email, isActive = true }) {
      const id = act({ kind: 'add-owner', name, email });
      return isActive ? id : act({ kind: 'deactivate-owner', id });
    },
    addAccount({ name, domain, owner, type }) {
      const values = { name, domain, ...(owner && { hubspot_owner_id: owner }), ...(type && { type }) };
      return { kind: 'company', id: act({ kind: 'add-company', values }) };
    },
    addPerson({ values, owner, account }) {
      const { email = '', ...rest } = texts(values);
      // What is no address is none in HubSpot either.
      const address = /^\S+@\S+\.\S+$/.test(email) ? { email } : {};
      const all = { ...rest, ...address, ...(owner && { hubspot_owner_id: owner }) };
      return {
        kind: 'contact',
        id: act({ kind: 'add-contact', values: all, ...(account && { company: account.id }) }),
      };
    },
    addDeal({ name, account, people = [], owner, amount, currency, state = 'open' }) {
      const values = {
        ...(owner && { hubspot_owner_id: owner }),
        ...(amount !== undefined && { amount: String(amount) }),
        ...(currency && { deal_currency_code: currency }),
        ...(state !== 'open' && { dealstage: state === 'won' ? 'closedwon' : 'closedlost' }),
      };
      const contacts = people.map(({ id }) => id);
      return { kind: 'deal', id: act({ kind: 'add-deal', name, values, contacts, company: account.id }) };
    },
    people: () =>
      hubspot
        .snapshot()
        .stands.records.filter((each) => each.type === 'contacts' && !each.isArchived && each.mergedInto === null)
        .map(({ id }) => ({ kind: 'contact', id })),
    values(at) {
      const record = recordOf(hubspot, at)?.properties ?? {};
      const names = [...usualFields, fields.text, fields.number, fields.readOnly, fields.long, fields.short.name];
      return Object.fromEntries(
        names.flatMap((name) => {
          const property = propertyOf(name);
          return property === null || !hasField(property) ? [] : [[name, record[property] ?? null]];
        }),
      );
    },
  };
}
