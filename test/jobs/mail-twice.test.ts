// Mails and reminders when an answer is lost, an address refused, a meeting moved meanwhile or a person erased: each of them
// reaches the visitor once, and none that is not true any more.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../src/core/job.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { erasePerson } from '../../src/flows/erase-person.ts';
import { sendTimes } from '../../src/flows/send-times.ts';
import { eventsOf } from '../../src/store/events.ts';
import { type Bookings, reps, startBookings } from '../support/bookings.ts';

let all: Bookings;
beforeAll(async () => {
  all = await startBookings({ selfService: true, booking: ', remindMinutes: [1440, 60]' });
}, 60_000);
afterEach(() => all.baton.sandbox.mail.faults.clear());
afterAll(() => all.stop());

const hourMs = 3_600_000;
let count = 0;

/** Oldest first. */
const mails = (name: string) =>
  all.baton.sandbox.mail
    .mailbox()
    .filter(({ to }) => to.includes(`ada.${name}@`))
    .toReversed();
const subjects = (name: string) => mails(name).map(({ subject }) => subject.split(/[:,]/)[0]);
const lines = (name: string) => all.baton.replies(name).map(({ text }) => text);
const events = async (lead: LeadId, kind: string) =>
  (await eventsOf(all.deps.db, lead)).filter((event) => event.kind === kind).map(({ data }) => data);
const again = (job: Job) => all.deps.db.inTx((tx) => all.deps.queue.enqueue(tx, [{ job }]));
/** Jobs that failed are tried again within these minutes. */
const later = async () => {
  for (const seconds of [5, 30, 120, 300]) await all.baton.pass(seconds * 1_000);
};

/** At least so long from now, at night, when nobody else has anything. */
function meeting(inMs: number) {
  const dayMs = 24 * hourMs;
  const day = Math.ceil((all.baton.clock.now.getTime() + inMs) / dayMs) * dayMs;
  return meetingAt(new Date(day + (count % 10) * (hourMs / 2)).toISOString());
}

async function meetingAt(startsAt: string): Promise<{ name: string; lead: LeadId; startsAt: string }> {
  const name = `mail${++count}`;
  const lead = await all.offered(name);
  expect((await all.hold(lead, { startsAt })).kind).toBe('done');
  await all.baton.pass(0);
  expect((await all.seen(lead)).state).toBe('booked');
  return { name, lead, startsAt };
}

test('a lost answer: the mail goes out again under the same id, and is told once', async () => {
  all.baton.sandbox.mail.faults.add({ kind: 'answer-lost', times: 2 });
  const { name, lead } = await meeting(72 * hourMs);
  await later();
  expect(mails(name)).toMatchObject([{ copies: 3 }]);
  expect(await events(lead, 'mailed')).toEqual([expect.objectContaining({ what: 'booked' })]);
});

test('greylisting is waited for', async () => {
  all.baton.sandbox.mail.faults.add({ kind: 'greylisted', times: 2 });
  const { name } = await meeting(72 * hourMs);
  expect(mails(name)).toEqual([]);
  await later();
  expect(mails(name)).toMatchObject([{ copies: 1 }]);
});

test('a job that runs twice sends once', async () => {
  const { name, lead } = await meeting(72 * hourMs);
  const [sent] = await events(lead, 'mailed');
  await again({ kind: 'send-mail', lead, what: 'booked', for: String(sent?.for) });
  await all.baton.pass(0);
  expect(mails(name)).toMatchObject([{ copies: 1 }]);
});

test('a refused address is told to the rep, with the server’s own words, and not tried again', async () => {
  all.baton.sandbox.mail.faults.add({ kind: 'recipient-refused' });
  const { name, lead } = await meeting(72 * hourMs);
  await later();
  expect(mails(name)).toEqual([]);
  expect(await events(lead, 'mailed')).toEqual([expect.objectContaining({ refused: expect.stringContaining('550') })]);
  const { card } = await all.seen(lead);
  const notes = all.baton.sandbox.state().messages.filter(({ threadTs }) => threadTs === card?.ts);
  const told = notes.filter(({ text }) => text.includes('refused this address'));
  expect(told).toHaveLength(1);
  expect(told[0]?.text.replaceAll('\u2060', '')).toContain(`ada.${name}@acme.example`);
});

test('a mail that is not true any more is not sent', async () => {
  all.baton.sandbox.mail.faults.add({ kind: 'greylisted' });
  const { name, lead } = await meeting(72 * hourMs);
  await all.cancel(lead);
  await later();
  expect(subjects(name)).toEqual(['Cancelled']);
});

test('reminded a day and an hour before, in the chat and by mail, each once', async () => {
  const { name, lead, startsAt } = await meeting(30 * hourMs);
  const leave = async (ms: number) => all.baton.pass(Date.parse(startsAt) - ms - all.baton.clock.now.getTime());
  await leave(24 * hourMs + 60_000);
  expect(subjects(name)).toEqual(['Your meeting with Dana Reyes']);
  await leave(24 * hourMs - 1_000);
  expect(subjects(name)).toEqual(['Your meeting with Dana Reyes', 'Reminder']);
  expect(lines(name).filter((text) => text.startsWith('A reminder'))).toHaveLength(1);
  await leave(hourMs - 1_000);
  expect(subjects(name)).toEqual(['Your meeting with Dana Reyes', 'Reminder', 'Reminder']);
  expect(new Set(mails(name).map(({ messageId }) => messageId)).size).toBe(3);
  for (const minutes of [1_440, 60]) await again({ kind: 'remind-visitor', lead, startsAt, minutes });
  await all.baton.pass(0);
  expect(mails(name)).toHaveLength(3);
  expect(await events(lead, 'reminded')).toHaveLength(2);
});

test('whoever books at short notice is not reminded of what they have just done', async () => {
  await all.baton.pass(8 * hourMs);
  const soon = (Math.ceil(all.baton.clock.now.getTime() / (hourMs / 2)) + 1) * (hourMs / 2);
  const { name, startsAt } = await meetingAt(new Date(soon).toISOString());
  await all.baton.pass(Date.parse(startsAt) - all.baton.clock.now.getTime() - 1_000);
  expect(subjects(name)).toEqual(['Your meeting with Dana Reyes']);
  await all.baton.pass(hourMs);
});

test('a Baton that was down sends the reminder that is due, not all that were', async () => {
  const { name, startsAt } = await meeting(30 * hourMs);
  await all.baton.pass(Date.parse(startsAt) - hourMs / 2 - all.baton.clock.now.getTime());
  expect(subjects(name)).toEqual(['Your meeting with Dana Reyes', 'Reminder']);
});

test('moved or cancelled, nobody is reminded of the former time', async () => {
  const moved = await meeting(30 * hourMs);
  const to = new Date(Date.parse(moved.startsAt) + 48 * hourMs).toISOString();
  await all.hold(moved.lead, { startsAt: to });
  await all.baton.pass(0);
  const gone = await meeting(30 * hourMs);
  await all.cancel(gone.lead);
  await all.baton.pass(0);
  await all.baton.pass(Date.parse(moved.startsAt) - all.baton.clock.now.getTime() - hourMs / 2);
  expect(subjects(moved.name)).toEqual(['Your meeting with Dana Reyes', 'New time for your meeting with Dana Reyes']);
  expect(subjects(gone.name)).toEqual(['Your meeting with Dana Reyes', 'Cancelled']);
});

test('times that a rep sends are in the mail too, until one of them is booked', async () => {
  const name = `mail${++count}`;
  const lead = await all.offered(name);
  const times = [1, 2].map((day) => {
    const startsAt = new Date(
      Math.ceil(all.baton.clock.now.getTime() / hourMs) * hourMs + day * 24 * hourMs,
    ).toISOString();
    return { startsAt, hosts: [reps.dana] };
  });
  await sendTimes(all.deps, lead, { rep: reps.dana, times, kind: 'call', lengthMin: 30 });
  await all.baton.pass(0);
  expect(mails(name)).toMatchObject([{ copies: 1, subject: expect.stringContaining('Times for your meeting') }]);
  expect(mails(name)[0]?.text).toContain(all.deps.linkFor(lead));
});

test('nobody writes to a person who was erased', async () => {
  all.baton.sandbox.mail.faults.add({ kind: 'greylisted' });
  const { name, lead } = await meeting(30 * hourMs);
  await erasePerson(all.deps, lead, reps.dana);
  await all.baton.pass(48 * hourMs);
  expect(mails(name)).toEqual([]);
  expect(lines(name).filter((text) => text.startsWith('A reminder'))).toEqual([]);
});
