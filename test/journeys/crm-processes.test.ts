// Two Batons in processes of their own on one Postgres, and one Salesforce: whoever syncs a lead, also the same one at a moment, also
// when one of them is killed in between, it stands there once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import {
  apiToken,
  buttonOf,
  cardsIn,
  chatSecret,
  dana,
  messageBody,
  salesforceOf,
  signed,
  startChat,
} from '../support/baton.ts';
import { migratedDatabase, quiet } from '../support/databases.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { type BatonProcess, freePort, spawnBaton } from '../support/process.ts';

const patience = { timeout: 40_000, interval: 50 };
const playbook = changedPlaybook(
  (page) => `${page.replace('exclusiveMinutes: 10', 'exclusiveMinutes: 0')}
crm:
  fields: { Seats__c: size, Transcript__c: baton.transcript }
  statuses: { offered: Open, claimed: Working }
`,
);
const stops: (() => Promise<unknown>)[] = [];
let sandbox: Sandbox;
let chat: Awaited<ReturnType<typeof startChat>>;
let both: [BatonProcess, BatonProcess];
/** Starts the second one once more. */
let again: () => Promise<BatonProcess>;

beforeAll(async () => {
  const database = await migratedDatabase('postgres');
  chat = await startChat();
  sandbox = await startSandbox({ log: quiet, slack: { rateLimits: false } });
  const ports = [String(await freePort()), String(await freePort())] as const;
  const env = {
    DATABASE_URL: database.url,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_API_URL: sandbox.slackApiUrl,
    CHAT_WEBHOOK_SECRET: chatSecret,
    CHAT_REPLY_URL: chat.url,
    API_TOKEN: apiToken,
    PLAYBOOK: playbook,
    LOG_LEVEL: 'silent',
    ...salesforceOf(sandbox),
  };
  const start = (PORT: string) => spawnBaton({ ...env, PORT });
  again = () => start(ports[1]);
  both = await Promise.all([start(ports[0]), start(ports[1])]);
  sandbox.connect(both[0].url);
  stops.push(
    () => both[0].stop(),
    () => both[1].stop(),
    sandbox.stop,
    chat.stop,
    database.remove,
  );
}, 60_000);
afterAll(async () => {
  for (const stop of stops) await stop();
}, 30_000);

let count = 0;
async function write(conversation: string, text: string): Promise<LeadId> {
  const body = messageBody({ conversation, text, id: `m${++count}`, at: new Date().toISOString() });
  const { url } = both[count % 2]!;
  const answer = await fetch(`${url}/chat/webhook`, { method: 'POST', body, headers: signed(body, chatSecret) });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { lead: LeadId }).lead;
}
const standing = (object: string) =>
  sandbox.salesforce.records().filter((one) => one.object === object && !one.isDeleted);
const cardOf = (lead: LeadId) => cardsIn(sandbox).find(({ metadata }) => metadata?.event_payload.lead === lead);

/** One line after the other, each once Baton has answered the one before. */
async function qualified(name: string): Promise<LeadId> {
  const lines = [
    "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
    `${name}@acme.example`,
    'Yes, a call sounds good',
  ];
  for (const [i, line] of lines.entries()) {
    const lead = await write(name, line);
    const heard = () => chat.replies.filter(({ conversation }) => conversation === name).length;
    await expect.poll(heard, patience).toBeGreaterThan(i);
    if (i === lines.length - 1) return lead;
  }
  throw new Error('There are no lines.');
}

test('each lead stands in Salesforce once, with all that was said of it', async () => {
  const names = ['ana', 'bea', 'cleo'];
  const leads = await Promise.all(names.map(qualified));
  await expect.poll(() => leads.every((lead) => cardOf(lead) !== undefined), patience).toBe(true);
  await expect.poll(() => standing('Lead').length, patience).toBe(names.length);
  await both[1].kill();
  for (const lead of leads) {
    const card = cardOf(lead)!;
    const from = { message: { channel: card.channel, ts: card.ts } };
    await sandbox.slack.act({ kind: 'press', user: dana, from, action: buttonOf(card, actionIds.claim) });
  }
  both[1] = await again();
  await expect
    .poll(() => standing('Lead').map(({ values }) => [values.Status, values.Seats__c]), patience)
    .toEqual(names.map(() => ['Working', 50]));
  await Promise.all(names.map((name) => write(name, 'By the way, we are on BigQuery')));
  await expect.poll(() => standing('Task').length, patience).toBe(names.length);
  const known = standing('Lead').map(({ values }) => values.Baton_Id__c);
  expect(known.toSorted()).toEqual(leads.toSorted());
  const jobs = await fetch(`${both[0].url}/api/jobs`, { headers: { authorization: `Bearer ${apiToken}` } });
  expect(await jobs.json()).toMatchObject({ buried: 0 });
}, 120_000);
