// Baton as a company runs it: a process of its own on a SQLite file, with Slack and the chat product standing in this process.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createLog } from '../src/log.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/server.ts';
import type { SandboxMessage } from '../src/sandbox/state.ts';
import { type Child, spawnServer } from './child.ts';
import { apiToken, chatSecret, type Signed, signedLine, slackSecret } from './secrets.ts';

/** When the webhook was answered, and when the first line back arrived, on the clock of `performance`. */
export type Said = { lead: string; acceptedAt: number; repliedAt: number };

export type Stand = {
  baton: Child;
  /** For `response_url`, and for whatever else is only to be answered. */
  chatUrl: string;
  /** One line of a visitor, and the first line that comes back. */
  say(conversation: string, text: string): Promise<Said>;
  cards(): SandboxMessage[];
  api<Answer>(path: string): Promise<Answer>;
  /** Resolves when Baton has done everything that is due. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** A burst waits for Slack's rate before the visitor hears that the team has it. */
const replyWithinMs = 150_000;

/** The lines of a visitor who crosses the bar with the last one; each has an address of their own, as people do. */
export const qualifyingLines = (conversation: string): [string, string, string] => [
  "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
  `${conversation}@northwind.example`,
  'Yes, a call sounds good',
];

export async function startStand({
  rateLimits,
  env = {},
}: {
  rateLimits: boolean;
  env?: Record<string, string>;
}): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const sandbox = await startSandbox({
    log: createLog('error'),
    slack: { rateLimits, signingSecret: slackSecret },
  });
  const chat = await startChat();
  const baton = await spawnServer('src/main.ts', {
    ready: '/readyz',
    env: {
      DATABASE_URL: `sqlite:${join(folder, 'baton.db')}`,
      LOG_LEVEL: 'silent',
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_SIGNING_SECRET: slackSecret,
      SLACK_API_URL: sandbox.slackApiUrl,
      CHAT_WEBHOOK_SECRET: chatSecret,
      CHAT_REPLY_URL: chat.url,
      API_TOKEN: apiToken,
      ...env,
    },
  });
  let lines = 0;
  return {
    baton,
    chatUrl: chat.url,
    say: async (conversation, text) => {
      const replied = chat.next(conversation);
      const answer = await post(`${baton.url}/chat/webhook`, signedLine({ conversation, id: `m${++lines}`, text }));
      const acceptedAt = performance.now();
      const { lead } = (await answer.json()) as { lead: string };
      return { lead, acceptedAt, repliedAt: await replied };
    },
    cards: () => cardsIn(sandbox),
    api: async (path) => {
      const answer = await fetch(`${baton.url}${path}`, { headers: { authorization: `Bearer ${apiToken}` } });
      return (await answer.json()) as never;
    },
    idle: () => idle(baton.url),
    stop: async () => {
      await baton.stop();
      await sandbox.stop();
      await chat.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function cardsIn(sandbox: Sandbox): SandboxMessage[] {
  return sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_lead');
}

async function post(url: string, { body, headers }: Signed): Promise<Response> {
  const answer = await fetch(url, { method: 'POST', body, headers });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** Nothing due twice in a row: what one job sets in motion is due a moment later. */
async function idle(url: string): Promise<void> {
  for (let quiet = 0; quiet < 2; await wait(100)) {
    const figures = await (await fetch(`${url}/metrics`)).text();
    const of = (name: string) => Number(figures.match(new RegExp(`^${name} (.+)$`, 'm'))?.[1]);
    const busy = of('baton_job_oldest_due_seconds') > 0 || of('baton_jobs{state="running"}') > 0;
    quiet = busy ? 0 : quiet + 1;
  }
}

/** A chat product that takes replies and tells who waits for one. */
async function startChat() {
  const waiting = new Map<string, (at: number) => void>();
  const server = createServer((req, res) => {
    const arrivedAt = performance.now();
    let body = '';
    req.on('data', (part) => {
      body += part;
    });
    req.on('end', () => {
      res.writeHead(200).end();
      const { conversation } = JSON.parse(body) as { conversation?: string };
      waiting.get(conversation ?? '')?.(arrivedAt);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    next: (conversation: string) =>
      new Promise<number>((resolve, reject) => {
        const late = setTimeout(reject, replyWithinMs, new Error(`Nothing came back to ${conversation}.`));
        waiting.set(conversation, (at) => {
          clearTimeout(late);
          resolve(at);
        });
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
