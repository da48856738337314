// Pipedrive on this machine, spoken to over HTTP exactly like Pipedrive: version 2 where it has one, version 1 for leads, notes
// and users. Baton's adapter must not be able to tell the two apart: what is refused there is refused here.
import { Hono } from 'hono';
import { doPipedriveAct, type PipedriveAct, type PipedriveActAnswer } from './acts.ts';
import { type Answer, type Ask, isRefused, page, readStrict, refuse, unauthorized } from './answers.ts';
import * as contacts from './contacts.ts';
import * as deals from './deals.ts';
import { createPipedriveFaults, type PipedriveFaults, withPipedriveFault } from './faults.ts';
import * as inbox from './inbox.ts';
import { type PipedriveRecord, recordsOf } from './records.ts';
import { createWorld, type Field, type Stands, type User } from './world.ts';

export type PipedriveSandboxOptions = {
  /** The first one is whose token it is. */
  users?: readonly Omit<User, 'id'>[];
  /** Whether the token is an admin's; it is not. */
  isAdmin?: boolean;
  /** How many items a page of a list has at most. */
  pageSize?: number;
  /** How long searching does not find what was written just now. */
  searchLagMs?: number;
  now?: () => Date;
};

export type PipedriveCall = { method: string; path: string };
export type PipedriveSnapshot = { stands: Stands };
export type PipedriveSandbox = {
  /** `/api/v1/*` and `/api/v2/*`: mounted under `/pipedrive`. */
  readonly app: Hono;
  readonly token: string;
  /** Where the sandbox listens, `/pipedrive` included. */
  baseUrl: string;
  /** Everything that was asked, refused or not. */
  readonly calls: PipedriveCall[];
  readonly faults: PipedriveFaults;
  /** All that stands there, as people see it. */
  records(): PipedriveRecord[];
  act(what: PipedriveAct): PipedriveActAnswer;
  onChange(fn: () => void): () => void;
  snapshot(): PipedriveSnapshot;
  restore(snapshot: PipedriveSnapshot): void;
};

const token = '5a4d0b0c7e3f4f1d9c2b6a8e1f0d3c5b7a9e2d4f';
const defaultUsers = [{ name: 'Baton', email: 'baton@acme.example', active_flag: true }];

export function createPipedriveSandbox(options: PipedriveSandboxOptions = {}): PipedriveSandbox {
  const { users = defaultUsers, isAdmin = false, pageSize = 500, searchLagMs = 0, now = () => new Date() } = options;
  const world = createWorld({ now, users, isAdmin, pageSize, searchLagMs });
  const faults = createPipedriveFaults();
  const calls: PipedriveCall[] = [];
  let baseUrl = '';

  const pipedrive = new Hono();
  const on = (method: string, path: string, answer: (ask: Ask) => Answer) =>
    pipedrive.on(method, path, async (c) => {
      if (c.req.header('x-api-token') !== token) return respond(unauthorized);
      const body = await readBody(c.req.raw);
      if (body === undefined) return respond(refuse(400, 'Bad request', 'ERR_BAD_REQUEST'));
      const { id = '' } = c.req.param() as Record<string, string>;
      return respond(answer({ world, id, query: c.req.query(), body }));
    });
  routes(on);
  pipedrive.notFound(() => respond(refuse(404, 'Unknown method .', 'ERR_NOT_FOUND')));

  const app = new Hono();
  app.all('/*', (c) => {
    const url = new URL(c.req.url);
    url.pathname = url.pathname.replace(/^\/pipedrive/, '');
    const { method } = c.req;
    calls.push({ method, path: url.pathname });
    return withPipedriveFault(c, faults.take(method, url.pathname), () =>
      pipedrive.fetch(new Request(url, c.req.raw), c.env),
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
    records: () => recordsOf(world.stands, baseUrl),
    act: (what) => doPipedriveAct(world, what),
    onChange: world.onChange,
    snapshot: () => structuredClone({ stands: world.stands }),
    restore(snapshot) {
      world.stands = structuredClone(snapshot.stands);
      world.changed();
    },
  };
}

function routes(on: (method: string, path: string, answer: (ask: Ask) => Answer) => void): void {
  const v2 = '/api/v2';
  on('GET', `${v2}/persons`, contacts.listPersons);
  on('GET', `${v2}/persons/search`, contacts.searchPersons);
  on('POST', `${v2}/persons`, contacts.addPerson);
  on('GET', `${v2}/persons/:id`, contacts.getPerson);
  on('PATCH', `${v2}/persons/:id`, contacts.changePerson);
  on('GET', `${v2}/organizations`, contacts.listOrganizations);
  on('GET', `${v2}/organizations/search`, contacts.searchOrganizations);
  on('POST', `${v2}/organizations`, contacts.addOrganization);
  on('GET', `${v2}/organizations/:id`, contacts.getOrganization);
  on('GET', `${v2}/deals`, deals.listDeals);
  on('GET', `${v2}/stages`, deals.listStages);
  on('GET', `${v2}/activities`, deals.listActivities);
  on('POST', `${v2}/activities`, deals.addActivity);
  on('GET', `${v2}/activities/:id`, deals.getActivity);
  on('PATCH', `${v2}/activities/:id`, deals.changeActivity);
  on(
    'GET',
    `${v2}/personFields`,
    listFields(({ personFields }) => personFields),
  );
  on(
    'GET',
    `${v2}/organizationFields`,
    listFields(({ organizationFields }) => organizationFields),
  );
  const v1 = '/api/v1';
  on('GET', `${v1}/leads`, inbox.listLeads);
  on('POST', `${v1}/leads`, inbox.addLead);
  on('PATCH', `${v1}/leads/:id`, inbox.changeLead);
  on('GET', `${v1}/leadLabels`, inbox.listLeadLabels);
  on('GET', `${v1}/notes`, inbox.listNotes);
  on('POST', `${v1}/notes`, inbox.addNote);
  on('GET', `${v1}/notes/:id`, inbox.getNote);
  on('PUT', `${v1}/notes/:id`, inbox.changeNote);
  on('GET', `${v1}/users`, inbox.listUsers);
  on('GET', `${v1}/deals/:id/participants`, deals.listParticipants);
  on('POST', `${v1}/deals/:id/participants`, deals.addParticipant);
}

const listFields =
  (of: (stands: Stands) => readonly Field[]) =>
  ({ world, query }: Ask): Answer => {
    const read = readStrict(query, contacts.pageQuery);
    return isRefused(read) ? read : page(of(world.stands), read.data, world);
  };

function respond({ status, body }: Answer): Response {
  return Response.json(body, {
    status,
    headers: { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '19', 'x-daily-ratelimit-token-remaining': '29000' },
  });
}

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
