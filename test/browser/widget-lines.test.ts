// Nothing a visitor writes is lost, and nothing comes twice: offline, through a restart, in two tabs, where nothing streams, and when
// the conversation is gone. The door is one that does what each test says.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createProofSalts } from '../../src/store/proof-salt.ts';
import { closeBrowser } from '../support/browser.ts';
import { type Door, startDoor } from '../support/widget-door.ts';
import { type Host, startHost } from '../support/widget-host.ts';
import { closeVisit, partsOf, type Visit, visitHost } from '../support/widget-visit.ts';

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

async function go(options: BrowserContextOptions = {}): Promise<Visit> {
  visit = await visitHost(host, { door: door.url }, options);
  return visit;
}

async function begin({ open, write }: Visit, text = 'Hello'): Promise<void> {
  await open();
  await write(text);
  await expect.poll(() => door.seen.posted).toEqual([text]);
  await expect.poll(door.streams).toBe(1);
}

const keptLines = (page: Page) =>
  page.evaluate<number>(`Object.keys(localStorage).filter((key) => key.startsWith('baton:line:')).length`);

test('written offline: kept, said so, and sent once and in order when the network is back', async () => {
  const { page, widget, write, lines } = await go();
  await begin(visit!);
  await page.context().setOffline(true);
  await widget.getByText('You are offline.').waitFor();
  await write('Are you there?');
  await write('We are 40 people.');
  await expect.poll(() => widget.getByText('Not sent yet').count()).toBe(2);
  expect(await keptLines(page)).toBe(2);
  expect(door.seen.posted).toEqual(['Hello']);
  await page.context().setOffline(false);
  await expect.poll(() => door.seen.posted).toEqual(['Hello', 'Are you there?', 'We are 40 people.']);
  await expect.poll(() => keptLines(page)).toBe(0);
  await widget.getByText('You are offline.').waitFor({ state: 'hidden' });
  expect((await lines()).slice(1)).toEqual(['Hello', 'Are you there?', 'We are 40 people.']);
  expect(await widget.getByText('Not sent yet').count()).toBe(0);
});

test('a restart of the server: what was written and what was said meanwhile is there, once', async () => {
  const { page, widget, write, lines, said } = await go();
  await begin(visit!);
  await door.down();
  await write('Still there?');
  await widget.getByText('Not sent yet').waitFor();
  await door.up();
  door.say({ from: 'baton', text: 'I am back.' });
  await page.evaluate(`dispatchEvent(new Event('online'))`);
  await said('I am back.').waitFor();
  await expect.poll(() => door.seen.posted).toEqual(['Hello', 'Still there?']);
  await expect.poll(lines).toEqual([expect.stringContaining('Baton'), 'Hello', 'I am back.', 'Still there?']);
  await page.reload();
  await said('Still there?').waitFor();
  expect(await lines(), 'the same after loading the page anew, where it stands open again').toEqual([
    expect.stringContaining('Baton'),
    'Hello',
    'I am back.',
    'Still there?',
  ]);
});

test('on the next page old lines are no news to the page, and what is downloaded is on the visitor’s clock', async () => {
  const { page, widget, said } = await go();
  await begin(visit!);
  door.say({ from: 'rep', name: 'Dana', text: 'Dana here.' });
  await said('Dana here.').waitFor();
  await page.addInitScript(`window.heard = []; const until = setInterval(() => {
    if (window.Baton === undefined) return;
    clearInterval(until);
    Baton.on('line', ({ from }) => window.heard.push(from));
  }, 1)`);
  await page.reload();
  await said('Dana here.').waitFor();
  await widget.locator('[role=log][aria-live=polite]').waitFor();
  door.say({ from: 'baton', text: 'Anything else?' });
  await said('Anything else?').waitFor();
  expect(await page.evaluate('window.heard')).toEqual(['baton']);
  await widget.getByRole('button', { name: 'More' }).click();
  const asked = page.waitForRequest(/widget\/transcript/);
  await widget.getByText('Download this conversation').click();
  expect(new URL((await asked).url()).searchParams.get('zone')).toBe('Europe/Berlin');
});

test('that it is over is said below the last line, and no longer once it goes on', async () => {
  const { widget, said, write } = await go();
  await begin(visit!);
  door.say({ from: 'baton', text: 'Thank you for telling me.' });
  await said('Thank you for telling me.').waitFor();
  door.setState({ isOver: true });
  const over = said('This conversation is over.');
  await over.waitFor();
  expect(await widget.locator('.lines > :last-child').innerText()).toContain('This conversation is over.');
  await write('One more thing');
  await expect.poll(() => door.seen.posted).toContain('One more thing');
  door.setState({ isOver: false });
  await over.waitFor({ state: 'hidden' });
  door.setState({ isOver: true });
  await over.waitFor();
  expect(await widget.locator('.lines > :last-child').innerText()).toContain('This conversation is over.');
});

test('two tabs show the same, one of them sends, and what was read in one is read in both', async () => {
  const { page, lines, widget } = await go();
  await begin(visit!);
  const tab = await page.context().newPage();
  await tab.goto(host.url);
  const other = partsOf(tab);
  await other.button.waitFor();
  await expect.poll(door.streams).toBe(2);
  await page.keyboard.press('Escape');
  door.say({ from: 'rep', name: 'Dana', text: 'Dana here.' });
  const news = { name: 'New messages: 1' };
  await widget.getByRole('button', news).waitFor();
  await other.widget.getByRole('button', news).waitFor();
  await other.open();
  await widget.getByRole('button', news).waitFor({ state: 'hidden' });
  await other.said('Dana here.').waitFor();
  await other.write('Hi Dana');
  await expect.poll(lines).toEqual([expect.stringContaining('Baton'), 'Hello', 'Dana here.', 'Hi Dana']);
  expect(await other.lines()).toEqual(await lines());
  await page.context().setOffline(true);
  await other.write('One more');
  await expect.poll(lines).toContain('One more');
  await page.context().setOffline(false);
  await expect.poll(() => door.seen.posted).toEqual(['Hello', 'Hi Dana', 'One more']);
  await expect.poll(() => keptLines(page)).toBe(0);
  expect(door.seen.begun).toHaveLength(1);
});

test('where nothing streams it asks again and again', async () => {
  const { page, open, write, said, lines } = await go();
  await page.clock.install();
  door.how.isSilent = true;
  await open();
  await write('Hello');
  await expect.poll(() => door.seen.posted).toEqual(['Hello']);
  door.say({ from: 'baton', text: 'Hi, by the slow road.' });
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(2_000);
        return said('by the slow road').count();
      },
      { timeout: 10_000, interval: 150 },
    )
    .toBe(1);
  expect(door.seen.polls).toBeGreaterThan(0);

  door.startOver();
  door.say({ from: 'baton', text: 'From nothing.' });
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(2_000);
        return lines();
      },
      { timeout: 10_000, interval: 150 },
    )
    .toEqual(['From nothing.']);
});

test('a conversation that is gone begins anew, with a sentence, and with what was not sent', async () => {
  const { page, widget, write, said, lines } = await go();
  await begin(visit!);
  await page.context().setOffline(true);
  await write('My next question');
  await widget.getByText('Not sent yet').waitFor();
  door.renew();
  await page.context().setOffline(false);
  await said('Your earlier conversation cannot be continued here.').waitFor();
  await expect.poll(() => door.seen.posted).toEqual(['My next question']);
  expect(door.seen.begun).toHaveLength(1);
  await expect.poll(lines).toEqual([expect.stringContaining('Baton'), 'My next question']);
});

test('a line that the door will not have is said so, and can be changed and sent again', async () => {
  const { widget, box, write } = await go();
  await begin(visit!);
  door.how.refuse = 422;
  await write('Far too much');
  await widget.getByText('This could not be sent.').first().waitFor();
  await expect.poll(() => box.inputValue()).toBe('Far too much');
  door.how.refuse = null;
  await write('Less');
  await expect.poll(() => door.seen.posted).toEqual(['Hello', 'Less']);
});

test('the work that the door asks for is done, and a wrong signature keeps nobody from talking', async () => {
  const salts = createProofSalts(['a'.repeat(64)]);
  const at = new Date().toISOString();
  door.how.begin = ({ identity, proof }) => {
    if (identity !== undefined) return { status: 401, body: { error: 'wrong signature' } };
    const given = proof as { salt: string; nonce: string } | undefined;
    if (given === undefined)
      return { status: 428, body: { error: 'work', proof: { salt: salts.make(12, at), bits: 12 } } };
    return salts.check(given, at) === null ? { status: 422, body: { error: 'no proof' } } : null;
  };
  const { page, open, write } = await go();
  await page.evaluate(`window.errors = []; Baton.on('error', ({ message }) => window.errors.push(message));
    Baton.identify({ id: '7', hash: 'f'.repeat(64) })`);
  await open();
  await write('Hello');
  await expect.poll(() => door.seen.posted).toEqual(['Hello']);
  expect(door.seen.begun).toHaveLength(3);
  expect(await page.evaluate('window.errors[0]')).toBe('wrong signature');
});

test('who signs in midway is named in the conversation that they have', async () => {
  const { page, said } = await go();
  await page.evaluate('Baton.identify(null)');
  await begin(visit!);
  await page.evaluate(`Baton.identify({ id: 'ada', hash: 'a'.repeat(64) })`);
  await expect.poll(() => page.evaluate('JSON.parse(localStorage.baton).who')).toBe('ada');
  expect(door.seen.identified).toEqual([{ identity: { id: 'ada', hash: 'a'.repeat(64) } }]);
  await expect.poll(door.streams).toBe(1);
  door.say({ from: 'baton', text: 'Hello, Ada.' });
  await said('Hello, Ada.').waitFor();
});

test('when somebody else signs in, or nobody is signed in any more, the conversation is not theirs', async () => {
  const { page, said, lines } = await go();
  await page.evaluate(`Baton.identify({ id: 'ada', hash: 'a'.repeat(64) })`);
  await begin(visit!, 'Ada here');
  expect(door.seen.begun[0]).toMatchObject({ identity: { id: 'ada' } });
  await page.evaluate(`Baton.identify({ id: 'ada', hash: 'a'.repeat(64) })`);
  expect(await said('Ada here').count()).toBe(1);
  await page.evaluate(`Baton.identify({ id: 'bob', hash: 'b'.repeat(64) })`);
  await expect.poll(lines).toEqual([expect.stringContaining('Baton')]);
  expect(await page.evaluate('JSON.parse(localStorage.baton).token ?? null')).toBeNull();
  await page.evaluate('Baton.identify(null)');
  await visit!.write('Who am I?');
  await expect.poll(() => door.seen.begun.length).toBe(2);
  expect(door.seen.begun[1]).not.toHaveProperty('identity');
});

test('a browser that keeps nothing still talks', async () => {
  visit = await visitHost(host, { door: door.url });
  await visit.page.addInitScript(`for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } })`);
  await visit.page.reload();
  await begin(visit);
  door.say({ from: 'baton', text: 'Hi.' });
  await visit.said('Hi.').waitFor();
});
