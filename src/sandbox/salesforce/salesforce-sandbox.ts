// Salesforce on this machine, spoken to over HTTP exactly like Salesforce's REST interface: tokens, records, queries, describes.
// Baton's real client must not be able to tell the two apart: what is refused there is refused here.
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { doSalesforceAct, type SalesforceAct, type SalesforceActAnswer } from './acts.ts';
import { type Answer, expired, noSuchType, notFound, notJson, ok } from './answers.ts';
import { createSalesforceFaults, type SalesforceFaults, withSalesforceFault } from './faults.ts';
import { createPages } from './query.ts';
import { type Ask, deleteRecord, insertRecord, readRecord, updateRecord, upsertRecord } from './records.ts';
import { described, isSObject, type Schema, type SObject } from './schema.ts';
import { appKey, type ConnectedApp, createTokens } from './tokens.ts';
import {
  addRecord,
  batonUser,
  createWorld,
  type DuplicateRule,
  isStanding,
  type StoredRecord,
  type Value,
} from './world.ts';

export type SalesforceSandboxOptions = {
  /** Who can own records, besides Baton's own user. */
  users?: readonly { email: string; name: string }[];
  /** Records on a page of a query at most. */
  pageSize?: number;
  /** Whether the organisation counts in several currencies. */
  hasCurrencies?: boolean;
  /** Calls that a day has. */
  dailyCalls?: number;
  now?: () => Date;
};

export type SalesforceCall = { method: string; path: string };
export type SalesforceRecord = {
  object: SObject;
  id: string;
  name: string;
  isDeleted: boolean;
  values: Record<string, Value>;
};
export type SalesforceSnapshot = {
  records: StoredRecord[];
  schema: Schema;
  duplicateRule: DuplicateRule | null;
  assignsTo: string | null;
  last: number;
};
export type SalesforceSandbox = {
  /** `/services/oauth2/token`, `/services/data/*`: mounted under `/salesforce`. */
  readonly app: Hono;
  /** How Baton gets in: by the secret, or by the key for this user. */
  readonly connectedApp: ConnectedApp & { privateKey: string };
  /** Where the sandbox listens, `/salesforce` included. */
  baseUrl: string;
  /** Everything that was asked, refused or not. */
  readonly calls: SalesforceCall[];
  readonly faults: SalesforceFaults;
  records(): SalesforceRecord[];
  act(what: SalesforceAct): SalesforceActAnswer;
  onChange(fn: () => void): () => void;
  snapshot(): SalesforceSnapshot;
  restore(snapshot: SalesforceSnapshot): void;
};

const connectedApp: ConnectedApp = {
  clientId: '3MVG9.sandbox.connected.app',
  clientSecret: 'sandbox-connected-app-secret',
  username: batonUser,
};

export function createSalesforceSandbox(options: SalesforceSandboxOptions = {}): SalesforceSandbox {
  const { users = [], pageSize = 2_000, hasCurrencies = true, dailyCalls = 15_000 } = options;
  const world = createWorld(options.now ?? (() => new Date()), hasCurrencies);
  const people = [{ email: batonUser, name: 'Baton Integration' }, ...users];
  const [baton] = people.map(({ email: Email, name: Name }) =>
    addRecord(world, 'User', { Name, Email, IsActive: true, UserType: 'Standard' }),
  );
  let baseUrl = '';
  const tokens = createTokens(connectedApp, { baseUrl: () => baseUrl, userId: baton?.Id ?? '' });
  const pages = createPages(world, pageSize);
  const faults = createSalesforceFaults();
  const calls: SalesforceCall[] = [];

  const respond = ({ status, body }: Answer): Response => {
    const headers = { 'sforce-limit-info': `api-usage=${world.apiUsed}/${dailyCalls}` };
    return status === 204 ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
  };
  const onType = (answer: (ask: Ask, params: Record<string, string>) => Answer) =>
    createMiddleware(async (c) => {
      const params = c.req.param() as Record<string, string>;
      const type = params.type ?? '';
      if (!isSObject(type)) return respond(noSuchType(type));
      const body = await readBody(c.req.raw);
      if (body === undefined) return respond(notJson('Unexpected character at [line:1, column:1]'));
      const savesDuplicates = /allowSave=true/i.test(c.req.header('sforce-duplicate-rule-header') ?? '');
      const assigns = c.req.header('sforce-auto-assign')?.toUpperCase() !== 'FALSE';
      return respond(answer({ world, type, body, savesDuplicates, assigns }, params));
    });

  const data = new Hono();
  data.use(async (c, next) => {
    world.apiUsed++;
    const token = c.req.header('authorization')?.replace(/^Bearer /, '') ?? '';
    return tokens.isGood(token) ? next() : respond(expired());
  });
  data.get('/limits', () =>
    respond(ok({ DailyApiRequests: { Max: dailyCalls, Remaining: dailyCalls - world.apiUsed } })),
  );
  data.get('/query', (c) => respond(pages.ask(c.req.query('q') ?? '', { withDeleted: false })));
  data.get('/queryAll', (c) => respond(pages.ask(c.req.query('q') ?? '', { withDeleted: true })));
  data.get('/query/:locator', (c) => respond(pages.more(c.req.param('locator'))));
  data.get(
    '/sobjects/:type/describe',
    onType(({ type }) => ok(described(world.schema, type))),
  );
  data.post('/sobjects/:type', onType(insertRecord));
  data.get(
    '/sobjects/:type/:id',
    onType(({ type }, { id = '' }) => readRecord(world, type, id)),
  );
  data.patch(
    '/sobjects/:type/:id',
    onType((ask, { id = '' }) => updateRecord(ask, id)),
  );
  data.delete(
    '/sobjects/:type/:id',
    onType(({ type }, { id = '' }) => deleteRecord(world, type, id)),
  );
  data.patch(
    '/sobjects/:type/:field/:value',
    onType((ask, { field = '', value = '' }) => upsertRecord(ask, field, value)),
  );
  data.notFound(() => respond(notFound()));

  const salesforce = new Hono();
  salesforce.post('/services/oauth2/token', async (c) =>
    respond(tokens.exchange((await c.req.parseBody()) as Record<string, string>)),
  );
  salesforce.route('/services/data/:version{v[0-9]+\\.0}', data);
  salesforce.notFound(() => respond(notFound()));

  const app = new Hono();
  app.all('/*', (c) => {
    const url = new URL(c.req.url);
    url.pathname = url.pathname.replace(/^\/salesforce/, '');
    const { method } = c.req;
    calls.push({ method, path: url.pathname });
    return withSalesforceFault(c, faults.take(method, url.pathname), () =>
      salesforce.fetch(new Request(url, c.req.raw), c.env),
    );
  });

  return {
    app,
    get connectedApp() {
      return { ...connectedApp, privateKey: appKey().privateKey };
    },
    get baseUrl() {
      return baseUrl;
    },
    set baseUrl(url) {
      baseUrl = url;
    },
    calls,
    faults,
    records: () => [...world.records.values()].map(shown),
    act: (what) => doSalesforceAct(world, tokens, what),
    onChange: world.onChange,
    snapshot() {
      const { records, schema, duplicateRule, assignsTo, last } = world;
      return structuredClone({ records: [...records.values()], schema, duplicateRule, assignsTo, last });
    },
    restore(snapshot) {
      const { records, ...rest } = structuredClone(snapshot);
      Object.assign(world, rest, { records: new Map(records.map((each) => [each.Id, each])) });
      world.changed();
    },
  };
}

function shown(record: StoredRecord): SalesforceRecord {
  const { type, Id, values } = record;
  const name = values.Name ?? values.Subject ?? Id;
  return { object: type, id: Id, name: String(name), isDeleted: !isStanding(record), values: structuredClone(values) };
}

/** Undefined: what was sent is no JSON object. */
async function readBody(request: Request): Promise<Record<string, unknown> | undefined> {
  const text = await request.text();
  if (text === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
