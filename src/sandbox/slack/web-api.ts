// Slack's Web API over HTTP: who calls (token), how often (rate limits), what is broken on purpose (faults), then the method.
// Every call is written down with its outcome; tokens are not.
import type { Context, Hono } from 'hono';
import type { Json } from './check-blocks.ts';
import { type Faults, withFault } from './faults.ts';
import type { Grants } from './grants.ts';
import { chat } from './methods/chat.ts';
import { conversations } from './methods/conversations.ts';
import { type Answer, type Args, type Core, fail, faulty, type Method, type Methods } from './methods/method.ts';
import { views } from './methods/views.ts';
import { workspaceMethods } from './methods/workspace.ts';
import type { RateLimits } from './rate-limits.ts';

export const methods: Methods = { ...chat, ...conversations, ...views, ...workspaceMethods };

export type Call = { method: string; args: Args; at: string; status: number; ok: boolean; error: string | null };
export type WebApiOptions = {
  appToken: string;
  faults: Faults;
  rateLimits: RateLimits;
  calls: Call[];
};

/** Enough for any test; a sandbox that runs for weeks must not grow with it. */
const keptCalls = 10_000;

export function mountWebApi(app: Hono, core: Core, options: WebApiOptions): void {
  const { faults, rateLimits, calls } = options;
  app.on(['GET', 'POST'], '/api/:method', async (c) => {
    const name = c.req.param('method');
    const args = await readArgs(c);
    const token = readToken(c, args);
    delete args.token;
    const record: Call = {
      method: name,
      args,
      at: core.workspace.now().toISOString(),
      status: 0,
      ok: false,
      error: 'dropped',
    };
    calls.push(record);
    if (calls.length > keptCalls) calls.shift();
    const note = (status: number, answer: Answer) => {
      Object.assign(record, { status, ok: answer.ok, error: answer.ok ? null : answer.error });
    };
    return withFault(c, faults.take(name), async () => {
      const waitS = rateLimits.take(name, args);
      if (waitS !== null) {
        const answer = fail('ratelimited');
        note(429, answer);
        return c.json(answer, 429, { 'retry-after': String(waitS) });
      }
      const answer = answerTo({ name, args, token }, core, options);
      note(200, answer);
      const scopes = core.workspace.grants.current?.scopes ?? ['*'];
      return c.json(answer, 200, { 'x-oauth-scopes': [...scopes].join(',') });
    });
  });
}

type Asked = { name: string; args: Args; token: string | null };

function answerTo({ name, args, token }: Asked, core: Core, options: WebApiOptions): Answer {
  const method = methods[name];
  if (method === undefined) return fail('unknown_method', { req_method: name });
  const { grants } = core.workspace;
  const refused = checkToken(method, { token, grants, ...options }) ?? checkScope(method, grants);
  if (refused !== null) return refused;
  const missing = (method.required ?? []).filter((field) => args[field] === undefined || args[field] === '');
  if (missing.length > 0)
    return faulty(
      'invalid_arguments',
      missing.map((field) => `[ERROR] missing required field: ${field}`),
    );
  return method.run(core, args);
}

function checkToken(
  { token: wanted }: Method,
  { token, grants, appToken }: { token: string | null; grants: Grants; appToken: string },
): Answer | null {
  if (wanted === 'none') return null;
  if (token === null) return fail('not_authed');
  const fault = token === appToken ? null : grants.fault(token);
  if (fault !== null) return fail(fault);
  return (wanted === 'app') === (token === appToken) ? null : fail('not_allowed_token_type');
}

function checkScope({ scope }: Method, { current }: Grants): Answer | null {
  const scopes = current?.scopes ?? null;
  if (scope === undefined || scopes === null || scopes.has(scope)) return null;
  return fail('missing_scope', { needed: scope, provided: [...scopes].join(',') });
}

async function readArgs(c: Context): Promise<Args> {
  const type = c.req.header('content-type') ?? '';
  const query: Json = { ...c.req.query() };
  if (c.req.method === 'GET') return query;
  if (!type.includes('json')) return { ...query, ...(await c.req.parseBody()) };
  const body: unknown = await c.req.json().catch(() => null);
  return typeof body === 'object' && body !== null ? { ...query, ...body } : query;
}

function readToken(c: Context, args: Args): string | null {
  const header = c.req.header('authorization')?.replace(/^Bearer /i, '');
  return header ?? (typeof args.token === 'string' ? args.token : null);
}
