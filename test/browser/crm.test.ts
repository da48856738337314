// A colleague at the CRM of the sandbox page: a lead lands, a value is changed, the lead converted, the deal won, and the card in
// Slack says so. All of it in a real browser, also in a narrow one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { closeBrowser, openPage, picturePath, screenPath } from '../support/browser.ts';
import { quiet } from '../support/databases.ts';

let app: App;
let page: Page;
let errors: string[];
let close: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), 'baton-crm-page-'));

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
const crm = () => page.getByRole('region', { name: 'CRM', exact: true });
const card = () => page.locator('article.message').filter({ hasText: '50 people' }).first();
const side = (name: string) => page.locator('.side-tabs').getByRole('button', { name });
const say = async (text: string, answer: string) => {
  await chat().getByLabel('Message as the visitor').fill(text);
  await page.keyboard.press('Enter');
  await chat().getByText(answer).first().waitFor();
};
const records = (label: string) => crm().getByRole('region', { name: label }).locator('details');
const open = async (label: string) => {
  const record = records(label).first();
  await record.waitFor();
  if ((await record.getAttribute('open')) === null) await record.locator('summary').click();
  return record;
};

/** As the clock does every ten minutes; the first time, it learns from where on. */
async function readOutcomes(): Promise<void> {
  const { db, queue } = app.deps;
  await db.inTx((tx) => queue.enqueue(tx, [{ job: { kind: 'read-outcomes' }, key: 'read-outcomes' }]));
}

test('a lead lands, and its card leads there', async () => {
  await readOutcomes();
  await side('CRM').click();
  await crm().getByText('Nothing here yet').waitFor();
  await side('chat').click();
  await say('Hi, our pipeline report is rebuilt by hand every Monday and we want to replace it.', 'AI assistant');
  await say('Before the end of Q1, our board wants the numbers', 'How many people');
  await say("About 50 people. I'm Ana Ruiz from Harbourline, my boss Dana has to sign off", 'e-mail');
  await say('ana.ruiz@harbourline.example', 'next step');
  await say('Yes, a call sounds good', 'The team now has our whole conversation');
  await card().getByText('Open in Salesforce').waitFor({ timeout: 15_000 });
  await side('CRM').click();
  const lead = await open('Leads');
  expect(await lead.locator('summary').textContent()).toContain('Ana Ruiz');
  expect(await lead.textContent()).toContain('ana.ruiz@harbourline.example');
  const note = await open('Activities');
  expect(await note.textContent()).toContain('About 50 people');
  await page.screenshot({ path: screenPath('crm-lead') });
}, 60_000);

test('what a colleague writes there stays', async () => {
  const lead = await open('Leads');
  await lead.getByLabel('Field to change').selectOption('Company');
  await lead.getByRole('textbox').first().fill('Harbourline Ltd');
  await lead.getByRole('button', { name: 'Save' }).click();
  await lead.getByText('Harbourline Ltd').first().waitFor();
  await card().getByRole('button', { name: 'Claim' }).click();
  await expect.poll(() => card().textContent(), { timeout: 10_000 }).toContain('Claimed');
  await expect.poll(() => lead.textContent(), { timeout: 15_000 }).toContain('Harbourline Ltd');
}, 30_000);

test('converted and won, the card says so', async () => {
  await (await open('Leads')).getByRole('button', { name: 'Convert' }).click();
  const deal = await open('Opportunities');
  await deal.getByRole('button', { name: 'Won' }).click();
  await expect.poll(() => deal.textContent()).toMatch(/Closed Won/);
  await readOutcomes();
  await expect.poll(() => card().textContent(), { timeout: 20_000 }).toMatch(/Won/);
  await page.screenshot({ path: picturePath('crm') });
}, 45_000);

test('in a narrow window nothing is cut off', async () => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.locator('.tabs').getByRole('button', { name: 'CRM' }).click();
  await open('Contacts');
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect(wide).toBeLessThanOrEqual(0);
  await page.screenshot({ path: screenPath('crm-narrow') });
  expect(errors).toEqual([]);
});
