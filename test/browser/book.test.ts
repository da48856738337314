// A newcomer books, moves and calls off a meeting at the sandbox page, with nothing but a mouse: what the modal draws anew while
// it is open is what they see, and what they chose is what stands in the calendar.
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
const folder = mkdtempSync(join(tmpdir(), 'baton-book-'));

beforeAll(async () => {
  app = await startApp(readConfig({ DATABASE_URL: `sqlite:${join(folder, 'sandbox.db')}`, PORT: '0' }), { log: quiet });
  ({ page, errors, close } = await openPage({ viewport: { width: 1280, height: 1000 } }));
  await page.goto(app.url);
  const chat = page.getByRole('region', { name: 'Website chat' });
  await chat.getByLabel('Message as the visitor').fill('Can I talk to a human? ana.ruiz@harbourline.example');
  await page.keyboard.press('Enter');
  await card().getByRole('button', { name: 'Claim' }).click();
  await card().getByRole('button', { name: 'Book' }).waitFor();
}, 60_000);

afterAll(async () => {
  await close();
  await closeBrowser();
  await app.stop();
  rmSync(folder, { recursive: true });
});

const card = () => page.locator('article.message').filter({ hasText: 'harbourline' }).first();
const dialog = () => page.getByRole('dialog');
const times = () => dialog().locator('.modal-body select').first();
const stood = () =>
  app.sandbox?.google
    .calendars()
    .flatMap(({ events }) => events)
    .filter(({ id, status }) => id.startsWith('baton') && status !== 'cancelled') ?? [];
const chosen = async (index: number) => {
  await times().selectOption({ index });
  return (await times().locator('option:checked').textContent()) ?? '';
};

test('Book: another length, later days, a time; the modal and the card say it when the calendar has it', async () => {
  await card().getByRole('button', { name: 'Book' }).click();
  await dialog().getByText('When?').waitFor();
  writeFileSync(picturePath('book'), smallPng(await page.screenshot()));
  await dialog().getByLabel('Length').selectOption('45 min');
  const before = await times().textContent();
  await dialog().getByRole('button', { name: 'Later times' }).click();
  await dialog().getByRole('button', { name: 'Earlier times' }).waitFor();
  expect(await times().textContent()).not.toBe(before);
  expect(await dialog().getByLabel('Length').inputValue()).toBe('45');
  const time = await chosen(1);
  expect(time).toMatch(/^\w{3} \d+ \w{3}, \d\d:\d\d/);
  await dialog().getByRole('button', { name: 'Book', exact: true }).click();
  await dialog().getByText('The invitation goes to ana.ruiz@harbourline.example').waitFor();
  await page.screenshot({ path: screenPath('book-booked') });
  expect(stood()).toHaveLength(1);
  await dialog().getByRole('button', { name: 'Close' }).last().click();
  await card().getByRole('button', { name: 'Move…' }).waitFor();
  expect(await card().textContent()).toContain('Booked: ');
});

test('Move: the time it has stands above the others, and there is one meeting still', async () => {
  const [{ startsAt: old } = { startsAt: '' }] = stood();
  await card().getByRole('button', { name: 'Move…' }).click();
  await dialog().getByText('It stays until the calendar has the new time.').waitFor();
  await chosen(2);
  await dialog().getByRole('button', { name: 'Move', exact: true }).click();
  await dialog().getByText('The invitation goes to').waitFor();
  await dialog().getByRole('button', { name: 'Close' }).last().click();
  expect(stood()).toHaveLength(1);
  expect(stood()[0]?.startsAt).not.toBe(old);
});

test('Cancel meeting asks first, and then it is gone', async () => {
  await card().getByRole('button', { name: 'Cancel meeting' }).click();
  await page.getByText('Cancel this meeting?').waitFor();
  await page.screenshot({ path: screenPath('book-cancel') });
  await page.getByRole('button', { name: 'Cancel the meeting' }).click();
  await card().getByRole('button', { name: 'Book' }).waitFor();
  expect(stood()).toEqual([]);
  expect(await card().textContent()).toContain('Cancelled: ');
});

test('nothing went wrong on the way', () => {
  expect(errors).toEqual([]);
  expect(app.sandbox?.state().troubles).toEqual([]);
});
