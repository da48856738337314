// The Bolt app, by HTTP or by Socket Mode, and the register of everything it listens to.
import type { RequestListener } from 'node:http';
import {
  App,
  HTTPReceiver,
  type Logger,
  LogLevel,
  type ReceiverEvent,
  SocketModeReceiver,
  type webApi,
} from '@slack/bolt';
import type { SlackConfig } from '../config.ts';
import type { Deps, Workspaces } from '../deps.ts';
import type { Log } from '../log.ts';
import { clientOptions } from './client.ts';
import { createInstaller } from './install.ts';
import { listen } from './listeners.ts';
import { createAccess, installPaths } from './workspaces.ts';

export type Slack = {
  workspaces: Workspaces;
  /** By method and path. In Socket Mode events do not come in over HTTP. */
  routes: Readonly<Record<string, RequestListener>>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What is wrong with the connection to Slack, in words; `null` when nothing is. */
  check(): Promise<string | null>;
};

/** A check asks Slack at most this often; health probes come every few seconds. */
const checkEveryMs = 30_000;
const reconnectMs = 5_000;

export function createSlack(config: SlackConfig, deps: Deps): Slack {
  const options = clientOptions(config.apiUrl);
  const access = createAccess(config, deps);
  const logger = boltLogger(deps.log);
  const http = config.by === 'http' ? httpReceiver(config.signingSecret, logger) : undefined;
  const socket = config.by === 'socket' ? socketReceiver(config.appToken, { logger, options }) : undefined;
  const receiver = http ?? socket;
  if (receiver === undefined) throw new Error('Slack is reached by HTTP or by Socket Mode.');

  const { authorize } = access;
  const app = new App({ receiver, authorize, clientOptions: options, logger, deferInitialization: true });
  listen(app, deps);
  // It stays unanswered too, so that Slack tells it again.
  app.error(async (error) => {
    deps.log.error({ err: error }, 'a Slack request failed');
    throw error;
  });

  let stopped = false;
  let open = socket === undefined;
  socket?.client.on('connected', () => {
    open = true;
  });
  for (const lost of ['reconnecting', 'disconnected']) {
    socket?.client.on(lost, () => {
      open = false;
    });
  }
  let last: { at: number; trouble: string | null } | undefined;
  return {
    workspaces: access,
    routes: { ...(http && { 'POST /slack/events': http.requestListener }), ...installRoutes(config, logger, deps) },
    start: async () => {
      await access.start();
      await app.init();
      if (socket !== undefined) await connect(socket, { log: deps.log, stopped: () => stopped });
    },
    stop: async () => {
      stopped = true;
      await socket?.stop();
    },
    check: async () => {
      const nowMs = deps.now().getTime();
      if (last === undefined || nowMs - last.at > checkEveryMs) last = { at: nowMs, trouble: await access.check() };
      return last.trouble ?? (open ? null : 'The socket to Slack is not open.');
    },
  };
}

function httpReceiver(signingSecret: string, logger: Logger): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: '/slack/events',
    logger,
    // Listeners store before they answer: if storing fails, Slack hears a 500 and tries again.
    processBeforeResponse: true,
  });
}

function socketReceiver(
  appToken: string,
  { logger, options }: { logger: Logger; options: webApi.WebClientOptions },
): SocketModeReceiver {
  const receiver = new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions: options } });
  const init = receiver.init.bind(receiver);
  receiver.init = (app) => init(answeringLast(app));
  return receiver;
}

/** Bolt answers an event before anybody has listened, unless it is told otherwise, which it can be told over HTTP only. */
function answeringLast(app: App): App {
  const processEvent = async (event: ReceiverEvent) => {
    const answers: unknown[] = [];
    await app.processEvent({ ...event, ack: async (answer) => void answers.push(answer) });
    if (answers.length > 0) await event.ack(answers[0]);
  };
  return new Proxy(app, { get: (whole, name) => (name === 'processEvent' ? processEvent : Reflect.get(whole, name)) });
}

/** Slack may be away when Baton starts: then it goes on trying, and /readyz says so meanwhile. */
async function connect(socket: SocketModeReceiver, about: { log: Log; stopped(): boolean }): Promise<void> {
  try {
    await socket.start();
  } catch (error) {
    about.log.warn({ err: error }, 'the socket to Slack cannot be opened yet');
    const again = () => (about.stopped() ? undefined : connect(socket, about));
    setTimeout(again, reconnectMs).unref();
  }
}

/** With Socket Mode too, browsers come to the two pages of an installation over HTTP. */
function installRoutes({ access, apiUrl }: SlackConfig, logger: Logger, deps: Deps): Record<string, RequestListener> {
  if (access.kind === 'given') return {};
  const installer = createInstaller({ config: access, apiUrl, logger }, deps);
  return { [`GET ${installPaths.install}`]: installer, [`GET ${installPaths.redirect}`]: installer };
}

function boltLogger(log: Log): Logger {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...said: unknown[]) =>
      log[level]({ from: 'bolt' }, said.map(String).join(' '));
  return {
    debug: at('debug'),
    info: at('debug'),
    warn: at('warn'),
    error: at('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
