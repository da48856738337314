// A newcomer at the sandbox page of the whole product: chat, see the card, claim it. The pictures of the README are made here:
// PICTURES=1 npm test writes them to docs/pictures, otherwise they go to .cache/screens.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { closeBrowser, openPage, picturePath, screenPath } from '../support/browser.ts';
import { quiet } from '../support/databases.ts';
import { smallPng } from '../support/small-png.ts';

let app: App;
let page: Page;
let errors: string[];
let close: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), 'baton-journey-'));

beforeAll(async () => {
  app = await startApp(readConfig({ DATABASE_URL: `sqlite:${join(folder, 'sandbox.db')}`, PORT: '0' }), { log: quiet });
  ({ page, errors, close } = await openPage({ viewport: { width: 1280, height: 860 } }));
  await page.goto(app.url);
}, 60_000);

afterAll(async () => {
  await close();
  await closeBrowser();
  await app.stop();
  rmSync(folder, { recursive: true });
});

const chat = () => page.getByRole('region', { name: 'Website chat' });
const say = async (text: string, answer: string) => {
  await chat().getByLabel('Message as the visitor').fill(text);
  await page.keyboard.press('Enter');
  await chat().getByText(answer).first().waitFor();
};
const card = () => page.locator('article.message').filter({ hasText: '50 people' }).first();

test('the page says what it is', async () => {
  expect(await page.getByRole('banner').first().textContent()).toContain('This is a stand-in');
});

test('a visitor chats until the card appears', async () => {
  await say(
    'Hi, our pipeline report is rebuilt by hand every Monday and we want to replace it. Do you read HubSpot?',
    'AI assistant',
  );
  await say('Before the end of Q1, our board wants the numbers', 'How many people');
  await say("About 50 people. I'm Ana Ruiz from Harbourline, my boss Dana has to sign off", 'e-mail');
  await say('ana.ruiz@harbourline.example', 'next step');
  await say('Yes, a call sounds good', 'The team now has our whole conversation');
  await card().waitFor();
  expect(await card().textContent()).toContain('Qualified');
  writeFileSync(picturePath('sandbox'), smallPng(await page.screenshot()));
  writeFileSync(picturePath('card'), smallPng(await card().screenshot()));
});

test('Claim changes the card, fills the thread and tells the visitor', async () => {
  await card().getByRole('button', { name: 'Claim' }).click();
  await page.getByText('Only visible to you').waitFor();
  await expect.poll(() => card().textContent()).toContain('Claimed');
  await chat().getByText('is taking over from here').waitFor();
  await card()
    .getByRole('button', { name: /repl(y|ies)/ })
    .click();
  const thread = page.getByRole('region', { name: 'Thread' });
  await thread.getByText('For the first meeting').waitFor();
  await thread.getByText('Transcript, lines').waitFor();
  writeFileSync(picturePath('claimed'), smallPng(await page.screenshot()));
  await thread.getByRole('button', { name: 'Close thread' }).click();
  expect(await card().getByRole('button', { name: 'Claim' }).count()).toBe(0);
  await page.screenshot({ path: screenPath('journey-claimed-card') });
});

test('Reject asks why and shows it', async () => {
  await card().getByRole('button', { name: 'Reject' }).click();
  const modal = page.getByRole('dialog');
  await modal.getByText('Why is it not for us?').waitFor();
  await page.screenshot({ path: screenPath('journey-reject') });
  await modal.getByRole('combobox').first().selectOption({ label: 'Existing customer' });
  await modal.getByRole('button', { name: 'Reject' }).click();
  await expect.poll(() => card().textContent()).toContain('Existing customer');
  await card().getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => card().textContent()).toContain('Claimed');
});

test('Take over brings the rep into the chat, from the thread; Hand back brings Baton', async () => {
  await card().getByRole('button', { name: 'Take over' }).click();
  await chat().getByText('has joined this chat').waitFor();
  await expect.poll(() => card().textContent()).toContain('is talking to the visitor');
  await card()
    .getByRole('button', { name: /repl(y|ies)/ })
    .click();
  const thread = page.getByRole('region', { name: 'Thread' });
  const write = async (text: string) => {
    await thread.getByLabel('Reply…').fill(text);
    await page.keyboard.press('Enter');
    await thread.getByRole('article').filter({ hasText: text }).waitFor();
  };
  await write(';; they have 50 people, does Marco know HubSpot?');
  await write('Hi Ana, Dana here. Shall we look at your Monday report together tomorrow at ten?');
  await chat().getByText('Shall we look at your Monday report').waitFor();
  await chat().getByLabel('Message as the visitor').fill('Tomorrow at ten is perfect');
  await page.keyboard.press('Enter');
  await thread.getByText('Tomorrow at ten is perfect').waitFor();
  writeFileSync(picturePath('takeover'), smallPng(await page.screenshot()));
  expect(await chat().textContent()).not.toContain('does Marco know');
  await thread.getByRole('button', { name: 'Close thread' }).click();
  await card().getByRole('button', { name: 'Hand back to Baton' }).click();
  await chat().getByText('AI assistant, again').waitFor();
});

test('App Home and /baton show what is whose', async () => {
  await page.getByRole('navigation').getByRole('button', { name: 'Baton' }).last().click();
  await page.getByText('Your claimed lead').waitFor();
  await page.screenshot({ path: screenPath('journey-home') });
  await page.getByRole('navigation').getByRole('button', { name: 'sdr-leads' }).click();
  await page.getByLabel('Message #sdr-leads').fill('/baton mine');
  await page.keyboard.press('Enter');
  await page.getByText('Your claimed lead').waitFor();
});

test('nothing went wrong on the way', () => {
  expect(errors).toEqual([]);
  expect(app.sandbox?.state().troubles).toEqual([]);
});
