// A Baton that several workspaces install: the sandbox Slack as two of them (and an organisation), a browser that walks
// through an installation, and visitors of either team's pages.

import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { LeadId } from '../../src/core/lead.ts';
import type { Log } from '../../src/log.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { SlackSandbox, SlackSandboxOptions } from '../../src/sandbox/slack/slack-sandbox.ts';
import type { SandboxMessage, SandboxUser } from '../../src/sandbox/state.ts';
import { apiToken, buttonOf, chatSecret, granted, type LeadView, signed, startChat } from './baton.ts';
import { migratedDatabase, quiet } from './databases.ts';
import { changedPlaybook } from './default-playbook.ts';
import { freePort } from './process.ts';

export const acme = 'T0ACME';
export const beta = 'T0BETA';
export const org = 'E0HOLDING';
export const secretKey = 'a'.repeat(64);

/** Lena works in the second workspace only. */
export const lena = 'W0LENA';
const person = (id: string, name: string, isBot = false): SandboxUser => {
  return { id, name: name.toLowerCase(), realName: name, email: isBot ? '' : `${name}@beta.example`, isBot };
};
/** The channel has the name of one in the first workspace, as it happens. */
export const secondWorkspace = (enterprise?: { id: string; name: string }): SlackSandboxOptions => ({
  botToken: null,
  team: { id: beta, name: 'Beta EMEA', domain: 'beta', ...(enterprise && { enterprise }) },
  users: [person(lena, 'Lena'), person('U0BATON2', 'baton', true)],
  channels: [{ id: 'C0BETALEADS', name: 'sdr-leads', topic: '', isMember: true, members: [lena] }],
});

export const twoTeams = `
  - id: emea
    name: EMEA
    channel: C0BETALEADS
    workspace: ${beta}
    takes: [{ page: [/emea/] }]
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    workspace: ${acme}
`;

export function playbookOf(teams: string, more = ''): string {
  return changedPlaybook((page) => page.replace(/^teams:[\s\S]*?(?=^\S)/m, `${more}teams:${teams}\n`));
}

export type Several = Awaited<ReturnType<typeof startSeveral>>;

export async function startSeveral(
  options: {
    kind?: 'sqlite' | 'postgres';
    socket?: boolean;
    playbook?: string;
    keys?: string;
    enterprise?: { id: string; name: string };
    log?: Log;
  } = {},
) {
  const { socket = false, enterprise, kind = 'sqlite', log = quiet } = options;
  const database = await migratedDatabase(kind);
  const chat = await startChat();
  const clock = { now: new Date('2026-11-23T14:00:00.000Z') };
  const common = { ...granted(), rateLimits: false, now: () => clock.now };
  const team = { id: acme, name: 'Acme Revenue', domain: 'acme', ...(enterprise && { enterprise }) };
  const sandbox = await startSandbox({
    log: quiet,
    slack: { ...common, botToken: null, team },
    others: [{ ...common, ...secondWorkspace(enterprise) }],
  });
  const port = String(await freePort());
  const env = (keys: string) => ({
    ...severalEnv(sandbox, { port, keys, socket }),
    DATABASE_URL: database.url,
    CHAT_REPLY_URL: chat.url,
    PLAYBOOK: options.playbook ?? playbookOf(twoTeams, `workspace: ${acme}\nops: "#baton-ops"\n`),
  });
  const open = (keys = options.keys ?? secretKey) =>
    startApp(readConfig(env(keys)), { now: () => clock.now, log, pace: 'by-hand' });
  let app = await open();
  if (!socket) sandbox.connect(app.url);
  const url = `http://127.0.0.1:${port}`;
  let count = 0;
  const settle = async (ms = 0) => {
    clock.now = new Date(clock.now.getTime() + ms);
    await app.settle();
  };
  return {
    sandbox,
    acme: sandbox.slack,
    beta: second(sandbox),
    clock,
    url,
    env,
    get app() {
      return app;
    },
    settle,
    /** Stopped and started again, with these keys if any are given. */
    async restart(keys?: string) {
      await app.stop();
      app = await open(keys);
    },
    install: (workspace: string) => install(url, workspace),
    /** A visitor who asks for a person, on a page of the team for EMEA or of the other one. */
    async visit(team: 'emea' | 'sales', text = 'Can I talk to a human?'): Promise<LeadId> {
      const told = await visit(url, { conversation: `c${++count}`, team, text, at: clock.now.toISOString() });
      await settle(1_100);
      return told;
    },
    async lead(id: LeadId): Promise<LeadView> {
      const headers = { authorization: `Bearer ${apiToken}` };
      return (await (await fetch(`${url}/api/leads/${id}`, { headers })).json()) as LeadView;
    },
    async press(where: SlackSandbox, card: SandboxMessage, { action, user }: { action: string; user: string }) {
      const answer = await pressIn(where, card, { action, user });
      await settle();
      return answer;
    },
    async stop() {
      await app.stop();
      await sandbox.stop();
      await chat.stop();
      await database.remove();
    },
  };
}

export function severalEnv(
  sandbox: Sandbox,
  { port, keys = secretKey, socket = false }: { port: string; keys?: string; socket?: boolean },
): Record<string, string> {
  return {
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SLACK_CLIENT_ID: sandbox.oauth.clientId,
    SLACK_CLIENT_SECRET: sandbox.oauth.clientSecret,
    ...(socket ? { SLACK_APP_TOKEN: sandbox.appToken } : { SLACK_SIGNING_SECRET: sandbox.signingSecret }),
    SECRET_KEY: keys,
    SLACK_API_URL: sandbox.slackApiUrl,
    CHAT_WEBHOOK_SECRET: chatSecret,
    API_TOKEN: apiToken,
  };
}

export function second({ others }: Sandbox): SlackSandbox {
  const [other] = others;
  if (other === undefined) throw new Error('The sandbox has one workspace only.');
  return other;
}

export const pressIn = (
  where: SlackSandbox,
  { channel, ts, ...card }: SandboxMessage,
  { action, user }: { action: string; user: string },
) =>
  where.act({
    kind: 'press',
    user,
    from: { message: { channel, ts } },
    action: buttonOf({ channel, ts, ...card }, action),
  });

export const cardsOf = (where: SlackSandbox): SandboxMessage[] =>
  where.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_lead');

export const cardOf = (where: SlackSandbox, lead: LeadId): SandboxMessage => {
  const [card, ...more] = cardsOf(where).filter(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined || more.length > 0) throw new Error(`${card === undefined ? 'no' : 'more than one'} card`);
  return card;
};

export async function visit(
  url: string,
  { conversation, team, text, at }: { conversation: string; team: 'emea' | 'sales'; text: string; at: string },
): Promise<LeadId> {
  const body = JSON.stringify({
    type: 'message.created',
    conversation,
    message: { id: `${conversation}-1`, text, at },
    visitor: { id: `visitor-of-${conversation}` },
    page: { url: `https://northwind.example/${team}/pricing`, title: team },
    channel: 'web',
  });
  const answer = await fetch(`${url}/chat/webhook`, { method: 'POST', body, headers: signed(body) });
  return ((await answer.json()) as { lead: LeadId }).lead;
}

export type Setting = { cookie: string; authorize: string };

/** The first step: what the browser remembers, and where Slack asks. */
export async function setOut(url: string): Promise<Setting> {
  const answer = await fetch(`${url}/slack/install`, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { cookie, authorize: answer.headers.get('location') ?? '' };
}

/** What the person answers in Slack; `''` is Cancel. Where Slack then sends the browser. */
export async function decide(authorize: string, team: string): Promise<string> {
  const answer = await fetch(authorize, { method: 'POST', body: new URLSearchParams({ team }), redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

export async function arrive(back: string, cookie: string): Promise<{ status: number; page: string }> {
  const answer = await fetch(back, { headers: { cookie } });
  return { status: answer.status, page: await answer.text() };
}

export async function install(url: string, workspace: string): Promise<{ status: number; page: string }> {
  const { cookie, authorize } = await setOut(url);
  return arrive(await decide(authorize, workspace), cookie);
}
