// Somebody at the sandbox page answers a mail of Baton's, with no configuration at all: the conversation goes on by mail.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSmtpMailer } from '../../src/adapters/mail/smtp-mailer.ts';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { listLeads } from '../../src/store/lead.ts';
import { closeBrowser, openPage, screenPath } from '../support/browser.ts';
import { quiet } from '../support/databases.ts';

let app: App;
let page: Page;
let errors: string[];
let close: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), 'baton-mail-'));
const clock = { aheadMs: 0 };
const pass = async (ms: number) => {
  clock.aheadMs += ms;
  await app.settle();
};

beforeAll(async () => {
  const config = readConfig({ DATABASE_URL: `sqlite:${join(folder, 'sandbox.db')}`, PORT: '0' });
  app = await startApp(config, { log: quiet, now: () => new Date(Date.now() + clock.aheadMs), pace: 'by-hand' });
  ({ page, errors, close } = await openPage({ viewport: { width: 1280, height: 860 } }));
  await page.goto(app.url);
}, 60_000);

afterAll(async () => {
  await close();
  await closeBrowser();
  await app.stop();
  rmSync(folder, { recursive: true });
});

const mailbox = () => page.getByRole('region', { name: 'Mailbox' });
const mails = () => app.sandbox?.mail.mailbox() ?? [];

/** A line in the chat, and a mail to whoever wrote it. */
async function mailed(): Promise<void> {
  const chat = page.getByRole('region', { name: 'Website chat' });
  for (const text of ['We want to replace our reporting tool', 'ana@harbourline.example']) {
    await chat.getByLabel('Message as the visitor').fill(text);
    await page.keyboard.press('Enter');
    await chat.getByText(text).waitFor();
    await expect.poll(async () => (await listLeads(app.deps.db, { limit: 1 }))[0]?.messageCount).toBeGreaterThan(0);
    await pass(2_000);
  }
  const [lead] = await listLeads(app.deps.db, { limit: 1 });
  const id = lead && app.deps.mailIds?.make(lead.id, 'keep-in-touch-1');
  const mailer = createSmtpMailer({ url: app.sandbox?.smtpUrl ?? '', from: 'Baton <baton@sandbox.example>' });
  await mailer.send({
    id: id ?? '',
    to: { address: 'ana@harbourline.example', name: 'Ana' },
    subject: 'Your conversation with Northwind Analytics',
    text: 'Hello Ana,\n\nin our chat you said: “We want to replace our reporting tool”.\n',
  });
  await mailer.stop();
}

test('a reply to a mail goes on in the conversation, and Baton answers by mail', async () => {
  await mailed();
  await page.getByRole('button', { name: /^Mail/ }).click();
  await mailbox()
    .getByRole('button', { name: /Your conversation/ })
    .click();
  const form = mailbox().getByRole('form', { name: 'Reply' });
  await form.getByLabel('Reply to this mail').fill('We are 60 people, and I make the decision.');
  await page.screenshot({ path: screenPath('mail-reply') });
  await form.getByRole('button', { name: 'Send reply' }).click();
  await form.getByText('What Baton answers comes as another mail').waitFor();
  await pass(2_000);
  await pass(25_000);
  await expect.poll(() => mails().length).toBe(2);
  await mailbox().getByRole('button', { name: 'All mails' }).click();
  const answer = mailbox().getByRole('button', { name: /Re: Your conversation/ });
  await answer.waitFor();
  await answer.click();
  await mailbox().frameLocator('iframe').getByText('the AI assistant of').waitFor();
  await page.screenshot({ path: screenPath('mail-answered') });
});

test('a colleague’s reply is told as what it is, and spam is the end', async () => {
  const form = mailbox().getByRole('form', { name: 'Reply' });
  await form.getByLabel('Reply as').selectOption('colleague');
  await form.getByLabel('Reply to this mail').fill('I am the one to talk to.');
  await form.getByRole('button', { name: 'Send reply' }).click();
  await form.getByText('Somebody else than the visitor wrote this').waitFor();
  await form.getByRole('button', { name: 'Mark as spam' }).click();
  await form.getByText('Baton knows of the complaint').waitFor();
  await page.screenshot({ path: screenPath('mail-spam') });
  expect(errors).toEqual([]);
});

test('on a narrow window nothing of it runs out of the pane', async () => {
  await page.setViewportSize({ width: 420, height: 800 });
  const pane = await mailbox().boundingBox();
  const form = await mailbox().getByRole('form', { name: 'Reply' }).boundingBox();
  await page.screenshot({ path: screenPath('mail-narrow') });
  expect((form?.x ?? 0) + (form?.width ?? 999)).toBeLessThanOrEqual((pane?.x ?? 0) + (pane?.width ?? 0) + 1);
});
