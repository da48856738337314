// Google Calendar on this machine, spoken to over HTTP exactly like Google: tokens, consent, calendars, events, push channels.
// Baton's real Google client must not be able to tell the two apart: what is refused there is refused here.
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { SandboxCalendar } from '../state.ts';
import { doGoogleAct, type GoogleAct, type GoogleActAnswer } from './acts.ts';
import { type Answer, authError, insufficientPermissions, invalid, notFound } from './answers.ts';
import { createChannels, type Trouble } from './channels.ts';
import { createConsentPage } from './consent-page.ts';
import { addDemoWeeks } from './demo-weeks.ts';
import { listEvents } from './event-list.ts';
import { type Ask, changeEvent, deleteEvent, getEvent, insertEvent } from './events.ts';
import { createGoogleFaults, type GoogleFaults, withGoogleFault } from './faults.ts';
import { onlyFields } from './fields-mask.ts';
import { freeBusy, listCalendars } from './free-busy.ts';
import { type GoogleSnapshot, restoreGoogle, snapshotOfGoogle } from './snapshot.ts';
import { createTokens, type OAuthClient, type ServiceAccount, serviceKey } from './tokens.ts';
import { addAccount, addCalendar, createWorld, type Listed, type StoredCalendar, spanOf, type World } from './world.ts';

export type GoogleSandboxOptions = {
  /** The first one also has a second calendar. */
  accounts?: readonly { email: string; name: string; zone?: string }[];
  /** Whether their week is filled; it is without. */
  demo?: boolean;
  /** Whether their calendars may have a Google Meet; they may without. */
  hasMeet?: boolean;
  /** Scopes for which an admin trusts the service account. */
  delegatedScopes?: readonly string[];
  /** How many entries a page of a list has at most. */
  pageSize?: number;
  /** How often a new event is read before its Meet is there. */
  slowMeetReads?: number;
  /** Waits before a notification is sent again. */
  pushRetryMs?: readonly number[];
  now?: () => Date;
};

export type GoogleCall = { method: string; path: string };
export type GoogleSandbox = {
  /** `/token`, `/revoke`, `/o/oauth2/v2/auth`, `/calendar/v3/*`: mounted under `/google`. */
  readonly app: Hono;
  readonly serviceAccount: ServiceAccount;
  readonly oauth: OAuthClient;
  /** Where the sandbox listens, `/google` included. */
  baseUrl: string;
  /** Everything that was asked, refused or not. */
  readonly calls: GoogleCall[];
  readonly faults: GoogleFaults;
  calendars(): SandboxCalendar[];
  troubles(): readonly Trouble[];
  act(what: GoogleAct): GoogleActAnswer;
  /** One more calendar, as `role` of whoever lists it. */
  share(calendar: StoredCalendar, listed?: Omit<Listed, 'calendar'>): void;
  /** Access tokens are taken no more; grants are. */
  expireAccessTokens(): void;
  /** Sync tokens given out so far are too old. */
  forgetChanges(): void;
  onChange(fn: () => void): () => void;
  /** Resolves when no notification is under way. */
  settled(): Promise<void>;
  snapshot(): GoogleSnapshot;
  restore(snapshot: GoogleSnapshot): void;
  stop(): void;
};

const serviceEmail = 'baton@sandbox-project.iam.gserviceaccount.com';
const oauth: OAuthClient = { clientId: 'sandbox.apps.googleusercontent.com', clientSecret: 'GOCSPX-sandbox' };
const events = 'https://www.googleapis.com/auth/calendar.events';
const readonly = 'https://www.googleapis.com/auth/calendar.readonly';
const defaultZone = 'America/New_York';

export function createGoogleSandbox(options: GoogleSandboxOptions = {}): GoogleSandbox {
  const world = createWorld(options.now ?? (() => new Date()));
  world.slowMeetReads = options.slowMeetReads ?? 0;
  const { demo = true, hasMeet = true } = options;
  for (const { email, name, zone = defaultZone } of options.accounts ?? []) {
    addAccount(world, { email: email.toLowerCase(), name, zone, isOpen: true }, hasMeet);
  }
  if (demo) addDemoWeeks(world);
  const { delegatedScopes = [events, readonly], pageSize = 250, pushRetryMs = [500, 2_000] } = options;
  const tokens = createTokens(world, { oauth, serviceEmail, delegatedScopes });
  let baseUrl = '';
  const channels = createChannels(world, { baseUrl: () => baseUrl, retryMs: pushRetryMs });
  const faults = createGoogleFaults();
  const calls: GoogleCall[] = [];

  const google = new Hono();
  google.route('/o/oauth2/v2/auth', createConsentPage(world, tokens, oauth));
  google.post('/token', async (c) => respond(tokens.exchange((await c.req.parseBody()) as Record<string, string>)));
  google.post('/revoke', async (c) => {
    const { token = c.req.query('token') } = (await c.req.parseBody()) as Record<string, string>;
    return respond(tokens.revoke(token ?? ''));
  });
  const asked = (needs: readonly string[], answer: (ask: Ask) => Answer) =>
    createMiddleware(async (c) => {
      const access = tokens.find(c.req.header('authorization')?.replace(/^Bearer /i, '') ?? '');
      const account = world.accounts.find(({ email }) => email === access?.email);
      if (access === undefined || account === undefined) return respond(authError());
      if (!needs.some((each) => access.scopes.includes(each))) return respond(insufficientPermissions());
      const body = await readBody(c.req.raw);
      if (body === undefined) return respond(invalid('Parse Error'));
      const { calendar = '', event = '' } = c.req.param() as Record<string, string>;
      const query = new URL(c.req.url).searchParams;
      const ifMatch = c.req.header('if-match') ?? null;
      const given = answer({ world, account, calendar, event, query, body, ifMatch });
      const fields = query.get('fields');
      if (fields === null || given.status !== 200) return respond(given);
      const part = onlyFields(given.body, fields);
      return respond(
        part === undefined ? invalid(`Invalid field selection ${fields}`, 'fields') : { ...given, body: part },
      );
    });
  const v3 = new Hono();
  v3.get(
    '/users/me/calendarList',
    asked([readonly], (ask) => listCalendars(ask, pageSize)),
  );
  v3.post('/freeBusy', asked([readonly], freeBusy));
  v3.get(
    '/calendars/:calendar/events',
    asked([events, readonly], (ask) => listEvents(ask, pageSize)),
  );
  v3.post('/calendars/:calendar/events', asked([events], insertEvent));
  v3.post('/calendars/:calendar/events/watch', asked([events, readonly], channels.watch));
  v3.get('/calendars/:calendar/events/:event', asked([events, readonly], getEvent));
  v3.patch('/calendars/:calendar/events/:event', asked([events], changeEvent));
  v3.put(
    '/calendars/:calendar/events/:event',
    asked([events], (ask) => changeEvent(ask, true)),
  );
  v3.delete('/calendars/:calendar/events/:event', asked([events], deleteEvent));
  v3.post('/channels/stop', asked([events, readonly], channels.stop));
  google.route('/calendar/v3', v3);
  google.notFound(() => respond(notFound()));

  const app = new Hono();
  app.all('/*', (c) => {
    const url = new URL(c.req.url);
    url.pathname = url.pathname.replace(/^\/google/, '');
    const { method } = c.req;
    calls.push({ method, path: url.pathname });
    return withGoogleFault(c, faults.take(method, url.pathname), () =>
      google.fetch(new Request(url, c.req.raw), c.env),
    );
  });

  return {
    app,
    oauth,
    serviceAccount: {
      clientEmail: serviceEmail,
      get privateKey() {
        return serviceKey().privateKey;
      },
    },
    get baseUrl() {
      return baseUrl;
    },
    set baseUrl(url) {
      baseUrl = url;
    },
    calls,
    faults,
    calendars: () => shownCalendars(world),
    troubles: () => channels.troubles,
    act: (what) => doGoogleAct(world, tokens, what),
    share(calendar, listed) {
      if (!world.calendars.some(({ id }) => id === calendar.id)) addCalendar(world, calendar);
      if (listed !== undefined) world.lists.push({ ...listed, calendar: calendar.id });
      world.changed();
    },
    expireAccessTokens: tokens.expireAll,
    forgetChanges() {
      world.syncFloor = ++world.version;
    },
    onChange: world.onChange,
    settled: channels.settled,
    snapshot: () => snapshotOfGoogle(world, tokens),
    restore(snapshot) {
      restoreGoogle(world, tokens, snapshot);
      if (demo) addDemoWeeks(world);
    },
    stop: channels.close,
  };
}

function respond({ status, body, etag }: Answer): Response {
  const headers = etag === undefined ? {} : { etag };
  if (status === 204) return new Response(null, { status });
  return Response.json(body, { status, headers });
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

/** What the sandbox page shows of them: everything, also what Baton may not see. */
function shownCalendars(world: World): SandboxCalendar[] {
  return world.calendars.map(({ id, owner, name, zone, isReadable }) => ({
    id,
    owner,
    name,
    zone,
    isPrimary: id === owner,
    isReadable,
    isOpen: world.accounts.some((each) => each.email === owner && each.isOpen),
    events: world.events
      .filter((event) => event.calendar === id)
      .map((event) => {
        const { from, until } = spanOf(world, event);
        const {
          summary = '',
          description = '',
          status,
          transparency,
          start,
          attendees = [],
          conferenceData,
        } = event.body;
        return {
          id: event.id,
          title: summary,
          description,
          startsAt: new Date(from).toISOString(),
          endsAt: new Date(until).toISOString(),
          isAllDay: Boolean(start.date),
          status,
          isBusy: status !== 'cancelled' && transparency !== 'transparent',
          call: conferenceData?.entryPoints?.[0]?.uri ?? null,
          guests: attendees.map((guest) => ({
            email: guest.email,
            name: guest.displayName ?? guest.email,
            reply: guest.responseStatus,
          })),
          mails: structuredClone(event.mails),
        };
      }),
  }));
}
