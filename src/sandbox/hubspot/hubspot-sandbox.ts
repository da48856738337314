// HubSpot on this machine, spoken to over HTTP exactly like HubSpot: contacts, companies, deals, notes, meetings and what hangs on
// what. Baton's adapter must not be able to tell the two apart: what is refused there is refused here.
import { type Context, Hono } from 'hono';
import { accountDetails, listOwners, listPipelines, listProperties } from './account.ts';
import { doHubspotAct, type HubspotAct, type HubspotActAnswer } from './acts.ts';
import { type Answer, type Ask, invalidJson, limitReached, missingScopes, notFound, unauthorized } from './answers.ts';
import { listLinks, putLink, readLinks } from './associations.ts';
import { createHubspotFaults, type HubspotFaults, withHubspotFault } from './faults.ts';
import { changeRecord, createRecord, getRecord, readBatch, typeOf, upsertBatch } from './objects.ts';
import { type NewProperty, property } from './properties.ts';
import { type HubspotRecord, recordsOf } from './records.ts';
import { searchRecords } from './search.ts';
import { createWorld, type RecordType, type Stands } from './world.ts';

export type HubspotSandboxOptions = {
  owners?: readonly { name: string; email: string }[];
  /** Of contacts, besides `baton_id` and those that every account has. */
  properties?: readonly NewProperty[];
  /** What the private app may do. */
  scopes?: readonly string[];
  /** How long a search does not find what was written just now. */
  searchLagMs?: number;
  /** How many searches HubSpot takes in a second; as many as come without it. */
  searchesPerSecond?: number;
  /** Whether a refusal in a batch comes among the results. */
  multiStatus?: boolean;
  /** How many owners a page has at most. */
  pageSize?: number;
  now?: () => Date;
};

export type HubspotCall = { method: string; path: string };
export type HubspotSnapshot = { stands: Stands };
export type HubspotSandbox = {
  /** `/crm/*` and `/account-info/*`: mounted under `/hubspot`. */
  readonly app: Hono;
  readonly token: string;
  /** Where the sandbox listens, `/hubspot` included. */
  baseUrl: string;
  /** Everything that was asked, refused or not. */
  readonly calls: HubspotCall[];
  readonly faults: HubspotFaults;
  /** All that stands there, as people see it. */
  records(): HubspotRecord[];
  act(what: HubspotAct): HubspotActAnswer;
  onChange(fn: () => void): () => void;
  snapshot(): HubspotSnapshot;
  restore(snapshot: HubspotSnapshot): void;
};

const token = 'pat-na1-5b0c7e3f-4f1d-9c2b-6a8e-1f0d3c5b7a9e';
/** The least that Baton can work with (docs/hubspot.md). */
export const hubspotScopes = [
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.deals.read',
  'crm.objects.owners.read',
  'crm.schemas.contacts.read',
];

export function createHubspotSandbox(options: HubspotSandboxOptions = {}): HubspotSandbox {
  const { now = () => new Date(), searchLagMs = 0, scopes = hubspotScopes } = options;
  const world = createWorld({ now, searchLagMs });
  for (const { name, email } of options.owners ?? []) doHubspotAct(world, { kind: 'add-owner', name, email });
  world.stands.definitions.contacts.push(...(options.properties ?? []).map((each) => property(each)));
  const faults = createHubspotFaults();
  const calls: HubspotCall[] = [];
  let baseUrl = '';

  const ask = async (c: Context, needs: string | null, answer: (ask: Ask) => Answer): Promise<Response> => {
    if (c.req.header('authorization') !== `Bearer ${token}`) return respond(unauthorized());
    if (needs !== null && !scopes.includes(needs)) return respond(missingScopes([needs]));
    const body = await readBody(c.req.raw);
    if (body === undefined) return respond(invalidJson());
    const params = c.req.param() as Record<string, string>;
    return respond(answer({ world, params, query: new URL(c.req.url).searchParams, body }));
  };
  const hubspot = routes(ask, { ...options, uiDomain: () => baseUrl.replace(/^https?:\/\//, '') });

  const app = new Hono();
  app.all('/*', (c) => {
    const url = new URL(c.req.url);
    url.pathname = url.pathname.replace(/^\/hubspot/, '');
    const { method } = c.req;
    calls.push({ method, path: url.pathname });
    return withHubspotFault(c, faults.take(method, url.pathname), () =>
      hubspot.fetch(new Request(url, c.req.raw), c.env),
    );
  });

  return {
    app,
    token,
    get baseUrl() {
      return baseUrl;
    },
    set baseUrl(url) {
      baseUrl = url;
    },
    calls,
    faults,
    records: () => recordsOf(world),
    act: (what) => doHubspotAct(world, what),
    onChange: world.onChange,
    snapshot: () => structuredClone({ stands: world.stands }),
    restore({ stands }) {
      world.stands = structuredClone(stands);
      world.changed();
    },
  };
}

type AskOf = (c: Context, needs: string | null, answer: (ask: Ask) => Answer) => Promise<Response>;
type About = Pick<HubspotSandboxOptions, 'searchesPerSecond' | 'multiStatus' | 'pageSize'> & { uiDomain: () => string };

function routes(ask: AskOf, { searchesPerSecond, multiStatus = false, pageSize = 100, uiDomain }: About): Hono {
  const app = new Hono();
  const isTooFast = limiter(searchesPerSecond ?? Number.POSITIVE_INFINITY);
  const onType = (does: 'read' | 'write', answer: (ask: Ask, type: RecordType) => Answer) => (c: Context) => {
    const type = typeOf(c.req.param('type'));
    return type === null ? respond(notFound()) : ask(c, scopeOf(type, does), (about) => answer(about, type));
  };
  const onTypes = (does: 'read' | 'write', answer: (ask: Ask, from: RecordType, to: RecordType) => Answer) =>
    onType(does, (about, from) => {
      const to = typeOf(about.params.to);
      return to === null ? notFound() : answer(about, from, to);
    });

  app.get('/account-info/v3/details', (c) => ask(c, null, (about) => accountDetails(about, uiDomain())));
  app.get('/crm/v3/owners', (c) => ask(c, 'crm.objects.owners.read', (about) => listOwners(about, pageSize)));
  app.get('/crm/v3/properties/:type', (c) => ask(c, 'crm.schemas.contacts.read', listProperties));
  app.get('/crm/v3/pipelines/deals', (c) => ask(c, 'crm.objects.deals.read', listPipelines));
  const object = '/crm/v3/objects/:type';
  app.post(
    `${object}/search`,
    onType('read', (about, type) => (isTooFast() ? limitReached('SECONDLY') : searchRecords(about, type))),
  );
  app.post(`${object}/batch/read`, onType('read', readBatch));
  app.post(
    `${object}/batch/upsert`,
    onType('write', (about, type) => upsertBatch(about, type, multiStatus)),
  );
  app.get(`${object}/:id`, onType('read', getRecord));
  app.patch(`${object}/:id`, onType('write', changeRecord));
  app.post(object, onType('write', createRecord));
  app.get('/crm/v4/objects/:type/:id/associations/:to', onTypes('read', listLinks));
  app.put('/crm/v4/objects/:type/:id/associations/default/:to/:other', onTypes('write', putLink));
  app.post('/crm/v4/associations/:type/:to/batch/read', onTypes('read', readLinks));
  app.notFound(() => respond(notFound()));
  return app;
}

/** Notes and meetings hang on contacts, and so does the right to them. */
function scopeOf(type: RecordType, does: 'read' | 'write'): string {
  return `crm.objects.${type === 'notes' || type === 'meetings' ? 'contacts' : type}.${does}`;
}

/** Whether this second has had as many calls already. */
function limiter(most: number): () => boolean {
  let recent: number[] = [];
  return () => {
    const now = performance.now();
    recent = recent.filter((at) => at > now - 1_000);
    if (recent.length >= most) return true;
    recent.push(now);
    return false;
  };
}

const respond = ({ status, body }: Answer): Response => Response.json(body, { status });

/** Undefined: what was sent is no JSON. */
async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
