// Baton's home and its messages tab on the sandbox page: what can be set there can be set by hand, and what is asked is answered.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { closeBrowser, openPage, screenPath } from '../support/browser.ts';
import { quiet } from '../support/databases.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

let app: App;
let page: Page;
let errors: string[];
let close: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), 'baton-home-'));
const reps = '\n      - { slack: U0DANA, name: Dana Reyes }\n      - { slack: U0MARCO, name: Marco Lind }\n';

beforeAll(async () => {
  const playbook = changedPlaybook((text) =>
    text.replace('    reps: []\n', `    reps:${reps}`).replace('managers: []', 'managers: [U0PRIYA]'),
  );
  const env = { DATABASE_URL: `sqlite:${join(folder, 'sandbox.db')}`, PORT: '0', PLAYBOOK: playbook };
  app = await startApp(readConfig(env), { log: quiet });
  ({ page, errors, close } = await openPage({ viewport: { width: 1280, height: 1100 } }));
  await page.goto(app.url);
  mkdirSync(dirname(screenPath('x')), { recursive: true });
}, 60_000);

afterAll(async () => {
  await close();
  await closeBrowser();
  await app.stop();
  rmSync(folder, { recursive: true });
});

const sidebar = () => page.getByRole('navigation', { name: 'Slack workspace' });
const home = () => page.getByRole('region', { name: 'Baton home' });
const openHome = async () => {
  await sidebar().getByRole('button', { name: 'Baton', exact: true }).last().click();
  await home().getByText('How Baton works').waitFor();
};
const menu = (label: string) => home().locator('select').filter({ hasText: label });

test('a rep sets themselves away and comes back', async () => {
  await openHome();
  await home().getByText('You are in').waitFor();
  await home().getByRole('button', { name: 'Set away…' }).click();
  const modal = page.getByRole('dialog');
  await modal.getByLabel('A note for your colleagues').fill('At the fair');
  await page.screenshot({ path: screenPath('home-away-modal') });
  await modal.getByRole('button', { name: 'Save' }).click();
  await home().getByText('At the fair').waitFor();
  await page.screenshot({ path: screenPath('home-away') });
  await home().getByRole('button', { name: 'I’m back' }).click();
  await home().getByText('You are in').waitFor();
});

test('menus and forms change what the home says', async () => {
  await menu('Leads at once').selectOption({ label: '3 leads at once' });
  await expect.poll(() => home().textContent()).toMatch(/Leads at once: 3\D/);
  await menu('Tell me').selectOption({ label: 'Tell me only about mine' });
  await expect.poll(() => menu('Tell me').inputValue()).toBe('U0DANA:mine');
  await home().getByRole('button', { name: 'Working hours…' }).click();
  const modal = page.getByRole('dialog');
  await modal.getByText('My own, as below').click();
  await modal.getByLabel('Monday').fill('nine to five');
  await modal.getByRole('button', { name: 'Save' }).click();
  await modal.getByText('Write hours as 09:00-17:30').waitFor();
  for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']) {
    await modal.getByLabel(day).fill('');
  }
  await modal.getByLabel('Monday').fill('09:00-12:30, 13:30-17:30');
  await page.screenshot({ path: screenPath('home-hours-modal') });
  await modal.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => home().textContent()).toContain('Mon 09:00-12:30, 13:30-17:30');
  await page.screenshot({ path: screenPath('home-rep'), fullPage: true });
});

test('whoever writes to Baton is answered in the thread of their line', async () => {
  await sidebar().getByRole('button', { name: 'Baton', exact: true }).first().click();
  await page.getByLabel('Message Baton').fill('Who is waiting?');
  await page.keyboard.press('Enter');
  const line = page.getByRole('article').filter({ hasText: 'Who is waiting?' }).first();
  await line.getByRole('button', { name: '1 reply' }).click();
  await page.getByRole('region', { name: 'Thread' }).getByText('No lead waits for a rep').waitFor();
  await page.screenshot({ path: screenPath('home-asked') });
});

test('a manager sees the team and sets a rep’s hours', async () => {
  await page.getByLabel('You are').selectOption({ label: 'Priya Shah' });
  await openHome();
  await home().getByText('Settings').waitFor();
  await page.screenshot({ path: screenPath('home-manager'), fullPage: true });
  await menu('Set a rep’s hours…').selectOption({ label: 'Dana Reyes' });
  const modal = page.getByRole('dialog');
  await modal.getByRole('button', { name: 'Working hours…' }).click();
  await page.getByText('Which hours count?').waitFor();
  await page.screenshot({ path: screenPath('home-rep-modal') });
  await page.getByText('The playbook’s:').click();
  await page.getByRole('dialog').last().getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(errors).toEqual([]);
});
