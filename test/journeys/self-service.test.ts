// A visitor books, moves and cancels by their link, as a browser would: what stands in the calendar, in the chat, in the
// mailbox and on the page is always the same truth.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { marco } from '../support/baton.ts';
import { type Bookings, reps, startBookings } from '../support/bookings.ts';
import { quiet } from '../support/databases.ts';
import { type MeetPage, meetPage } from '../support/meet-page.ts';

let all: Bookings;
let lead: LeadId;
let page: MeetPage;

beforeEach(async () => {
  all = await startBookings({ selfService: true });
  lead = await all.offered('ada');
  page = meetPage(all.baton, lead);
}, 30_000);
afterEach(() => all.stop());

const settle = () => all.baton.pass(0);
/** Oldest first. */
const mails = () => all.baton.sandbox.mail.mailbox().toReversed();
const lines = () => all.baton.replies('ada').map(({ text }) => text);

/** The page, after free times were looked up. */
async function opened(path = ''): Promise<string[]> {
  await page.see(path);
  await settle();
  return page.times(path);
}

async function booked(at?: string): Promise<string> {
  const times = await opened();
  const startsAt = at ?? times[3]!;
  await page.post('book', { startsAt, zone: 'Asia/Kolkata' });
  await settle();
  return startsAt;
}

test('the first look asks for the times, the second shows them, and neither changes the lead', async () => {
  const before = await all.seen(lead);
  const first = await page.see();
  expect(first).toMatchObject({ status: 200 });
  expect(first.text).toContain('Looking up free times');
  expect((await page.see('/times')).status).toBe(202);
  await settle();
  const times = await page.times();
  expect(times.length).toBeGreaterThan(20);
  const known = await page.see('/times');
  expect(known.status).toBe(200);
  expect(JSON.parse(known.html)).toMatchObject({ kind: 'known', free: times });
  expect(await all.seen(lead)).toEqual(before);
});

test('a time is booked once the calendar has it, and not before', async () => {
  const times = await opened();
  const startsAt = times[3]!;
  const asking = await page.post('book', { startsAt, zone: 'Asia/Kolkata' });
  expect(asking.text).toContain('Asking the calendar');
  expect(asking.text).not.toContain('Your meeting is booked');
  expect((await page.see('/times')).status).toBe(202);
  expect(all.events()).toEqual([]);
  await settle();
  expect(all.events()).toMatchObject([{ startsAt }]);
  expect((await page.see('/times')).status).toBe(200);
  const done = await page.see('?zone=Asia%2FKolkata');
  expect(done.text).toContain('Your meeting is booked');
  expect(done.text).toContain('Kolkata time');
  expect(lines().at(-1)).toContain("It's in the calendar");
  expect(await all.seen(lead)).toMatchObject({
    state: 'booked',
    booking: { zone: 'Asia/Kolkata', meeting: { startsAt } },
  });
});

test('each change is one mail with a calendar file, under one uid and a higher sequence', async () => {
  await booked();
  const next = (await opened('?show=move'))[7]!;
  await page.post('move', { startsAt: next, zone: 'Asia/Kolkata' });
  await settle();
  await page.post('cancel');
  await settle();
  expect(mails().map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^Your meeting with .*Kolkata time/),
    expect.stringMatching(/^New time for your meeting/),
    expect.stringMatching(/^Cancelled: your meeting/),
  ]);
  const files = mails().map(({ invite }) => invite?.ics ?? '');
  const read = (name: string) => files.map((file) => new RegExp(`^${name}:(.*)$`, 'm').exec(file)?.[1]?.trim());
  expect(new Set(read('UID')).size).toBe(1);
  expect(read('SEQUENCE')).toEqual(['0', '1', '2']);
  expect(read('METHOD')).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL']);
  expect(all.events()).toEqual([]);
});

test('moved, it is one event with one id; cancelled, there is none and the page offers times again', async () => {
  await booked();
  const [event] = all.events();
  const present = (await page.see()).html;
  expect(present).toContain('show=move');
  const times = await opened('?show=move');
  expect(times).not.toContain(event?.startsAt);
  await page.post('move', { startsAt: times[9]!, zone: 'UTC' });
  await settle();
  expect(all.events()).toMatchObject([{ id: event?.id, startsAt: times[9] }]);
  const confirm = await page.see('?show=cancel');
  expect(confirm.text).toContain('Cancel this meeting?');
  expect(all.events()).toHaveLength(1);
  expect((await page.post('cancel')).text).toContain('Cancelling');
  await settle();
  expect(all.events()).toEqual([]);
  const after = await page.see();
  expect(after.text).toContain('Your meeting is cancelled');
  expect((await opened()).length).toBeGreaterThan(20);
});

test('two tabs that choose at once: one time is booked, and the other tab is told', async () => {
  const times = await opened();
  const [one, two] = [times[2]!, times[5]!];
  const [first, second] = await Promise.all([
    page.post('book', { startsAt: one, zone: 'UTC' }),
    page.post('book', { startsAt: two, zone: 'UTC' }),
  ]);
  expect([first.text, second.text].every((text) => text.includes('Asking the calendar'))).toBe(true);
  await settle();
  expect(all.events()).toHaveLength(1);
  // A tab that was opened before moves nothing by "Book".
  const late = await page.post('book', { startsAt: times[8]!, zone: 'UTC' });
  expect(late.text).toContain('Your meeting is booked already');
  await settle();
  expect(all.events()).toHaveLength(1);
});

test('a time that another visitor has just taken: a sentence, and times that are free', async () => {
  await all.offered('bob');
  // By turn the third one has the same rep as the first.
  const other = meetPage(all.baton, await all.offered('cleo'));
  const times = await opened();
  const startsAt = times[4]!;
  await other.post('book', { startsAt, zone: 'UTC' });
  const turned = await page.post('book', { startsAt, zone: 'UTC' });
  expect(turned.text).toContain('taken by somebody else');
  expect(turned.html).not.toContain(startsAt);
  expect(turned.html).toContain(times[5]);
  await settle();
  expect(all.events().filter((event) => event.startsAt === startsAt)).toHaveLength(1);
});

test('a rep booked that time in their calendar meanwhile: it is not booked, and the page says so', async () => {
  const times = await opened();
  const startsAt = times[6]!;
  const endsAt = new Date(Date.parse(startsAt) + 1_800_000).toISOString();
  all.baton.sandbox.google.act({ kind: 'add-busy', email: 'dana.reyes@acme.example', startsAt, endsAt });
  await page.post('book', { startsAt, zone: 'UTC' });
  await settle();
  expect(all.events()).toEqual([]);
  const after = await page.see(`?zone=UTC&asked=${startsAt}`);
  expect(after.text).toContain('taken by somebody else');
  expect(after.text).not.toContain('Your meeting is booked');
});

test('whoever changes their mind too often is sent to the chat', async () => {
  await all.stop();
  all = await startBookings({ selfService: true, perVisitor: 2 });
  lead = await all.offered('ada');
  page = meetPage(all.baton, lead);
  await booked();
  const times = await opened('?show=move');
  await page.post('move', { startsAt: times[5]!, zone: 'UTC' });
  await settle();
  const turned = await page.post('move', { startsAt: times[8]!, zone: 'UTC' });
  expect(turned.text).toContain('as often as that is possible');
  await settle();
  expect(all.events()).toMatchObject([{ startsAt: times[5] }]);
});

test('days of a week in which clocks change are shown on the clocks of the visitor', async () => {
  all.baton.clock.now = new Date('2027-03-26T12:00:00.000Z');
  page = meetPage(all.baton, lead);
  await opened();
  const { html } = await page.see('?zone=Europe%2FBerlin');
  const sunday = html.slice(html.indexOf('id="day-2027-03-28"'), html.indexOf('id="day-2027-03-29"'));
  const clocks = [...sunday.matchAll(/<span>(\d\d:\d\d[^<]*)<\/span>/g)].map(([, clock]) => clock);
  expect(clocks).toContain('01:30');
  expect(clocks).toContain('03:00');
  expect(clocks.filter((clock) => clock?.startsWith('02:'))).toEqual([]);
  all.baton.clock.now = new Date('2026-10-24T12:00:00.000Z');
  await opened();
  const autumn = (await page.see('?zone=Europe%2FBerlin')).html;
  const long = autumn.slice(autumn.indexOf('id="day-2026-10-25"'), autumn.indexOf('id="day-2026-10-26"'));
  expect(long).toContain('02:30 (UTC+2)');
  expect(long).toContain('02:30 (UTC+1)');
});

test('old times are shown while they are read anew, very old ones are not', async () => {
  const times = await opened();
  all.baton.clock.now = new Date(all.baton.clock.now.getTime() + 5 * 60_000);
  expect((await page.times()).length).toBeGreaterThan(times.length - 5);
  all.baton.clock.now = new Date(all.baton.clock.now.getTime() + 20 * 60_000);
  expect((await page.see()).text).toContain('Looking up free times');
});

test('without an address the page asks for one, and an address that is none is not taken', async () => {
  const { lead: id } = await all.baton.say('nameless', 'Can I talk to a human?');
  const theirs = meetPage(all.baton, id);
  await theirs.see();
  await settle();
  const { html } = await theirs.see();
  expect(html).toContain('type="email"');
  const startsAt = (await theirs.times())[2]!;
  for (const guest of ['', 'nobody', 'a@b@c', 'x'.repeat(300)]) {
    const turned = await theirs.post('book', { startsAt, zone: 'UTC', guest });
    expect(turned.text, guest).toMatch(/enter your e-mail address|choose one of the times/);
  }
  await theirs.post('book', { startsAt, zone: 'UTC', guest: 'ada@acme.example' });
  await settle();
  expect(all.events()).toHaveLength(1);
  expect(mails().map(({ to }) => to)).toEqual([expect.stringContaining('ada@acme.example')]);
});

describe('a disposable address', () => {
  let startsAt: string;
  const asked = async () => {
    const { lead: id } = await all.baton.say('brief', 'Can I talk to a human?');
    lead = id;
    page = meetPage(all.baton, id);
    startsAt = (await opened())[12]!;
    const answer = await page.post('book', { startsAt, zone: 'UTC', guest: 'ada@mailinator.com' });
    await settle();
    return answer;
  };
  const review = () => all.baton.sandbox.state().messages.find(({ text }) => text.includes('throw away after use'));

  test('its time is kept and looked at, and nobody is told that it is booked', async () => {
    const answer = await asked();
    expect(answer.text).toContain('Your time is kept for you');
    expect(answer.text).toMatch(/answer by Monday 23 November, 14:3\d \(UTC\)/);
    expect(all.events()).toEqual([]);
    expect(review()?.text.replaceAll('\u2060', '')).toContain('ada@mailinator.com');
    expect(all.baton.replies('brief').at(-1)?.text).toContain('is kept for you');
    // Nobody else gets the time meanwhile.
    const others = { startsAt, by: reps.marco, hosts: [reps.marco] };
    expect((await all.hold(await all.offered('bob'), others)).kind).toBe('slot-taken');
    await all.baton.pass(29 * 60_000);
    expect(all.events()).toEqual([]);
    // Nobody looked: it goes through by itself.
    await all.baton.pass(2 * 60_000);
    expect(all.events()).toMatchObject([{ startsAt }]);
    expect((await page.see()).text).toContain('Your meeting is booked');
  });

  test('a rep lets it through at once', async () => {
    await asked();
    await all.baton.press(review()!, 'baton_keep_time', marco);
    expect(all.events()).toMatchObject([{ startsAt }]);
    await all.baton.press(review()!, 'baton_decline_time', marco);
    await all.baton.pass(60 * 60_000);
    expect(all.events()).toHaveLength(1);
  });

  test('a rep turns it down: the time is free again, and the visitor knows', async () => {
    await asked();
    await all.baton.press(review()!, 'baton_decline_time', marco);
    expect(all.events()).toEqual([]);
    expect(all.baton.replies('brief').at(-1)?.text).toContain('could not be confirmed');
    expect((await page.see(`?zone=UTC&asked=${startsAt}`)).text).toContain('was not confirmed');
    await all.baton.pass(60 * 60_000);
    expect(all.events()).toEqual([]);
    expect(mails()).toEqual([]);
  });
});

test('in the sandbox there are links without any setting, a browser may post, and a restart keeps them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-links-'));
  const config = readConfig({ DATABASE_URL: `sqlite:${join(folder, 'sandbox.db')}`, PORT: '0' });
  const start = () => startApp(config, { log: quiet, pace: 'by-hand' });
  const first = await start();
  const link = first.deps.linkFor('lead_nobody') ?? '';
  const opened = await fetch(link);
  const posted = await fetch(`${link}/cancel`, { method: 'POST', headers: { origin: first.url } });
  await first.stop();
  const second = await start();
  const path = (url: string) => new URL(url).pathname;
  const again = second.deps.linkFor('lead_nobody') ?? '';
  await second.stop();
  rmSync(folder, { recursive: true });
  expect([opened.status, posted.status]).toEqual([410, 410]);
  expect(path(again)).toBe(path(link));
});
