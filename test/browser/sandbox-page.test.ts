// What a newcomer sees and does on the sandbox page, apart from the elements: guide, chat, people, home, threads, narrow windows.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSmtpMailer } from '../../src/adapters/mail/smtp-mailer.ts';
import { type MeetingMail, visitorMail } from '../../src/core/mail.ts';
import { signBody } from '../../src/sandbox/chat/signature.ts';
import { closeBrowser, openPage, screenPath } from '../support/browser.ts';
import { everyElement, startTinyApp, type TinyApp } from './tiny-app.ts';

let tiny: TinyApp;
let page: Page;
let errors: string[];
let close: () => Promise<void>;
const elsewhere: string[] = [];

beforeAll(async () => {
  tiny = await startTinyApp();
  ({ page, errors, close } = await openPage());
  page.on('request', (request) => {
    if (!request.url().startsWith(tiny.sandbox.url) && !request.url().startsWith('data:'))
      elsewhere.push(request.url());
  });
  await page.goto(tiny.sandbox.url);
  await page.getByRole('navigation').waitFor();
  mkdirSync(dirname(screenPath('x')), { recursive: true });
}, 60_000);

afterAll(async () => {
  await close();
  await closeBrowser();
  await tiny.stop();
});

const chat = () => page.getByRole('region', { name: 'Website chat' });
const done = () => page.locator('.steps li.done').count();
const lastHeard = (kind: string) =>
  expect.poll(() => tiny.heard.findLast((one) => one.kind === kind), { timeout: 5_000 });

async function reply(text: string): Promise<void> {
  const [conversation] = tiny.sandbox.chat.conversations();
  const at = new Date();
  const message = { id: `m-${text.length}`, text, at: at.toISOString() };
  const from = { kind: 'baton', name: 'Baton' };
  const body = JSON.stringify({ type: 'message.created', conversation: conversation?.id, message, from });
  const headers = signBody(tiny.sandbox.chatSecret, { id: message.id, body, at });
  const answer = await fetch(tiny.sandbox.replyUrl, { method: 'POST', body, headers });
  expect(answer.status).toBe(200);
}

test('it says plainly that it is a stand-in', async () => {
  expect(await page.getByRole('banner').first().textContent()).toContain('This is a stand-in');
  expect(await done()).toBe(0);
  await page.screenshot({ path: screenPath('first-sight') });
});

test('a line typed as the visitor reaches Baton signed, and its answer appears; the first step ticks', async () => {
  await chat().getByLabel('Message as the visitor').fill('Hello, do you read HubSpot?');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => tiny.chats.at(-1))
    .toMatchObject({ message: { text: 'Hello, do you read HubSpot?' }, channel: 'web' });
  await reply('We do. By when would you like this to be in place?');
  await chat().getByText('By when would you like').waitFor();
  expect(await done()).toBe(1);
});

test('a card ticks the second step, pressing Claim the third', async () => {
  const metadata = { event_type: 'baton_lead', event_payload: { lead: 'lead_1' } };
  await tiny.app.client.chat.postMessage({ channel: '#sdr-leads', text: 'A lead', blocks: everyElement, metadata });
  await expect.poll(done).toBe(2);
  await page.getByRole('button', { name: 'Claim' }).click();
  await expect.poll(done).toBe(3);
});

test('acting as another person: the press is theirs, and a whisper is only for its person', async () => {
  const people = await page.getByLabel('You are').locator('option').allTextContents();
  expect(people.length).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Whisper' }).click();
  await page.getByText('Only visible to you').waitFor();
  await page.screenshot({ path: screenPath('whisper') });
  await page.getByLabel('You are').selectOption({ label: people[1]! });
  await expect.poll(() => page.getByText('Only visible to you').count()).toBe(0);
  await page.getByRole('button', { name: 'Claim' }).click();
  const second = await page.getByLabel('You are').inputValue();
  await lastHeard('action').toMatchObject({ by: second });
  await page.getByLabel('You are').selectOption({ label: people[0]! });
});

test('the home is published when it is opened, and its button works', async () => {
  const sidebar = page.getByRole('navigation');
  await sidebar.getByRole('button', { name: 'Baton' }).last().click();
  await page.getByText('The home of').waitFor();
  await page.screenshot({ path: screenPath('home') });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await lastHeard('action').toMatchObject({ what: { action_id: 'refresh' } });
  await sidebar.getByRole('button', { name: 'sdr-leads' }).click();
});

test('a slash command: suggested, sent, answered; an unknown one is refused in words', async () => {
  const box = page.getByLabel('Message #sdr-leads');
  await box.fill('/bat');
  await page.getByRole('button', { name: /^\/baton/ }).click();
  await box.pressSequentially('help me');
  await page.keyboard.press('Enter');
  await lastHeard('command').toMatchObject({ what: { command: '/baton', text: 'help me' } });
  await page.getByText('You said: help me').waitFor();
  await box.fill('/nothing');
  await page.keyboard.press('Enter');
  await page.getByText('/nothing is not a valid command').waitFor();
  await box.fill('');
});

test('a thread beside the channel: what is written there reaches the app with its thread', async () => {
  await page.getByRole('button', { name: 'Reply in thread' }).first().click();
  const thread = page.getByRole('region', { name: 'Thread' });
  await thread.getByLabel('Reply…').fill('I take this one');
  await page.keyboard.press('Enter');
  await thread.getByText('I take this one').waitFor();
  await lastHeard('message').toMatchObject({ what: { text: 'I take this one', thread_ts: expect.any(String) } });
  await page.screenshot({ path: screenPath('thread') });
  await thread.getByRole('button', { name: 'Close thread' }).click();
  await page.getByRole('button', { name: '1 reply' }).waitFor();
});

test('a line of one’s own can be edited, deleted, and handed to a shortcut of the app', async () => {
  await page.getByRole('button', { name: '1 reply' }).click();
  const thread = page.getByRole('region', { name: 'Thread' });
  const line = (text: string) => thread.getByRole('article').filter({ hasText: text });
  const choose = async (text: string, what: string) => {
    await line(text).hover();
    await line(text).getByRole('button', { name: 'Message actions' }).click();
    await page.screenshot({ path: screenPath('message-actions') });
    await page.getByRole('button', { name: what }).click();
  };
  await choose('I take this one', 'Send to visitor');
  await lastHeard('shortcut').toMatchObject({
    what: { type: 'message_action', callback_id: 'baton_send_to_visitor', message: { text: 'I take this one' } },
  });
  await choose('I take this one', 'Edit message');
  await thread.getByLabel('Edit message').fill('I take this one, gladly');
  await page.keyboard.press('Enter');
  await thread.getByText('(edited)').waitFor();
  await lastHeard('rewritten').toMatchObject({
    what: { subtype: 'message_changed', message: { text: 'I take this one, gladly', edited: expect.anything() } },
  });
  await thread.getByLabel('Reply…').fill('This one goes');
  await page.keyboard.press('Enter');
  await choose('This one goes', 'Delete message');
  await line('This one goes').waitFor({ state: 'detached' });
  await lastHeard('rewritten').toMatchObject({ what: { subtype: 'message_deleted' } });
  await thread.getByRole('button', { name: 'Close thread' }).click();
});

test('a permalink leads to its message', async () => {
  const [first] = tiny.sandbox.state().messages;
  await page.goto(`${tiny.sandbox.url}/archives/${first?.channel}/p${first?.ts.replace('.', '')}`);
  await page.getByRole('region', { name: 'Thread' }).getByText('I take this one').waitFor();
  await page.goto(tiny.sandbox.url);
});

test('news in another channel is marked unread until someone looks', async () => {
  const other = page.getByRole('navigation').getByRole('button', { name: 'general' });
  await tiny.app.client.chat.postMessage({ channel: '#general', text: 'News' });
  await expect.poll(() => other.textContent()).toContain('1 unread');
  await other.click();
  await expect.poll(() => other.textContent()).not.toContain('unread');
  await page.getByRole('navigation').getByRole('button', { name: 'sdr-leads' }).click();
});

test('a scripted visitor plays in a conversation of its own', async () => {
  await chat().getByRole('button', { name: 'Play a visitor' }).click();
  await page.screenshot({ path: screenPath('play') });
  await page.getByRole('button', { name: /^Maja/ }).click();
  await chat().getByText('pipeline and forecast').first().waitFor();
  await expect.poll(() => tiny.sandbox.chat.conversations().length).toBe(2);
});

test('a new conversation starts empty and is opened by its first line', async () => {
  await chat().getByRole('button', { name: 'New conversation' }).click();
  await chat().getByText('Write as a visitor would').waitFor();
  await chat().getByLabel('Message as the visitor').fill('Somebody else here');
  await page.keyboard.press('Enter');
  await expect.poll(() => tiny.sandbox.chat.conversations().length).toBe(3);
});

async function sendMail(changes: Partial<MeetingMail> = {}): Promise<void> {
  const mailer = createSmtpMailer({ url: tiny.sandbox.smtpUrl, from: 'Northwind <hello@northwind.example>' });
  const mail = visitorMail({
    kind: 'booked',
    id: 'lead_1-booked-1@baton.example',
    to: { address: 'maja@customer.example', name: 'Maja Lindt' },
    language: 'en',
    company: 'Northwind',
    rep: { name: 'Dana Reed', email: 'dana@northwind.example' },
    label: 'Intro call',
    zone: 'Europe/Berlin',
    hostZone: 'Europe/Berlin',
    selfService: `${tiny.sandbox.url}/sandbox/state`,
    now: '2026-11-20T08:00:00.000Z',
    startsAt: '2026-11-24T09:00:00.000Z',
    endsAt: '2026-11-24T09:30:00.000Z',
    call: 'https://meet.example/abc-def-ghi',
    event: { uid: 'baton0abc@google.com', sequence: 1 },
    ...changes,
  });
  expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
  await mailer.stop();
}

test('a mail arrives in the mailbox: read as a mail program shows it, its calendar file taken along', async () => {
  await sendMail();
  await sendMail({ kind: 'cancelled', id: 'lead_1-cancelled-2@baton.example', language: 'de' });
  const tab = page.getByRole('button', { name: /^Mail/ });
  await expect.poll(() => tab.textContent()).toContain('2 new');
  await tab.click();
  const mailbox = page.getByRole('region', { name: 'Mailbox' });
  await mailbox.waitFor();
  expect(await chat().isVisible()).toBe(false);
  expect(await mailbox.getByRole('listitem').first().textContent()).toContain('Abgesagt: Ihr Termin mit Dana Reed');
  await page.screenshot({ path: screenPath('mailbox') });
  await mailbox.getByRole('button', { name: /Your meeting with Dana Reed/ }).click();
  const mail = mailbox.frameLocator('iframe');
  await mail.getByText('Your meeting with Dana Reed of Northwind is booked.').waitFor();
  await page.screenshot({ path: screenPath('mail') });
  const [page2] = await Promise.all([
    page.context().waitForEvent('page'),
    mail.getByRole('link', { name: 'Choose another time or cancel' }).click(),
  ]);
  expect(page2.url()).toBe(`${tiny.sandbox.url}/sandbox/state`);
  await page2.close();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    mailbox.getByRole('link', { name: 'Calendar file' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('invite.ics');
  await expect.poll(() => tab.textContent()).toContain('1 new');
  await mailbox.getByRole('button', { name: 'All mails' }).click();
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await chat().waitFor();
});

test('the mail is readable on a dark screen', async () => {
  const dark = await openPage({ colorScheme: 'dark', viewport: { width: 420, height: 620 } });
  const [, booked] = tiny.sandbox.state().mailbox;
  await dark.page.goto(`${tiny.sandbox.url}/sandbox/mail/${booked?.id}.html`);
  const color = await dark.page.evaluate('getComputedStyle(document.querySelectorAll("p")[1]).color');
  expect(color).toBe('rgb(255, 255, 255)');
  await dark.page.screenshot({ path: screenPath('mail-dark') });
  expect(dark.errors).toEqual([]);
  await dark.close();
});

/** Tomorrow at 17:00 UTC, as Baton books it: an id of ours, a guest, a call. */
function bookMeeting(owner: string): { startsAt: string } {
  const day = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10);
  const [startsAt, endsAt] = [`${day}T17:00:00.000Z`, `${day}T17:30:00.000Z`];
  const { google } = tiny.sandbox;
  const kept = google.snapshot();
  const { event } = google.act({
    kind: 'add-busy',
    email: owner,
    startsAt,
    endsAt,
    title: 'Intro call: Maja Lindt',
  }) as {
    event: string;
  };
  const events = google.snapshot().events.map((each) =>
    each.id === event
      ? {
          ...each,
          id: 'baton0abc',
          body: {
            ...each.body,
            attendees: [{ email: 'maja@customer.example', responseStatus: 'accepted' as const }],
          },
        }
      : each,
  );
  google.restore({ ...kept, events });
  return { startsAt };
}

test('the calendars: Baton’s meeting stands out, and its rep can move it and delete it there', async () => {
  const [rep] = tiny.sandbox.state().calendars;
  const { startsAt } = bookMeeting(rep!.owner);
  const booked = () =>
    tiny.sandbox
      .state()
      .calendars.flatMap(({ events }) => events)
      .find(({ id }) => id === 'baton0abc');
  await page.getByRole('button', { name: 'Calendars' }).click();
  const calendars = page.getByRole('region', { name: 'Calendars' });
  await calendars.getByText('maja@customer.example accepted').waitFor();
  expect(await calendars.getByRole('listitem').filter({ hasText: 'Booked by Baton' }).count()).toBe(1);
  await page.screenshot({ path: screenPath('calendars') });
  await calendars.getByRole('button', { name: 'Move "Intro call: Maja Lindt" one hour later' }).click();
  await expect.poll(() => booked()?.startsAt).toBe(startsAt.replace('17:00', '18:00'));
  await calendars.getByRole('button', { name: 'Delete "Intro call: Maja Lindt"' }).click();
  await calendars.getByText('maja@customer.example accepted').waitFor({ state: 'detached' });
  expect(booked()?.status ?? 'cancelled').toBe('cancelled');
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
});

test('beside a small Slack every button of the chat can be pressed whole', async () => {
  await page.setViewportSize({ width: 1040, height: 700 });
  const [box, button] = await Promise.all([
    chat().boundingBox(),
    chat().getByRole('button', { name: /^New/ }).boundingBox(),
  ]);
  expect(button!.x + button!.width).toBeLessThan(box!.x + box!.width);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('a narrow window shows one half at a time', async () => {
  await page.setViewportSize({ width: 420, height: 800 });
  await chat().waitFor();
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  await page.screenshot({ path: screenPath('narrow-chat') });
  await page.getByRole('button', { name: 'Slack', exact: true }).click();
  await page.getByRole('navigation').waitFor();
  expect(await chat().isVisible()).toBe(false);
  await page.screenshot({ path: screenPath('narrow-slack') });
  await page.getByRole('button', { name: /^Mail/ }).click();
  await page.getByRole('region', { name: 'Mailbox' }).getByText('Abgesagt').waitFor();
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  await page.screenshot({ path: screenPath('narrow-mailbox') });
  await page.getByRole('button', { name: 'Calendars' }).click();
  await page
    .getByRole('region', { name: /^Calendar of / })
    .first()
    .waitFor();
  await page.screenshot({ path: screenPath('narrow-calendars') });
  await page.setViewportSize({ width: 340, height: 700 });
  await page.screenshot({ path: screenPath('narrowest') });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(340);
  await page.setViewportSize({ width: 420, height: 800 });
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('a Baton that is away is said in plain words', async () => {
  tiny.sandbox.connect('http://127.0.0.1:9');
  await chat().getByLabel('Message as the visitor').fill('Anybody?');
  await page.keyboard.press('Enter');
  await page.getByText('Is Baton running?').first().waitFor();
  await page.screenshot({ path: screenPath('away') });
});

test('nothing was fetched from elsewhere and the page never failed', () => {
  expect(elsewhere).toEqual([]);
  expect(errors).toEqual([]);
});
