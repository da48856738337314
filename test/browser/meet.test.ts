// The visitor's page in a real browser whose clock hangs elsewhere than Baton's: choosing by mouse and by keyboard, moving,
// cancelling, the phone, the dark, and without JavaScript. PICTURES=1 writes the picture of the README.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Bookings, startBookings } from '../support/bookings.ts';
import { closeBrowser, openPage, picturePath, screenPath } from '../support/browser.ts';

let all: Bookings;
let page: Page;
let errors: string[] = [];
let close: () => Promise<void> = async () => {};
let count = 0;
const elsewhere: string[] = [];

beforeAll(async () => {
  all = await startBookings({ selfService: true });
}, 60_000);
afterEach(async () => {
  await close();
  expect(errors.splice(0)).toEqual([]);
  expect(elsewhere.splice(0)).toEqual([]);
});
afterAll(async () => {
  await closeBrowser();
  await all.stop();
});

/** A new visitor opens the link of their own; the times are there. */
async function visit(options: BrowserContextOptions = {}, said = 'Can I talk to a human?'): Promise<string> {
  const name = `browser${++count}`;
  const { lead } = await all.baton.say(name, said.includes('@') ? said : `${said} I am Ada, ada@${name}.example`);
  const link = all.deps.linkFor(lead) ?? '';
  ({ page, errors, close } = await openPage({
    timezoneId: 'Asia/Kolkata',
    viewport: { width: 1000, height: 860 },
    ...options,
  }));
  page.on('request', (request) => {
    if (!request.url().startsWith(all.baton.app.url) && !request.url().startsWith('data:'))
      elsewhere.push(request.url());
  });
  await page.goto(link);
  await all.baton.pass(0);
  await page.locator('.time').first().waitFor();
  return link;
}

/** The README shows the first one. */
async function picture(name: string): Promise<void> {
  await page.screenshot({ path: name === 'picker' ? picturePath('meet') : screenPath(`meet-${name}`) });
}

/** Baton's clock and jobs stand still until told: what the visitor asked for is done now. */
const answered = () => all.baton.pass(0);
const heading = () => page.getByRole('heading', { level: 1 });
const isNarrow = () => page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth');
const shownDays = () => page.locator('.of-day:visible').count();

test('the times are on their own clock, one day at a time, and one press says which is chosen', async () => {
  await visit();
  // Chromium calls it by its old name.
  expect(await page.locator('#zone').inputValue()).toMatch(/^Asia\/(?:Kolkata|Calcutta)$/);
  expect(await page.locator('#zone option:checked').textContent()).toBe('Kolkata time (UTC+5:30)');
  expect(await shownDays()).toBe(1);
  const [first, second] = await page.locator('.of-day legend').allTextContents();
  await page.locator('.day').nth(1).click();
  expect(await page.locator('.of-day:visible legend').textContent()).toBe(second);
  expect(first).not.toBe(second);
  await page.locator('.of-day:visible .time').nth(2).click();
  const clock = await page.locator('.of-day:visible .time span').nth(2).textContent();
  expect(await page.locator('output').textContent()).toBe(`${second}, ${clock}`);
  await picture('picker');
});

test('booked, moved and cancelled by mouse: the page waits for the calendar and then says what it has', async () => {
  await visit();
  await page.locator('.of-day:visible .time').nth(1).click();
  await page.getByRole('button', { name: 'Book this time' }).click();
  await heading().getByText('Asking the calendar').waitFor();
  await picture('asking');
  await answered();
  await heading().getByText('Your meeting is booked').waitFor();
  expect(await page.locator('.when').textContent()).toContain('(Kolkata time)');
  expect(await page.getByRole('link', { name: 'Join the call' }).getAttribute('href')).toContain(
    'https://meet.google.com/',
  );
  await picture('booked');

  await page.getByRole('link', { name: 'Choose another time' }).click();
  await heading().getByText('Choose another time').waitFor();
  await page.locator('.day').nth(2).click();
  await page.locator('.of-day:visible .time').nth(3).click();
  await picture('move');
  await page.getByRole('button', { name: 'Move to this time' }).click();
  await answered();
  await heading().getByText('Your meeting is booked').waitFor();
  expect(all.events()).toHaveLength(1);

  await page.getByRole('link', { name: 'Cancel the meeting' }).click();
  await heading().getByText('Cancel this meeting?').waitFor();
  await picture('cancel');
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await answered();
  await heading().getByText('Your meeting is cancelled').waitFor();
  expect(all.events()).toHaveLength(0);
  await picture('cancelled');
});

test('by keyboard alone: a day, a time, book', async () => {
  await visit();
  await page.locator('.day').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.locator('.of-day:visible input').first().focus();
  await page.keyboard.press('ArrowRight');
  const chosen = page.locator('input[name="startsAt"]:checked');
  const startsAt = await chosen.getAttribute('value');
  expect(startsAt).toBe(await page.locator('.of-day:visible input').nth(1).getAttribute('value'));
  await page.keyboard.press('Enter');
  await heading().getByText('Asking the calendar').waitFor();
  await answered();
  await heading().getByText('Your meeting is booked').waitFor();
  expect(all.events()).toMatchObject([{ startsAt }]);
  await page.getByRole('link', { name: 'Cancel the meeting' }).click();
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await answered();
  await heading().getByText('Your meeting is cancelled').waitFor();
});

test('another zone is chosen and stays chosen', async () => {
  await visit();
  const before = await page.locator('.of-day:visible .time span').first().textContent();
  await page.locator('#zone').selectOption('America/Sao_Paulo');
  await page.waitForURL(/America%2FSao_Paulo/);
  expect(await page.locator('#zone option:checked').first().textContent()).toBe('São Paulo time (UTC-3)');
  expect(await page.locator('.of-day:visible .time span').first().textContent()).not.toBe(before);
});

test('a time that somebody else took meanwhile: a sentence on top, in focus, and fresh times below', async () => {
  await visit();
  const input = page.locator('.of-day:visible input').nth(1);
  const startsAt = (await input.getAttribute('value')) ?? '';
  const endsAt = new Date(Date.parse(startsAt) + 1_800_000).toISOString();
  for (const email of ['dana.reyes@acme.example', 'marco.lind@acme.example']) {
    all.baton.sandbox.google.act({ kind: 'add-busy', email, startsAt, endsAt });
  }
  await page.locator('.of-day:visible .time').nth(1).click();
  await page.getByRole('button', { name: 'Book this time' }).click();
  await heading().getByText('Asking the calendar').waitFor();
  await answered();
  await page.getByRole('alert').getByText('taken by somebody else').waitFor();
  expect(await page.evaluate('document.activeElement.className')).toBe('notice');
  await picture('taken');
});

test('a time that somebody looks at first is kept, and the page says by when there is an answer', async () => {
  await visit({}, 'Can I talk to a human? I am Ada, ada@mailinator.com');
  // Not today: of a meeting that is near, less time is left to look.
  await page.locator('.day').nth(1).click();
  await page.locator('.of-day:visible .time').nth(1).click();
  await page.getByRole('button', { name: 'Book this time' }).click();
  await heading().getByText('Your time is kept for you').waitFor();
  expect(await page.getByRole('status').textContent()).toContain('(Kolkata time) at the latest');
  await picture('held');
  await all.baton.pass(31 * 60_000);
  await heading().getByText('Your meeting is booked').waitFor();
});

test('on a narrow phone nothing is cut off and everything is big enough for a thumb', async () => {
  await visit({ viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 });
  expect(await isNarrow()).toBe(true);
  await page.locator('.of-day:visible .time').nth(1).click();
  const heights = await page
    .locator('.time:visible, .button:visible, select')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  await picture('phone');
  await page.getByRole('button', { name: 'Book this time' }).click();
  await answered();
  await heading().getByText('Your meeting is booked').waitFor();
  expect(await isNarrow()).toBe(true);
  await picture('phone-booked');
});

test('in the dark it is dark, and in German it is German', async () => {
  await visit(
    { colorScheme: 'dark', timezoneId: 'Europe/Berlin' },
    'Guten Tag, ich möchte bitte mit einem Menschen sprechen.',
  );
  const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
  expect(background).toBe('rgb(16, 21, 27)');
  await picture('dark');
});

test('without JavaScript every day stands there and the form works', async () => {
  const { lead } = await all.baton.say('plain', 'Can I talk to a human? I am Ada, ada@plain.example');
  const link = all.deps.linkFor(lead) ?? '';
  await page?.close();
  ({ page, errors, close } = await openPage({ javaScriptEnabled: false }));
  await page.goto(link);
  await answered();
  await page.goto(link);
  expect(await shownDays()).toBeGreaterThan(5);
  await page.locator('.of-day .time').nth(4).click();
  await page.getByRole('button', { name: 'Book this time' }).click();
  await answered();
  await page.goto(link);
  expect(await heading().textContent()).toBe('Your meeting is booked');
});
