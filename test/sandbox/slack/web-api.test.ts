// The Web API through the real WebClient: tokens, channels, messages, threads, views, files, rates and broken answers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import {
  cardBlocks,
  clientOf,
  dana,
  general,
  leads,
  listenRaw,
  managers,
  marco,
  plain,
  pressed,
  sandboxFor,
  section,
  shown,
} from './connected.ts';

const refusal = (error: string) => ({ data: { ok: false, error } });
const event = { event_type: 'baton_lead', event_payload: { lead: 'lead_1' } };

describe('the Web API', () => {
  const clock = { now: new Date('2026-11-23T14:00:00Z') };
  let sandbox: Sandbox;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    sandbox = await sandboxFor({ slack: { now: () => clock.now, rateLimits: false } });
    client = clientOf(sandbox);
  });
  afterAll(() => sandbox.stop());

  const post = async (over: object = {}) =>
    String((await client.chat.postMessage({ channel: leads, text: 'A lead', ...over })).ts);
  const stored = (ts: string) => shown(sandbox).find((message) => message.ts === ts);

  test('a message shows a picture only once it is uploaded to the end', async () => {
    const showing = (id: string) => post({ blocks: [{ type: 'image', slack_file: { id }, alt_text: 'a chart' }] });
    await expect(showing('F0NOSUCH')).rejects.toMatchObject(refusal('invalid_blocks'));
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'chart.png',
      length: 3,
    });
    await expect(showing(id)).rejects.toMatchObject(refusal('invalid_blocks'));
    await fetch(url, { method: 'POST', body: new Uint8Array([1, 2, 3]) });
    await client.files.completeUploadExternal({ files: [{ id }] });
    expect(stored(await showing(id))?.blocks).toHaveLength(1);
  });

  test('knows its tokens apart', async () => {
    expect(await client.auth.test()).toMatchObject({
      ok: true,
      team: 'Acme Revenue',
      user: 'baton',
      bot_id: expect.stringMatching(/^B/),
    });
    await expect(clientOf(sandbox, 'xoxb-wrong').auth.test()).rejects.toMatchObject(refusal('invalid_auth'));
    await expect(clientOf(sandbox, sandbox.appToken).auth.test()).rejects.toMatchObject(
      refusal('not_allowed_token_type'),
    );
    await expect(client.apps.connections.open({})).rejects.toMatchObject(refusal('not_allowed_token_type'));
    expect(await (await fetch(`${sandbox.slackApiUrl}auth.test`, { method: 'POST' })).json()).toEqual({
      ok: false,
      error: 'not_authed',
    });
    await expect(client.apiCall('chat.shout')).rejects.toMatchObject(refusal('unknown_method'));
    expect(sandbox.slack.calls.at(-1)).toMatchObject({
      method: 'chat.shout',
      status: 200,
      ok: false,
      error: 'unknown_method',
    });
    expect(JSON.stringify(sandbox.slack.calls)).not.toContain(sandbox.botToken);
  });

  test('refuses what the granted scopes do not cover', async () => {
    const narrow = await sandboxFor({ slack: { scopes: ['chat:write'] } });
    try {
      await clientOf(narrow).chat.postMessage({ channel: leads, text: 'a' });
      await expect(clientOf(narrow).users.list({})).rejects.toMatchObject({
        data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
      });
    } finally {
      await narrow.stop();
    }
  });

  test('finds channels by id and by name, and keeps what is not its own closed', async () => {
    expect(await client.chat.postMessage({ channel: '#sdr-leads', text: 'a' })).toMatchObject({ channel: leads });
    expect(await client.chat.postMessage({ channel: general, text: 'public' })).toMatchObject({ ok: true });
    await expect(client.chat.postMessage({ channel: '#nowhere', text: 'a' })).rejects.toMatchObject(
      refusal('channel_not_found'),
    );
    await expect(client.conversations.history({ channel: general })).rejects.toMatchObject(refusal('not_in_channel'));
    await client.conversations.join({ channel: general });
    expect(await client.conversations.history({ channel: general })).toMatchObject({ messages: [{ text: 'public' }] });
    expect((await client.conversations.list({})).channels?.map(({ name }) => name)).toEqual([
      'sdr-leads',
      'revenue-managers',
      'baton-ops',
      'general',
    ]);
    expect(await client.conversations.members({ channel: managers })).toMatchObject({
      members: ['U0PRIYA', dana, 'U0BATON'],
    });
    await expect(client.chat.postEphemeral({ channel: managers, user: marco, text: 'a' })).rejects.toMatchObject(
      refusal('user_not_in_channel'),
    );
  });

  test('keeps what was sent as it was sent, with metadata, and fills in the ids', async () => {
    const ts = await post({ text: 'A &lt;lead&gt;', blocks: [section('&lt;!channel&gt;')], metadata: event });
    expect(stored(ts)).toMatchObject({
      text: 'A &lt;lead&gt;',
      blocks: [{ ...section('&lt;!channel&gt;'), block_id: expect.any(String) }],
      metadata: event,
    });
    const read = (all: boolean) =>
      client.conversations.history({
        channel: leads,
        latest: ts,
        oldest: ts,
        inclusive: true,
        include_all_metadata: all,
      });
    expect((await read(true)).messages).toMatchObject([{ ts, metadata: event, bot_id: expect.any(String) }]);
    expect((await read(false)).messages?.[0]).not.toHaveProperty('metadata');
  });

  test('an update without blocks takes them away and leaves metadata; only own messages change', async () => {
    const ts = await post({ blocks: cardBlocks(), metadata: event });
    await client.chat.update({ channel: leads, ts, text: 'Redrawn' });
    expect(stored(ts)).toMatchObject({ text: 'Redrawn', blocks: [], metadata: event, edited: true });
    await expect(client.chat.update({ channel: leads, ts, text: 'x'.repeat(4001) })).rejects.toMatchObject(
      refusal('msg_too_long'),
    );
    await expect(client.chat.update({ channel: leads, ts: '1.000001', text: 'a' })).rejects.toMatchObject(
      refusal('message_not_found'),
    );
    await expect(client.chat.update({ channel: leads, ts, text: '' })).rejects.toMatchObject(refusal('no_text'));
    await sandbox.slack.act({ kind: 'say', user: dana, channel: leads, text: 'mine' });
    const theirs = { channel: leads, ts: String(shown(sandbox).at(-1)?.ts) };
    await expect(client.chat.update({ ...theirs, text: 'a' })).rejects.toMatchObject(refusal('cant_update_message'));
    await expect(client.chat.delete(theirs)).rejects.toMatchObject(refusal('cant_delete_message'));
    const { message_ts } = await client.chat.postEphemeral({ channel: leads, user: dana, text: 'psst' });
    await expect(client.chat.update({ channel: leads, ts: String(message_ts), text: 'a' })).rejects.toMatchObject(
      refusal('message_not_found'),
    );
    expect(await client.chat.delete({ channel: leads, ts })).toMatchObject({ ts });
    expect(stored(ts)).toBeUndefined();
  });

  test('threads have replies, broadcasts reach the channel, and a page is as long as asked', async () => {
    const ts = await post({ text: 'parent' });
    for (const words of ['one', 'two', 'three'])
      await post({ text: words, thread_ts: ts, reply_broadcast: words === 'three' });
    const all = await client.conversations.replies({ channel: leads, ts });
    expect(all.messages?.map(({ text }) => text)).toEqual(['parent', 'one', 'two', 'three']);
    expect(all.messages?.[0]).toMatchObject({ reply_count: 3, thread_ts: ts });
    const first = await client.conversations.replies({ channel: leads, ts, limit: 2 });
    expect(first).toMatchObject({ has_more: true, messages: [{ text: 'parent' }, { text: 'one' }] });
    const pages: string[][] = [];
    for await (const page of client.paginate('conversations.history', {
      channel: leads,
      oldest: ts,
      inclusive: true,
      limit: 1,
    })) {
      const { messages } = page as typeof page & { messages: { text: string }[] };
      pages.push(messages.map(({ text }) => text));
    }
    expect(pages).toEqual([['three'], ['parent']]);
    await expect(post({ thread_ts: '1.000001' })).rejects.toMatchObject(refusal('thread_not_found'));
    expect(await client.chat.getPermalink({ channel: leads, message_ts: ts })).toMatchObject({
      permalink: `${sandbox.url}/archives/${leads}/p${ts.replace('.', '')}`,
    });
  });

  test('people are found by id and by address; reactions are counted', async () => {
    expect(await client.users.lookupByEmail({ email: 'Dana.Reyes@acme.example' })).toMatchObject({
      user: { id: dana, profile: { email: 'dana.reyes@acme.example' } },
    });
    await expect(client.users.lookupByEmail({ email: 'no@acme.example' })).rejects.toMatchObject(
      refusal('users_not_found'),
    );
    await expect(client.users.info({ user: 'U0NOBODY' })).rejects.toMatchObject(refusal('user_not_found'));
    const ts = await post();
    await client.reactions.add({ channel: leads, timestamp: ts, name: 'eyes' });
    await sandbox.slack.act({ kind: 'react', user: dana, channel: leads, ts, name: 'eyes' });
    expect(stored(ts)?.reactions).toEqual([{ name: 'eyes', users: ['U0BATON', dana] }]);
    await expect(client.reactions.add({ channel: leads, timestamp: ts, name: 'eyes' })).rejects.toMatchObject(
      refusal('already_reacted'),
    );
  });

  test('files go up in three steps and can be read back', async () => {
    await client.filesUploadV2({
      channel_id: leads,
      filename: 'talk.txt',
      content: 'forty seats',
      initial_comment: 'The talk',
    });
    const message = shown(sandbox).at(-1);
    expect(message).toMatchObject({ text: 'The talk', files: [{ title: 'talk.txt' }] });
    expect(await (await fetch(String(message?.files[0]?.url))).text()).toBe('forty seats');
    await expect(client.files.completeUploadExternal({ files: [{ id: 'F0NONE', title: 'a' }] })).rejects.toMatchObject(
      refusal('file_not_found'),
    );
  });

  test('a trigger opens one modal within three seconds; a view updates only from what it was', async () => {
    const view = { type: 'modal' as const, title: plain('Book'), external_id: 'book-1', blocks: [section('a')] };
    const door = await listenRaw();
    const message = { channel: leads, ts: await post({ blocks: cardBlocks() }) };
    sandbox.slack.requestUrl = door.url;
    const trigger = async () => {
      await sandbox.slack.act({ kind: 'press', user: dana, from: { message }, action: pressed() });
      return door.payload().trigger_id;
    };
    const first = await trigger();
    const opened = await client.views.open({ trigger_id: first, view });
    await expect(client.views.open({ trigger_id: first, view })).rejects.toMatchObject(refusal('exchanged_trigger_id'));
    await expect(client.views.open({ trigger_id: await trigger(), view })).rejects.toMatchObject(
      refusal('duplicate_external_id'),
    );
    const late = await trigger();
    clock.now = new Date(clock.now.getTime() + 3_001);
    await expect(client.views.open({ trigger_id: late, view: { ...view, external_id: 'b' } })).rejects.toMatchObject(
      refusal('expired_trigger_id'),
    );
    const fresh = { ...view, title: plain('Filled') };
    await client.views.update({ external_id: 'book-1', hash: String(opened.view?.hash), view: fresh });
    await expect(
      client.views.update({ view_id: String(opened.view?.id), hash: String(opened.view?.hash), view: fresh }),
    ).rejects.toMatchObject(refusal('hash_conflict'));
    await expect(client.views.update({ view_id: 'V0NONE', view: fresh })).rejects.toMatchObject(refusal('not_found'));
    expect(sandbox.state().modals).toMatchObject([{ user: dana, view: { title: plain('Filled') } }]);
    sandbox.slack.requestUrl = null;
    await door.stop();
  });
});

describe('rates and faults', () => {
  const clock = { now: new Date('2026-11-23T14:00:00Z') };
  let sandbox: Sandbox;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    sandbox = await sandboxFor({ slack: { now: () => clock.now } });
    client = clientOf(sandbox);
  });
  afterAll(() => sandbox.stop());
  const post = (words: string, channel = leads) => client.chat.postMessage({ channel, text: words });
  const count = (words: string) => shown(sandbox).filter(({ text }) => text === words).length;

  test('one channel takes a small burst and then one message a second', async () => {
    for (let n = 0; n < 5; n++) await post('burst');
    await expect(post('burst')).rejects.toMatchObject({ retryAfter: 1 });
    expect(sandbox.slack.calls.at(-1)).toMatchObject({ status: 429, error: 'ratelimited' });
    expect(await post('elsewhere', managers)).toMatchObject({ ok: true });
    clock.now = new Date(clock.now.getTime() + 1_000);
    expect(await post('burst')).toMatchObject({ ok: true });
    await expect(post('burst')).rejects.toMatchObject({ retryAfter: 1 });
    sandbox.slack.rateLimits.on = false;
    expect(await post('burst')).toMatchObject({ ok: true });
    sandbox.slack.rateLimits.on = true;
    sandbox.slack.rateLimits.set('chat.postMessage', null);
  });

  test('a lost answer has done the work', async () => {
    sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'lost-answer' });
    await expect(post('twice')).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(count('twice')).toBe(1);
    await post('twice');
    expect(count('twice')).toBe(2);
  });

  test.each([
    ['reset', {}, { code: 'slack_webapi_request_error' }],
    ['timeout', { ms: 20 }, { code: 'slack_webapi_request_error' }],
    ['http', { status: 503 }, { code: 'slack_webapi_http_error', statusCode: 503 }],
    ['error', { error: 'fatal_error' }, { data: { error: 'fatal_error' } }],
    ['ratelimited', { retryAfterS: 7 }, { retryAfter: 7 }],
  ] as const)('%s leaves the work undone', async (kind, about, error) => {
    const added = await fetch(`${sandbox.url}/sandbox/slack/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: '*', kind, ...about }),
    });
    expect(added.status).toBe(201);
    await expect(post(kind)).rejects.toMatchObject(error);
    expect(count(kind)).toBe(0);
    await post(kind);
    expect(count(kind)).toBe(1);
  });
});
