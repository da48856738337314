// A tiny real Bolt app on the sandbox Slack: it shows every element once and writes down what Bolt hands it after checking the
// signature. What is not in `heard` did not come through the signed road.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type Logger, LogLevel } from '@slack/bolt';
import type { KnownBlock, View } from '@slack/types';
import { createLog } from '../../src/log.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

export type Heard = { kind: string; by: string; what: Record<string, unknown> };
export type TinyApp = {
  sandbox: Sandbox;
  app: App;
  heard: Heard[];
  chats: Record<string, unknown>[];
  stop(): Promise<void>;
};

/** One listener fails on purpose; its trace would only frighten. */
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export async function startTinyApp(): Promise<TinyApp> {
  const sandbox = await startSandbox({ log: createLog('silent') });
  const heard: Heard[] = [];
  const chats: Record<string, unknown>[] = [];
  const receiver = new HTTPReceiver({ signingSecret: sandbox.signingSecret, logger: silent });
  const app = new App({
    token: sandbox.botToken,
    receiver,
    clientOptions: { slackApiUrl: sandbox.slackApiUrl, retryConfig: { retries: 0 } },
    logger: silent,
    deferInitialization: true,
  });
  await app.init();
  listen(app, heard);
  const server = await serve(receiver, chats);
  sandbox.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stop = async () => {
    await sandbox.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { sandbox, app, heard, chats, stop };
}

function serve(receiver: HTTPReceiver, chats: Record<string, unknown>[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.url !== '/chat/webhook') return receiver.requestListener(request, response);
    let raw = '';
    for await (const part of request) raw += part;
    chats.push(JSON.parse(raw) as Record<string, unknown>);
    response.writeHead(202).end('{}');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function listen(app: App, heard: Heard[]): void {
  app.action('boom', async () => {
    throw new Error('this listener never acknowledges');
  });
  app.action('open', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view: modal });
  });
  app.action('whisper', async ({ ack, body, respond }) => {
    await ack();
    await respond({ response_type: 'ephemeral', replace_original: false, text: `Only for <@${body.user.id}>.` });
  });
  app.action(/^(?!boom|open|whisper)/, async ({ ack, action, body }) => {
    await ack();
    heard.push({ kind: 'action', by: body.user.id, what: action as unknown as Record<string, unknown> });
  });
  app.view('every-input', async ({ ack, view, body }) => {
    const { values } = view.state;
    if (values.word?.word?.value === 'wrong')
      return ack({ response_action: 'errors', errors: { word: 'Another word, please.' } });
    await ack();
    heard.push({ kind: 'view', by: body.user.id, what: values });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: home(event.user) });
  });
  app.command(/.*/, async ({ ack, command }) => {
    heard.push({ kind: 'command', by: command.user_id, what: { command: command.command, text: command.text } });
    await ack({ text: `You said: ${command.text}` });
  });
  app.shortcut({ type: 'message_action' }, async ({ ack, shortcut }) => {
    await ack();
    heard.push({ kind: 'shortcut', by: shortcut.user.id, what: shortcut as unknown as Record<string, unknown> });
  });
  app.event('message', async ({ event }) => {
    if (event.subtype !== 'message_changed' && event.subtype !== 'message_deleted') return;
    heard.push({ kind: 'rewritten', by: '', what: event as unknown as Record<string, unknown> });
  });
  app.message(async ({ message }) => {
    const { user, text, thread_ts } = message as { user: string; text: string; thread_ts?: string };
    heard.push({ kind: 'message', by: user, what: { text, thread_ts } });
  });
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (name: string) => ({ text: plain(name), value: name.toLowerCase() });
const three = ['Red', 'Green', 'Blue'].map(option);
const button = (action_id: string, text: string) => ({
  type: 'button' as const,
  action_id,
  text: plain(text),
  value: `${action_id}-value`,
});

const sure = {
  title: plain('Reject this lead?'),
  text: plain('The visitor is told.'),
  confirm: plain('Yes, reject'),
  deny: plain('Keep it'),
};

export const everyElement: KnownBlock[] = [
  { type: 'header', text: plain('Every element') },
  {
    type: 'section',
    block_id: 'more',
    text: { type: 'mrkdwn', text: 'Said by *Maja*: &lt;b&gt;not bold&lt;/b&gt;' },
    accessory: { type: 'overflow', action_id: 'overflow', options: [option('Why'), option('Undo')] },
  },
  {
    type: 'actions',
    block_id: 'buttons',
    elements: [
      { ...button('claim', 'Claim'), style: 'primary' },
      button('open', 'Open modal'),
      button('whisper', 'Whisper'),
      { ...button('reject', 'Reject'), style: 'danger', confirm: sure },
      button('boom', 'Break'),
    ],
  },
  {
    type: 'actions',
    block_id: 'menus',
    elements: [
      { type: 'static_select', action_id: 'colour', placeholder: plain('A colour'), options: three },
      { type: 'users_select', action_id: 'person', placeholder: plain('A person') },
      { type: 'channels_select', action_id: 'channel', placeholder: plain('A channel') },
      { type: 'multi_static_select', action_id: 'colours', placeholder: plain('Some colours'), options: three },
    ],
  },
  {
    type: 'actions',
    block_id: 'times',
    elements: [
      { type: 'datepicker', action_id: 'day', initial_date: '2026-12-01' },
      { type: 'timepicker', action_id: 'time', placeholder: plain('A time') },
      { type: 'radio_buttons', action_id: 'radio', options: three },
      { type: 'checkboxes', action_id: 'boxes', options: three },
    ],
  },
];

const input = (block_id: string, label: string) => ({ type: 'input' as const, block_id, label: plain(label) });

const modal: View = {
  type: 'modal',
  callback_id: 'every-input',
  title: plain('Every input'),
  submit: plain('Save'),
  close: plain('Not now'),
  blocks: [
    { ...input('word', 'A word'), element: { type: 'plain_text_input', action_id: 'word' } },
    {
      ...input('lines', 'Some lines'),
      optional: true,
      element: { type: 'plain_text_input', action_id: 'lines', multiline: true },
    },
    { ...input('mail', 'An e-mail'), element: { type: 'email_text_input', action_id: 'mail' } },
    { ...input('count', 'A number'), element: { type: 'number_input', action_id: 'count', is_decimal_allowed: false } },
    { ...input('colour', 'A colour'), element: { type: 'static_select', action_id: 'colour', options: three } },
    { ...input('radio', 'One of them'), element: { type: 'radio_buttons', action_id: 'radio', options: three } },
    { ...input('day', 'A day'), element: { type: 'datepicker', action_id: 'day', initial_date: '2026-12-01' } },
  ],
};

function home(user: string): View {
  return {
    type: 'home',
    blocks: [
      {
        type: 'section',
        text: { type: 'mrkdwn', text: `The home of <@${user}>` },
        accessory: button('refresh', 'Refresh'),
      },
    ],
  };
}
