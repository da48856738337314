// The stand-in Google itself, over plain HTTP: it refuses what Google refuses, in Google's words.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGoogleSandbox } from '../../src/sandbox/google/google-sandbox.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import {
  dana,
  jwtForm,
  marco,
  redirectUrl,
  type Sent,
  type StandIn,
  startGoogle,
  visitor,
} from '../adapters/calendar/stand-in.ts';
import { quiet } from '../support/databases.ts';

type Body = Record<string, unknown>;
type Refusal = { error: { code: number; message: string; errors: Body[] } };
type Event = Body & { id: string; etag: string; status: string; attendees?: Body[]; hangoutLink?: string };
type Page = { items: Event[]; nextPageToken?: string; nextSyncToken?: string };

let google: StandIn;
beforeEach(async () => {
  google = await startGoogle();
});
afterEach(() => google.close());

const events = '/calendars/primary/events';
const meeting = {
  id: 'baton0123456789',
  summary: 'Vera and Dana',
  start: { dateTime: '2026-11-25T15:00:00Z' },
  end: { dateTime: '2026-11-25T15:30:00Z' },
  attendees: [{ email: visitor }],
};
const ask = async <Answer>(method: string, path: string, sent?: Sent): Promise<{ status: number; body: Answer }> => {
  const answer = await google.request(method, path, sent);
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as Answer };
};
const insert = (change: Body = {}, query = '') =>
  ask<Event>('POST', `${events}${query}`, { body: { ...meeting, ...change } });
const list = async (query = '', email = dana) => (await ask<Page>('GET', `${events}${query}`, { email })).body;
const refusal = async (method: string, path: string, sent?: Sent) => {
  const { status, body } = await ask<Refusal>(method, path, sent);
  expect(body.error.code).toBe(status);
  return { status, message: body.error.message, ...body.error.errors[0] };
};
const mails = (id = meeting.id) =>
  google.events().flatMap((event) => (event.id === id ? event.mails.map(({ kind, to }) => `${kind} ${to}`) : []));

describe('tokens', () => {
  const form = (fields: Record<string, string>) =>
    new URLSearchParams({ client_id: google.oauth.clientId, client_secret: google.oauth.clientSecret, ...fields });
  const token = async (sent: URLSearchParams, path = '/token') => {
    const answer = await fetch(`${google.url}${path}`, { method: 'POST', body: sent });
    const body = (await answer.json()) as { access_token?: string; refresh_token?: string; id_token?: string };
    return { status: answer.status, ...body };
  };
  const now = Math.floor(Date.now() / 1_000);

  test.each<[string, number, string, Body, string?]>([
    ['another key', 400, 'invalid_grant', {}, 'HS256'],
    ['another issuer', 400, 'invalid_grant', { iss: 'someone@else.example' }],
    ['another audience', 400, 'invalid_grant', { aud: 'https://oauth2.example/token' }],
    ['more than an hour', 400, 'invalid_grant', { exp: now + 9_000 }],
    ['an hour that is over', 400, 'invalid_grant', { iat: now - 9_000, exp: now - 8_000 }],
    ['no scope', 400, 'invalid_scope', { scope: '' }],
    ['somebody unknown', 400, 'invalid_grant', { sub: 'nobody@acme.example' }],
    ['a scope that no admin allowed', 401, 'unauthorized_client', { scope: 'https://www.googleapis.com/auth/drive' }],
  ])('a service account gets none with %s', async (_, status, error, claims, alg) => {
    expect(await token(jwtForm(google, claims, alg))).toMatchObject({ status, error });
  });

  test('a service account gets none with a signature of others', async () => {
    const jwt = jwtForm(google);
    const [head, , signature] = (jwt.get('assertion') ?? '').split('.');
    const claims = (jwtForm(google, { sub: marco }).get('assertion') ?? '').split('.')[1];
    jwt.set('assertion', [head, claims, signature].join('.'));
    expect(await token(jwt)).toMatchObject({
      status: 400,
      error: 'invalid_grant',
      error_description: 'Invalid JWT Signature.',
    });
  });

  test('a person grants lasting access once per code, and takes it back', async () => {
    const { oauth } = google;
    const query = new URLSearchParams({
      client_id: oauth.clientId,
      redirect_uri: redirectUrl,
      response_type: 'code',
      scope: 'openid email https://www.googleapis.com/auth/calendar.events',
      state: 's&1',
      access_type: 'offline',
    });
    const page = `${google.url}/o/oauth2/v2/auth?${query}`;
    const shown = await (await fetch(page)).text();
    for (const part of [dana, marco, 'Allow', 'Cancel', 'View and edit events']) expect(shown).toContain(part);
    const back = await google.consent(page, { account: marco });
    expect(back.searchParams.get('state')).toBe('s&1');
    const code = back.searchParams.get('code') ?? '';
    const change = { grant_type: 'authorization_code', code, redirect_uri: redirectUrl };
    expect(await token(form({ ...change, client_secret: 'wrong' }))).toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
    const given = await token(form(change));
    expect(given).toMatchObject({ status: 200, token_type: 'Bearer', refresh_token: expect.stringMatching(/^1\/\//) });
    const claims = JSON.parse(Buffer.from(given.id_token!.split('.')[1]!, 'base64url').toString()) as Body;
    expect(claims).toMatchObject({ email: marco, email_verified: true, aud: oauth.clientId });
    expect(await token(form(change))).toMatchObject({ status: 400, error: 'invalid_grant' });

    const refresh = form({ grant_type: 'refresh_token', refresh_token: given.refresh_token! });
    expect(await token(refresh)).toMatchObject({ status: 200, access_token: expect.stringMatching(/^ya29\./) });
    const taken = new URLSearchParams({ token: given.refresh_token! });
    expect(await token(taken, '/revoke')).toEqual({ status: 200 });
    expect(await token(taken, '/revoke')).toMatchObject({ status: 400, error: 'invalid_token' });
    expect(await token(refresh)).toMatchObject({
      status: 400,
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
    });
    const answer = await fetch(`${google.url}/calendar/v3${events}`, {
      headers: { authorization: `Bearer ${given.access_token}` },
    });
    expect(answer.status).toBe(401);
  });

  test('the consent page refuses what Google refuses, and a code is good for one address only', async () => {
    const { clientId } = google.oauth;
    const page = (change: Record<string, string>) =>
      `${google.url}/o/oauth2/v2/auth?${new URLSearchParams({ client_id: clientId, redirect_uri: redirectUrl, response_type: 'code', scope: 'email', ...change })}`;
    for (const change of [{ client_id: 'x' }, { redirect_uri: 'x' }, { redirect_uri: 'javascript:1' }, { scope: '' }]) {
      expect((await fetch(page(change as Record<string, string>))).status).toBe(400);
    }
    const code = (await google.consent(page({}))).searchParams.get('code') ?? '';
    const change = { grant_type: 'authorization_code', code, redirect_uri: 'http://127.0.0.1:9/elsewhere' };
    expect(await token(form(change))).toMatchObject({ status: 400, error: 'redirect_uri_mismatch' });
  });

  test('without one, or with too small a one, nothing is answered', async () => {
    const answer = await fetch(`${google.url}/calendar/v3${events}`, { headers: { authorization: 'Bearer ya29.old' } });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      error: {
        errors: [
          {
            domain: 'global',
            reason: 'authError',
            message: 'Invalid Credentials',
            locationType: 'header',
            location: 'Authorization',
          },
        ],
        code: 401,
        message: 'Invalid Credentials',
      },
    });
    const scope = 'https://www.googleapis.com/auth/calendar.readonly';
    const { access_token: small } = await token(jwtForm(google, { scope }));
    const post = { method: 'POST', headers: { authorization: `Bearer ${small}` }, body: JSON.stringify(meeting) };
    const refused = await fetch(`${google.url}/calendar/v3${events}`, post);
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('insufficientPermissions')]);
  });
});

describe('an event', () => {
  test('is made with an id of ours, once, for ever', async () => {
    const { status, body } = await insert();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: meeting.id,
      status: 'confirmed',
      start: { dateTime: '2026-11-25T10:00:00-05:00', timeZone: 'America/New_York' },
      organizer: { email: dana, self: true },
      iCalUID: `${meeting.id}@google.com`,
      htmlLink: expect.stringMatching(/^https:\/\/www\.google\.com\/calendar\/event\?eid=/),
      attendees: [{ email: visitor, responseStatus: 'needsAction' }],
    });
    const again = { status: 409, reason: 'duplicate', message: 'The requested identifier already exists.' };
    expect(await refusal('POST', events, { body: meeting })).toMatchObject(again);
    expect((await ask('DELETE', `${events}/${meeting.id}`)).status).toBe(204);
    expect(await refusal('DELETE', `${events}/${meeting.id}`)).toMatchObject({ status: 410, reason: 'deleted' });
    expect(await refusal('POST', events, { body: meeting })).toMatchObject(again);
    expect((await ask<Event>('GET', `${events}/${meeting.id}`)).body.status).toBe('cancelled');
    const body2 = { status: 'confirmed' };
    expect((await ask<Event>('PATCH', `${events}/${meeting.id}`, { body: body2 })).body.status).toBe('confirmed');
  });

  test.each<[string, string, Body]>([
    ['upper case in its id', 'invalid', { id: 'BATON12345' }],
    ['a letter outside base32hex', 'invalid', { id: 'batonw1234' }],
    ['a hyphen in its id', 'invalid', { id: 'baton-1234' }],
    ['too short an id', 'invalid', { id: 'abcd' }],
    ['no end', 'required', { end: undefined }],
    ['no start', 'required', { start: {} }],
    ['an end before its start', 'timeRangeEmpty', { end: { dateTime: '2026-11-25T14:00:00Z' } }],
    ['a day for an end', 'invalid', { end: { date: '2026-11-26' } }],
    ['a time in no zone', 'invalid', { start: { dateTime: '2026-11-25T15:00:00' } }],
    ['a day that is none', 'invalid', { start: { date: '2026-02-30' }, end: { date: '2026-03-01' } }],
    ['a guest without an address', 'invalid', { attendees: [{ email: 'vera' }] }],
    ['a reminder of a year', 'invalid', { reminders: { overrides: [{ method: 'popup', minutes: 525_600 }] } }],
    ['six reminders', 'invalid', { reminders: { overrides: Array(6).fill({ method: 'popup', minutes: 1 }) } }],
    [
      'two kinds of reminders',
      'cannotUseDefaultRemindersAndSpecifyOverride',
      { reminders: { useDefault: true, overrides: [{ method: 'popup', minutes: 1 }] } },
    ],
    ['too long a property', 'invalid', { extendedProperties: { private: { baton: 'x'.repeat(1_025) } } }],
  ])('is refused with %s', async (_, reason, change) => {
    expect(await refusal('POST', events, { body: { ...meeting, ...change } })).toMatchObject({ status: 400, reason });
  });

  test('is refused where it does not exist, and when asked for nonsense', async () => {
    const notFound = { status: 404, reason: 'notFound', message: 'Not Found' };
    expect(await refusal('GET', `${events}/none12345`)).toMatchObject(notFound);
    expect(await refusal('DELETE', `${events}/none12345`)).toMatchObject(notFound);
    expect(await refusal('GET', `/calendars/${marco}/events`)).toMatchObject(notFound);
    expect(await refusal('GET', '/colors')).toMatchObject(notFound);
    expect(await refusal('POST', `${events}?sendUpdates=some`, { body: meeting })).toMatchObject({ status: 400 });
  });

  test('is changed only as it was read', async () => {
    const { body } = await insert();
    const change = (etag: string, title: string) =>
      ask<Event>('PATCH', `${events}/${meeting.id}`, { body: { summary: title }, headers: { 'if-match': etag } });
    expect((await change(body.etag, 'Second')).status).toBe(200);
    expect(
      await refusal('PATCH', `${events}/${meeting.id}`, {
        body: { summary: 'Third' },
        headers: { 'if-match': body.etag },
      }),
    ).toMatchObject({ status: 412, reason: 'conditionNotMet', locationType: 'header', location: 'If-Match' });
    expect((await change('*', 'Third')).body.summary).toBe('Third');
    const stale = { headers: { 'if-match': body.etag } };
    expect(await refusal('DELETE', `${events}/${meeting.id}`, stale)).toMatchObject({ status: 412 });
  });

  test('a patch merges what it names; a put keeps nothing else', async () => {
    const properties = (values: Body) => ({ extendedProperties: { private: values } });
    await insert({ description: 'Old', ...properties({ a: '1', b: '2' }) });
    const patched = await ask<Event>('PATCH', `${events}/${meeting.id}`, { body: properties({ b: null, c: '3' }) });
    expect(patched.body).toMatchObject({
      summary: meeting.summary,
      description: 'Old',
      ...properties({ a: '1', c: '3' }),
    });
    expect(patched.body.extendedProperties).toEqual({ private: { a: '1', c: '3' } });
    const { start, end } = meeting;
    const whole = await ask<Event>('PUT', `${events}/${meeting.id}`, { body: { start, end, summary: 'New' } });
    expect(whole.body.description).toBeUndefined();
    expect(whole.body.attendees).toBeUndefined();
  });

  test('tells its guests when it is asked to, and only what changed for them', async () => {
    await insert({}, '?sendUpdates=all');
    const path = `${events}/${meeting.id}?sendUpdates=all`;
    await ask('PATCH', path, { body: { extendedProperties: { private: { baton: '1' } } } });
    await ask('PATCH', path, { body: { attendees: [{ email: visitor }, { email: marco }] } });
    await ask('PATCH', path, { body: { start: { dateTime: '2026-11-25T15:15:00Z' } } });
    await ask('PATCH', `${events}/${meeting.id}`, { body: { summary: 'Quietly' } });
    await ask('PATCH', `${events}/${meeting.id}?sendUpdates=externalOnly`, { body: { summary: 'Outside' } });
    await ask('PATCH', path, { body: { attendees: [{ email: marco }] } });
    await ask('DELETE', path);
    expect(mails()).toEqual([
      `invitation ${visitor}`,
      `invitation ${marco}`,
      `update ${visitor}`,
      `update ${marco}`,
      `update ${visitor}`,
      `cancellation ${visitor}`,
      `cancellation ${marco}`,
    ]);
  });

  test('stands in the calendars of guests who have one, for them to read', async () => {
    await insert({ attendees: [{ email: marco }] });
    const his = await ask<Event>('GET', `${events}/${meeting.id}`, { email: marco });
    expect(his.body).toMatchObject({
      start: { dateTime: '2026-11-25T16:00:00+01:00' },
      organizer: { email: dana, self: false },
      attendees: [{ email: marco, self: true }],
    });
    const body = { summary: 'Mine' };
    expect(await refusal('PATCH', `${events}/${meeting.id}`, { email: marco, body })).toMatchObject({ status: 403 });
  });

  test('gets one Google Meet, where calendars may have one', async () => {
    const createRequest = { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } };
    const conferenceData = { createRequest };
    const plain = await insert({ conferenceData });
    expect(plain.body.hangoutLink).toBeUndefined();
    const path = `${events}/${meeting.id}?conferenceDataVersion=1`;
    const first = await ask<Event>('PATCH', path, { body: { conferenceData } });
    expect(first.body.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    const second = await ask<Event>('PATCH', path, { body: { conferenceData } });
    expect(second.body.hangoutLink).toBe(first.body.hangoutLink);
    const other = { createRequest: { ...createRequest, conferenceSolutionKey: { type: 'eventHangout' } } };
    const wrong = { status: 400, reason: 'invalid', message: 'Invalid conference type value.' };
    expect(await refusal('PATCH', path, { body: { conferenceData: other } })).toMatchObject(wrong);
    const personal = '/calendars/c_personal_dana_reyes@group.calendar.google.com/events?conferenceDataVersion=1';
    expect(await refusal('POST', personal, { body: { ...meeting, conferenceData } })).toMatchObject(wrong);
  });
});

describe('free/busy', () => {
  const question = { timeMin: '2026-11-24T00:00:00Z', timeMax: '2026-11-25T00:00:00Z', items: [{ id: dana }] };
  type Answer = { calendars: Record<string, { busy: Body[]; errors?: Body[] }> };
  const freeBusy = async (change: Body = {}) =>
    (await ask<Answer>('POST', '/freeBusy', { body: { ...question, ...change } })).body.calendars;
  const busy = (startsAt: string, endsAt: string) => google.act({ kind: 'add-busy', email: dana, startsAt, endsAt });

  test('is clipped to the question, and what overlaps is one', async () => {
    busy('2026-11-23T23:00:00Z', '2026-11-24T01:00:00Z');
    busy('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z');
    busy('2026-11-24T10:30:00Z', '2026-11-24T12:00:00Z');
    busy('2026-11-24T12:00:00Z', '2026-11-24T13:00:00Z');
    busy('2026-11-25T00:00:00Z', '2026-11-25T01:00:00Z');
    expect(await freeBusy()).toEqual({
      [dana]: {
        busy: [
          { start: '2026-11-24T00:00:00Z', end: '2026-11-24T01:00:00Z' },
          { start: '2026-11-24T10:00:00Z', end: '2026-11-24T13:00:00Z' },
        ],
      },
    });
  });

  test('leaves out what is shown as free, deleted or declined', async () => {
    const at = { start: { dateTime: '2026-11-24T10:00:00Z' }, end: { dateTime: '2026-11-24T11:00:00Z' } };
    await insert({ ...at, id: 'free12345', transparency: 'transparent' });
    await insert({ ...at, id: 'gone12345' });
    await ask('DELETE', `${events}/gone12345`);
    const invited = { ...at, id: 'asked12345', attendees: [{ email: dana }] };
    await ask('POST', events, { email: marco, body: invited });
    expect((await freeBusy())[dana]?.busy).toHaveLength(1);
    google.act({ kind: 'reply', email: dana, event: 'asked12345', reply: 'declined' });
    expect((await freeBusy())[dana]?.busy).toEqual([]);
  });

  test('fails for one calendar without failing for others', async () => {
    busy('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z');
    const personal = 'c_personal_dana_reyes@group.calendar.google.com';
    google.act({ kind: 'readable', calendar: personal, readable: false });
    const found = await freeBusy({ items: [{ id: 'primary' }, { id: personal }, { id: marco }] });
    const notFound = { busy: [], errors: [{ domain: 'global', reason: 'notFound' }] };
    expect(found.primary?.busy).toHaveLength(1);
    expect(found).toMatchObject({ [personal]: notFound, [marco]: notFound });
    const many = await freeBusy({ items: Array.from({ length: 51 }, (_, i) => ({ id: `c${i}` })) });
    expect(many.c0?.errors).toEqual([{ domain: 'global', reason: 'tooManyCalendarsRequested' }]);
  });

  test.each<[string, Body]>([
    ['timeRangeEmpty', { timeMax: question.timeMin }],
    ['timeRangeTooLong', { timeMax: '2027-02-24T00:00:00Z' }],
    ['invalid', { timeMin: 'tomorrow' }],
    ['invalid', { calendarExpansionMax: 51 }],
  ])('is refused: %s', async (reason, change) => {
    expect(await refusal('POST', '/freeBusy', { body: { ...question, ...change } })).toMatchObject({
      status: 400,
      reason,
    });
  });
});

describe('a list', () => {
  const three = async () => {
    for (const id of ['first1', 'second2', 'third3']) await insert({ id });
  };
  const ids = ({ items }: Page) => items.map(({ id }) => id);

  test('comes page by page, and nothing falls between while events change', async () => {
    await three();
    const first = await list('?maxResults=2');
    expect([ids(first), first.nextSyncToken]).toEqual([['first1', 'second2'], undefined]);
    await ask('PATCH', `${events}/first1`, { body: { summary: 'Changed' } });
    const second = await list(`?maxResults=2&pageToken=${first.nextPageToken}`);
    expect([ids(second), second.nextPageToken]).toEqual([['third3'], undefined]);
    expect(ids(await list(`?syncToken=${second.nextSyncToken}`))).toEqual(['first1']);
    expect(await refusal('GET', `${events}?pageToken=${first.nextPageToken}`)).toMatchObject({ status: 400 });
  });

  test('of changes has what is gone, with no more than its id', async () => {
    await three();
    const { nextSyncToken } = await list();
    await ask('DELETE', `${events}/second2`);
    const changes = await list(`?syncToken=${nextSyncToken}`);
    expect(changes.items).toEqual([
      { kind: 'calendar#event', etag: expect.any(String), id: 'second2', status: 'cancelled' },
    ]);
    expect(ids(await list())).toEqual(['first1', 'third3']);
    expect(ids(await list('?showDeleted=true'))).toHaveLength(3);
  });

  test('takes no filter together with a token, and no token that is too old', async () => {
    await three();
    const { nextSyncToken } = await list();
    const filters = [
      'timeMin=2026-11-01T00:00:00Z',
      'privateExtendedProperty=baton%3D1',
      'q=vera',
      'showDeleted=false',
    ];
    for (const filter of filters) {
      const answer = await refusal('GET', `${events}?syncToken=${nextSyncToken}&${filter}`);
      expect(answer).toMatchObject({ status: 400, reason: 'invalid' });
    }
    const gone = { status: 410, reason: 'fullSyncRequired', locationType: 'parameter', location: 'syncToken' };
    expect(await refusal('GET', `${events}?syncToken=never-given`)).toMatchObject(gone);
    google.forgetChanges();
    expect(await refusal('GET', `${events}?syncToken=${nextSyncToken}`)).toMatchObject(gone);
  });

  test('has only the fields that are asked for', async () => {
    await insert();
    const short = await list('?fields=items(id,start/dateTime,attendees(email)),timeZone');
    const item = { id: meeting.id, start: { dateTime: '2026-11-25T10:00:00-05:00' }, attendees: [{ email: visitor }] };
    expect(short).toEqual({ timeZone: 'America/New_York', items: [item] });
    expect((await list('?fields=items/*')).items[0]).toMatchObject({ id: meeting.id, status: 'confirmed' });
    for (const wrong of ['items(id', 'items)', ',', 'items(id)start']) {
      expect(await refusal('GET', `${events}?fields=${wrong}`)).toMatchObject({ status: 400, location: 'fields' });
    }
  });

  test('may be narrowed by time and by our own mark', async () => {
    const mark = { extendedProperties: { private: { baton: '1' } } };
    await insert({ id: 'ours12345', ...mark });
    await insert({ id: 'other12345' });
    await insert({ id: 'older12345', start: { date: '2026-11-01' }, end: { date: '2026-11-02' }, ...mark });
    const marked = await list('?privateExtendedProperty=baton%3D1&timeMin=2026-11-20T00:00:00Z');
    expect([ids(marked), marked.nextSyncToken]).toEqual([['ours12345'], undefined]);
    expect(ids(await list('?timeMax=2026-11-20T00:00:00Z'))).toEqual(['older12345']);
    for (const wrong of ['maxResults=0', 'maxResults=2501', 'timeMin=today', 'pageToken=nonsense']) {
      expect(await refusal('GET', `${events}?${wrong}`)).toMatchObject({ status: 400 });
    }
  });

  test('of calendars marks the primary one and those that are shown', async () => {
    const { body } = await ask<{ items: Body[] }>('GET', '/users/me/calendarList');
    expect(body.items).toMatchObject([
      { id: dana, primary: true, selected: true, accessRole: 'owner', timeZone: 'America/New_York' },
      { summary: 'Personal', selected: true, accessRole: 'owner' },
    ]);
    const first = await ask<Page>('GET', '/users/me/calendarList?maxResults=1');
    expect(first.body.nextPageToken).toBe('1');
  });
});

describe('a channel', () => {
  const heard: IncomingMessage[] = [];
  let status = 200;
  const ear = createServer((request, answer) => {
    heard.push(request);
    answer.writeHead(status).end();
  });
  let address = '';
  beforeEach(async () => {
    heard.length = 0;
    status = 200;
    await new Promise<void>((resolve) => ear.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/push`;
  });
  afterEach(() => new Promise<void>((resolve) => ear.close(() => resolve())));
  const open = (change: Body = {}) => ({ body: { id: 'c1', type: 'web_hook', address, token: 't', ...change } });

  test('tells that something changed, and is stopped by both its names', async () => {
    const { body } = await ask<Body>('POST', `${events}/watch`, open());
    expect(body).toMatchObject({
      kind: 'api#channel',
      id: 'c1',
      expiration: String(Date.parse('2026-11-30T14:00:00Z')),
    });
    await insert();
    await google.settled();
    expect(
      heard.map(({ method, headers }) => [method, headers['x-goog-resource-state'], headers['x-goog-message-number']]),
    ).toEqual([
      ['POST', 'sync', '1'],
      ['POST', 'exists', '2'],
    ]);
    expect(heard[1]?.headers).toMatchObject({ 'x-goog-channel-id': 'c1', 'x-goog-channel-token': 't' });
    const stop = (resourceId: unknown) => ask('POST', '/channels/stop', { body: { id: 'c1', resourceId } });
    expect((await stop('another')).status).toBe(404);
    expect((await stop(body.resourceId)).status).toBe(204);
    google.act({ kind: 'delete', email: dana, event: meeting.id });
    await google.settled();
    expect(heard).toHaveLength(2);
  });

  test.each<[string, Body]>([
    ['channelIdNotUnique', {}],
    ['push.webhookUrlNotHttps', { id: 'c2', address: 'http://baton.example/push' }],
    ['invalid', { id: 'no spaces here' }],
    ['required', { id: 'c2', type: 'mail' }],
  ])('is refused: %s', async (reason, change) => {
    await ask('POST', `${events}/watch`, open());
    expect(await refusal('POST', `${events}/watch`, open(change))).toMatchObject({ status: 400, reason });
    await google.settled();
  });

  test('that nobody hears is a trouble to read about', async () => {
    status = 404;
    await ask('POST', `${events}/watch`, open());
    await google.settled();
    expect(google.troubles()).toMatchObject([
      { text: `Google could not tell ${address} that a calendar changed: it answered 404.` },
    ]);
  });
});

describe('in the sandbox', () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'google-'));
    sandbox = await start();
  });
  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });
  const start = () => {
    const now = () => new Date('2026-11-23T14:00:00.000Z');
    return startSandbox({ log: quiet, keepIn: join(folder, 'kept.json'), slack: { now } });
  };
  const post = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Body };
  };
  const calendars = async () => {
    const state = (await (await fetch(`${sandbox.url}/sandbox/state`)).json()) as SandboxState;
    return state.calendars;
  };

  test('everybody has a week to work in, the same at every start', async () => {
    const shown = await calendars();
    expect(shown.map(({ owner, name }) => [owner, name])).toEqual([
      ['dana.reyes@acme.example', 'dana.reyes@acme.example'],
      ['dana.reyes@acme.example', 'Personal'],
      ['marco.lind@acme.example', 'marco.lind@acme.example'],
      ['priya.shah@acme.example', 'priya.shah@acme.example'],
    ]);
    const lunches = shown[0]!.events.filter(({ title }) => title === 'Lunch');
    expect(lunches[0]).toMatchObject({ startsAt: '2026-11-23T17:30:00.000Z', endsAt: '2026-11-23T18:15:00.000Z' });
    expect(shown.every(({ events: each }) => each.length > 0 && each.every(({ isBusy }) => isBusy))).toBe(true);
    const again = createGoogleSandbox({
      accounts: [{ email: dana, name: 'Dana Reyes' }],
      now: () => new Date('2026-11-23T14:00:00.000Z'),
    });
    expect(again.calendars()[0]?.events).toEqual(shown[0]?.events);
  });

  test('people act in their calendars, and a wrong act is explained', async () => {
    const add = { kind: 'add-busy', email: dana, startsAt: '2026-11-24T20:00:00Z', endsAt: '2026-11-24T21:00:00Z' };
    const { body } = await post('/sandbox/google/act', { ...add, title: 'School play' });
    const { event } = body as { event: string };
    const find = async () => (await calendars())[0]?.events.find(({ id }) => id === event);
    expect(await find()).toMatchObject({ title: 'School play', startsAt: '2026-11-24T20:00:00.000Z' });
    await post('/sandbox/google/act', { ...add, kind: 'move', event, startsAt: '2026-11-24T20:30:00Z' });
    expect(await find()).toMatchObject({ startsAt: '2026-11-24T20:30:00.000Z' });
    await post('/sandbox/google/act', { kind: 'delete', email: dana, event });
    expect(await find()).toMatchObject({ status: 'cancelled', isBusy: false });
    await post('/sandbox/google/act', { kind: 'access', email: dana, open: false });
    expect((await calendars())[0]?.isOpen).toBe(false);

    const trouble = (what: Body) => post('/sandbox/google/act', what).then((answer) => answer.body.text);
    expect(await trouble({ kind: 'delete', email: dana, event: 'none' })).toBe(`${dana} has no event none.`);
    expect(await trouble({ ...add, endsAt: add.startsAt })).toBe('An event ends after it starts.');
    expect(await trouble({ kind: 'reply', email: visitor, event, reply: 'accepted' })).toContain('not invited');
    const wrong = await post('/sandbox/google/act', { ...add, startsAt: 'noon' });
    expect([wrong.status, wrong.body.error]).toEqual([422, expect.stringContaining('not something a person does')]);
  });

  test('faults are put in the way of calls that follow', async () => {
    const fault = {
      method: 'POST',
      path: '/token',
      kind: 'error',
      status: 429,
      reason: 'rateLimitExceeded',
      retryAfterS: 3,
    };
    expect((await post('/sandbox/google/faults', fault)).status).toBe(201);
    const answer = await fetch(`${sandbox.googleApiUrl}/token`, { method: 'POST' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '3']);
    expect(await answer.json()).toMatchObject({ error: { errors: [{ domain: 'usageLimits' }], code: 429 } });
    expect((await fetch(`${sandbox.googleApiUrl}/token`, { method: 'POST' })).status).toBe(400);
    expect((await post('/sandbox/google/faults', { path: '/token', kind: 'bad mood' })).status).toBe(422);
  });

  test('calendars and grants outlive a restart', async () => {
    const page = new URLSearchParams({
      client_id: sandbox.google.oauth.clientId,
      redirect_uri: redirectUrl,
      response_type: 'code',
      scope: 'https://www.googleapis.com/auth/calendar.readonly',
      access_type: 'offline',
    });
    const allow = new URLSearchParams({ account: dana, answer: 'allow', scope: page.get('scope') ?? '' });
    const asked = { method: 'POST', body: allow, redirect: 'manual' } as const;
    const back = await fetch(`${sandbox.googleApiUrl}/o/oauth2/v2/auth?${page}`, asked);
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const { clientId: client_id, clientSecret: client_secret } = sandbox.google.oauth;
    const token = async (form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id, client_secret, ...form });
      const answer = await fetch(`${sandbox.googleApiUrl}/token`, { method: 'POST', body });
      return { status: answer.status, ...((await answer.json()) as { refresh_token: string }) };
    };
    const given = await token({ grant_type: 'authorization_code', code, redirect_uri: redirectUrl });
    const demo = (await calendars())[0]!.events.length;
    sandbox.google.act({ kind: 'delete', email: dana, event: (await calendars())[0]!.events[0]!.id });
    await sandbox.stop();
    sandbox = await start();
    const shown = (await calendars())[0]!.events;
    expect([shown.length, shown[0]?.status]).toEqual([demo, 'cancelled']);
    expect(await token({ grant_type: 'refresh_token', refresh_token: given.refresh_token })).toMatchObject({
      status: 200,
    });
  });
});
