// Google's own client against the stand-in: what the contract asks of any calendar, and every way in which Google lets one down.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Calendar } from '../../../src/adapters/calendar/calendar.ts';
import { OutsideError } from '../../../src/errors.ts';
import type { NewGoogleFault } from '../../../src/sandbox/google/faults.ts';
import type { GoogleSandboxOptions } from '../../../src/sandbox/google/google-sandbox.ts';
import { calendarContract } from './contract.ts';
import { anEntry, dana, delegated, marco, redirectUrl, type StandIn, startGoogle, visitor } from './stand-in.ts';

const entry = anEntry();
const { id } = entry;
const week = { from: '2026-11-23T00:00:00.000Z', until: '2026-11-28T00:00:00.000Z' };
const from = '2026-11-20T00:00:00.000Z';
const methods = { insert: 'POST', change: 'PATCH', remove: 'DELETE' } as const;
const secondCalendar = 'c_personal_dana_reyes@group.calendar.google.com';

calendarContract('Google Calendar', async () => {
  const google = await startGoogle({ pageSize: 2 });
  const find = (wanted: string) => google.events().filter((event) => event.id === wanted);
  return {
    calendar: google.connect().calendars.of(delegated),
    addBusy: (startsAt, endsAt, how) =>
      google.act({ kind: 'add-busy', email: dana, startsAt, endsAt, ...(how && { status: how }) }),
    move: (event, startsAt, endsAt) => google.act({ kind: 'move', email: dana, event, startsAt, endsAt }),
    remove: (event) => google.act({ kind: 'delete', email: dana, event }),
    reply: (event, reply) => google.act({ kind: 'reply', email: visitor, event, reply }),
    loseAnswer: (to) => google.faults.add({ method: methods[to], path: '/events', kind: 'lost-answer' }),
    count: (wanted) => find(wanted).length,
    mails: (wanted) => find(wanted).flatMap(({ mails }) => mails.map(({ kind, to }) => `${kind} ${to}`)),
    forgetChanges: () => google.forgetChanges(),
    close: () => google.close(),
  };
});

let google: StandIn;
let calendar: Calendar;
async function start(options: GoogleSandboxOptions = {}): Promise<void> {
  await google?.close();
  google = await startGoogle(options);
  calendar = google.connect().calendars.of(delegated);
}
beforeEach(() => start());
afterEach(() => google.close());

async function failure(doing: Promise<unknown>): Promise<OutsideError> {
  const error = await doing.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OutsideError)) throw new Error(`It did not fail with an OutsideError: ${error}`);
  return error;
}
const busy = (startsAt: string, endsAt: string, more: { email?: string; calendar?: string } = {}) =>
  google.act({ kind: 'add-busy', email: dana, startsAt, endsAt, ...more });

describe('free/busy', () => {
  test('counts every calendar of hers that she shows herself, and nothing of others', async () => {
    const place = { owner: dana, zone: 'UTC', isReadable: true, hasMeet: false };
    const list = { account: dana, role: 'reader', selected: true, hidden: false } as const;
    google.share({ ...place, id: 'dana@home.example', owner: 'dana@home.example', name: 'At home' }, list);
    google.share({ ...place, id: 'room@resource.calendar.google.com', owner: 'rooms', name: 'Room' }, list);
    google.share(
      { ...place, id: 'en.usa#holiday@group.v.calendar.google.com', owner: 'google', name: 'Holidays' },
      list,
    );
    google.share(
      { ...place, id: 'c_off@group.calendar.google.com', owner: 'x', name: 'Off' },
      { ...list, selected: false },
    );
    google.share(
      { ...place, id: 'c_away@group.calendar.google.com', owner: 'x', name: 'Away' },
      { ...list, hidden: true },
    );
    google.share({ ...place, id: marco, name: 'Marco' }, list);
    busy('2026-11-24T15:00:00Z', '2026-11-24T16:00:00Z', { calendar: secondCalendar });
    busy('2026-11-24T17:00:00Z', '2026-11-24T18:00:00Z', { calendar: 'dana@home.example' });
    busy('2026-11-25T15:00:00Z', '2026-11-25T16:00:00Z', { calendar: 'room@resource.calendar.google.com' });
    busy('2026-11-25T17:00:00Z', '2026-11-25T18:00:00Z', { calendar: 'c_off@group.calendar.google.com' });
    busy('2026-11-26T15:00:00Z', '2026-11-26T16:00:00Z', { calendar: 'c_away@group.calendar.google.com' });
    busy('2026-11-26T17:00:00Z', '2026-11-26T18:00:00Z', { email: marco });
    expect(await calendar.busy(week)).toEqual({
      periods: [
        { from: '2026-11-24T15:00:00.000Z', until: '2026-11-24T16:00:00.000Z' },
        { from: '2026-11-24T17:00:00.000Z', until: '2026-11-24T18:00:00.000Z' },
      ],
      unread: [],
    });
  });

  test('knows no colleagues where everybody has the same domain', async () => {
    const email = 'rep@gmail.com';
    await start({ accounts: [{ email, name: 'Rep' }] });
    const home = { id: 'rep.at.home@gmail.com', owner: 'rep.at.home@gmail.com', name: 'Home', zone: 'UTC' };
    google.share(
      { ...home, isReadable: true, hasMeet: true },
      { account: email, role: 'reader', selected: true, hidden: false },
    );
    busy('2026-11-24T17:00:00Z', '2026-11-24T18:00:00Z', { email, calendar: home.id });
    const { calendars } = google.connect();
    expect((await calendars.of({ kind: 'delegated', email }).busy(week)).periods).toHaveLength(1);
  });

  test('reads a long list page by page, and fifty calendars at a time', async () => {
    await start({ pageSize: 20 });
    const list = { account: dana, role: 'owner', selected: true, hidden: false } as const;
    for (let i = 0; i < 58; i++) {
      const calendarId = `c_${i}@group.calendar.google.com`;
      google.share({ id: calendarId, owner: 'x', name: `${i}`, zone: 'UTC', isReadable: true, hasMeet: false }, list);
    }
    busy('2026-11-24T15:00:00Z', '2026-11-24T16:00:00Z', { calendar: 'c_57@group.calendar.google.com' });
    expect((await calendar.busy(week)).periods).toHaveLength(1);
    const asked = google.asked();
    expect(asked.filter((call) => call === 'GET /users/me/calendarList')).toHaveLength(3);
    expect(asked.filter((call) => call === 'POST /freeBusy')).toHaveLength(2);
  });

  test('asks for a quarter of a year in parts that Google takes', async () => {
    busy('2026-11-24T15:00:00Z', '2026-11-24T16:00:00Z');
    busy('2027-02-26T15:00:00Z', '2027-02-26T16:00:00Z');
    const { periods } = await calendar.busy({ from: week.from, until: '2027-03-03T00:00:00.000Z' });
    expect(periods).toHaveLength(2);
    expect(google.asked().filter((call) => call === 'POST /freeBusy')).toHaveLength(2);
  });

  test('takes one that cannot be read for busy throughout, and names it', async () => {
    google.act({ kind: 'readable', calendar: secondCalendar, readable: false });
    expect(await calendar.busy(week)).toEqual({ periods: [week], unread: [{ calendar: 'Personal', why: 'notFound' }] });
  });

  test('has days as long as they are in the week in which clocks change', async () => {
    busy('2026-11-01', '2026-11-02');
    busy('2026-10-25', '2026-10-26', { email: marco });
    const span = { from: '2026-10-19T00:00:00.000Z', until: '2026-11-09T00:00:00.000Z' };
    const hers = { from: '2026-11-01T04:00:00.000Z', until: '2026-11-02T05:00:00.000Z' };
    const his = { from: '2026-10-24T22:00:00.000Z', until: '2026-10-25T23:00:00.000Z' };
    expect((await calendar.busy(span)).periods).toEqual([hers]);
    const calendars = google.connect().calendars;
    expect((await calendars.of({ kind: 'delegated', email: marco }).busy(span)).periods).toEqual([his]);
  });

  test('of nobody at no time', async () => {
    expect(await calendar.busy({ from: week.from, until: week.from })).toEqual({ periods: [], unread: [] });
  });
});

describe('a meeting', () => {
  const stored = () => google.snapshot().events.find((event) => event.id === id)!.body;

  test('is written as it should be', async () => {
    await calendar.put(anEntry({ remindMin: [10, 60] }));
    expect(stored()).toMatchObject({
      summary: entry.title,
      description: entry.description,
      guestsCanModify: false,
      extendedProperties: { private: { baton: '1' } },
      attendees: [{ email: visitor, displayName: 'Vera Stone', responseStatus: 'needsAction' }],
      reminders: {
        useDefault: false,
        overrides: [
          { method: 'popup', minutes: 10 },
          { method: 'popup', minutes: 60 },
        ],
      },
    });
  });

  test('shows what people typed as they typed it', async () => {
    await calendar.put(anEntry({ description: '“<b>R&D</b> <a href="https://evil.example">here</a>”' }));
    expect(stored().description).toBe(
      '“&lt;b&gt;R&amp;D&lt;/b&gt; &lt;a href="https://evil.example"&gt;here&lt;/a&gt;”',
    );
  });

  test('says where it comes from to its organiser alone', async () => {
    const source = { title: 'The conversation in Slack', url: 'https://acme.slack.com/archives/C1/p1' };
    await calendar.put(anEntry({ source }));
    expect(stored()).toMatchObject({ source });
  });

  test('stays as people made it while time, title and our guests are right', async () => {
    await calendar.put(entry);
    const body = { description: 'An agenda', reminders: { useDefault: true, overrides: [] } };
    await google.request('PATCH', `/calendars/primary/events/${id}`, { body });
    google.asked();
    await calendar.put(anEntry({ description: 'Another text' }));
    expect(stored()).toMatchObject(body);
    expect(google.asked().some((call) => call.startsWith('PATCH'))).toBe(false);
  });

  test('keeps the guests whom people added, and what each answered, when ours change', async () => {
    const added = { email: 'cfo@visitor.example' };
    await calendar.put(anEntry({ guests: [{ email: visitor }, { email: marco }] }));
    const guests = [{ email: visitor, responseStatus: 'accepted' }, { email: marco }, added];
    await google.request('PATCH', `/calendars/primary/events/${id}`, { body: { attendees: guests } });
    const { replies } = await calendar.put(
      anEntry({ guests: [{ email: visitor.toUpperCase() }, { email: 'priya@acme.example' }] }),
    );
    expect(replies).toEqual({ [visitor]: 'accepted', [added.email]: null, 'priya@acme.example': null });
  });

  test('becomes a meeting at its time again after somebody made it last all day', async () => {
    await calendar.put(entry);
    google.act({ kind: 'move', email: dana, event: id, startsAt: '2026-11-25', endsAt: '2026-11-26' });
    expect(await calendar.put(entry)).toMatchObject({ startsAt: entry.startsAt, endsAt: entry.endsAt });
  });

  test('is read again when somebody changes it in the same moment', async () => {
    await calendar.put(entry);
    google.faults.add({ method: 'PATCH', path: id, kind: 'slow', ms: 150 });
    google.asked();
    const putting = calendar.put(anEntry({ title: 'Another title' }));
    while (!google.calls.some(({ method }) => method === 'PATCH'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    google.act({ kind: 'reply', email: visitor, event: id, reply: 'accepted' });
    expect((await putting).replies).toEqual({ [visitor]: 'accepted' });
    expect(stored().summary).toBe('Another title');
    expect(google.asked().filter((call) => call.startsWith('PATCH'))).toHaveLength(2);
  });

  test('that changes again and again is tried later', async () => {
    await calendar.put(entry);
    const fault = { kind: 'error', status: 412, reason: 'conditionNotMet', message: 'Precondition Failed' } as const;
    google.faults.add({ ...fault, method: 'PATCH', path: id, times: 9 });
    expect(await failure(calendar.put(anEntry({ title: 'Another' })))).toMatchObject({ retry: 'later', status: 412 });
  });

  test('waits a moment for its call', async () => {
    await start({ slowMeetReads: 2 });
    expect((await calendar.put(entry)).event.call).toMatch(/^https:\/\/meet\.google\.com\//);
  });

  test('stands without a call where none is to be had', async () => {
    await start({ slowMeetReads: 99 });
    expect((await calendar.put(entry)).event.call).toBeNull();
    await start({ hasMeet: false });
    expect((await calendar.put(entry)).event.call).toBeNull();
    google.act({ kind: 'delete', email: dana, event: id });
    expect(await calendar.put(entry)).toMatchObject({ kind: 'stands', event: { call: null } });
  });

  test('with an id that Google does not take is refused for good', async () => {
    expect(await failure(calendar.put(anEntry({ id: 'baton-wxyz' })))).toMatchObject({
      retry: 'never',
      status: 400,
      message: 'Google Calendar answered 400 invalid: Invalid resource id value.',
    });
  });
});

describe('when Google fails', () => {
  const calls: [string, string, string, () => Promise<unknown>][] = [
    ['busy', 'GET', '/calendarList', () => calendar.busy(week)],
    ['busy', 'POST', '/freeBusy', () => calendar.busy(week)],
    ['read', 'GET', '/events', () => calendar.read(id)],
    ['put', 'POST', '/events', () => calendar.put(entry)],
    ['remove', 'DELETE', '/events', () => calendar.remove(id)],
    ['changes', 'GET', '/events', () => calendar.changes({ token: null, from })],
    ['watch', 'POST', '/watch', () => calendar.watch({ channel: 'c', secret: 's', address: google.url })],
    ['unwatch', 'POST', '/channels/stop', () => calendar.unwatch({ channel: 'c', resource: 'r' })],
    ['a token', 'POST', '/token', () => calendar.read(id)],
  ];
  const passing: [NewGoogleFault['kind'], Partial<NewGoogleFault>, object][] = [
    ['reset', {}, { message: 'Google Calendar cannot be reached (ECONNRESET).' }],
    ['http', { status: 502, body: '<html>Bad gateway</html>' }, { status: 502 }],
    ['error', { status: 503 }, { status: 503 }],
    ['error', { status: 429, reason: 'rateLimitExceeded', retryAfterS: 7 }, { status: 429, retryAfterMs: 7_000 }],
    ['error', { status: 403, reason: 'userRateLimitExceeded' }, { status: 403 }],
    ['error', { status: 403, reason: 'quotaExceeded' }, { status: 403 }],
  ];
  test.each(calls)('%s is tried again later (%s %s)', async (_, method, path, call) => {
    for (const [kind, fault, expected] of passing) {
      google.faults.add({ method, path, kind, times: 9, ...fault });
      expect(await failure(call())).toMatchObject({ system: 'calendar', retry: 'later', ...expected });
      google.faults.clear();
    }
  });

  test.each(calls)('%s does not wait for ever (%s %s)', async (_, method, path, call) => {
    calendar = google.connect({ timeoutMs: 60 }).calendars.of(delegated);
    google.faults.add({ method, path, kind: 'timeout', times: 9 });
    expect(await failure(call())).toMatchObject({ retry: 'later', message: 'Google Calendar did not answer in time.' });
  });

  test.each(calls.filter(([, method, path]) => method === 'GET' || path === '/freeBusy' || path === '/token'))(
    '%s, which changes nothing, is asked again at once (%s %s)',
    async (_, method, path, call) => {
      google.faults.add({ method, path, kind: 'error', status: 503, times: 2 });
      await call();
      google.faults.add({ method, path, kind: 'lost-answer' });
      calendar = google.connect().calendars.of(delegated);
      await call();
    },
  );

  test('nothing that changes anything is repeated behind our back', async () => {
    await calendar.read(id);
    google.asked();
    for (const method of ['POST', 'DELETE'])
      google.faults.add({ method, path: '*', kind: 'error', status: 503, times: 9 });
    await failure(calendar.put(entry));
    await failure(calendar.remove(id));
    expect(google.asked()).toEqual(['POST /calendars/primary/events', `DELETE /calendars/primary/events/${id}`]);
  });

  test('a page that some proxy sends instead is no answer', async () => {
    for (const path of ['/calendarList', '/freeBusy', '/events']) {
      google.faults.add({ path, kind: 'http', status: 200, body: '<html>Sign in to the network</html>' });
    }
    expect(await failure(calendar.busy(week))).toMatchObject({ retry: 'later' });
    expect(await failure(calendar.busy(week))).toMatchObject({ retry: 'later' });
    expect(await failure(calendar.read(id))).toMatchObject({ retry: 'later' });
  });

  test('what it will never take is said in its own words', async () => {
    google.faults.add({
      path: '/events',
      kind: 'error',
      status: 403,
      reason: 'forbidden',
      message: 'The domain forbids it.',
    });
    expect(await failure(calendar.read(id))).toMatchObject({
      retry: 'never',
      status: 403,
      message: 'Google Calendar answered 403 forbidden: The domain forbids it.',
    });
  });
});

describe('access', () => {
  const grant = async () => {
    const { consent, calendars } = google.connect();
    const code = (await google.consent(consent!.url('state-1'))).searchParams.get('code') ?? '';
    const redeemed = await consent!.redeem(code);
    return { consent: consent!, ...redeemed, code, calendar: calendars.of({ kind: 'granted', ...redeemed }) };
  };

  test('is asked for once and used for many calls, of one or many at a time', async () => {
    await Promise.all([calendar.read(id), calendar.busy(week), calendar.read(id)]);
    await calendar.put(entry);
    expect(google.asked().filter((call) => call === 'POST /token')).toHaveLength(1);
  });

  test('is granted by a person, who is known by their address, and may be given back twice', async () => {
    const { consent, email, code, calendar: hers, refreshToken } = await grant();
    expect(email).toBe(dana);
    await hers.put(entry);
    expect(google.events().map((event) => event.id)).toEqual([id]);
    expect(await failure(consent.redeem(code))).toMatchObject({ retry: 'never', status: 401 });
    await consent.revoke(refreshToken);
    await consent.revoke(refreshToken);
    expect(await failure(hers.read(id))).toMatchObject({ retry: 'never', status: 401 });
  });

  test('is asked for anew when the answer to a code got lost: the code is worth nothing then', async () => {
    const { consent } = google.connect();
    const code = (await google.consent(consent!.url('s'))).searchParams.get('code') ?? '';
    google.faults.add({ path: '/token', kind: 'lost-answer' });
    google.asked();
    expect(await failure(consent!.redeem(code))).toMatchObject({ retry: 'later' });
    expect(google.asked()).toEqual(['POST /token']);
    expect(await failure(consent!.redeem(code))).toMatchObject({ retry: 'never', status: 401 });
  });

  test('is asked for with what Google needs to know', async () => {
    const { consent } = google.connect({ apiUrl: undefined as never });
    const page = new URL(consent!.url('a state & more'));
    expect(`${page.origin}${page.pathname}`).toBe('https://accounts.google.com/o/oauth2/v2/auth');
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      state: 'a state & more',
      redirect_uri: redirectUrl,
      response_type: 'code',
      access_type: 'offline',
      prompt: 'consent',
    });
  });

  test('to half of it is no access', async () => {
    const { consent } = google.connect();
    const scopes = ['https://www.googleapis.com/auth/calendar.readonly'];
    const back = await google.consent(consent!.url('s'), { scopes });
    expect(await failure(consent!.redeem(back.searchParams.get('code') ?? ''))).toMatchObject({
      retry: 'never',
      status: 401,
      message: expect.stringContaining('leave both boxes ticked'),
    });
    expect((await google.consent(consent!.url('s'), { answer: 'deny' })).searchParams.get('error')).toBe(
      'access_denied',
    );
  });

  test.each(['granted', 'delegated'])('%s survives that Google forgets the token of the hour', async (kind) => {
    const mine = kind === 'granted' ? (await grant()).calendar : calendar;
    await mine.read(id);
    google.expireAccessTokens();
    google.asked();
    await mine.put(entry);
    expect(google.asked()).toEqual(['POST /calendars/primary/events', 'POST /token', 'POST /calendars/primary/events']);
  });

  test.each(['granted', 'delegated'])('%s that was taken back is gone', async (kind) => {
    const mine = kind === 'granted' ? (await grant()).calendar : calendar;
    await mine.put(entry);
    google.act({ kind: 'access', email: dana, open: false });
    for (const call of [() => mine.read(id), () => mine.put(entry), () => mine.busy(week), () => mine.remove(id)]) {
      expect(await failure(call())).toMatchObject({ system: 'calendar', retry: 'never', status: 401 });
    }
    google.act({ kind: 'access', email: dana, open: true });
    if (kind === 'delegated') expect(await mine.read(id)).toMatchObject({ kind: 'stands' });
  });

  test('that Google refuses for ever is not asked for for ever', async () => {
    google.faults.add({ path: '/calendars', kind: 'error', status: 401, reason: 'authError', times: 99 });
    expect(await failure(calendar.read(id))).toMatchObject({ retry: 'never', status: 401 });
    expect(google.asked().length).toBeLessThanOrEqual(4);
  });

  test('of a person Google does not know, or for more than the admin allowed, is none', async () => {
    const { calendars } = google.connect();
    const nobody = calendars.of({ kind: 'delegated', email: 'nobody@acme.example' });
    expect(await failure(nobody.read(id))).toMatchObject({
      status: 401,
      message: expect.stringContaining('invalid_grant'),
    });
    await start({ delegatedScopes: [] });
    expect(await failure(calendar.read(id))).toMatchObject({
      status: 401,
      message: expect.stringContaining('unauthorized_client'),
    });
  });

  test('with a secret of ours that is wrong is nobody else’s fault', async () => {
    const { refreshToken } = await grant();
    const oauth = { ...google.oauth, clientSecret: 'wrong', redirectUrl };
    const hers = google.connect({ oauth }).calendars.of({ kind: 'granted', email: dana, refreshToken });
    expect(await failure(hers.read(id))).toMatchObject({ retry: 'never', status: undefined });
  });

  test('that is not configured is refused with what is missing', async () => {
    const { calendars, consent } = google.connect({ oauth: null, serviceAccount: null });
    expect(consent).toBeNull();
    const hers = calendars.of({ kind: 'granted', email: dana, refreshToken: 'r' });
    expect((await failure(hers.read(id))).message).toContain('GOOGLE_CLIENT_ID');
    expect((await failure(calendars.of(delegated).read(id))).message).toContain('GOOGLE_SERVICE_ACCOUNT');
  });

  test('leaves no token in what is thrown', async () => {
    const { consent, refreshToken, calendar: hers } = await grant();
    const thrown: OutsideError[] = [];
    for (const kind of ['reset', 'error', 'http'] as const) {
      google.faults.add({ path: '*', kind, times: 9 });
      thrown.push(await failure(consent.revoke(refreshToken)), await failure(hers.read(id)));
      google.faults.clear();
    }
    for (const error of thrown) {
      const text = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
      expect(text).not.toMatch(/ya29\.|1\/\/|GOCSPX/);
    }
  });
});

describe('notifications', () => {
  const heard: IncomingHttpHeaders[] = [];
  const ear = createServer((request, answer) => {
    heard.push(request.headers);
    answer.writeHead(204).end();
  });
  let address = '';
  beforeEach(async () => {
    heard.length = 0;
    await new Promise<void>((resolve) => ear.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/calendar/changed`;
  });
  afterEach(() => new Promise<void>((resolve) => ear.close(() => resolve())));
  const states = () => heard.map((headers) => headers['x-goog-resource-state']);

  test('come with our own secret until they are stopped', async () => {
    const watch = await calendar.watch({ channel: 'channel-1', secret: 'only we know', address });
    expect(watch).toMatchObject({ channel: 'channel-1', expiresAt: '2026-11-30T14:00:00.000Z' });
    await calendar.put(entry);
    await google.settled();
    expect(states()).toEqual(['sync', 'exists']);
    expect(heard[1]).toMatchObject({
      'x-goog-channel-id': 'channel-1',
      'x-goog-channel-token': 'only we know',
      'x-goog-resource-id': watch.resource,
      'x-goog-message-number': '2',
    });
    await calendar.unwatch(watch);
    await calendar.unwatch(watch);
    google.act({ kind: 'delete', email: dana, event: id });
    await google.settled();
    expect(heard).toHaveLength(2);
  });

  test('come once although the answer to our wish for them got lost', async () => {
    google.faults.add({ path: '/watch', kind: 'lost-answer' });
    const wish = { channel: 'channel-1', secret: 's', address };
    await failure(calendar.watch(wish));
    const watch = await calendar.watch(wish);
    await google.settled();
    expect(watch.channel).toBe('channel-1');
    heard.length = 0;
    busy('2026-11-24T15:00:00Z', '2026-11-24T16:00:00Z');
    await google.settled();
    expect(heard.map((headers) => headers['x-goog-channel-id'])).toEqual(['channel-1']);
    await calendar.unwatch(watch);
    google.act({ kind: 'add-busy', email: dana, startsAt: '2026-11-25', endsAt: '2026-11-26' });
    await google.settled();
    expect(heard).toHaveLength(1);
  });
});

test('with an address for Google, nothing but that address is called, whatever proxy the machine has', async () => {
  const hosts = new Set<string>();
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const [first] = Array.isArray(args[0]) ? args[0] : args;
    hosts.add((first as { host?: string }).host ?? 'localhost');
    return Reflect.apply(connect, this, args);
  } as typeof connect;
  process.env.HTTPS_PROXY = 'http://proxy.example:3128';
  try {
    const { consent, calendars } = google.connect();
    const code = (await google.consent(consent!.url('s'))).searchParams.get('code') ?? '';
    const { refreshToken } = await consent!.redeem(code);
    for (const access of [delegated, { kind: 'granted', email: dana, refreshToken } as const]) {
      const each = calendars.of(access);
      await each.busy(week);
      await each.put(entry);
      await each.changes({ token: null, from });
      await each.remove(id);
    }
    await consent!.revoke(refreshToken);
  } finally {
    net.Socket.prototype.connect = connect;
    delete process.env.HTTPS_PROXY;
  }
  expect([...hosts]).toEqual(['127.0.0.1']);
});
