// A stand-in Pipedrive behind a server of its own, and what people and the network do to it in the words of the contract.
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createPipedriveCrm, type PipedriveConfig } from '../../../src/adapters/crm/pipedrive.ts';
import type { CrmRef, CrmValue } from '../../../src/core/crm.ts';
import type { PipedriveAct } from '../../../src/sandbox/pipedrive/acts.ts';
import type { NewPipedriveFault } from '../../../src/sandbox/pipedrive/faults.ts';
import {
  createPipedriveSandbox,
  type PipedriveSandbox,
  type PipedriveSandboxOptions,
} from '../../../src/sandbox/pipedrive/pipedrive-sandbox.ts';
import type { PipedriveRecord } from '../../../src/sandbox/pipedrive/records.ts';
import type { Failure, World } from './world.ts';

export const timeoutMs = 400;
/** Far from midnight. */
export const noon = '2026-11-23T12:00:00.000Z';

export type StandIn = PipedriveSandbox & {
  url: string;
  /** A fresh adapter: nothing of an earlier one is remembered. */
  connect(change?: Partial<PipedriveConfig>): ReturnType<typeof createPipedriveCrm>;
  /** Done by a person; its id. */
  does(what: PipedriveAct): string;
  record(kind: PipedriveRecord['kind'], id: string): PipedriveRecord;
  /** Some calls are answered, then this happens to one. */
  afterCalls(count: number, fault: NewPipedriveFault): void;
  /** Whether that call came. */
  hasHappened(): boolean;
  /** Calls since the last look, as `POST /persons`. */
  asked(): string[];
  close(): Promise<void>;
};

export async function startPipedrive(options: PipedriveSandboxOptions = {}): Promise<StandIn> {
  const pipedrive = createPipedriveSandbox({ now: () => new Date(noon), ...options });
  let waiting: { count: number; fault: NewPipedriveFault } | null = null;
  const app = new Hono().use(async (_, next) => {
    if (waiting !== null && waiting.count-- === 0) {
      pipedrive.faults.add(waiting.fault);
      waiting = null;
    }
    await next();
  });
  app.route('/pipedrive', pipedrive.app);
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pipedrive`;
  pipedrive.baseUrl = url;
  return Object.assign(pipedrive, {
    url,
    connect: (change: Partial<PipedriveConfig> = {}) =>
      createPipedriveCrm({ token: pipedrive.token, apiUrl: url, timeoutMs, now: () => new Date(noon), ...change }),
    does(what: PipedriveAct) {
      const answer = pipedrive.act(what);
      if (answer.kind === 'trouble') throw new Error(answer.text);
      return answer.id ?? '';
    },
    record: (kind: PipedriveRecord['kind'], id: string) =>
      pipedrive.records().find((each) => each.kind === kind && each.id === id)!,
    afterCalls(count: number, fault: NewPipedriveFault) {
      waiting = { count, fault };
    },
    hasHappened: () => waiting === null,
    asked: () => pipedrive.calls.splice(0).map(({ method, path }) => `${method} ${path.replace(/^\/api\/v\d/, '')}`),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  });
}

const names = {
  text: 'Verdict',
  number: 'Conversation score',
  readOnly: 'Person created',
  long: 'Transcript',
  short: 'Timing',
};
const ofKind: Record<string, PipedriveRecord['kind']> = {
  person: 'person',
  organization: 'organization',
  deal: 'deal',
  note: 'note',
  activity: 'meeting',
};
const faults: Record<Failure, NewPipedriveFault> = {
  'row-lock': { kind: 'burst' },
  'short-limit': { kind: 'burst' },
  'daily-limit': { kind: 'daily', times: 1_000 },
  expired: { kind: 'http', status: 401, body: '{}' },
  'perpetual-401': {
    kind: 'http',
    status: 401,
    body: '{"success":false,"error":"unauthorized access","errorCode":401}',
    times: 1_000,
  },
  html: { kind: 'http', status: 200, body: '<html><body>Sign in to the network</body></html>' },
  half: { kind: 'http', status: 200, body: '{"success":true,"data":[{"id":1,"na' },
  reset: { kind: 'reset' },
  down: { kind: 'http', status: 503, body: 'upstream trouble' },
  slow: { kind: 'slow', ms: timeoutMs * 2 },
};

export function worldOf(pipedrive: StandIn): World {
  const { does } = pipedrive;
  const person = (id: string) => ({ kind: 'person', id });
  const emailOf = (owner: string) => pipedrive.snapshot().stands.users.find(({ id }) => String(id) === owner)!.email;
  const record = ({ kind, id }: CrmRef) => pipedrive.record(ofKind[kind]!, id);
  const valueIn = (at: CrmRef, name: string): string | null =>
    record(at).fields.find((field) => field.name === name)?.value ?? null;
  const edit = (at: CrmRef, field: string, value: CrmValue) => {
    const usual: Record<string, string> = { email: 'Email', phone: 'Phone' };
    does({
      kind: 'edit',
      of: 'person',
      id: at.id,
      field: usual[field] ?? field,
      value: value === null ? null : String(value),
    });
  };
  does({ kind: 'add-field', name: names.short, type: 'varchar' });
  pipedrive.calls.splice(0);

  return {
    fields: { ...names, short: { name: names.short, most: 255 } },
    addOwner: ({ name, email, isActive = true }) => does({ kind: 'add-user', name, email, active: isActive }),
    addAccount({ name, domain, owner, type }) {
      const more = {
        ...(owner !== undefined && { owner: emailOf(owner) }),
        ...(type !== undefined && { label: type }),
      };
      return { kind: 'organization', id: does({ kind: 'add-organization', name, domain, ...more }) };
    },
    addPerson({ values, owner, account }) {
      const { firstName, lastName, email, company, ...rest } = values;
      const organization =
        account?.id ?? (company == null ? undefined : does({ kind: 'add-organization', name: String(company) }));
      const id = does({
        kind: 'add-person',
        name: [firstName, lastName].filter(Boolean).join(' '),
        ...(email != null && { email: String(email) }),
        ...(organization !== undefined && { organization }),
        ...(owner !== undefined && { owner: emailOf(owner) }),
      });
      for (const [field, value] of Object.entries(rest)) edit(person(id), field, value);
      return person(id);
    },
    addDeal({ name, account, people = [], owner, amount = 0, currency = 'USD', state = 'open' }) {
      const [first] = people;
      const id = does({
        kind: 'add-deal',
        title: name,
        organization: account.id,
        value: amount,
        currency,
        ...(first !== undefined && { person: first.id }),
        ...(owner !== undefined && { owner: emailOf(owner) }),
      });
      if (state !== 'open') does({ kind: 'close-deal', id, as: state });
      return { kind: 'deal', id };
    },
    closeDeal: ({ id }, as) => does({ kind: 'close-deal', id, as }),
    edit,
    setOwner: ({ kind, id }, owner) => does({ kind: 'change-owner', of: ofKind[kind]!, id, owner: emailOf(owner) }),
    supersede({ id }) {
      const into = does({ kind: 'add-person', name: pipedrive.record('person', id).title });
      does({ kind: 'merge-persons', id, into });
      return person(into);
    },
    removeField: (name) => does({ kind: 'delete-field', name }),
    people: () => pipedrive.records().flatMap(({ kind, id }) => (kind === 'person' ? [person(id)] : [])),
    values(at) {
      const { title, of } = record(at);
      const words = title.split(' ');
      const organization = of === null ? null : pipedrive.record('organization', of.replace('organization ', ''));
      const own = [names.text, names.long, names.short].map((name) => [name, valueIn(at, name)]);
      const score = valueIn(at, names.number);
      return {
        firstName: words.slice(0, -1).join(' ') || null,
        lastName: words.at(-1) ?? null,
        email: valueIn(at, 'Email'),
        phone: valueIn(at, 'Phone'),
        company: organization?.title ?? null,
        ...Object.fromEntries(own),
        [names.number]: score === null ? null : Number(score),
      };
    },
    ownerOf(at) {
      const { owner } = record(at);
      const user = pipedrive.snapshot().stands.users.find(({ name }) => name === owner);
      return user === undefined ? null : String(user.id);
    },
    notes: ({ id }) =>
      pipedrive
        .records()
        .flatMap(({ kind, of, fields }) =>
          kind === 'note' && of === `person ${id}`
            ? [readable(fields.find(({ name }) => name === 'Content')!.value)]
            : [],
        ),
    meetings: ({ id }) =>
      pipedrive.snapshot().stands.activities.flatMap((each) => {
        if (each.is_deleted || !each.participants.some(({ person_id: at }) => String(at) === id)) return [];
        const startsAt = Date.parse(`${each.due_date}T${each.due_time}Z`);
        const [hours = 0, minutes = 0] = (each.duration ?? '').split(':').map(Number);
        const state = /^\[(no-show|cancelled)\]/.exec(each.subject)?.[1] as 'no-show' | 'cancelled' | undefined;
        return [
          {
            text: `${each.subject}\n${readable(each.note ?? '')}`,
            startsAt: new Date(startsAt).toISOString(),
            endsAt: new Date(startsAt + (hours * 60 + minutes) * 60_000).toISOString(),
            state: state ?? (each.done ? ('held' as const) : ('planned' as const)),
          },
        ];
      }),
    stakeholders: ({ id }) =>
      pipedrive.snapshot().stands.persons.flatMap((each) =>
        String(each.org_id) !== id || each.is_deleted
          ? []
          : [
              {
                name: each.name,
                title: valueIn(person(String(each.id)), 'Job title'),
                deals: pipedrive
                  .snapshot()
                  .stands.deals.flatMap((deal) => (deal.participants.includes(each.id) ? [String(deal.id)] : [])),
              },
            ],
      ),
    loseAnswer: (afterCalls) => pipedrive.afterCalls(afterCalls, { kind: 'lost-answer' }),
    wasLost: () => pipedrive.hasHappened(),
    fail: (failure) => pipedrive.faults.add(faults[failure]),
    recover: () => {
      pipedrive.faults.clear();
      pipedrive.afterCalls(Number.POSITIVE_INFINITY, { kind: 'reset' });
    },
    calls: () => pipedrive.calls.splice(0).length,
  };
}

/** What a browser shows of it. */
const readable = (html: string) =>
  html
    .replace(/<(br|\/p|\/div)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
