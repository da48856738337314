// Where a rep's browser passes on the way to a connected calendar: out to the consent page, back with a code, and then on
// the page that says what became of it. Nobody gets further than a page without the signed, short-lived state in the address
// and its other half in a cookie of the same browser.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { CalendarConsent } from '../adapters/calendar/calendar.ts';
import type { Deps } from '../deps.ts';
import { bringConsent } from '../flows/bring-consent.ts';
import { consentOf, consentRow } from '../store/calendar-consents.ts';
import type { ConnectSigner } from '../store/connect-link.ts';
import type { Sealer } from '../store/secret.ts';
import { connectPages, outcomePage } from './connect-pages.ts';
import { type Plain, plainPage } from './plain-page.ts';

export const connectPaths = {
  connect: '/calendar/connect',
  callback: '/calendar/connect/callback',
  done: '/calendar/connect/done',
} as const;

/** `address`: where browsers reach Baton; known once the server listens. */
export type ConnectDoor = { consent: CalendarConsent; signer: ConnectSigner; sealer: Sealer; address(): string };

const cookie = 'baton_calendar';
/** Longer than any page of Google's takes. */
const wayGoodS = 600;
const slowAfterMs = 15_000;

export const connectUrl = ({ signer, address }: Pick<ConnectDoor, 'signer' | 'address'>, rep: string, at: string) =>
  `${address()}${connectPaths.connect}?to=${signer.link(rep, at)}`;

export function calendarConnect(deps: Deps, door: ConnectDoor): Hono {
  const { signer, sealer, consent } = door;
  const routes = new Hono();
  const at = () => deps.now().toISOString();
  const again = (rep: string) => connectUrl(door, rep, at());

  routes.get(connectPaths.connect, (c) => {
    const link = signer.readLink(c.req.query('to') ?? '', at());
    if (link.kind !== 'open')
      return page(c, link.kind === 'expired' ? connectPages.oldLink : connectPages.notOurs, 400);
    const way = randomBytes(16).toString('base64url');
    const secure = door.address().startsWith('https:');
    setCookie(c, cookie, way, {
      path: connectPaths.connect,
      httpOnly: true,
      sameSite: 'Lax',
      secure,
      maxAge: wayGoodS,
    });
    return leave(c, consent.url(signer.state(link.rep, way, at())));
  });

  routes.get(connectPaths.callback, async (c) => {
    const state = c.req.query('state') ?? '';
    const came = read(c, signer.readState(state, at()));
    if (came.kind !== 'open') return page(c, came.page, 400);
    const { rep, way } = came;
    const refused = c.req.query('error');
    if (refused === 'access_denied') return page(c, connectPages.cancelled(again(rep)));
    if (refused !== undefined) return page(c, connectPages.googleRefused(refused, again(rep)), 400);
    const code = c.req.query('code') ?? '';
    if (code === '') return page(c, connectPages.notOurs, 400);
    await bringConsent(deps, { id: way, rep, sealedCode: sealer.seal(code, consentRow(way)) });
    // So that a reload of the page asks what became of it, and the code stands in no history.
    return leave(c, `${connectPaths.done}?state=${state}`);
  });

  routes.get(connectPaths.done, async (c) => {
    const came = read(c, signer.readState(c.req.query('state') ?? '', at()));
    if (came.kind !== 'open') return page(c, came.page, 400);
    const consented = await consentOf(deps.db, came.way);
    if (consented === undefined) return page(c, connectPages.notOurs, 400);
    const { outcome, cameAt } = consented;
    if (outcome !== null) return page(c, outcomePage(outcome, again(came.rep)));
    const isSlow = deps.now().getTime() - Date.parse(cameAt) > slowAfterMs;
    return page(c, isSlow ? connectPages.slow : connectPages.waiting);
  });
  return routes;
}

type Came = { kind: 'open'; rep: string; way: string } | { kind: 'turned-away'; page: Plain };

function read(c: Context, state: ReturnType<ConnectSigner['readState']>): Came {
  if (state.kind === 'expired') return { kind: 'turned-away', page: connectPages.late };
  const isTheirs = state.kind === 'open' && getCookie(c, cookie) === state.way;
  return isTheirs ? state : { kind: 'turned-away', page: connectPages.notOurs };
}

/** State and code are nobody else's to see. */
const discreet = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

function leave(c: Context, to: string): Response {
  return c.body(null, 303, { ...discreet, location: to });
}

function page(c: Context, plain: Plain, status: 200 | 400 = 200): Response {
  const only = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" };
  return c.html(plainPage(plain), status, { ...discreet, ...only });
}
