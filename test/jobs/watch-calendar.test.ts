// Every job about reps' calendars with its first answer lost: it was done, we did not hear of it, and it runs again. And
// what comes in on the address that calendars call.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../src/core/job.ts';
import { disconnectCalendar } from '../../src/flows/disconnect-calendar.ts';
import { createConnectSigner } from '../../src/store/connect-link.ts';
import { dana } from '../support/baton.ts';
import { fiveMin, mail, startWatched, type Watched } from '../support/watched.ts';

const longMs = 60_000;
let watched: Watched;
beforeAll(async () => {
  watched = await startWatched();
});
afterAll(() => watched.stop());

const lost = (method: string, path: string) => watched.google.faults.add({ method, path, kind: 'lost-answer' });
const loseInSlack = (method: string) => watched.baton.sandbox.slack.faults.add({ method, kind: 'lost-answer' });
const calls = (method: string, path: string) =>
  watched.google.calls.filter((call) => call.method === method && call.path.includes(path)).length;
const owe = async (job: Job) => {
  const { db, queue } = watched.deps;
  await db.inTx((tx) => queue.enqueue(tx, [{ job }]));
};
const buried = async () => (await watched.deps.queue.counts()).buried;

describe('twice', () => {
  beforeEach(async () => {
    await watched.connect();
  });

  test('watch-calendar leaves one channel, and it is the one that is kept', async () => {
    lost('POST', '/events/watch');
    const id = await watched.booked('2026-11-24T10:00:00.000Z');
    await watched.baton.pass(longMs);
    await watched.settle();
    const [channel, ...more] = watched.channels();
    expect(more).toEqual([]);
    expect((await watched.watch())?.channel?.channel).toBe(channel);
    // What Google calls on it is believed.
    await watched.move(id, '2026-11-24T11:00:00.000Z');
    await watched.settle();
    expect((await watched.seen(id)).booking?.meeting?.startsAt).toBe('2026-11-24T11:00:00.000Z');
  });

  test('read-calendar finds no more the second time', async () => {
    const id = await watched.booked('2026-11-25T10:00:00.000Z');
    watched.losePush();
    await watched.move(id, '2026-11-25T11:00:00.000Z');
    lost('GET', '/events');
    await watched.baton.pass(fiveMin);
    await watched.baton.pass(longMs);
    await owe({ kind: 'read-calendar', rep: dana });
    await owe({ kind: 'read-calendar', rep: dana });
    await watched.baton.pass(0);
    expect((await watched.seen(id)).booking?.meeting?.startsAt).toBe('2026-11-25T11:00:00.000Z');
    expect((await watched.kinds(id)).filter((kind) => kind === 'moved')).toHaveLength(1);
  });

  test('unwatch-calendar stops what is stopped already, and never what is kept', async () => {
    await watched.booked('2026-11-26T10:00:00.000Z');
    const kept = (await watched.watch())?.channel;
    const { channel = '', resource = '' } = kept ?? {};
    const before = calls('POST', '/channels/stop');
    lost('POST', '/channels/stop');
    await owe({ kind: 'unwatch-calendar', rep: dana, channel, resource });
    await watched.baton.pass(longMs);
    expect(calls('POST', '/channels/stop')).toBe(before);
    expect(watched.channels()).toEqual([channel]);
    await owe({ kind: 'unwatch-calendar', rep: dana, channel: 'nobodys', resource });
    await watched.baton.pass(0);
    await watched.baton.pass(longMs);
    expect(calls('POST', '/channels/stop')).toBe(before + 2);
    expect(await buried()).toBe(0);
    watched.google.faults.clear();
  });

  test('an address that Google does not call is no lost access, and a calendar that nobody may read is not stuck', async () => {
    const { faults } = watched.google;
    const unauthorized = { status: 401, reason: 'push.webhookUrlUnauthorized' };
    faults.add({ method: 'POST', path: '/events/watch', kind: 'error', ...unauthorized, times: 100 });
    const id = await watched.booked('2026-11-26T14:00:00.000Z');
    await watched.baton.pass(longMs);
    expect(watched.news()).toEqual([]);
    watched.losePush();
    await watched.move(id, '2026-11-26T15:00:00.000Z');
    const disabled = { status: 403, reason: 'accessNotConfigured', message: 'Calendar API has not been used' };
    faults.add({ method: 'GET', path: '/events', kind: 'error', ...disabled, times: 3 });
    await watched.baton.pass(fiveMin);
    expect(await buried()).toBe(0);
    faults.clear();
    await watched.baton.pass(fiveMin);
    expect((await watched.seen(id)).booking?.meeting?.startsAt).toBe('2026-11-26T15:00:00.000Z');
    expect(watched.news()).toEqual([]);
  });

  test('draw-home and the message that the access is gone stand once', async () => {
    loseInSlack('views.publish');
    loseInSlack('chat.postMessage');
    watched.google.act({ kind: 'access', email: mail[dana], open: false });
    await watched.baton.pass(fiveMin);
    await watched.baton.pass(longMs);
    await watched.baton.pass(longMs);
    expect(watched.news().filter(({ text }) => text.includes('no longer lets Baton'))).toHaveLength(1);
    expect(JSON.stringify(watched.baton.sandbox.state().homes[dana])).toContain('no longer lets Baton');
    watched.google.act({ kind: 'access', email: mail[dana], open: true });
  });

  test('revoke-grant takes back what is taken back already', async () => {
    lost('POST', '/revoke');
    await disconnectCalendar(watched.deps, dana);
    await watched.baton.pass(0);
    await watched.baton.pass(longMs);
    expect(calls('POST', '/revoke')).toBe(2);
    expect(watched.google.snapshot().grants).toEqual([]);
    expect(await buried()).toBe(0);
  });
});

describe('POST /calendar/changed', () => {
  const signer = createConnectSigner(['b'.repeat(64)]);
  const call = (headers: Record<string, string>) =>
    fetch(`${watched.baton.app.url}/calendar/changed`, {
      method: 'POST',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [`x-goog-${name}`, value])),
    });
  const known = async () => ({
    'channel-id': (await watched.watch())?.channel?.channel ?? '',
    'channel-token': signer.channelSecret(dana),
    'resource-id': 'r',
    'resource-state': 'exists',
  });
  const lists = () => calls('GET', '/events');

  beforeAll(async () => {
    await watched.connect();
    await watched.booked('2026-11-27T10:00:00.000Z');
    await watched.baton.pass(0);
  });

  test('a burst of calls is one look', async () => {
    const before = lists();
    const headers = await known();
    expect((await Promise.all(Array.from({ length: 12 }, () => call(headers)))).map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, () => 200),
    );
    await watched.baton.pass(0);
    expect(lists()).toBe(before + 1);
  });

  test('the greeting of a channel sets nothing in motion', async () => {
    const before = lists();
    expect((await call({ ...(await known()), 'resource-state': 'sync' })).status).toBe(200);
    await watched.baton.pass(0);
    expect(lists()).toBe(before);
  });

  test.each([
    ['a wrong secret', { 'channel-token': 'guessed' }],
    ['no secret', { 'channel-token': '' }],
    ['the secret of somebody else', { 'channel-token': signer.channelSecret('U0MARCO') }],
    ['no channel', { 'channel-id': '' }],
  ])('%s is nobody’s call', async (_, change) => {
    const before = [lists(), await watched.deps.queue.counts()];
    expect((await call({ ...(await known()), ...change })).status).toBe(404);
    await watched.baton.pass(0);
    expect([lists(), await watched.deps.queue.counts()]).toEqual(before);
  });

  test('a channel that nobody keeps any more is stopped', async () => {
    const before = calls('POST', '/channels/stop');
    expect((await call({ ...(await known()), 'channel-id': `${dana}-forgotten` })).status).toBe(404);
    await watched.baton.pass(0);
    expect(calls('POST', '/channels/stop')).toBe(before);
    await watched.baton.pass(longMs);
    expect(calls('POST', '/channels/stop')).toBe(before + 1);
  });
});
