// A stand-in Google behind a server of its own, with people whose calendars are empty unless a test fills them.
import { sign } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Entry } from '../../../src/adapters/calendar/calendar.ts';
import { calendarScopes } from '../../../src/adapters/calendar/google-access.ts';
import { createGoogleCalendars, type GoogleConfig } from '../../../src/adapters/calendar/google-calendar.ts';
import {
  createGoogleSandbox,
  type GoogleSandbox,
  type GoogleSandboxOptions,
} from '../../../src/sandbox/google/google-sandbox.ts';
import type { SandboxCalendarEvent } from '../../../src/sandbox/state.ts';

export const dana = 'dana.reyes@acme.example';
export const marco = 'marco.lind@acme.example';
export const visitor = 'vera@visitor.example';
export const delegated = { kind: 'delegated', email: dana } as const;
export const redirectUrl = 'http://127.0.0.1:9/calendar/callback';

const json = { 'content-type': 'application/json' };

export type Sent = { email?: string; body?: unknown; headers?: Record<string, string> };

/** What a service account sends for a token, signed with its key. */
export function jwtForm(google: GoogleSandbox, claims: Record<string, unknown> = {}, alg = 'RS256'): URLSearchParams {
  const { clientEmail, privateKey } = google.serviceAccount;
  const iat = Math.floor(Date.now() / 1_000);
  const scope = calendarScopes.join(' ');
  const aud = 'https://oauth2.googleapis.com/token';
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg, typ: 'JWT' })}.${part({ iss: clientEmail, scope, aud, iat, exp: iat + 3_600, sub: dana, ...claims })}`;
  const assertion = `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  return new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
}

export type StandIn = GoogleSandbox & {
  url: string;
  /** A fresh adapter: nothing of an earlier one is remembered. */
  connect(change?: Partial<GoogleConfig>): ReturnType<typeof createGoogleCalendars>;
  /** Grants on the consent page as a person would; what comes back in the address. */
  consent(page: string, answer?: { account?: string; answer?: 'allow' | 'deny'; scopes?: string[] }): Promise<URL>;
  /** A call without any client, as this person. */
  request(method: string, path: string, sent?: Sent): Promise<Response>;
  events(email?: string): SandboxCalendarEvent[];
  /** Calls since the last look, as `POST /freeBusy`. */
  asked(): string[];
  close(): Promise<void>;
};

export async function startGoogle(options: GoogleSandboxOptions = {}): Promise<StandIn> {
  const google = createGoogleSandbox({
    accounts: [
      { email: dana, name: 'Dana Reyes' },
      { email: marco, name: 'Marco Lind', zone: 'Europe/Berlin' },
    ],
    now: () => new Date('2026-11-23T14:00:00.000Z'),
    demo: false,
    pushRetryMs: [],
    ...options,
  });
  const app = new Hono().route('/google', google.app);
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/google`;
  google.baseUrl = url;
  const tokens = new Map<string, string>();
  const tokenFor = async (email: string) => {
    const known = tokens.get(email);
    if (known !== undefined) return known;
    const answer = await fetch(`${url}/token`, { method: 'POST', body: jwtForm(google, { sub: email }) });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    tokens.set(email, token);
    return token;
  };
  return Object.assign(google, {
    url,
    connect(change: Partial<GoogleConfig> = {}) {
      const { serviceAccount } = google;
      return createGoogleCalendars({
        apiUrl: url,
        serviceAccount,
        oauth: { ...google.oauth, redirectUrl },
        ...change,
      });
    },
    async consent(
      page: string,
      { account = dana, answer = 'allow', scopes }: { account?: string; answer?: string; scopes?: string[] } = {},
    ) {
      const ticked = scopes ?? (new URL(page).searchParams.get('scope') ?? '').split(' ');
      const body = new URLSearchParams([
        ['account', account],
        ['answer', answer],
        ...ticked.map((each): [string, string] => ['scope', each]),
      ]);
      const back = await fetch(page, { method: 'POST', body, redirect: 'manual' });
      return new URL(back.headers.get('location') ?? '');
    },
    async request(method: string, path: string, { email = dana, body, headers }: Sent = {}) {
      const token = await tokenFor(email);
      return fetch(`${url}/calendar/v3${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body !== undefined && json), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
    events: (email = dana) => google.calendars().find(({ id }) => id === email)!.events,
    asked: () => google.calls.splice(0).map(({ method, path }) => `${method} ${path.replace('/calendar/v3', '')}`),
    async close() {
      google.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  });
}

export function anEntry(change: Partial<Entry> = {}): Entry {
  return {
    id: 'baton0a1b2c3d4e5f6g',
    startsAt: '2026-11-25T15:00:00.000Z',
    endsAt: '2026-11-25T15:30:00.000Z',
    title: 'Vera Stone and Dana Reyes',
    description: 'What was said in the chat.',
    guests: [{ email: visitor, name: 'Vera Stone' }],
    remindMin: [10],
    ...change,
  };
}
