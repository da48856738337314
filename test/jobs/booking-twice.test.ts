// The jobs of booking when a calendar's answer is lost, refused or late: whatever happens on the way ends in exactly one
// event, or in none and a sentence.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { type Bookings, reps, startBookings } from '../support/bookings.ts';

let bookings: Bookings;
beforeAll(async () => {
  bookings = await startBookings();
});
afterAll(() => bookings.stop());
afterEach(() => bookings.baton.sandbox.google.faults.clear());

let count = 0;
/** A lead, with a meeting if it is to be moved or cancelled. */
async function start(isBooked: boolean): Promise<{ conversation: string; lead: LeadId }> {
  const conversation = `visitor${++count}`;
  const lead = await bookings.offered(conversation);
  if (isBooked) {
    await bookings.hold(lead, { startsAt: bookings.fresh() });
    await bookings.baton.pass(0);
    expect((await bookings.seen(lead)).state).toBe('booked');
  }
  return { conversation, lead };
}

/** `status`: the refusal; without one Google does it and its answer is lost. */
type Fault = { method: string; path: string; status?: number; times?: number };

async function under(fault: Fault, lead: LeadId) {
  const { method, path, status, times = 1 } = fault;
  const ids = await bookings.idsOf(lead);
  if (status === undefined) bookings.lost(method, path, times);
  else bookings.fails(method, path, status, times);
  await bookings.later();
  expect(bookings.baton.sandbox.google.faults.take(method, path), 'the fault was met').toBeUndefined();
  return bookings.settled(lead, ids);
}

const said = ({ method, path, status = 0, times = 1 }: Fault) =>
  `${method} ${path} ${status === 0 ? 'lost' : status} × ${times}`;
const named = (faults: readonly Fault[]) => faults.map((fault) => [said(fault), fault] as const);

const reading: Fault[] = [
  { method: 'GET', path: '/calendarList' },
  { method: 'GET', path: '/calendarList', status: 503 },
  { method: 'POST', path: '/freeBusy' },
  { method: 'POST', path: '/freeBusy', status: 500, times: 4 },
];
const inserting: Fault[] = [
  { method: 'POST', path: '/primary/events' },
  { method: 'POST', path: '/primary/events', status: 500 },
  { method: 'POST', path: '/primary/events', status: 429 },
];
const patching: Fault[] = [
  { method: 'POST', path: '/primary/events', status: 409 },
  { method: 'GET', path: '/primary/events/', status: 500, times: 4 },
  { method: 'PATCH', path: '/primary/events/' },
  { method: 'PATCH', path: '/primary/events/', status: 412 },
  { method: 'PATCH', path: '/primary/events/', status: 412, times: 3 },
  { method: 'PATCH', path: '/primary/events/', status: 500 },
];
const deleting: Fault[] = [
  { method: 'DELETE', path: '/primary/events/' },
  { method: 'DELETE', path: '/primary/events/', times: 2 },
  { method: 'DELETE', path: '/primary/events/', status: 500, times: 2 },
  { method: 'DELETE', path: '/primary/events/', status: 429 },
];

test.each(named([...reading, ...inserting]))('booked once: %s', async (_name, fault) => {
  const { lead, conversation } = await start(false);
  const startsAt = bookings.fresh();
  await bookings.hold(lead, { startsAt });
  expect(await under(fault, lead)).toMatchObject({ startsAt });
  expect(bookings.told(conversation, /in the calendar:/)).toHaveLength(1);
});

test.each(named([...reading, ...patching]))('moved once: %s', async (_name, fault) => {
  const { lead, conversation } = await start(true);
  const startsAt = bookings.fresh();
  await bookings.hold(lead, { startsAt });
  expect(await under(fault, lead)).toMatchObject({ startsAt });
  expect(bookings.told(conversation, /has moved/)).toHaveLength(1);
});

test.each(named([...inserting, ...deleting]))('moved to another rep once: %s', async (_name, fault) => {
  const { lead, conversation } = await start(true);
  await bookings.hold(lead, { startsAt: bookings.fresh(), hosts: [reps.marco] });
  expect(await under(fault, lead)).toMatchObject({ hosts: [reps.marco] });
  expect((await bookings.seen(lead)).rep).toEqual(reps.marco);
  expect(bookings.told(conversation, /has moved/)).toHaveLength(1);
});

test.each(named(deleting))('cancelled once: %s', async (_name, fault) => {
  const { lead, conversation } = await start(true);
  await bookings.cancel(lead);
  expect(await under(fault, lead)).toBeNull();
  expect(bookings.told(conversation, /is cancelled/)).toHaveLength(1);
  expect(await bookings.seen(lead)).toMatchObject({ state: 'claimed', rep: reps.dana, offer: { turn: null } });
});

test.each(named([{ method: 'POST', path: '/primary/events', status: 400 }]))(
  'refused for good: %s',
  async (_, fault) => {
    const { lead, conversation } = await start(false);
    await bookings.hold(lead, { startsAt: bookings.fresh() });
    expect(await under(fault, lead)).toBeNull();
    expect(bookings.told(conversation, /calendar/)).toHaveLength(0);
    expect((await bookings.seen(lead)).state).toBe('offered');
    const events = (await bookings.baton.lead(lead)).events.filter(({ kind }) => kind === 'slot-lost');
    expect(events.map(({ data }) => data.why)).toEqual(['unreachable']);
  },
);
