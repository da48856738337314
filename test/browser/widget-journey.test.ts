// The widget against a real Baton in a process of its own: from the first line on a foreign page to a card in Slack, a rep who takes over,
// and a restart in the middle of it. PICTURES=1 writes the picture of the README.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { buttonOf, cardsIn, dana } from '../support/baton.ts';
import { closeBrowser, picturePath } from '../support/browser.ts';
import { migratedDatabase, quiet } from '../support/databases.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { type BatonProcess, freePort, spawnBaton } from '../support/process.ts';
import { type Host, startHost } from '../support/widget-host.ts';
import { closeVisit, partsOf, type Visit, visitHost } from '../support/widget-visit.ts';

const patience = { timeout: 15_000, interval: 50 };
let sandbox: Sandbox;
let host: Host;
let visit: Visit;
let baton: BatonProcess;
let env: Record<string, string>;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const database = await migratedDatabase('sqlite');
  host = await startHost();
  sandbox = await startSandbox({ log: quiet, slack: { rateLimits: false } });
  env = {
    DATABASE_URL: database.url,
    PORT: String(await freePort()),
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_API_URL: sandbox.slackApiUrl,
    SECRET_KEY: 'd'.repeat(64),
    PLAYBOOK: changedPlaybook((page) => `${page}\nwidget:\n  origins: ["${host.url}"]\n`),
    LOG_LEVEL: 'silent',
  };
  baton = await spawnBaton(env);
  sandbox.connect(baton.url);
  stops.push(closeBrowser, () => baton.stop(), host.stop, sandbox.stop, database.remove);
}, 60_000);
afterAll(async () => {
  for (const stop of stops) await stop();
}, 30_000);

test('from a line on a foreign page to a card, a rep in the chat, and a restart that nobody notices', async () => {
  visit = await visitHost(host, { door: `http://localhost:${env.PORT}` });
  const { page, widget, open, write, lines, said, button } = visit;
  await open();
  await said('AI assistant of Northwind Analytics').first().waitFor();
  await write('We want to replace our reporting tool, we are about 40 people in sales.');
  await expect.poll(() => lines().then(({ length }) => length), patience).toBe(3);
  const [greeting, own, answer] = await lines();
  expect(greeting).toContain("I'm Baton");
  expect(own).toContain('replace our reporting tool');
  expect(answer).not.toContain("I'm Baton");
  await widget.locator('.typing').waitFor({ state: 'hidden' });
  await page.screenshot({ path: picturePath('widget') });

  await widget.getByRole('button', { name: 'Talk to a person' }).click();
  await expect.poll(() => cardsIn(sandbox).length, patience).toBe(1);
  const [card] = cardsIn(sandbox);
  const from = { message: { channel: card!.channel, ts: card!.ts } };
  await sandbox.slack.act({ kind: 'press', user: dana, from, action: buttonOf(card!, actionIds.takeOver) });
  await widget.getByText(/^You are talking with Dana/).waitFor();
  const inThread = { channel: card!.channel, threadTs: card!.ts };
  await sandbox.slack.act({ kind: 'say', user: dana, ...inThread, text: 'Dana here. Which CRM do you use?' });
  await said('Dana here. Which CRM do you use?').waitFor();

  await baton.kill();
  await write('HubSpot, since last year.');
  await widget.getByText('Not sent yet').waitFor();
  baton = await spawnBaton(env);
  await expect
    .poll(
      () => sandbox.state().messages.filter(({ text }) => text.includes('HubSpot, since last year.')).length,
      patience,
    )
    .toBe(1);
  await sandbox.slack.act({ kind: 'say', user: dana, ...inThread, text: 'Good, we read that.' });
  await said('Good, we read that.').waitFor({ timeout: 15_000 });
  const whole = await lines();
  expect(whole.filter((text) => text === 'HubSpot, since last year.')).toHaveLength(1);

  const tab = await page.context().newPage();
  await tab.goto(host.url);
  const other = partsOf(tab);
  await other.open();
  await other.said('Good, we read that.').waitFor();
  expect(await other.lines()).toEqual(whole);
  expect(await button.isVisible()).toBe(true);
  await closeVisit(visit);
}, 90_000);
