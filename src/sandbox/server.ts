// The sandbox as one loopback server: the stand-ins for Slack, the chat product, mail and Google, and the page that shows them.
// It answers to loopback names only, so that no web page elsewhere can reach it by rebinding a name.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType, type WebSocketServerLike } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { streamSSE } from 'hono/streaming';
import { WebSocketServer } from 'ws';
import type { z } from 'zod';
import { BadRequestError } from '../errors.ts';
import { createLog, type Log } from '../log.ts';
import { readAct } from './act-shape.ts';
import { type ChatSandbox, type ChatSandboxOptions, createChatSandbox } from './chat/chat-sandbox.ts';
import { readGoogleAct } from './google/acts.ts';
import { googleFaultShape } from './google/faults.ts';
import { createGoogleSandbox, type GoogleSandbox, type GoogleSandboxOptions } from './google/google-sandbox.ts';
import { keepSnapshot } from './keep-snapshot.ts';
import { type MailSandbox, startMailSandbox } from './mail/mail-sandbox.ts';
import { createPageRoutes } from './page-bundle.ts';
import { readSalesforceAct } from './salesforce/acts.ts';
import { salesforceFaultShape } from './salesforce/faults.ts';
import { createSalesforceSandbox, type SalesforceSandbox } from './salesforce/salesforce-sandbox.ts';
import { createSiteRoutes, siteWidget } from './site.ts';
import { faultShape } from './slack/faults.ts';
import { createSeveral, type OAuthApp, withoutPrefix } from './slack/several.ts';
import { createSlackSandbox, type SlackSandbox, type SlackSandboxOptions } from './slack/slack-sandbox.ts';
import type { SandboxState } from './state.ts';

export type SandboxOptions = {
  port?: number;
  host?: string;
  slack?: SlackSandboxOptions;
  /** More workspaces, with the signing secret and the socket of the first: one Slack app, installed several times. */
  others?: readonly SlackSandboxOptions[];
  chat?: Partial<ChatSandboxOptions>;
  mail?: { webhookSecret: string };
  /** Without accounts, everybody of the first workspace has one. */
  google?: GoogleSandboxOptions;
  /** A file that remembers channels, messages and conversations between starts. */
  keepIn?: string;
  log?: Log;
};

export type Sandbox = {
  readonly url: string;
  /** For `clientOptions.slackApiUrl`. */
  readonly slackApiUrl: string;
  /** The token of the first workspace, unless Baton is to be installed there. */
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly chatSecret: string;
  /** Where Baton's replies to visitors go: CHAT_REPLY_URL. */
  readonly replyUrl: string;
  /** Where Baton's mails go: SMTP_URL; and MAIL_WEBHOOK_SECRET. */
  readonly smtpUrl: string;
  readonly mailSecret: string;
  readonly slack: SlackSandbox;
  readonly others: readonly SlackSandbox[];
  readonly oauth: OAuthApp;
  readonly chat: ChatSandbox;
  readonly mail: MailSandbox;
  /** For GOOGLE_API_URL; what else Baton is given is in `google`. */
  readonly googleApiUrl: string;
  readonly google: GoogleSandbox;
  readonly salesforce: SalesforceSandbox;
  /** How Baton gets into the stand-in CRM. */
  readonly crm: SandboxCrm;
  readonly siteWidget: object;
  /** Everything the server answers, to mount beside Baton's own routes. */
  readonly app: Hono;
  /** For every route of a Baton in sandbox mode. */
  readonly guard: MiddlewareHandler;
  state(): SandboxState;
  /** Tells both stand-ins where Baton listens. */
  connect(batonUrl: string): void;
  stop(): Promise<void>;
};

export type SandboxCrm = {
  product: 'salesforce';
  loginUrl: string;
  clientId: string;
  as: { by: 'secret'; clientSecret: string };
};

/** Known to every Baton in a test: nothing here is secret. */
const oauth: OAuthApp = { clientId: '1.2', clientSecret: 'sandbox-client-secret' };
const heartbeatMs = 15_000;
const coalesceMs = 30;

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, log = createLog('warn') } = options;
  const chatSecret = options.chat?.webhookSecret ?? `whsec_${randomBytes(24).toString('base64')}`;
  const slack = createSlackSandbox(options.slack);
  const { signingSecret, appToken, socket } = slack;
  const others = (options.others ?? []).map((each) => createSlackSandbox({ ...each, signingSecret, appToken, socket }));
  const chat = createChatSandbox({ ...options.chat, webhookSecret: chatSecret });
  const mail = await startMailSandbox({ host, ...nowOf(options.slack), ...options.mail });
  const google = createGoogleSandbox({ accounts: accountsOf(slack), ...nowOf(options.slack), ...options.google });
  const salesforce = createSalesforceSandbox({ users: accountsOf(slack), ...nowOf(options.slack) });
  const state = (): SandboxState => {
    const ours = slack.state();
    const all = [...ours.troubles, ...chat.troubles(), ...google.troubles()];
    const troubles = all.sort((a, b) => a.at.localeCompare(b.at));
    return {
      ...ours,
      conversations: chat.conversations(),
      visitors: chat.visitors(),
      mailbox: mail.mailbox(),
      calendars: google.calendars(),
      crm: salesforce.records(),
      troubles,
    };
  };
  const closing = new AbortController();
  const app = createSandboxApp({ slack, others, chat, mail, google, salesforce, state, log, closing: closing.signal });
  const server = await listen(app, { host, port });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  slack.baseUrl = url;
  google.baseUrl = `${url}/google`;
  salesforce.baseUrl = `${url}/salesforce`;
  for (const other of others) other.baseUrl = `${url}/teams/${other.team.id}`;
  const kept =
    options.keepIn === undefined
      ? undefined
      : await keepSnapshot(options.keepIn, { slack, chat, mail, google, salesforce, log });
  return {
    url,
    slackApiUrl: `${url}/slack/api/`,
    botToken: slack.botToken ?? '',
    appToken,
    signingSecret,
    chatSecret,
    replyUrl: `${url}/sandbox/chat/replies`,
    smtpUrl: mail.url,
    mailSecret: mail.webhookSecret,
    slack,
    others,
    oauth,
    chat,
    mail,
    googleApiUrl: google.baseUrl,
    google,
    salesforce,
    crm: {
      product: 'salesforce',
      loginUrl: salesforce.baseUrl,
      clientId: salesforce.connectedApp.clientId,
      as: { by: 'secret', clientSecret: salesforce.connectedApp.clientSecret },
    },
    siteWidget,
    app,
    guard: loopbackOnly,
    state,
    connect(batonUrl) {
      for (const each of [slack, ...others]) each.requestUrl = `${batonUrl}/slack/events`;
      chat.webhookUrl = `${batonUrl}/chat/webhook`;
      mail.webhookUrl = `${batonUrl}/mail/webhook`;
    },
    async stop() {
      closing.abort();
      for (const each of [slack, ...others]) each.stop();
      google.stop();
      await chat.stop();
      await mail.stop();
      await kept?.stop();
      await close(server);
    },
  };
}

type Parts = {
  slack: SlackSandbox;
  others: readonly SlackSandbox[];
  chat: ChatSandbox;
  mail: MailSandbox;
  google: GoogleSandbox;
  salesforce: SalesforceSandbox;
  state(): SandboxState;
  log: Log;
  closing: AbortSignal;
};

function createSandboxApp({ slack, others, chat, mail, google, salesforce, state, log, closing }: Parts): Hono {
  const app = new Hono();
  app.use(loopbackOnly);
  app.onError((error, c) => {
    if (error instanceof BadRequestError) return c.json({ error: error.message }, error.status);
    log.error({ err: error }, 'the sandbox failed');
    return c.json({ error: 'The sandbox failed; its log says why.' }, 500);
  });
  app.route('/slack', createSeveral([slack, ...others], oauth));
  for (const other of others) app.all(`/teams/${other.team.id}/slack/*`, (c) => withoutPrefix(c, other));
  app.route('/google', google.app);
  // Where people open a record.
  app.get('/salesforce/:id{[a-zA-Z0-9]{18}}', (c) => c.redirect(`/#crm/${c.req.param('id')}`));
  app.route('/salesforce', salesforce.app);
  app.get('/sandbox/state', (c) => c.json(state()));
  app.get('/sandbox/events', (c) => streamState(c, { slack, chat, mail, google, salesforce, state, closing }));
  app.post('/sandbox/slack/act', async (c) => c.json(await slack.act(readAct(await readJson(c.req.raw)))));
  app.post('/sandbox/google/act', async (c) => c.json(google.act(readGoogleAct(await readJson(c.req.raw)))));
  app.post('/sandbox/salesforce/act', async (c) =>
    c.json(salesforce.act(readSalesforceAct(await readJson(c.req.raw)))),
  );
  const takeFaults = <Fault>(of: string, shape: z.ZodType<Fault>, faults: { add(fault: Fault): void }) =>
    app.post(`/sandbox/${of}/faults`, async (c) => {
      const fault = shape.safeParse(await readJson(c.req.raw));
      if (!fault.success) throw new BadRequestError(422, `This is no such fault; see src/sandbox/${of}/faults.ts.`);
      faults.add(fault.data);
      return c.json({ added: fault.data }, 201);
    });
  takeFaults('slack', faultShape, slack.faults);
  takeFaults('google', googleFaultShape, google.faults);
  takeFaults('salesforce', salesforceFaultShape, salesforce.faults);
  app.get('/archives/:channel/:message', (c) => c.redirect(`/#${c.req.param('channel')}/${c.req.param('message')}`));
  app.route('/', chat.app);
  app.route('/', mail.app);
  app.route('/', createSiteRoutes());
  app.route('/', createPageRoutes());
  return app;
}

const accountsOf = (slack: SlackSandbox) =>
  slack
    .state()
    .users.flatMap(({ email, realName, isBot }) => (isBot || email === '' ? [] : [{ email, name: realName }]));

/** One clock for everybody. */
const nowOf = (slack: SlackSandboxOptions | undefined) => (slack?.now === undefined ? {} : { now: slack.now });

async function readJson(request: Request): Promise<unknown> {
  if (!request.headers.get('content-type')?.includes('application/json')) {
    throw new BadRequestError(415, 'Send JSON, with content-type application/json.');
  }
  return request.json().catch(() => {
    throw new BadRequestError(400, 'The body is not JSON.');
  });
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** The name it is called by, and the page that calls, must both be of this machine. */
const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin')?.replace(/^https?:\/\//, '');
  if (loopback.test(c.req.header('host') ?? '') && (origin === undefined || loopback.test(origin))) return next();
  return c.text('The sandbox answers on this machine only: open it as http://localhost or http://127.0.0.1.', 403);
};

type Watched = Pick<Parts, 'slack' | 'chat' | 'mail' | 'google' | 'salesforce' | 'state' | 'closing'>;

/** The whole state at once and after every change; a burst of changes is one message. */
function streamState(c: Parameters<typeof streamSSE>[0], watched: Watched): Response {
  const { slack, chat, mail, google, salesforce, state, closing } = watched;
  return streamSSE(c, async (stream) => {
    const send = () => stream.writeSSE({ data: JSON.stringify(state()) });
    let waiting: NodeJS.Timeout | undefined;
    const soon = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        void send();
      }, coalesceMs);
    };
    const stops = [
      slack.onChange(soon),
      chat.onChange(soon),
      mail.onChange(soon),
      google.onChange(soon),
      salesforce.onChange(soon),
    ];
    const heart = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
    await send();
    await new Promise<void>((resolve) => {
      stream.onAbort(resolve);
      closing.addEventListener('abort', () => resolve(), { once: true });
      if (closing.aborted) resolve();
    });
    clearInterval(heart);
    clearTimeout(waiting);
    for (const stop of stops) stop();
  });
}

async function listen(app: Hono, { host, port }: { host: string; port: number }): Promise<ServerType> {
  // The two packages differ only in how they write "optional".
  const sockets = new WebSocketServer({ noServer: true }) as WebSocketServerLike;
  const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: sockets } });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
