// A whole Baton for journeys: the real app over HTTP, against a sandbox Slack in a server of its own and a chat product
// that only takes replies. The clock stands still until a journey moves it.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { parse } from 'yaml';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { LeadId } from '../../src/core/lead.ts';
import type { GoogleSandboxOptions } from '../../src/sandbox/google/google-sandbox.ts';
import type { OpenAiSandbox } from '../../src/sandbox/openai/openai-sandbox.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { ActAnswer, PressedAction, SandboxMessage, ViewState } from '../../src/sandbox/state.ts';
import { migratedDatabase, quiet } from './databases.ts';
import { freePort } from './process.ts';

export const chatSecret = `whsec_${Buffer.from('a secret only for these tests').toString('base64')}`;
export const apiToken = 'token-for-tests';

export type Reply = { conversation: string; id: string; text: string; from: { kind: string; name: string } };
export type Told = { status: number; lead: LeadId };

export type Baton = Awaited<ReturnType<typeof startBaton>>;

export async function startBaton(
  options: {
    kind?: 'sqlite' | 'postgres';
    socket?: boolean;
    rateLimits?: boolean;
    playbook?: string;
    /** Visitors have pages of their own and get mails. */
    selfService?: boolean;
    /** `none`: nobody books. `granted`: each rep connects their own. Else the company's Google lets Baton into all of theirs. */
    calendar?: 'none' | 'granted';
    /** Leads go to the stand-in Salesforce. */
    crm?: boolean;
    /** What the stand-in Google has besides: without `demo`, calendars are empty. */
    google?: GoogleSandboxOptions;
    /** The stand-in that plays the model; without one the guided interviewer asks. */
    openAi?: Pick<OpenAiSandbox, 'apiKey' | 'baseUrl'>;
    /** Settings besides. */
    env?: Record<string, string>;
  } = {},
) {
  const database = await migratedDatabase(options.kind ?? 'sqlite');
  const chat = await startChat();
  const clock = { now: new Date('2026-11-23T14:00:00.000Z') };
  const slack = { ...granted(), rateLimits: options.rateLimits ?? false, now: () => clock.now };
  const sandbox = await startSandbox({ log: quiet, slack, ...(options.google && { google: options.google }) });
  const env: Record<string, string> = {
    DATABASE_URL: database.url,
    PORT: '0',
    SLACK_BOT_TOKEN: sandbox.botToken,
    ...(options.socket ? { SLACK_APP_TOKEN: sandbox.appToken } : { SLACK_SIGNING_SECRET: sandbox.signingSecret }),
    SLACK_API_URL: sandbox.slackApiUrl,
    CHAT_WEBHOOK_SECRET: chatSecret,
    CHAT_REPLY_URL: chat.url,
    API_TOKEN: apiToken,
    ...(options.openAi && {
      OPENAI_API_KEY: options.openAi.apiKey,
      OPENAI_BASE_URL: options.openAi.baseUrl,
      OPENAI_MODEL: 'stand-in',
      OPENAI_TIMEOUT_MS: '1500',
    }),
    ...(options.crm === true && salesforceOf(sandbox)),
    ...(options.selfService === true && (await selfServiceOf(sandbox))),
    ...(options.calendar === 'granted' ? await grantedBy(sandbox) : options.calendar !== 'none' && googleOf(sandbox)),
    ...options.env,
    PLAYBOOK: options.playbook ?? new URL('../../playbook.yml', import.meta.url).pathname,
  };
  const app = await startApp(readConfig(env), { now: () => clock.now, log: quiet, pace: 'by-hand' });
  if (!options.socket) sandbox.connect(app.url);
  let count = 0;

  const api = async <Answer>(path: string): Promise<Answer> => {
    const answer = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${apiToken}` } });
    return (await answer.json()) as Answer;
  };
  const post = (body: string, headers = signed(body)) =>
    fetch(`${app.url}/chat/webhook`, { method: 'POST', body, headers });
  const pass = async (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms);
    await app.settle();
  };
  const write = async (conversation: string, text: string, id = `m${++count}`): Promise<Told> => {
    const answer = await post(messageBody({ conversation, text, id, at: clock.now.toISOString() }));
    return { status: answer.status, ...((await answer.json()) as { lead: LeadId }) };
  };

  const rawPress = (card: SandboxMessage, action: string, user = dana): Promise<ActAnswer> => {
    const from = { message: { channel: card.channel, ts: card.ts } };
    return sandbox.slack.act({ kind: 'press', user, from, action: buttonOf(card, action) });
  };

  const rawSubmit = (state: ViewState, user = dana): Promise<ActAnswer> => {
    const modal = sandbox.state().modals.findLast((open) => open.user === user);
    if (modal === undefined) throw new Error(`${user} has no modal open.`);
    return sandbox.slack.act({ kind: 'submit', user, viewId: modal.viewId, state });
  };

  return {
    app,
    sandbox,
    chat,
    env,
    clock,
    api,
    post,
    pass,
    /** One line of a visitor, without waiting for what it sets in motion. */
    write,
    /** One line of a visitor, and everything it sets in motion. */
    async say(conversation: string, text: string): Promise<Told> {
      const told = await write(conversation, text);
      await pass(1_100);
      return told;
    },
    lead: (id: LeadId) => api<LeadView>(`/api/leads/${id}`),
    replies: (conversation?: string) =>
      chat.replies.filter((reply) => conversation === undefined || reply.conversation === conversation),
    cards: () => cardsIn(sandbox),
    thread: (card: SandboxMessage) =>
      sandbox.state().messages.filter(({ threadTs, channel }) => threadTs === card.ts && channel === card.channel),
    /** A press alone, without what it sets in motion. */
    rawPress,
    async press(card: SandboxMessage, action: string, user = dana): Promise<ActAnswer> {
      const answer = await rawPress(card, action, user);
      await pass(0);
      return answer;
    },
    rawSubmit,
    async submit(state: ViewState, user = dana): Promise<ActAnswer> {
      const answer = await rawSubmit(state, user);
      await pass(0);
      return answer;
    },
    whispers: (user = dana) =>
      sandbox
        .state()
        .messages.filter(({ onlyFor }) => onlyFor === user)
        .map(({ text }) => text),
    async stop() {
      await app.stop();
      await sandbox.stop();
      await chat.stop();
      await database.remove();
    },
  };
}

/** What manifest.yml asks for, and nothing more: a call that needs another scope fails here as it would in Slack. */
export function granted() {
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  const scopes: string[] = manifest.oauth_config.scopes.bot;
  const subscriptions: string[] = manifest.settings.event_subscriptions.bot_events;
  return { scopes, subscriptions };
}

/** The port has to be known before Baton listens: it stands in the links. */
async function selfServiceOf({ smtpUrl, mailSecret }: Sandbox): Promise<Record<string, string>> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SECRET_KEY: 'a'.repeat(64),
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Northwind <meetings@northwind.example>',
    MAIL_WEBHOOK_SECRET: mailSecret,
  };
}

function googleOf({ google, googleApiUrl }: Sandbox): Record<string, string> {
  const { clientEmail, privateKey } = google.serviceAccount;
  const key = { type: 'service_account', client_email: clientEmail, private_key: privateKey };
  return { GOOGLE_SERVICE_ACCOUNT: JSON.stringify(key), GOOGLE_API_URL: googleApiUrl };
}

export function salesforceOf({ crm }: Sandbox): Record<string, string> {
  return {
    SALESFORCE_LOGIN_URL: crm.loginUrl,
    SALESFORCE_CLIENT_ID: crm.clientId,
    SALESFORCE_CLIENT_SECRET: crm.as.clientSecret,
  };
}

/** Google sends browsers back to where Baton listens, and calls it there. */
async function grantedBy({ google, googleApiUrl }: Sandbox): Promise<Record<string, string>> {
  const port = await freePort();
  return {
    GOOGLE_CLIENT_ID: google.oauth.clientId,
    GOOGLE_CLIENT_SECRET: google.oauth.clientSecret,
    GOOGLE_API_URL: googleApiUrl,
    SECRET_KEY: 'b'.repeat(64),
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
}

export const dana = 'U0DANA';
export const marco = 'U0MARCO';

/** As the read API shows a lead, with the parts journeys look at. */
export type LeadView = {
  id: LeadId;
  state: string;
  verdict: string | null;
  score: number;
  reasons: { points: number; because: string }[];
  pillars: Record<string, boolean>;
  person: { name: string | null; email: string | null; company: string | null };
  rep: { id: string; name: string } | null;
  answers: { field: string; value: unknown; evidence: string; quote: string; message: number }[];
  refused: unknown[];
  messages: { n: number; from: string; text: string }[];
  card: { channel: string; ts: string } | null;
  events: { kind: string; by: string; at: string; data: Record<string, unknown> }[];
};

export function messageBody(line: { conversation: string; text: string; id: string; at: string }): string {
  const { conversation, ...message } = line;
  const visitor = { id: `visitor-of-${conversation}` };
  const page = { url: 'https://northwind.example/pricing', title: 'Pricing' };
  return JSON.stringify({ type: 'message.created', conversation, message, visitor, page, channel: 'web' });
}

export function signed(body: string, secret = chatSecret, at = new Date()): Record<string, string> {
  const id = `msg_${Math.random().toString(36).slice(2)}`;
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

/** The cards in the channels, oldest first. */
export function cardsIn(sandbox: Sandbox): SandboxMessage[] {
  return sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_lead');
}

export function buttonOf(card: SandboxMessage, actionId: string): PressedAction {
  const blocks = card.blocks as {
    block_id?: string;
    elements?: { action_id?: string; type: string; value?: string }[];
  }[];
  for (const { block_id = 'none', elements = [] } of blocks) {
    const button = elements.find(({ action_id }) => action_id === actionId);
    if (button !== undefined) return { ...button, action_id: actionId, block_id };
  }
  throw new Error(`The card has no button ${actionId}.`);
}

/** A chat product that takes replies and checks their signature. It knows a line by its id; `lose` takes lines without saying so. */
export async function startChat() {
  const replies: Reply[] = [];
  const listeners: (() => void)[] = [];
  const about = { deliveries: 0, losing: 0, refusing: 0 };
  const server: Server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      const line = new Webhook(chatSecret).verify(body, req.headers as Record<string, string>) as {
        conversation: string;
        message: { id: string; text: string };
        from: Reply['from'];
      };
      const { conversation, message, from } = line;
      if (about.refusing-- > 0) return void res.writeHead(503).end();
      about.deliveries++;
      if (!replies.some(({ id }) => id === message.id)) replies.push({ conversation, ...message, from });
      for (const listener of listeners) listener();
      if (about.losing-- > 0) req.socket.destroy();
      else res.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/replies`,
    replies,
    get deliveries() {
      return about.deliveries;
    },
    refuse: (times: number) => {
      about.refusing = times;
    },
    lose: (times: number) => {
      about.losing = times;
    },
    onReply: (listener: () => void) => listeners.push(listener),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
