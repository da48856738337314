// A sandbox with a real Bolt app on the other end, over HTTP or over the socket, for the tests of this folder.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type AppOptions, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/server.ts';
import type { SandboxMessage } from '../../../src/sandbox/state.ts';

export const quiet = pino({ level: 'silent' });
export const dana = 'U0DANA';
export const marco = 'U0MARCO';
export const priya = 'U0PRIYA';
export const leads = 'C0SDRLEADS';
export const managers = 'C0MANAGERS';
export const general = 'C0GENERAL';

export const once = {
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 2_000,
  logLevel: LogLevel.ERROR,
};
const mute = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export type Connected = {
  sandbox: Sandbox;
  slack: Sandbox['slack'];
  client: WebClient;
  app: App;
  stop(): Promise<void>;
};

export function sandboxFor(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ log: quiet, ...options });
}

export function clientOf(sandbox: Sandbox, token: string = sandbox.botToken): WebClient {
  return new WebClient(token, { slackApiUrl: sandbox.slackApiUrl, ...once, logger: mute });
}

/** `by: 'http'` posts to Bolt's HTTPReceiver, `by: 'socket'` goes through its SocketModeReceiver. */
export async function connect(
  by: 'http' | 'socket',
  register: (app: App) => void,
  options: SandboxOptions = {},
): Promise<Connected> {
  const sandbox = await sandboxFor(options);
  const clientOptions = { slackApiUrl: sandbox.slackApiUrl, ...once };
  const common: AppOptions = { token: sandbox.botToken, clientOptions, deferInitialization: true, logger: mute };
  const signing = { signingSecret: sandbox.signingSecret, processBeforeResponse: true, logger: mute };
  const http = new HTTPReceiver(signing);
  const receiver =
    by === 'http'
      ? http
      : new SocketModeReceiver({ appToken: sandbox.appToken, installerOptions: { clientOptions }, logger: mute });
  const app = new App({ ...common, receiver });
  register(app);
  await app.init();
  const server = await app.start(by === 'http' ? { port: 0, host: '127.0.0.1' } : {});
  if (by === 'http') {
    const { port } = (server as Server).address() as AddressInfo;
    sandbox.slack.requestUrl = `http://127.0.0.1:${port}/slack/events`;
  }
  return {
    sandbox,
    slack: sandbox.slack,
    client: clientOf(sandbox),
    app,
    async stop() {
      await app.stop();
      await sandbox.stop();
    },
  };
}

export const text = (words: string) => ({ type: 'mrkdwn' as const, text: words });
export const plain = (words: string) => ({ type: 'plain_text' as const, text: words });
export const section = (words: string) => ({ type: 'section' as const, text: text(words) });

/** A card with one button, as Baton posts it. */
export function cardBlocks(actionId = 'claim') {
  const button = {
    type: 'button' as const,
    action_id: actionId,
    text: plain('Claim'),
    value: 'lead_1',
    style: 'primary' as const,
  };
  return [section('*Ada* wants 40 seats'), { type: 'actions' as const, block_id: 'doors', elements: [button] }];
}

export const pressed = (actionId = 'claim') => ({ type: 'button', block_id: 'doors', action_id: actionId });

export function shown(sandbox: Sandbox): SandboxMessage[] {
  return sandbox.state().messages;
}

export async function until(holds: () => boolean, ms = 2_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited ${ms} ms in vain for ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export type Heard = { headers: IncomingHttpHeaders; body: string };
export type Answering = (heard: Heard) => {
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  afterMs?: number;
};

/** A bare listener in Bolt's place, to see what is really sent and to answer badly. */
export async function listenRaw(answering: Answering = () => ({})) {
  const heard: Heard[] = [];
  const door = {
    heard,
    answering,
    url: '',
    payload: () => interactionIn(heard.findLast(({ body }) => body.startsWith('payload='))),
    stop: async () => {},
  };
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    heard.push({ headers: req.headers, body });
    const {
      status = 200,
      body: answer = '',
      headers = {},
      afterMs = 0,
    } = door.answering({ headers: req.headers, body });
    setTimeout(() => res.writeHead(status, headers).end(answer), afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  door.stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return door;
}

function interactionIn(heard: Heard | undefined): { trigger_id: string; response_url: string } {
  return JSON.parse(String(new URLSearchParams(heard?.body).get('payload')));
}
