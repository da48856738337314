// Two Batons in processes of their own on one Postgres, and one visitor of our own widget: streamed from one, written to the other, and
// when one of them is killed the browser goes on with the other one and misses nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { buttonOf, cardsIn, dana } from '../support/baton.ts';
import { migratedDatabase, quiet } from '../support/databases.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { type BatonProcess, freePort, spawnBaton } from '../support/process.ts';
import { beginWidget, linesIn, withWidget } from '../support/widget-visitor.ts';

const patience = { timeout: 40_000, interval: 50 };
const stops: (() => Promise<unknown>)[] = [];
let sandbox: Sandbox;
let both: [BatonProcess, BatonProcess];

beforeAll(async () => {
  const database = await migratedDatabase('postgres');
  sandbox = await startSandbox({ log: quiet, slack: { rateLimits: false } });
  const env = {
    DATABASE_URL: database.url,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_API_URL: sandbox.slackApiUrl,
    SECRET_KEY: 'c'.repeat(64),
    PLAYBOOK: changedPlaybook(withWidget),
    LOG_LEVEL: 'silent',
  };
  const start = async () => spawnBaton({ ...env, PORT: String(await freePort()) });
  both = await Promise.all([start(), start()]);
  sandbox.connect(both[0].url);
  stops.push(
    () => both[0].stop(),
    () => both[1].stop(),
    sandbox.stop,
    database.remove,
  );
}, 60_000);
afterAll(async () => {
  for (const stop of stops) await stop();
}, 30_000);

test('streamed from one, written to the other, one killed: nothing is missed and nothing comes twice', async () => {
  const [here, there] = both;
  const visitor = await beginWidget(there.url);
  const first = await visitor.follow(there.url);
  await visitor.say(here.url, 'Can I talk to a human?');
  const heard = () => linesIn(first);
  await expect.poll(() => heard()[1], patience).toBe('visitor: Can I talk to a human?');
  await expect.poll(() => heard().length, patience).toBeGreaterThan(2);
  await expect.poll(() => cardsIn(sandbox).length, patience).toBe(1);

  // Pressed in one process, told in the other.
  const [card] = cardsIn(sandbox);
  const from = { message: { channel: card!.channel, ts: card!.ts } };
  await sandbox.slack.act({ kind: 'press', user: dana, from, action: buttonOf(card!, actionIds.takeOver) });
  const withRep = () => first.events.findLast(({ event }) => event === 'state')?.data.withRep;
  await expect.poll(withRep, patience).toMatch(/^Dana/);
  await expect.poll(() => heard().at(-1), patience).toContain('is taking over');

  await there.kill();
  await first.ended;
  const last = first.events.findLast(({ id }) => id !== undefined)?.id;
  await visitor.say(here.url, 'Still there?');
  const { channel, ts: threadTs } = card!;
  await sandbox.slack.act({ kind: 'say', user: dana, channel, threadTs, text: 'Yes, I am.' });
  const second = await visitor.follow(here.url, last);
  await expect.poll(() => linesIn(second), patience).toEqual(['visitor: Still there?', 'rep: Yes, I am.']);
  const whole = await visitor.lines(here.url);
  expect(whole.lines.map(({ from, text }) => `${from}: ${text}`)).toEqual([...heard(), ...linesIn(second)]);

  // Whoever stops lets go of its streams at once, so that browsers come back elsewhere.
  const stopping = here.stop();
  const endedFirst = await Promise.race([second.ended.then(() => 'stream'), stopping.then(() => 'process')]);
  expect(endedFirst).toBe('stream');
  await stopping;
}, 120_000);
