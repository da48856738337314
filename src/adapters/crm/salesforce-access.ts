// Speaks to Salesforce with jsforce, which is loaded when it is first used. One token is made and used until it is taken no
// more, then one other; at the limit of a day nothing is asked until it is over.
import { sign } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { Connection } from 'jsforce';
import { z } from 'zod';
import { OutsideError } from '../../errors.ts';
import {
  failureOf,
  isDaily,
  limited,
  noAccess,
  notSalesforce,
  type Refusal,
  refusedError,
  withoutToken,
} from './salesforce-error.ts';

export type SalesforceConfig = {
  /** Salesforce's own for this company, such as https://acme.my.salesforce.com. */
  loginUrl: string;
  clientId: string;
  /** An app of the company's own, or for one user whose certificate Salesforce knows. */
  as: { by: 'secret'; clientSecret: string } | { by: 'key'; username: string; privateKey: string };
  /** Where calls go, if not to where the token says. */
  apiUrl?: string;
  /** For one call. */
  timeoutMs?: number;
  now?: () => Date;
};

export type Row = Readonly<Record<string, unknown>> & { Id: string };
export type Ask = {
  method: 'GET' | 'POST' | 'PATCH';
  /** Under the version, with its variable parts encoded; or a whole one that Salesforce gave. */
  path: string;
  body?: object;
  headers?: Record<string, string>;
};
export type Said = { kind: 'done'; body: unknown } | { kind: 'refused'; refusals: readonly Refusal[] };

export type Salesforce = {
  /** A refusal of just this call is an answer; all else fails. */
  send(ask: Ask): Promise<Said>;
  /** Of all pages. Refusals are answers here too: a column may be gone. */
  tryQuery(soql: string, about?: { withDeleted: boolean }): Promise<Row[] | { refusals: readonly Refusal[] }>;
  query(soql: string): Promise<Row[]>;
  /** Where people open a record. */
  link(id: string): Promise<string>;
};

/** jsforce's own is years old. */
const version = '62.0';
const defaultTimeoutMs = 10_000;
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const tokenShape = z.object({ access_token: z.string().min(1), instance_url: z.url() });
const pageShape = z.object({
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.looseObject({ attributes: z.unknown() })),
});

export function createSalesforce(config: SalesforceConfig): Salesforce {
  const { now = () => new Date() } = config;
  let pausedUntilMs = 0;
  let connecting: Promise<Connection> | null = null;

  const connection = () => {
    connecting ??= connect(config);
    const trying = connecting;
    // A token that could not be made is asked for again by the next call.
    trying.catch(() => {
      if (connecting === trying) connecting = null;
    });
    return trying;
  };

  const once = async (ask: Ask): Promise<Said | { kind: 'stale'; of: Promise<Connection> }> => {
    const of = connection();
    const open = await of;
    try {
      return { kind: 'done', body: await request(open, ask) };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure === null) throw thrown;
      if (failure.kind === 'stale') return { kind: 'stale', of };
      if (failure.kind === 'refused') return failure;
      if (isDaily(failure.error)) pausedUntilMs = now().getTime() + (failure.error.retryAfterMs ?? 0);
      throw failure.error;
    }
  };

  const send = async (ask: Ask): Promise<Said> => {
    const restMs = pausedUntilMs - now().getTime();
    if (restMs > 0) throw limited(restMs);
    const first = await once(ask);
    if (first.kind !== 'stale') return first;
    if (connecting === first.of) connecting = null;
    const second = await once(ask);
    if (second.kind !== 'stale') return second;
    if (connecting === second.of) connecting = null;
    throw noAccess();
  };

  const tryQuery: Salesforce['tryQuery'] = async (soql, { withDeleted } = { withDeleted: false }) => {
    const rows: Row[] = [];
    let path: string | undefined = `/${withDeleted ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
    while (path !== undefined) {
      const said = await send({ method: 'GET', path });
      if (said.kind === 'refused') return { refusals: said.refusals };
      const page = pageShape.safeParse(said.body);
      if (!page.success) throw notSalesforce('answer to a query');
      rows.push(...page.data.records.map((each) => ({ ...each, Id: textOf(each.Id) ?? '' })));
      path = page.data.done ? undefined : page.data.nextRecordsUrl;
    }
    return rows;
  };

  return {
    send,
    tryQuery,
    async query(soql) {
      const rows = await tryQuery(soql);
      if ('refusals' in rows) throw refusedError(rows.refusals, 'a query');
      return rows;
    },
    link: async (id) => `${(await connection()).instanceUrl}/${id}`,
  };
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
export const quoted = (text: string): string =>
  `'${text.replaceAll(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
/** For LIKE, with `%` before and after. */
export const containing = (text: string): string =>
  quoted(text)
    .replaceAll(/[%_]/g, '\\$&')
    .replace(/^'(.*)'$/s, "'%$1%'");
export const isId = (text: string): boolean => /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(text);

async function connect(config: SalesforceConfig): Promise<Connection> {
  const { loginUrl, clientId, as, apiUrl, timeoutMs = defaultTimeoutMs } = config;
  const { Connection, OAuth2 } = await import('jsforce');
  const transport = boundedTransport(timeoutMs);
  const oauth = new OAuth2({ loginUrl, clientId, ...(as.by === 'secret' && { clientSecret: as.clientSecret }) });
  oauth._transport = transport;
  const grant =
    as.by === 'secret'
      ? { grant_type: 'client_credentials' }
      : { grant_type: jwtBearer, assertion: assertion({ loginUrl, clientId, ...as }) };
  const answer: unknown = await oauth.requestToken(grant).catch((error: unknown) => {
    throw withoutToken(error);
  });
  const token = tokenShape.safeParse(answer);
  if (!token.success) throw notSalesforce('token');
  const { access_token: accessToken, instance_url: instanceUrl } = token.data;
  // Without a client id jsforce renews nothing itself: it would go on doing so for ever where every token is refused.
  const connection = new Connection({ instanceUrl: (apiUrl ?? instanceUrl).replace(/\/$/, ''), accessToken, version });
  connection._transport = transport;
  return connection;
}

type Transport = Connection['_transport'];

/**
 * jsforce's own gives up after 30 minutes, never while a body is read, and brings the process down when a connection breaks in
 * the middle of one. It is also what repeats calls, which here the queue does.
 */
function boundedTransport(timeoutMs: number): Transport {
  const fetchWhole = async ({ method, url, headers, body }: Parameters<Transport['httpRequest']>[0]) => {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(headers !== undefined && { headers: headers as Record<string, string> }),
      ...(typeof body === 'string' && { body }),
    });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
  return {
    httpRequest: (request) => Object.assign(fetchWhole(request), { stream: () => new PassThrough() }),
    getRequestStreamCreator() {
      throw new Error('Salesforce is not spoken to in streams.');
    },
  };
}

async function request(connection: Connection, { method, path, body, headers }: Ask): Promise<unknown> {
  const answer: unknown = await connection.request({
    method,
    url: path,
    headers: { accept: 'application/json', ...(body !== undefined && json), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // A page of a proxy comes as text, an update with no content as nothing.
  if (typeof answer === 'string') throw notSalesforce('answer');
  return answer;
}

const json = { 'content-type': 'application/json' };

function assertion(about: { loginUrl: string; clientId: string; username: string; privateKey: string }): string {
  const { loginUrl, clientId, username, privateKey } = about;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1_000) + 180;
  const claims = part({ iss: clientId, sub: username, aud: loginUrl, exp });
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${claims}`;
  try {
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  } catch {
    throw new OutsideError('The private key for Salesforce cannot be used to sign.', { system: 'crm', retry: 'never' });
  }
}
