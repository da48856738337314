// Every state of the card, and what stands beside it, drawn by the sandbox page in a real Chromium. PICTURES=1 writes each down
// as a picture in docs/pictures/cards, where STYLE.md shows them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { closeBrowser, openPage } from '../support/browser.ts';
import { quiet } from '../support/databases.ts';
import { now, rita, sam } from '../support/leads.ts';
import { smallPng } from '../support/small-png.ts';
import { type Scene, scenes } from './scenes.ts';

const folder = new URL('../../docs/pictures/cards/', import.meta.url).pathname;
const style = readFileSync(new URL('../../src/slack/cards/STYLE.md', import.meta.url), 'utf8');
const mostBytes = 60_000;

let sandbox: Sandbox;
let app: App;
let server: Server;
let page: Page;
let errors: string[];
let close: () => Promise<void>;
let standing: string | undefined;

beforeAll(async () => {
  const person = (id: string, realName: string) => ({ id, name: realName, realName, email: '', isBot: false });
  const users = [person(sam.id, sam.name), person(rita.id, rita.name), { ...person('U0BATON', 'Baton'), isBot: true }];
  const leads = { id: 'C0SDRLEADS', name: 'sdr-leads', topic: '', isMember: true, members: [sam.id, rita.id] };
  sandbox = await startSandbox({
    log: quiet,
    slack: { users, channels: [leads], now: () => new Date(now), rateLimits: false },
  });
  await startDrawer();
  ({ page, errors, close } = await openPage({
    viewport: { width: 1240, height: 1500 },
    timezoneId: 'America/New_York',
    locale: 'en-US',
  }));
  await page.clock.setFixedTime(new Date(now));
  await page.goto(sandbox.url);
  await page.getByRole('navigation').waitFor();
  mkdirSync(folder, { recursive: true });
}, 60_000);

afterAll(async () => {
  await close();
  await closeBrowser();
  await sandbox.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A Bolt app that publishes the home and opens the modal that it is asked for. */
async function startDrawer(): Promise<void> {
  // The sandbox lives in the past of the pictures, so what it signs is too old.
  const { signingSecret } = sandbox;
  const receiver = new HTTPReceiver({ signingSecret, signatureVerification: false, logLevel: LogLevel.ERROR });
  const clientOptions = { slackApiUrl: sandbox.slackApiUrl, retryConfig: { retries: 0 } };
  app = new App({
    token: sandbox.botToken,
    receiver,
    clientOptions,
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  await app.init();
  app.action('draw', async ({ ack, action, body, client }) => {
    await ack();
    const scene = scenes.get((action as { value: string }).value);
    const { trigger_id } = body as { trigger_id: string };
    if (scene?.kind === 'modal') await client.views.open({ trigger_id, view: scene.view });
  });
  server = createServer((request, response) => void receiver.requestListener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sandbox.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** Draws the scene alone on the page; what to take a picture of. */
async function draw(name: string, scene: Scene): Promise<Locator> {
  if (scene.kind === 'home') {
    await page.getByRole('navigation').getByRole('button', { name: 'Baton' }).last().click();
    await app.client.views.publish({ user_id: sam.id, view: scene.view });
    return page.locator('.home');
  }
  await page.getByRole('navigation').getByRole('button', { name: 'sdr-leads' }).click();
  const button = { type: 'button', action_id: 'draw', text: { type: 'plain_text', text: name }, value: name };
  const { text, blocks } =
    scene.kind === 'message' ? scene : { text: name, blocks: [{ type: 'actions', elements: [button] }] };
  const { ts } = await app.client.chat.postMessage({ channel: 'C0SDRLEADS', text, blocks: [...blocks] as never[] });
  standing = ts;
  const posted = page.locator(`article[data-ts="${ts}"]`);
  if (scene.kind === 'message') return posted;
  await posted.getByRole('button', { name }).click();
  return page.getByRole('dialog');
}

/** A home fills its pane: the picture ends with what stands there. */
async function photograph(drawn: Locator, { kind }: Scene): Promise<Buffer> {
  const box = kind === 'home' ? await drawn.boundingBox() : null;
  const last = kind === 'home' ? await drawn.locator('> *').last().boundingBox() : null;
  if (box === null || last === null) return drawn.screenshot();
  return page.screenshot({ clip: { ...box, height: last.y + last.height + 16 - box.y } });
}

test.each([...scenes])('%s', async (name, scene) => {
  const drawn = await draw(name, scene);
  await drawn.waitFor();
  if (process.env.PICTURES) {
    await page.mouse.move(0, 0);
    const picture = smallPng(await photograph(drawn, scene));
    writeFileSync(`${folder}${name}.png`, picture);
    expect(picture.length).toBeLessThan(mostBytes);
  }
  expect(await drawn.textContent()).not.toContain('cannot be drawn');
  if (scene.kind === 'modal') await page.keyboard.press('Escape');
  // The page draws the whole channel with every change: what was looked at goes.
  if (standing !== undefined) await app.client.chat.delete({ channel: 'C0SDRLEADS', ts: standing });
  standing = undefined;
});

test('STYLE.md shows every picture, and no other', () => {
  const shown = [...style.matchAll(/pictures\/cards\/([a-z0-9-]+)\.png/g)].map(([, name]) => name);
  expect(shown.toSorted()).toEqual([...scenes.keys()].toSorted());
});

test('nothing went wrong on the way', () => {
  expect(errors).toEqual([]);
  expect(sandbox.state().troubles).toEqual([]);
});
