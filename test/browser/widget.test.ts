// The widget on a customer's page of another origin, under that page's strict policy: what it looks like, what it says, how it is used
// by keyboard and on a phone, and that it keeps nothing before somebody presses it. PICTURES=1 writes the pictures of the README.
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { widgetWords } from '../../src/core/widget-words.ts';
import { widgetScripts } from '../../src/web/widget-bundle.ts';
import { closeBrowser, picturePath, screenPath } from '../support/browser.ts';
import { type Door, startDoor } from '../support/widget-door.ts';
import { type Embedding, type Host, startHost } from '../support/widget-host.ts';
import { closeVisit, type Visit, visitHost } from '../support/widget-visit.ts';

let door: Door;
let host: Host;
let visit: Visit | undefined;

beforeAll(async () => {
  door = await startDoor();
  host = await startHost();
}, 60_000);
afterEach(async () => {
  if (visit !== undefined) await closeVisit(visit);
  visit = undefined;
  door.renew();
});
afterAll(async () => {
  await closeBrowser();
  await host.stop();
  await door.stop();
});

async function go(embedding: Partial<Embedding> = {}, options: BrowserContextOptions = {}): Promise<Visit> {
  visit = await visitHost(host, { door: door.url, ...embedding }, options);
  return visit;
}

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const night = { isOpen: false, opens: '2026-11-23T08:00:00.000Z' };
const asking = {
  from: 'baton',
  text: 'We read HubSpot every few minutes.\nBy when would you like this to be in place?',
  choices: ['This quarter', 'Next quarter', 'Just looking'].map((label) => ({ label, say: label })),
} as const;

async function talk({ open, write, said }: Visit): Promise<void> {
  await open();
  await write('Hello, do you read HubSpot? We are 40 people.');
  await expect.poll(() => door.seen.posted.length).toBe(1);
  await expect.poll(door.streams).toBe(1);
  door.say(asking);
  await said('By when would you like').waitFor();
}

test('both scripts together are at most 25 kB as they travel', async () => {
  const { loader, chat } = await widgetScripts();
  expect(loader.gzipped.length + chat.gzipped.length).toBeLessThan(25 * 1024);
  expect(loader.gzipped.length, 'every page pays for this one').toBeLessThan(8 * 1024);
});

test('before somebody presses it: one object, nothing kept, nothing shifted, no chat fetched', async () => {
  const fetched: string[] = [];
  const { page, button, stored, open } = await go();
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const before = await page.evaluate<string[]>('Object.keys(window).filter((name) => /baton/i.test(name))');
  await button.waitFor();
  await page.evaluate('new Promise((on) => setTimeout(on, 100))');
  expect(
    before.concat(await page.evaluate<string[]>('Object.getOwnPropertyNames(window).filter((n) => /^baton/i.test(n))')),
  ).toEqual(['Baton']);
  expect(await page.evaluate<string[]>('Object.keys(Baton).sort()')).toEqual(['close', 'identify', 'on', 'open']);
  expect(await stored()).toBe('[]');
  expect(fetched.filter((path) => path.includes('/chat-'))).toEqual([]);
  const shifts = `new Promise((on) => {
    new PerformanceObserver((list) => on(list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => on([]), 100);
  })`;
  expect(await page.evaluate(shifts)).toEqual([]);
  expect(door.seen).toMatchObject({ settings: 1, opened: 0, begun: [] });
  await open();
  expect(await stored(), 'the press is the first that is kept').toBe('["baton","baton:open"]');
  expect(door.seen).toMatchObject({ opened: 1, begun: [] });
});

test('at opening it says first that it is an AI, then asks leave; both scripts and every line are text', async () => {
  const { widget, log, open, write, said, findings, page } = await go();
  await open();
  expect(await log.locator('p').first().textContent()).toBe(widgetWords.en.disclosure);
  const privacy = widget.getByRole('link', { name: 'Privacy' });
  expect(await privacy.getAttribute('href')).toBe('https://northwind.example/privacy');
  expect(await findings()).toEqual([]);
  await write('<img src=x onerror=alert(1)> https://evil.example');
  await privacy.waitFor({ state: 'hidden' });
  await expect.poll(door.streams).toBe(1);
  door.say({
    from: 'baton',
    text: '<b>See</b> https://northwind.example/a?b=1. Not http://plain.example or javascript:alert(1).',
  });
  await said('<b>See</b>').waitFor();
  const links = await log
    .getByRole('link')
    .evaluateAll((all) => all.map((each) => [each.getAttribute('href'), each.getAttribute('rel')]));
  expect(links).toEqual([['https://northwind.example/a?b=1', 'noopener noreferrer']]);
  expect(await log.locator('img, b').count()).toBe(0);
  expect(await page.evaluate('document.cookie')).toBe('');
});

test('what Baton is about to say grows, and the line takes its place; quick replies write their words', async () => {
  const { widget, said, lines, page, findings } = await go();
  await talk(visit!);
  await page.screenshot({ path: screenPath('widget-choices') });
  expect(await findings()).toEqual([]);
  await widget.getByRole('group', { name: 'Suggested answers' }).getByRole('button', { name: 'Next quarter' }).click();
  await expect.poll(() => door.seen.posted.at(-1)).toBe('Next quarter');
  expect(await widget.locator('.pick').count(), 'what was answered cannot be pressed again').toBe(0);
  door.tell('typing', { who: 'baton', on: true });
  await widget.locator('.typing').waitFor();
  door.tell('draft', { text: 'Good to know.' });
  await widget.getByText('Good to know.').waitFor();
  expect(await widget.locator('.typing').isVisible()).toBe(false);
  door.say({ from: 'baton', text: 'Good to know. How many people would use it?' });
  await said('How many people').waitFor();
  await expect
    .poll(() => lines().then((all) => all.filter((text) => text.startsWith('Good to know'))))
    .toEqual(['Good to know. How many people would use it?']);
  const link = { label: 'Choose a time', url: 'https://northwind.example/meet/1' };
  door.setState({ withRep: 'Dana Moss' });
  door.say({ from: 'rep', name: 'Dana Moss', text: 'Dana here, happy to help.', link });
  expect(await widget.getByRole('link', { name: 'Choose a time' }).getAttribute('href')).toBe(link.url);
  await widget.getByText('You are talking with Dana Moss').waitFor();
  await page.screenshot({ path: screenPath('widget-rep') });
});

test('by keyboard alone: in, a line, the menu, out, and the focus comes back', async () => {
  const { page, widget, button, box } = await go();
  await button.waitFor();
  await page.getByRole('link', { name: 'See the plans' }).focus();
  await page.keyboard.press('Tab');
  expect(await button.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Enter');
  await box.waitFor();
  expect(await page.evaluate(`document.querySelector('baton-chat').shadowRoot.activeElement?.localName`)).toBe(
    'textarea',
  );
  await page.keyboard.type('First line');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('and more');
  await page.keyboard.press('Enter');
  await expect.poll(() => door.seen.posted).toEqual(['First line\nand more']);
  await widget.getByRole('button', { name: 'More' }).focus();
  await page.keyboard.press('Enter');
  const focused = () =>
    page.evaluate<string>(`document.querySelector('baton-chat').shadowRoot.activeElement?.textContent ?? ''`);
  expect(await focused()).toBe('Download this conversation');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Delete this conversation');
  await page.keyboard.press('Escape');
  await widget.getByRole('menu').waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
  expect(await button.getAttribute('aria-expanded')).toBe('false');
  expect(await page.evaluate(`document.querySelector('baton-chat').shadowRoot.activeElement?.className`)).toBe(
    'launcher',
  );
});

test('opened by a button of the page, the focus goes back there; events tell the page what happened', async () => {
  const { page, box, write } = await go({ data: { launcher: 'none' } });
  await page.evaluate(`window.heard = []; for (const kind of ['ready', 'open', 'close', 'start', 'line'])
    Baton.on(kind, (event) => window.heard.push(event.kind))`);
  await page.getByRole('link', { name: 'See the plans' }).focus();
  await page.evaluate('Baton.open()');
  await box.waitFor();
  await write('Hello');
  await expect.poll(() => page.evaluate('window.heard.at(-1)')).toBe('line');
  await page.evaluate('Baton.close()');
  await box.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('See the plans');
  expect(await page.evaluate('window.heard')).toEqual(['ready', 'open', 'start', 'line', 'close']);
  expect(await page.locator('baton-chat button.launcher').isVisible()).toBe(false);
});

test.each([
  ['de', /^Unser Team ist am Montag.* um 9:00 Uhr wieder da$/],
  ['fr', /^Notre équipe sera de retour lundi.* à 9:00$/],
  ['es', /^Nuestro equipo vuelve el lunes.* a las 9:00$/],
] as const)(
  'when people are back is a sentence in %s, and the door is told whose clock it is on',
  async (language, sentence) => {
    door.how.settings = { ...night, language, texts: widgetWords[language] };
    Object.assign(door.how.state, night);
    const { widget, button, page } = await go({}, { locale: language });
    await button.click();
    await widget.getByText(sentence).waitFor();
    await widget.locator('textarea').fill('42');
    await page.keyboard.press('Enter');
    await expect.poll(() => door.seen.begun.map(({ zone }) => zone)).toEqual(['Europe/Berlin']);
  },
);

test('at night nobody is promised: it says when people are back, and offers times', async () => {
  door.how.settings = night;
  Object.assign(door.how.state, night);
  const days = [23, 24, 25, 26].flatMap((day) =>
    [8, 9.5, 11, 13, 14.5, 16].map((hour) => ({
      startsAt: new Date(Date.UTC(2026, 10, day, 0, hour * 60)).toISOString(),
    })),
  );
  door.how.times = { kind: 'known', times: days, needsAddress: true, zoneLabel: 'Berlin time' };
  const { page, widget, open, said, findings } = await go();
  await open();
  await widget.getByText(/Our team is back on Monday.* at 9:00/).waitFor();
  await widget.getByRole('button', { name: 'Talk to a person' }).click();
  await expect.poll(() => door.seen.posted).toEqual(['I would like to talk to a person.']);
  await said('and read what you write here').waitFor();
  door.setState({ mayChoose: true });
  await said('You can book a time to talk straight away').waitFor();
  await page.screenshot({ path: picturePath('widget-away') });
  expect(await findings()).toEqual([]);
  await widget.getByRole('button', { name: 'See free times' }).click();
  const picker = widget.getByRole('dialog', { name: 'Choose a time' });
  await picker.getByRole('button', { name: /24/ }).click();
  await picker.getByRole('button', { name: '10:30' }).click();
  await page.screenshot({ path: picturePath('widget-times') });
  expect(await picker.boundingBox(), 'it covers the chat').toMatchObject({ width: 398, height: 678 });
  expect(await findings()).toEqual([]);
  const book = picker.getByRole('button', { name: /^Book .*10:30/ });
  await book.click();
  await picker.getByRole('alert').getByText('Please enter an e-mail address.').waitFor();
  await picker.getByRole('textbox').fill('ada@northwind.example');
  await book.click();
  await said('is kept for you').waitFor();
  expect(door.seen.taken).toMatchObject([
    { startsAt: '2026-11-24T09:30:00.000Z', zone: 'Europe/Berlin', guest: 'ada@northwind.example' },
  ]);
});

test('a file is answered with a sentence, pasted or dropped, and the page stays', async () => {
  const { page, widget, open, box } = await go();
  await open();
  const drop = `(kind) => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'brief.pdf', { type: 'application/pdf' }));
    const root = document.querySelector('baton-chat').shadowRoot;
    const init = { bubbles: true, composed: true, cancelable: true };
    return kind === 'drop'
      ? root.querySelector('.log').dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: data }))
      : root.querySelector('textarea').dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
  }`;
  for (const kind of ['drop', 'paste']) {
    expect(await page.evaluate(`(${drop})('${kind}')`), 'taken from the browser').toBe(false);
    await widget.getByRole('status').getByText('Files cannot be sent here.').waitFor();
    await box.fill('x');
    await page.keyboard.press('Enter');
    await widget.getByText('Files cannot be sent here.').waitFor({ state: 'hidden' });
  }
});

test('what was written can be taken along, and erased after one question', async () => {
  const { page, widget, said, findings, stored } = await go();
  await talk(visit!);
  await widget.getByRole('button', { name: 'More' }).click();
  await page.screenshot({ path: screenPath('widget-menu') });
  expect(await findings()).toEqual([]);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    widget.getByRole('menuitem', { name: 'Download this conversation' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^chat-\d{4}-\d\d-\d\d\.txt$/);
  await widget.getByRole('button', { name: 'More' }).click();
  await widget.getByRole('menuitem', { name: 'Delete this conversation' }).click();
  const question = widget.getByRole('alertdialog');
  expect(await findings()).toEqual([]);
  await question.getByRole('button', { name: 'Keep it' }).click();
  await said('By when').waitFor();
  await widget.getByRole('button', { name: 'More' }).click();
  await widget.getByRole('menuitem', { name: 'Delete this conversation' }).click();
  await question.getByRole('button', { name: 'Delete it' }).click();
  await said('Your conversation is deleted.').waitFor();
  expect(await said('By when').count()).toBe(0);
  expect(await page.evaluate(`JSON.parse(localStorage.baton).token ?? null`)).toBeNull();
  expect(await stored()).not.toContain('baton:line');
});

test('a rule of engagement shows a line beside the button: nothing opens, nothing takes the focus, a press ends it for a day', async () => {
  const rule = {
    id: 'pricing',
    afterSeconds: 0.1,
    scrolled: 95,
    say: 'Comparing plans? Ask me anything about pricing.',
  };
  door.how.settings = { engagement: [{ id: 'back', afterSeconds: 0, returning: true, say: 'Back again?' }, rule] };
  const { page, widget, box, button, findings, stored, said } = await go();
  await button.waitFor();
  await page.getByRole('link', { name: 'See the plans' }).focus();
  expect(await widget.locator('.nudge').count()).toBe(0);
  await page.mouse.wheel(0, 4_000);
  await widget.getByRole('button', { name: rule.say }).waitFor();
  await page.screenshot({ path: screenPath('widget-nudge') });
  expect(await findings()).toEqual([]);
  expect(await page.evaluate('document.activeElement.textContent')).toBe('See the plans');
  expect(await stored(), 'it was shown, and nobody pressed anything').toBe('[]');
  expect(await box.count()).toBe(0);
  await widget.getByRole('button', { name: rule.say }).click();
  await said(rule.say).waitFor();
  await box.fill('What does it cost?');
  await box.press('Enter');
  await expect.poll(() => door.seen.begun.map(({ engaged }) => engaged)).toEqual(['pricing']);
  // Over an open chat nothing would be shown anyway.
  await box.press('Escape');
  await page.reload();
  await button.waitFor();
  await page.mouse.wheel(0, 4_000);
  await page.evaluate('new Promise((on) => setTimeout(on, 200))');
  expect(await widget.locator('.nudge').count()).toBe(0);
});

test('the pointer that leaves at the top, and who was here before; what was closed stays closed', async () => {
  const say = { leaving: 'Before you go: shall I send you the prices?', returning: 'Back again?' };
  door.how.settings = {
    engagement: [
      { id: 'back', afterSeconds: 0, returning: true, say: say.returning },
      { id: 'exit', leaving: true, say: say.leaving },
    ],
    caps: { perVisit: 1, everyHours: 0 },
  };
  const { page, widget, button } = await go();
  await button.waitFor();
  const leave = (y: number) =>
    page.evaluate(`document.body.dispatchEvent(new MouseEvent('mouseout', { clientY: ${y}, bubbles: true }))`);
  await leave(300);
  expect(await widget.locator('.nudge').count()).toBe(0);
  await leave(-1);
  await widget.getByRole('status').getByText(say.leaving).waitFor();
  await widget.getByRole('button', { name: 'Close this message' }).click();
  await leave(-1);
  expect(await widget.locator('.nudge').count(), 'once a visit').toBe(0);
  await page.reload();
  await widget.getByRole('button', { name: say.returning }).waitFor();
});

test('a phone: it covers the page, keeps the focus, and stands above the keyboard', async () => {
  const { page, widget, panel, box, findings } = await go({}, phone);
  await talk(visit!);
  expect(await panel.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 780 });
  expect(await panel.getAttribute('aria-modal')).toBe('true');
  await page.screenshot({ path: picturePath('widget-mobile') });
  expect(await findings()).toEqual([]);
  await page.evaluate(
    `Object.defineProperty(visualViewport, 'height', { value: 420 }); visualViewport.dispatchEvent(new Event('resize'))`,
  );
  const { y, height } = (await box.boundingBox())!;
  expect(y + height).toBeLessThan(420);
  for (let tabs = 0; tabs < 14; tabs++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.localName'), 'the focus stays in what covers the page').toBe(
      'baton-chat',
    );
  }
  await widget.getByRole('button', { name: 'Close the chat' }).first().click();
  await panel.waitFor({ state: 'hidden' });
});

test('from right to left, in the dark, at the other side: it follows the page, and says what the page says', async () => {
  const { page, panel, findings } = await go({ dir: 'rtl' });
  await talk(visit!);
  expect((await panel.boundingBox())!.x).toBeLessThan(100);
  await page.screenshot({ path: screenPath('widget-rtl') });
  expect(await findings()).toEqual([]);
  await closeVisit(visit!);
  door.renew();
  await go({ data: { position: 'start' } }, { colorScheme: 'dark' });
  await talk(visit!);
  expect((await visit!.panel.boundingBox())!.x).toBeLessThan(100);
  await visit!.page.screenshot({ path: picturePath('widget-dark') });
  expect(await visit!.findings()).toEqual([]);
  const colour = (change = '') =>
    visit!.page.evaluate<string>(`{ const host = document.querySelector('baton-chat'); ${change};
      getComputedStyle(host.shadowRoot.querySelector('.panel')).backgroundColor }`);
  expect(await colour()).toBe('rgb(23, 30, 38)');
  expect(await colour(`host.dataset.theme = 'light'`)).toBe('rgb(255, 255, 255)');
  expect(await colour(`host.style.setProperty('--baton-surface', 'rgb(1, 2, 3)')`)).toBe('rgb(1, 2, 3)');
});

test('who wants less motion gets none', async () => {
  const { page, widget } = await go();
  await talk(visit!);
  door.tell('typing', { who: 'baton', on: true });
  await widget.locator('.typing').waitFor();
  expect(await page.evaluate(`document.querySelector('baton-chat').shadowRoot.getAnimations().length`)).toBe(0);
});
