// Every Block Kit element pressed in a real Chromium, through the sandbox's signature, into a real Bolt app.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeBrowser, openPage, screenPath } from '../support/browser.ts';
import { everyElement, startTinyApp, type TinyApp } from './tiny-app.ts';

let tiny: TinyApp;
let page: Page;
let errors: string[];
let close: () => Promise<void>;

beforeAll(async () => {
  tiny = await startTinyApp();
  await tiny.app.client.chat.postMessage({
    channel: '#sdr-leads',
    text: 'Every element, in words',
    blocks: everyElement,
  });
  ({ page, errors, close } = await openPage());
  await page.goto(tiny.sandbox.url);
  await page.getByText('Every element').waitFor();
  mkdirSync(dirname(screenPath('x')), { recursive: true });
}, 60_000);

afterAll(async () => {
  await close();
  await closeBrowser();
  await tiny.stop();
});

beforeEach(() => {
  tiny.heard.length = 0;
});

const heard = async (what: Record<string, unknown>) => {
  await expect.poll(() => tiny.heard.at(-1)?.what, { timeout: 5_000 }).toMatchObject(what);
};
const card = () => page.locator('article.message').filter({ hasText: 'Every element' });
const pick = {
  red: { text: { type: 'plain_text', text: 'Red' }, value: 'red' },
  blue: { text: { type: 'plain_text', text: 'Blue' }, value: 'blue' },
};

test('what a visitor wrote is shown as written', async () => {
  await expect.poll(() => card().textContent()).toMatch(/<b>\s?not bold<\/b>/);
});

test('a button', async () => {
  await card().getByRole('button', { name: 'Claim' }).click();
  await heard({
    type: 'button',
    block_id: 'buttons',
    action_id: 'claim',
    value: 'claim-value',
    text: { text: 'Claim' },
  });
});

test('a button that asks first sends nothing before yes', async () => {
  const dialog = page.getByRole('dialog', { name: 'Reject this lead?' });
  await card().getByRole('button', { name: 'Reject' }).click();
  await page.screenshot({ path: screenPath('confirm') });
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(tiny.heard).toEqual([]);
  await card().getByRole('button', { name: 'Reject' }).click();
  await dialog.getByRole('button', { name: 'Yes, reject' }).click();
  await heard({ action_id: 'reject' });
  expect(tiny.heard).toHaveLength(1);
});

test('an overflow menu, by keyboard alone', async () => {
  await card().getByRole('button', { name: 'More actions' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('Why');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heard({ type: 'overflow', action_id: 'overflow', block_id: 'more', selected_option: { value: 'undo' } });
});

test('menus of options, people and channels', async () => {
  await card().getByLabel('A colour').selectOption('blue');
  await heard({ type: 'static_select', action_id: 'colour', selected_option: pick.blue });
  const [, dana] = await card().getByLabel('A person').locator('option').all();
  await card()
    .getByLabel('A person')
    .selectOption(await dana!.getAttribute('value'));
  await heard({ type: 'users_select', selected_user: await dana!.getAttribute('value') });
  await card().getByLabel('A channel').selectOption({ label: '#sdr-leads' });
  await heard({ type: 'channels_select', action_id: 'channel' });
});

test('a menu in which several can be chosen', async () => {
  await card().getByRole('button', { name: 'Some colours' }).click();
  await page.locator('.menu:popover-open').getByLabel('Red').check();
  await heard({ type: 'multi_static_select', selected_options: [pick.red] });
  await page.locator('.menu:popover-open').getByLabel('Blue').check();
  await heard({ selected_options: [pick.red, pick.blue] });
  await page.keyboard.press('Escape');
});

test('dates, times, radio buttons and checkboxes', async () => {
  await card().locator('input[type=date]').fill('2027-01-15');
  await heard({ type: 'datepicker', action_id: 'day', selected_date: '2027-01-15' });
  await card().locator('input[type=time]').fill('14:30');
  await heard({ type: 'timepicker', action_id: 'time', selected_time: '14:30' });
  await card().getByRole('radio', { name: 'Blue' }).check();
  await heard({ type: 'radio_buttons', selected_option: pick.blue });
  await card().getByRole('checkbox', { name: 'Red' }).check();
  await heard({ type: 'checkboxes', selected_options: [pick.red] });
  await page.screenshot({ path: screenPath('elements') });
});

test('what the app does not acknowledge is said in words, beside the card', async () => {
  await card().getByRole('button', { name: 'Break' }).click();
  await card().getByRole('alert').waitFor();
  expect(await card().getByRole('alert').textContent()).not.toBe('');
  await page.screenshot({ path: screenPath('trouble') });
});

test('a modal: required fields, an error under its block, then the whole state', async () => {
  await card().getByRole('button', { name: 'Open modal' }).click();
  const modal = page.getByRole('dialog', { name: 'Every input' });
  await modal.waitFor();
  await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('INPUT');
  await modal.getByRole('button', { name: 'Save' }).click();
  expect(await modal.getByText('Please complete this required field.').count()).toBe(5);
  await modal.getByLabel('A word').fill('wrong');
  await modal.getByLabel('Some lines').fill('one\ntwo');
  await modal.getByLabel('An e-mail').fill('dana@northwind.example');
  await modal.getByLabel('A number').fill('12');
  await modal.getByLabel('A colour').selectOption('red');
  await modal.getByRole('radio', { name: 'Blue' }).check();
  await modal.getByRole('button', { name: 'Save' }).click();
  await modal.getByText('Another word, please.').waitFor();
  await page.screenshot({ path: screenPath('modal') });
  expect(tiny.heard).toEqual([]);
  await modal.getByLabel('A word').fill('right');
  await modal.getByRole('button', { name: 'Save' }).click();
  await modal.waitFor({ state: 'hidden' });
  await heard({
    word: { word: { type: 'plain_text_input', value: 'right' } },
    lines: { lines: { value: 'one\ntwo' } },
    mail: { mail: { value: 'dana@northwind.example' } },
    count: { count: { value: '12' } },
    colour: { colour: { selected_option: pick.red } },
    radio: { radio: { selected_option: pick.blue } },
    day: { day: { type: 'datepicker', selected_date: '2026-12-01' } },
  });
});

test('Escape closes a modal and gives the focus back', async () => {
  await card().getByRole('button', { name: 'Open modal' }).click();
  const modal = page.getByRole('dialog', { name: 'Every input' });
  await modal.waitFor();
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'hidden' });
  await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('Open modal');
});

test('the page itself never failed', () => {
  expect(errors).toEqual([]);
});
