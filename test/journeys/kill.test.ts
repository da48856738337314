// kill -9 between any two steps, then a restart: nothing acknowledged is lost, and there is exactly one card.
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import {
  apiToken,
  buttonOf,
  cardsIn,
  chatSecret,
  dana,
  type LeadView,
  messageBody,
  type Reply,
  signed,
  startChat,
} from '../support/baton.ts';
import { migratedDatabase, quiet } from '../support/databases.ts';
import { freePort, spawnBaton } from '../support/process.ts';

/** The moment to kill: each is seen from outside, at the very step. */
const moments = {
  'after the visitor was answered 202': (seen: Seen) => seen.stored,
  'while the first reply is being delivered': (seen: Seen) => seen.replies >= 1,
  'while Slack answers the card': (seen: Seen) => seen.cards >= 1,
  'while the visitor hears of the hand-over': (seen: Seen) => seen.replies >= 2,
} as const;
type Seen = { stored: boolean; replies: number; cards: number };

async function world(kind: 'sqlite' | 'postgres') {
  const database = await migratedDatabase(kind);
  const sandbox = await startSandbox({ log: quiet, slack: { rateLimits: false } });
  const port = await freePort();
  sandbox.connect(`http://127.0.0.1:${port}`);
  const chat = await startChat();
  const env = {
    DATABASE_URL: database.url,
    PORT: String(port),
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_API_URL: sandbox.slackApiUrl,
    CHAT_WEBHOOK_SECRET: chatSecret,
    CHAT_REPLY_URL: chat.url,
    API_TOKEN: apiToken,
    LOG_LEVEL: 'silent',
  };
  const stop = async () => {
    await sandbox.stop();
    await chat.stop();
    await database.remove();
  };
  return { sandbox, chat, env, stop };
}

async function until(check: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 1_600; tries++) {
    if (await check()) return;
    await wait(25);
  }
  throw new Error(`Waited in vain for: ${what}`);
}

type World = Awaited<ReturnType<typeof world>>;

const write = async ({ env }: World, url: string, line: { text: string; id: string }) => {
  const body = messageBody({ conversation: 'killed', ...line, at: new Date().toISOString() });
  const answer = await fetch(`${url}/chat/webhook`, {
    method: 'POST',
    body,
    headers: signed(body, env.CHAT_WEBHOOK_SECRET),
  });
  expect(answer.status).toBe(202);
  return (await answer.json()) as { lead: LeadId };
};
const read = async (url: string, lead: string) => {
  const answer = await fetch(`${url}/api/leads/${lead}`, { headers: { authorization: `Bearer ${apiToken}` } });
  return (await answer.json()) as LeadView;
};
const idle = (url: string) =>
  until(async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return metrics.includes('baton_job_oldest_due_seconds 0\n') && metrics.includes('baton_jobs{state="running"} 0');
  }, 'nothing to be owed but what is for later');

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  test.concurrent.each(Object.keys(moments) as (keyof typeof moments)[])(
    'killed %s',
    async (moment) => {
      const here = await world(kind);
      const { sandbox, chat, env, stop } = here;
      const seen: Seen = { stored: false, replies: 0, cards: 0 };
      const first = await spawnBaton(env);
      let killed: Promise<void> | undefined;
      const look = () => {
        seen.replies = chat.replies.length;
        seen.cards = cardsIn(sandbox).length;
        if (moments[moment](seen)) killed ??= first.kill();
      };
      sandbox.slack.onChange(look);
      chat.onReply(look);

      const { lead } = await write(here, first.url, { text: 'Can I talk to a human?', id: 'm1' });
      seen.stored = true;
      look();
      await until(() => killed !== undefined, moment);
      await killed;

      const second = await spawnBaton(env);
      const told = (replies: readonly Reply[]) => replies.some(({ text }) => text.includes('The team now has'));
      await until(() => told(chat.replies), 'the visitor to hear of the hand-over');
      await idle(second.url);
      expect(cardsIn(sandbox)).toHaveLength(1);
      const view = await read(second.url, lead);
      expect(view.messages.map(({ from }) => from)).toEqual(['visitor', 'baton', 'baton']);
      expect(chat.replies.map(({ text }) => text)).toEqual(view.messages.slice(1).map(({ text }) => text));
      await second.stop();
      await stop();
    },
    120_000,
  );

  test.concurrent('killed while the thread is being filled after a claim', async () => {
    const here = await world(kind);
    const { sandbox, chat, env, stop } = here;
    const first = await spawnBaton(env);
    const { lead } = await write(here, first.url, { text: 'We want to replace our reporting tool', id: 'm1' });
    await until(() => chat.replies.length === 1, 'the first question');
    await write(here, first.url, { text: 'Can I talk to a human?', id: 'm2' });
    await until(() => chat.replies.some(({ text }) => text.includes('The team now has')), 'the hand-over');

    const [card] = cardsIn(sandbox);
    if (card === undefined) throw new Error('no card');
    const thread = () => sandbox.state().messages.filter(({ threadTs }) => threadTs === card.ts);
    let killed: Promise<void> | undefined;
    sandbox.slack.onChange(() => {
      if (thread().length >= 1) killed ??= first.kill();
    });
    const from = { message: { channel: card.channel, ts: card.ts } };
    await sandbox.slack.act({ kind: 'press', user: dana, from, action: buttonOf(card, actionIds.claim) });
    await until(() => killed !== undefined, 'the first note');
    await killed;

    const second = await spawnBaton(env);
    await until(() => thread().length === 2, 'the transcript');
    await until(() => chat.replies.some(({ text }) => text.includes('is taking over')), 'the visitor to hear who');
    await idle(second.url);
    const notes = thread().map(({ metadata }) => String(metadata?.event_payload.note).replace(/:.*/, ''));
    expect(notes).toEqual(['claimed', 'transcript']);
    const [drawn, ...others] = cardsIn(sandbox);
    expect(others).toEqual([]);
    expect(drawn?.text).toContain('Claimed');
    const view = await read(second.url, lead);
    expect(view.events.filter((event) => event.kind === 'claimed')).toHaveLength(1);
    expect(chat.replies.map(({ text }) => text)).toEqual(
      view.messages.filter(({ from }) => from === 'baton').map(({ text }) => text),
    );
    await second.stop();
    await stop();
  }, 120_000);

  test.concurrent('killed while the line of a rep who took over is being delivered', async () => {
    const here = await world(kind);
    const { sandbox, chat, env, stop } = here;
    const first = await spawnBaton(env);
    const { lead } = await write(here, first.url, { text: 'Can I talk to a human?', id: 'm1' });
    await until(() => chat.replies.some(({ text }) => text.includes('The team now has')), 'the hand-over');
    const [card] = cardsIn(sandbox);
    if (card === undefined) throw new Error('no card');
    const from = { message: { channel: card.channel, ts: card.ts } };
    await sandbox.slack.act({ kind: 'press', user: dana, from, action: buttonOf(card, actionIds.takeOver) });
    await until(() => chat.replies.some(({ text }) => text.includes('is taking over')), 'the visitor to hear who');

    let killed: Promise<void> | undefined;
    chat.onReply(() => {
      if (chat.replies.some((each) => each.from.kind === 'rep')) killed ??= first.kill();
    });
    const say = (text: string) =>
      sandbox.slack.act({ kind: 'say', user: dana, channel: card.channel, threadTs: card.ts, text });
    await say('Hello, Dana here');
    await until(() => killed !== undefined, 'the line of the rep');
    await killed;

    const second = await spawnBaton(env);
    await say('Are you still there?');
    await until(() => chat.replies.at(-1)?.text === 'Are you still there?', 'the next line');
    await idle(second.url);
    const view = await read(second.url, lead);
    expect(chat.replies.filter((each) => each.from.kind === 'rep').map(({ text }) => text)).toEqual([
      'Hello, Dana here',
      'Are you still there?',
    ]);
    expect(view.messages.filter((each) => each.from === 'rep')).toHaveLength(2);
    expect(view.events.filter((event) => event.kind === 'touched')).toHaveLength(1);
    await second.stop();
    await stop();
  }, 120_000);
});
