// Presses, modals, commands and messages, from the person to the real Bolt app and back, over both of Slack's transports.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Connected,
  cardBlocks,
  connect,
  dana,
  general,
  leads,
  managers,
  marco,
  plain,
  pressed,
  section,
  shown,
  until,
} from './connected.ts';
import { listenToAll, type Seen } from './listening-app.ts';

describe.each(['http', 'socket'] as const)('over %s', (by) => {
  const seen: Seen[] = [];
  const last = (type: string): Seen => seen.findLast((one) => one.type === type) as Seen;
  let at: Connected;

  beforeAll(async () => {
    at = await connect(by, (app) => listenToAll(app, seen));
  });
  afterAll(() => at.stop());

  if (by === 'http')
    test('the address of the app passes the check of a new request URL', async () => {
      expect(await at.slack.verifyRequestUrl()).toBe(true);
    });

  const post = async (blocks = cardBlocks()) => {
    const { ts } = await at.client.chat.postMessage({
      channel: '#sdr-leads',
      text: 'A lead',
      blocks,
      metadata: { event_type: 'baton_lead', event_payload: { lead: 'lead_1' } },
    });
    return { channel: leads, ts: String(ts) };
  };
  const openModal = async () => {
    const message = await post(cardBlocks('book'));
    expect(await at.slack.act({ kind: 'press', user: dana, from: { message }, action: pressed('book') })).toEqual({
      kind: 'done',
    });
    await until(() => at.sandbox.state().modals.length === 1);
    return String(at.sandbox.state().modals[0]?.viewId);
  };

  test('a press reaches the listener, redraws the card and answers in a whisper', async () => {
    const message = await post();
    expect(await at.slack.act({ kind: 'press', user: dana, from: { message }, action: pressed() })).toEqual({
      kind: 'done',
    });
    await until(() => shown(at.sandbox).some(({ onlyFor }) => onlyFor === dana));
    const card = shown(at.sandbox).find(({ ts }) => ts === message.ts);
    expect(card?.blocks).toMatchObject([section('Claimed by Dana')]);
    expect(shown(at.sandbox).at(-1)).toMatchObject({ text: 'It is yours', onlyFor: dana, channel: leads });
    expect(last('block_actions')).toMatchObject({
      user: { id: dana, username: 'dana' },
      team: { id: 'T0ACME' },
      channel: { id: leads, name: 'sdr-leads' },
      container: { type: 'message', message_ts: message.ts, channel_id: leads, is_ephemeral: false },
      message: { ts: message.ts, metadata: { event_type: 'baton_lead', event_payload: { lead: 'lead_1' } } },
      actions: [
        {
          type: 'button',
          action_id: 'claim',
          block_id: 'doors',
          value: 'lead_1',
          style: 'primary',
          text: plain('Claim'),
        },
      ],
      state: { values: {} },
      trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/),
      response_url: expect.stringContaining('/slack/response/'),
      api_app_id: expect.stringMatching(/^A/),
    });
  });

  test('a press on what is no longer there, or in a channel one is not in, says so', async () => {
    const message = await post();
    expect(await at.slack.act({ kind: 'press', user: dana, from: { message }, action: pressed('gone') })).toMatchObject(
      { kind: 'trouble', text: expect.stringContaining('has changed') },
    );
    const { ts } = await at.client.chat.postMessage({ channel: managers, text: 'x', blocks: cardBlocks() });
    const elsewhere = { channel: managers, ts: String(ts) };
    expect(await at.slack.act({ kind: 'press', user: marco, from: { message: elsewhere }, action: pressed() })).toEqual(
      {
        kind: 'trouble',
        text: 'Marco Lind is not in #revenue-managers. Join the channel first.',
      },
    );
  });

  test('a modal opens, complains, takes errors from the app, and closes when submitted', async () => {
    const viewId = await openModal();
    const submit = (time: string) =>
      at.slack.act({
        kind: 'submit',
        user: dana,
        viewId,
        state: { when: { time: { type: 'plain_text_input', value: time } } },
      });
    expect(await submit('')).toEqual({ kind: 'errors', errors: { when: 'Please complete this required field.' } });
    expect(await submit('never')).toEqual({ kind: 'errors', errors: { when: 'That is too late' } });
    expect(await submit('wrong')).toMatchObject({ kind: 'trouble', text: expect.stringContaining('nowhere') });
    expect(at.sandbox.state().modals).toHaveLength(1);
    expect(await submit('noon')).toEqual({ kind: 'done' });
    expect(at.sandbox.state().modals).toEqual([]);
    expect(last('view_submission')).toMatchObject({
      user: { id: dana },
      view: {
        id: viewId,
        callback_id: 'book',
        private_metadata: 'lead_1',
        root_view_id: viewId,
        previous_view_id: null,
        state: {
          values: {
            when: { time: { type: 'plain_text_input', value: 'noon' } },
            how: { kind: { type: 'static_select', selected_option: { text: plain('Call'), value: 'call' } } },
          },
        },
      },
      response_urls: [],
    });
  });

  test('a modal stack grows to three, is redrawn and cleared from an answer, and its closing is told', async () => {
    const viewId = await openModal();
    const top = () => String(at.sandbox.state().modals.at(-1)?.viewId);
    const deeper = () =>
      at.slack.act({
        kind: 'press',
        user: dana,
        from: { view: top() },
        action: { type: 'button', block_id: 'more', action_id: 'deeper' },
      });
    await deeper();
    await until(() => at.sandbox.state().modals.length === 2);
    await deeper();
    await until(() => at.sandbox.state().modals.length === 3);
    await deeper();
    await until(() => at.slack.calls.at(-1)?.error === 'push_limit_reached');
    await at.slack.act({ kind: 'close', user: dana, viewId: top() });
    expect(last('view_closed')).toMatchObject({
      view: { callback_id: 'deep', root_view_id: viewId },
      is_cleared: false,
    });
    await at.slack.act({ kind: 'close', user: dana, viewId: top() });
    expect(top()).toBe(viewId);
    const submit = (time: string) =>
      at.slack.act({
        kind: 'submit',
        user: dana,
        viewId,
        state: { when: { time: { type: 'plain_text_input', value: time } } },
      });
    expect(await submit('redraw')).toEqual({ kind: 'done' });
    expect(at.sandbox.state().modals[0]?.view.title).toEqual(plain('Again'));
    expect(await submit('all')).toEqual({ kind: 'done' });
    expect(at.sandbox.state().modals).toEqual([]);
  });

  test('a command answers the one who typed it, or everyone', async () => {
    const command = (text: string) =>
      at.slack.act({ kind: 'command', user: dana, channel: leads, command: '/baton', text });
    expect(await command('queue')).toEqual({ kind: 'done' });
    expect(shown(at.sandbox).at(-1)).toMatchObject({ text: 'You said queue', onlyFor: dana });
    await command('loud');
    expect(shown(at.sandbox).at(-1)).toMatchObject({ text: 'Everyone hears', onlyFor: null });
    expect(seen.findLast((body) => body.command === '/baton')).toMatchObject({
      channel_id: leads,
      channel_name: 'sdr-leads',
      user_id: dana,
      user_name: 'dana',
      team_domain: 'acme-revenue',
      text: 'loud',
      response_url: expect.stringContaining('/slack/response/'),
    });
    expect(
      await at.slack.act({ kind: 'command', user: dana, channel: leads, command: '/nope', text: '' }),
    ).toMatchObject({ kind: 'trouble', text: expect.stringContaining('not a valid command') });
  });

  test('shortcuts arrive, with the message they were used on', async () => {
    expect(await at.slack.act({ kind: 'shortcut', user: dana, callbackId: 'hand-over' })).toEqual({ kind: 'done' });
    expect(last('shortcut')).toMatchObject({ callback_id: 'hand-over', user: { id: dana } });
    expect(last('shortcut')).not.toHaveProperty('channel');
    const message = await post();
    expect(await at.slack.act({ kind: 'shortcut', user: dana, callbackId: 'hand-over', message })).toEqual({
      kind: 'done',
    });
    expect(last('message_action')).toMatchObject({
      message_ts: message.ts,
      channel: { id: leads },
      message: { text: 'A lead' },
    });
  });

  test('messages, edits, deletes and mentions arrive as events with their subtypes', async () => {
    const events = () => seen.filter((body) => body.type === 'event_callback').map((body) => body.event);
    await at.slack.act({ kind: 'say', user: dana, channel: leads, text: 'ping' });
    await until(() => shown(at.sandbox).at(-1)?.text === 'pong');
    const pong = shown(at.sandbox).at(-1);
    expect(events().find(({ text }) => text === 'ping')).toMatchObject({
      type: 'message',
      channel: leads,
      channel_type: 'channel',
      user: dana,
    });
    expect(events().find(({ text }) => text === 'ping')).not.toHaveProperty('subtype');
    const ts = String(pong?.threadTs);
    await at.slack.act({
      kind: 'say',
      user: dana,
      channel: leads,
      text: 'and <@U0BATON>',
      threadTs: ts,
      broadcast: true,
    });
    expect(
      events()
        .filter(({ text }) => text === 'and <@U0BATON>')
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['app_mention', 'message']);
    expect(events().findLast(({ type }) => type === 'message')).toMatchObject({
      subtype: 'thread_broadcast',
      thread_ts: ts,
    });
    await at.slack.act({
      kind: 'say',
      user: dana,
      channel: leads,
      text: 'see',
      files: [{ name: 'notes.txt', content: 'forty seats' }],
    });
    expect(events().at(-1)).toMatchObject({ subtype: 'file_share', files: [{ name: 'notes.txt', size: 11 }] });
    const said = { channel: leads, ts: String(shown(at.sandbox).at(-1)?.ts) };
    await at.slack.act({ kind: 'edit', user: dana, ...said, text: 'seen' });
    expect(events().at(-1)).toMatchObject({
      subtype: 'message_changed',
      message: { text: 'seen', edited: { user: dana } },
      previous_message: { text: 'see' },
    });
    expect(await at.slack.act({ kind: 'delete', user: marco, ...said })).toMatchObject({ kind: 'trouble' });
    await at.slack.act({ kind: 'delete', user: dana, ...said });
    expect(events().at(-1)).toMatchObject({ subtype: 'message_deleted', deleted_ts: said.ts });
    const before = events().length;
    await at.slack.act({ kind: 'say', user: dana, channel: general, text: 'Baton is not in here' });
    expect(events()).toHaveLength(before);
  });

  test('opening the home publishes it, and a direct message is a channel of its own', async () => {
    await at.slack.act({ kind: 'open-home', user: marco });
    await until(() => at.sandbox.state().homes[marco] !== undefined);
    const dm = at.sandbox.state().channels.find(({ dmWith }) => dmWith === marco);
    expect(dm?.id).toMatch(/^D/);
    expect(await at.client.conversations.open({ users: marco })).toMatchObject({ channel: { id: dm?.id } });
    await at.slack.act({ kind: 'say', user: marco, channel: String(dm?.id), text: 'hello' });
    expect(seen.findLast((body) => body.event?.text === 'hello')).toMatchObject({ event: { channel_type: 'im' } });
  });
});
