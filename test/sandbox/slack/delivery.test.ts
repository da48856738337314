// What really goes over the wire to Baton, and what Slack does when Baton answers badly, late or not at all.
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import {
  cardBlocks,
  clientOf,
  connect,
  dana,
  leads,
  listenRaw,
  pressed,
  sandboxFor,
  section,
  shown,
  until,
} from './connected.ts';

describe('deliveries', () => {
  const clock = { now: new Date('2026-11-23T14:00:00Z') };
  let sandbox: Sandbox;
  let door: Awaited<ReturnType<typeof listenRaw>>;
  beforeEach(async () => {
    door = await listenRaw();
    const slack = {
      requestUrl: door.url,
      ackMs: 300,
      eventRetryMs: [5, 10, 15],
      now: () => clock.now,
      rateLimits: false,
    };
    sandbox = await sandboxFor({ slack: { ...slack, subscriptions: ['message.channels'] } });
  });
  afterEach(async () => {
    await sandbox.stop();
    await door.stop();
  });

  const say = (text: string) => sandbox.slack.act({ kind: 'say', user: dana, channel: leads, text });
  const press = async () => {
    await clientOf(sandbox).chat.postMessage({ channel: leads, text: 'A lead', blocks: cardBlocks() });
    const { ts } = shown(sandbox).findLast(({ blocks }) => blocks.length > 0) ?? { ts: '' };
    await sandbox.slack.settled();
    return sandbox.slack.act({
      kind: 'press',
      user: dana,
      from: { message: { channel: leads, ts } },
      action: pressed(),
    });
  };
  const texts = () => sandbox.state().troubles.map(({ text }) => text);

  test('presses are signed forms of exactly that type, events are signed JSON', async () => {
    await press();
    const heard = door.heard.at(-1);
    const timestamp = String(heard?.headers['x-slack-request-timestamp']);
    expect(heard?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(heard?.body).toMatch(/^payload=/);
    const hmac = createHmac('sha256', sandbox.signingSecret).update(`v0:${timestamp}:${heard?.body}`).digest('hex');
    expect(heard?.headers['x-slack-signature']).toBe(`v0=${hmac}`);
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(5);
    await say('hello');
    expect(door.heard.at(-1)?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(String(door.heard.at(-1)?.body))).toMatchObject({
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev/),
      authorizations: [{ user_id: 'U0BATON', is_bot: true }],
      event: { type: 'message', text: 'hello', channel_type: 'channel' },
    });
  });

  test('the address is checked by a challenge', async () => {
    door.answering = ({ body }) => ({ body: JSON.parse(body).challenge });
    expect(await sandbox.slack.verifyRequestUrl()).toBe(true);
    door.answering = () => ({ body: 'something else' });
    expect(await sandbox.slack.verifyRequestUrl()).toBe(false);
  });

  test('an event that fails comes again three times, with the same id, its number and the reason', async () => {
    door.answering = () => ({ status: 500 });
    await say('hello');
    await until(() => door.heard.length === 4);
    const ids = door.heard.map(({ body }) => JSON.parse(body).event_id);
    expect(new Set(ids).size).toBe(1);
    expect(door.heard.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(door.heard.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error');
    await sandbox.slack.settled();
    expect(texts()).toHaveLength(4);
    expect(texts()[0]).toBe('The event "message" did not get through: Baton answered with HTTP 500. Its log says why.');
  });

  test('an event that is taken at the second try, or that Baton does not want again, comes no more', async () => {
    door.answering = () => ({ status: door.heard.length === 1 ? 500 : 200 });
    await say('hello');
    await until(() => door.heard.length === 2);
    door.answering = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    await say('again');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(door.heard).toHaveLength(3);
  });

  test('a press that is not acknowledged is trouble for the one who pressed, once', async () => {
    door.answering = () => ({ afterMs: 600 });
    expect(await press()).toEqual({ kind: 'trouble', text: 'Baton did not answer within 0.3 seconds.' });
    door.answering = () => ({ status: 404 });
    expect(await press()).toMatchObject({ kind: 'trouble', text: expect.stringContaining('HTTP 404') });
    const command = { kind: 'command', user: dana, channel: leads, command: '/baton', text: '' } as const;
    expect(await sandbox.slack.act(command)).toMatchObject({
      kind: 'trouble',
      text: expect.stringContaining('/baton failed with the error "dispatch_failed"'),
    });
    sandbox.slack.requestUrl = null;
    expect(await sandbox.slack.act(command)).toMatchObject({
      kind: 'trouble',
      text: expect.stringContaining('not connected'),
    });
    await door.stop();
    sandbox.slack.requestUrl = door.url;
    expect(await press()).toMatchObject({ kind: 'trouble', text: expect.stringContaining('cannot be reached') });
  });

  test('a response_url whispers, replaces, deletes, and ends after five uses or thirty minutes', async () => {
    await press();
    const url = door.payload().response_url;
    const respond = (body: object) =>
      fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    expect((await respond({ text: 'psst' })).status).toBe(200);
    expect(shown(sandbox).at(-1)).toMatchObject({ text: 'psst', onlyFor: dana });
    await respond({ text: 'all', response_type: 'in_channel' });
    expect(shown(sandbox).at(-1)).toMatchObject({ text: 'all', onlyFor: null });
    await respond({ text: 'new', blocks: [section('new')], replace_original: true });
    expect(shown(sandbox)[0]).toMatchObject({ text: 'new', blocks: [section('new')] });
    expect((await respond({ text: 'a', blocks: [section('')] })).status).toBe(400);
    await respond({ delete_original: true });
    expect(shown(sandbox).map(({ text }) => text)).toEqual(['psst', 'all']);
    const sixth = await respond({ text: 'once more' });
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
    await press();
    const late = door.payload().response_url;
    clock.now = new Date(clock.now.getTime() + 30 * 60_000 + 1);
    expect(await (await fetch(late, { method: 'POST', body: '{"text":"a"}' })).json()).toMatchObject({
      error: 'expired_url',
    });
  });
});

type SocketMessage = {
  type: string;
  envelope_id: string;
  retry_attempt: number;
  retry_reason: string;
  payload: { event: object };
};

describe('over the socket', () => {
  test('hello comes first, what is not acknowledged comes again, and an address is good for one connection', async () => {
    const sandbox = await sandboxFor({ slack: { eventRetryMs: [5], ackMs: 200, subscriptions: ['message.channels'] } });
    const heard: SocketMessage[] = [];
    const { url } = await clientOf(sandbox, sandbox.appToken).apps.connections.open({});
    const socket = new WebSocket(String(url));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as SocketMessage;
      heard.push(message);
      if (message.retry_attempt === 1) socket.send(JSON.stringify({ envelope_id: message.envelope_id }));
    });
    try {
      await until(() => heard.length === 1);
      await sandbox.slack.act({ kind: 'say', user: dana, channel: leads, text: 'hello' });
      await until(() => heard.length === 3);
      await sandbox.slack.settled();
      expect(heard.map(({ type }) => type)).toEqual(['hello', 'events_api', 'events_api']);
      expect(heard[1]).toMatchObject({
        accepts_response_payload: false,
        retry_attempt: 0,
        payload: { event: { text: 'hello' } },
      });
      expect(heard[2]).toMatchObject({ retry_attempt: 1, retry_reason: 'http_timeout' });
      expect(sandbox.state().troubles).toHaveLength(1);
      const second = new WebSocket(String(url));
      const closed = await new Promise((resolve) => second.on('close', resolve));
      expect([closed, sandbox.slack.sockets]).toEqual([1008, 1]);
    } finally {
      socket.terminate();
      await sandbox.stop();
    }
  });

  test('a disconnect makes the client leave; presses then have nowhere to go', async () => {
    const at = await connect('socket', (app) => app.shortcut('a', async ({ ack }) => ack()));
    try {
      expect(await at.slack.act({ kind: 'shortcut', user: dana, callbackId: 'a' })).toEqual({ kind: 'done' });
      at.slack.disconnect('refresh_requested');
      await until(() => at.slack.sockets === 0);
      expect(await at.slack.act({ kind: 'shortcut', user: dana, callbackId: 'a' })).toMatchObject({ kind: 'trouble' });
    } finally {
      await at.stop();
    }
  });
});
