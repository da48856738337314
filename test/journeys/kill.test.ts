// kill -9 between any two steps, then a restart: nothing acknowledged is lost, and there is exactly one card.
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import {
  apiToken,
  cardsIn,
  chatSecret,
  type LeadView,
  messageBody,
  type Reply,
  signed,
  startChat,
} from '../support/baton.ts';
import { freshDatabase, quiet } from '../support/databases.ts';
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
  const database = await freshDatabase(kind);
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
  readConfig(env);
  const stop = async () => {
    await sandbox.stop();
    await chat.stop();
    await database.remove();
  };
  return { sandbox, chat, env, stop };
}

async function until(check: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await check()) return;
    await wait(25);
  }
  throw new Error(`Waited in vain for: ${what}`);
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  test.concurrent.each(Object.keys(moments) as (keyof typeof moments)[])(
    'killed %s',
    async (moment) => {
      const { sandbox, chat, env, stop } = await world(kind);
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

      const body = messageBody({
        conversation: 'killed',
        text: 'Can I talk to a human?',
        id: 'm1',
        at: new Date().toISOString(),
      });
      const answer = await fetch(`${first.url}/chat/webhook`, { method: 'POST', body, headers: signed(body) });
      expect(answer.status).toBe(202);
      const { lead } = (await answer.json()) as { lead: string };
      seen.stored = true;
      look();
      await until(() => killed !== undefined, moment);
      await killed;

      const second = await spawnBaton(env);
      const told = (replies: readonly Reply[]) => replies.some(({ text }) => text.includes('The team now has'));
      await until(() => told(chat.replies), 'the visitor to hear of the hand-over');
      await until(
        async () => (await (await fetch(`${second.url}/metrics`)).text()).includes('baton_jobs{state="waiting"} 0'),
        'the queue to be empty',
      );
      expect(cardsIn(sandbox)).toHaveLength(1);
      const view = (await (
        await fetch(`${second.url}/api/leads/${lead}`, { headers: { authorization: `Bearer ${apiToken}` } })
      ).json()) as LeadView;
      expect(view.messages.map(({ from }) => from)).toEqual(['visitor', 'baton', 'baton']);
      expect(chat.replies.map(({ text }) => text)).toEqual(view.messages.slice(1).map(({ text }) => text));
      await second.stop();
      await stop();
    },
    60_000,
  );
});
