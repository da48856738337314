// A stand-in for OpenAI's POST /v1/responses. It refuses what the real one refuses (a wrong key, a schema that is not
// strict), counts tokens and the cached share by the common prefix of the calls, and can fail or lie on demand.
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { drop, incomingOf, retryAfter } from '../outage.ts';
import { createModelFaults, isLie, isMidway, type ModelFault, type ModelFaults } from './faults.ts';
import { lie } from './lies.ts';
import { type ModelAnswer, type ModelRequest, readRequest } from './request.ts';
import { type Answering, failed, responseOf } from './response.ts';
import { stream } from './stream.ts';

/** What the model of a test says; by default it writes nothing down and asks what Baton would ask. */
export type Script = (request: ModelRequest) => ModelAnswer;

export type ModelCall = { request: ModelRequest; input: number; cached: number };

export type OpenAiSandbox = {
  /** For OPENAI_BASE_URL. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly faults: ModelFaults;
  /** Calls that were in order and answered to the end. */
  readonly calls: readonly ModelCall[];
  /** Everything that knocked, in order or not. */
  readonly knocks: number;
  /** Why requests were refused, in OpenAI's words. */
  readonly refusals: readonly string[];
  script: Script;
  stop(): Promise<void>;
};

export const askNext: Script = ({ recommended }) => ({
  claims: [],
  wants: 'answering',
  next: recommended,
  reply:
    recommended === null ? 'Thank you.' : `Could you tell me more about this: ${recommended.replaceAll('_', ' ')}?`,
});

type Stand = {
  apiKey: string;
  script: Script;
  faults: ModelFaults;
  calls: ModelCall[];
  refusals: string[];
  knocks: number;
};

export async function startOpenAiSandbox(script: Script = askNext): Promise<OpenAiSandbox> {
  const stand: Stand = {
    apiKey: 'sk-sandbox',
    script,
    faults: createModelFaults(),
    calls: [],
    refusals: [],
    knocks: 0,
  };
  const app = new Hono();
  app.post('/v1/responses', (c) => answer(c, stand));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(stand, {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  });
}

async function answer(c: Context, stand: Stand): Promise<Response> {
  stand.knocks++;
  if (c.req.header('authorization') !== `Bearer ${stand.apiKey}`) {
    return refuse(c, stand, { status: 401, type: 'invalid_request_error', message: 'Incorrect API key provided.' });
  }
  const request = readRequest(await c.req.json());
  if ('wrong' in request) {
    return refuse(c, stand, { status: 400, type: 'invalid_request_error', message: request.wrong });
  }
  const fault = stand.faults.take();
  const outage = await outageOf(c, fault);
  if (outage !== null) return outage;

  const counted = count(request, stand.calls);
  if (!isMidway(fault)) stand.calls.push({ request, ...counted });
  const honest = stand.script(request);
  const said = isLie(fault) ? lie(fault.kind, honest, request) : honest;
  if (!request.allows(said)) throw new Error(`The script answers outside the schema: ${JSON.stringify(said)}`);
  return respond(c, { request, counted, fault, said });
}

type Trouble = { status: 400 | 401 | 429; type: string; message: string };

function refuse(c: Context, stand: Stand, { status, type, message }: Trouble): Response {
  stand.refusals.push(message);
  return c.json({ error: { message, type, param: null, code: null } }, status, { 'x-request-id': 'req_sandbox' });
}

const json = { 'content-type': 'application/json', 'x-request-id': 'req_sandbox' };
const errorBody = (message: string, type: string) =>
  JSON.stringify({ error: { message, type, param: null, code: null } });
const outOfOrder = (status: number) =>
  new Response(errorBody('The server had an error.', 'server_error'), { status, headers: json });

/** What happens before a model sees anything. */
async function outageOf(c: Context, fault: ModelFault | undefined): Promise<Response | null> {
  switch (fault?.kind) {
    case 'rate-limited': {
      const headers = { ...json, ...retryAfter(fault) };
      return new Response(errorBody('Rate limit reached.', 'requests'), { status: 429, headers });
    }
    case 'http':
      return outOfOrder(fault.status);
    case 'malformed-body':
      return new Response('{"id":"resp_', { headers: json });
    case 'web-page':
      return new Response('<html>Bad gateway</html>', { headers: { 'content-type': 'text/html' } });
    case 'reset':
      return drop(incomingOf(c));
    case 'stall':
      await new Promise<void>((resolve) => incomingOf(c).socket.once('close', resolve));
      return RESPONSE_ALREADY_SENT;
    default:
      return null;
  }
}

async function respond(c: Context, answering: Answering): Promise<Response> {
  const { request, fault } = answering;
  const { outgoing } = c.env as HttpBindings;
  const response = responseOf(answering);
  if (request.isStream && fault?.kind !== 'never-streams') {
    await stream(outgoing, response, fault);
    return RESPONSE_ALREADY_SENT;
  }
  const half = JSON.stringify(response).slice(0, 200);
  switch (fault?.kind) {
    case 'slow':
      await sleep(fault.ms * pieces);
      return c.json(response);
    case 'fails-midway':
      return c.json(failed(response, fault.code));
    case 'error-midway':
      return outOfOrder(500);
    case 'ends-early':
      return new Response(half, { headers: json });
    case 'stall-midway':
    case 'breaks-off':
      outgoing.writeHead(200, json);
      outgoing.write(half, () => fault.kind === 'breaks-off' && outgoing.socket?.destroy());
      return RESPONSE_ALREADY_SENT;
    default:
      return c.json(response);
  }
}

/** As many as a short answer has in a stream. */
const pieces = 40;

const charactersPerToken = 4;
/** As the real cache does: prefixes from 1,024 tokens on, in steps of 128. */
const leastCached = 1_024;
const cacheStep = 128;

function count({ prompt }: ModelRequest, earlier: readonly ModelCall[]): Omit<ModelCall, 'request'> {
  const longest = Math.max(0, ...earlier.map(({ request }) => commonPrefix(request.prompt, prompt)));
  const known = Math.floor(longest / charactersPerToken / cacheStep) * cacheStep;
  return { input: Math.ceil(prompt.length / charactersPerToken), cached: known < leastCached ? 0 : known };
}

function commonPrefix(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}
