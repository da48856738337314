// A time that was held and does not come about: the calendar has it no more, is silent, or lets Baton in no longer. Whoever
// waits reads a clear sentence, and the time is free again.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { erasePerson } from '../../src/flows/erase-person.ts';
import { rejectLead } from '../../src/flows/reject-lead.ts';
import { createRepCalendars } from '../../src/jobs/rep-calendars.ts';
import { keepBusy } from '../../src/store/busy.ts';
import { meetingsOf } from '../../src/store/slots.ts';
import { type Bookings, owners, reps, startBookings } from '../support/bookings.ts';

let bookings: Bookings;
beforeAll(async () => {
  bookings = await startBookings();
});
afterAll(() => bookings.stop());
afterEach(() => {
  bookings.baton.sandbox.google.faults.clear();
  for (const email of Object.values(owners)) bookings.baton.sandbox.google.act({ kind: 'access', email, open: true });
});

const google = () => bookings.baton.sandbox.google;
const dana = 'dana.reyes@acme.example';
const busyFor = (startsAt: string, minutes = 30) => {
  const endsAt = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
  google().act({ kind: 'add-busy', email: dana, startsAt, endsAt });
};
const down = (path = '/calendar/v3') => bookings.fails('*', path, 503, 10_000);
const kinds = async (lead: `lead_${string}`) => (await bookings.baton.lead(lead)).events.map(({ kind }) => kind);
const isFree = async (startsAt: string) => {
  const span = { from: startsAt, until: new Date(Date.parse(startsAt) + 1_800_000).toISOString() };
  const at = bookings.baton.clock.now.toISOString();
  return (await meetingsOf(bookings.deps.db, [reps.dana.id], { span, at })).get(reps.dana.id)?.length === 0;
};
const notes = (lead: string, kind: string) =>
  bookings.baton.sandbox
    .state()
    .messages.filter(({ metadata }) => metadata?.event_payload.lead === lead)
    .filter(({ metadata }) => String(metadata?.event_payload.note).startsWith(kind));

test('somebody filled the time in the calendar: the visitor hears it, and it is free for others', async () => {
  const lead = await bookings.offered('filled');
  const startsAt = bookings.fresh();
  const ids = await bookings.hold(lead, { startsAt, by: 'visitor' }).then(() => bookings.idsOf(lead));
  expect(await isFree(startsAt)).toBe(false);
  busyFor(startsAt);
  await bookings.baton.pass(0);
  expect(await bookings.settled(lead, ids)).toBeNull();
  expect(await isFree(startsAt)).toBe(true);
  expect(bookings.told('filled', /was taken before/)).toHaveLength(1);
  expect((await bookings.seen(lead)).state).toBe('offered');
});

test('only the buffer is filled', async () => {
  const tight = await startBookings({ booking: ', bufferAfterMinutes: 15' });
  const lead = await tight.offered('buffer');
  const startsAt = tight.fresh();
  await tight.hold(lead, { startsAt });
  const ends = Date.parse(startsAt) + 30 * 60_000;
  const span = { startsAt: new Date(ends).toISOString(), endsAt: new Date(ends + 900_000).toISOString() };
  tight.baton.sandbox.google.act({ kind: 'add-busy', email: dana, ...span });
  await tight.baton.pass(0);
  expect((await tight.seen(lead)).booking?.meeting).toBeNull();
  await tight.stop();
});

test('a move to where the meeting partly is already is no collision with itself', async () => {
  const lead = await bookings.offered('overlap');
  const startsAt = bookings.fresh();
  await bookings.hold(lead, { startsAt, lengthMin: 60 });
  await bookings.baton.pass(0);
  const later = new Date(Date.parse(startsAt) + 1_800_000).toISOString();
  expect(await bookings.hold(lead, { startsAt: later, lengthMin: 60 })).toMatchObject({ kind: 'done' });
  const ids = await bookings.idsOf(lead);
  await bookings.baton.pass(0);
  expect(await bookings.settled(lead, ids)).toMatchObject({ startsAt: later });
});

test('a calendar that is silent for as long as the time is kept', async () => {
  const lead = await bookings.offered('silent');
  const startsAt = bookings.fresh();
  await bookings.hold(lead, { startsAt, by: 'visitor' });
  const ids = await bookings.idsOf(lead);
  down();
  await bookings.later();
  expect(bookings.told('silent', /can't reach the calendar/)).toHaveLength(1);
  expect(notes(lead, 'slot-lost')).toHaveLength(1);
  expect(await isFree(startsAt)).toBe(true);
  google().faults.clear();
  await bookings.later();
  expect(await bookings.settled(lead, ids)).toBeNull();
  expect(bookings.told('silent', /in the calendar:/)).toHaveLength(0);
});

test('the insert got through, its answer was lost, and then the calendar was silent: the event goes when it is back', async () => {
  const lead = await bookings.offered('half');
  await bookings.hold(lead, { startsAt: bookings.fresh() });
  const ids = await bookings.idsOf(lead);
  bookings.lost('POST', '/primary/events');
  await bookings.baton.pass(0);
  expect(bookings.events().filter(({ id }) => ids.includes(id))).toHaveLength(1);
  down();
  await bookings.later();
  google().faults.clear();
  await bookings.later();
  expect(await bookings.settled(lead, ids)).toBeNull();
});

test('a move whose answer was lost for good: what is told last is what the calendar has', async () => {
  const lead = await bookings.offered('undone');
  const startsAt = bookings.fresh();
  await bookings.hold(lead, { startsAt });
  await bookings.baton.pass(0);
  const to = bookings.fresh();
  await bookings.hold(lead, { startsAt: to, by: 'visitor' });
  const ids = await bookings.idsOf(lead);
  bookings.lost('PATCH', '/primary/events/');
  await bookings.baton.pass(0);
  expect(bookings.events().find(({ id }) => ids.includes(id))?.startsAt).toBe(to);
  down();
  for (const seconds of [60, 200, 400]) await bookings.baton.pass(seconds * 1_000);
  expect(bookings.told('undone', /stays as it was/)).toHaveLength(1);
  google().faults.clear();
  await bookings.later();
  // Whichever was first: taking it back there, or hearing of it from there.
  const meeting = await bookings.settled(lead, ids);
  expect([startsAt, to]).toContain(meeting?.startsAt);
  expect(bookings.told('undone', /has moved/)).toHaveLength(meeting?.startsAt === to ? 1 : 0);
});

test('access that is gone before the calendar was asked', async () => {
  const lead = await bookings.offered('revoked');
  const startsAt = bookings.fresh();
  await bookings.hold(lead, { startsAt, by: 'visitor' });
  const ids = await bookings.idsOf(lead);
  google().expireAccessTokens();
  google().act({ kind: 'access', email: dana, open: false });
  await bookings.baton.pass(0);
  expect(await bookings.settled(lead, ids)).toBeNull();
  expect(bookings.told('revoked', /can't reach the calendar/)).toHaveLength(1);
  expect(await isFree(startsAt)).toBe(true);
  const lost = (await kinds(lead)).filter((kind) => kind === 'slot-lost');
  expect(lost).toHaveLength(1);
  const { q } = bookings.deps.db;
  expect(await q.selectFrom('events').select('id').where('kind', '=', 'access-lost').execute()).toHaveLength(1);
});

test('access that is gone between two tries: what may stand is taken away when it is back', async () => {
  const lead = await bookings.offered('between');
  await bookings.hold(lead, { startsAt: bookings.fresh() });
  const ids = await bookings.idsOf(lead);
  bookings.lost('POST', '/primary/events');
  await bookings.baton.pass(0);
  google().expireAccessTokens();
  google().act({ kind: 'access', email: dana, open: false });
  await bookings.baton.pass(5_000);
  expect((await bookings.seen(lead)).booking).toMatchObject({ wanted: null, meeting: null });
  google().act({ kind: 'access', email: dana, open: true });
  for (const hours of [1, 1, 1]) await bookings.baton.pass(hours * 3_700_000);
  expect(await bookings.settled(lead, ids)).toBeNull();
});

test('a meeting whose calendar Baton may not enter is cancelled all the same, and its rep told what is left', async () => {
  const lead = await bookings.offered('left');
  await bookings.hold(lead, { startsAt: bookings.fresh() });
  await bookings.baton.pass(0);
  google().expireAccessTokens();
  google().act({ kind: 'access', email: dana, open: false });
  const ids = await bookings.idsOf(lead);
  await bookings.cancel(lead, 'visitor');
  await bookings.baton.pass(0);
  expect(await bookings.seen(lead)).toMatchObject({ state: 'claimed', booking: { wanted: null, meeting: null } });
  expect(bookings.told('left', /is cancelled/)).toHaveLength(1);
  expect(notes(lead, 'cancelled')).toHaveLength(1);
  google().act({ kind: 'access', email: dana, open: true });
  for (const hours of [1, 1, 1]) await bookings.baton.pass(hours * 3_700_000);
  expect(await bookings.settled(lead, ids)).toBeNull();
  expect(bookings.told('left', /is cancelled/)).toHaveLength(1);
});

test('the calendar took longer than the time was kept, and it is another visitor’s by now', async () => {
  const { deps, baton } = bookings;
  const [slow, fast] = [await bookings.offered('slow'), await bookings.offered('fast')];
  const startsAt = bookings.fresh();
  await bookings.hold(slow, { startsAt });
  const ids = await bookings.idsOf(slow);
  // As if the answer to the insert took eleven minutes: the clock moves on while Google works.
  baton.sandbox.google.faults.add({ method: 'POST', path: '/primary/events', kind: 'slow', ms: 600 });
  const settling = baton.pass(0);
  await new Promise((done) => setTimeout(done, 300));
  baton.clock.now = new Date(baton.clock.now.getTime() + 11 * 60_000);
  expect(await bookings.hold(fast, { startsAt })).toMatchObject({ kind: 'done' });
  const others = await bookings.idsOf(fast);
  await settling;
  await bookings.later();
  expect(await bookings.settled(slow, ids)).toBeNull();
  // It saw the other's event there, so it may not have got it either; but it was not told that it had.
  const meeting = await bookings.settled(fast, others);
  expect(bookings.told('fast', /in the calendar:/)).toHaveLength(meeting === null ? 0 : 1);
  expect(await isFree(startsAt)).toBe(meeting === null);
  expect((await deps.queue.buried()).map(({ job }) => job.kind)).toEqual([]);
});

test('a lead that was rejected while the calendar was asked gets no meeting', async () => {
  const lead = await bookings.offered('rejected');
  await bookings.hold(lead, { startsAt: bookings.fresh(), by: 'visitor', hosts: [reps.dana] });
  const ids = await bookings.idsOf(lead);
  await rejectLead(bookings.deps, lead, { rep: reps.dana, why: { reason: 'too_small', wrongField: null, note: '' } });
  await bookings.later();
  expect(await bookings.settled(lead, ids)).toBeNull();
  expect((await bookings.seen(lead)).state).toBe('rejected');
  expect(bookings.told('rejected', /calendar/)).toHaveLength(0);
});

test('with a person, what calendars have of them is erased', async () => {
  const [one, other] = [await bookings.offered('erased'), await bookings.offered('erased-while-asked')];
  await bookings.hold(one, { startsAt: bookings.fresh() });
  await bookings.baton.pass(0);
  const startsAt = bookings.fresh();
  await bookings.hold(other, { startsAt });
  bookings.lost('POST', '/primary/events');
  await bookings.baton.pass(0);
  const ids = [...(await bookings.idsOf(one)), ...(await bookings.idsOf(other))];
  expect(bookings.events().filter(({ id }) => ids.includes(id))).toHaveLength(2);
  for (const lead of [one, other]) {
    expect(await erasePerson(bookings.deps, lead, { id: 'U0PRIYA', name: 'Priya' })).toMatchObject({ kind: 'done' });
  }
  await bookings.later();
  expect(bookings.events().filter(({ id }) => ids.includes(id))).toEqual([]);
  expect(await isFree(startsAt)).toBe(true);
});

test('what is kept of a calendar says no at once, and never yes', async () => {
  const lead = await bookings.offered('kept');
  const startsAt = bookings.fresh();
  const readAt = bookings.baton.clock.now.toISOString();
  const until = new Date(Date.parse(startsAt) + 1_800_000).toISOString();
  const busy = { kind: 'read', rep: reps.dana.id, span: { from: readAt, until }, readAt, unread: [] } as const;
  await bookings.deps.db.inTx((tx) => keepBusy(tx, { ...busy, periods: [{ from: startsAt, until }] }));
  expect(await bookings.hold(lead, { startsAt })).toMatchObject({
    kind: 'not-offered',
    reasons: [{ kind: 'busy', host: reps.dana.id }],
  });
  await bookings.deps.db.inTx((tx) => keepBusy(tx, { ...busy, periods: [] }));
  busyFor(startsAt);
  expect(await bookings.hold(lead, { startsAt })).toMatchObject({ kind: 'done' });
  await bookings.baton.pass(0);
  expect((await bookings.seen(lead)).booking?.meeting).toBeNull();
});

test('without a product nobody has a calendar', async () => {
  const none = createRepCalendars(bookings.deps, { product: null, workspaces: {} as never });
  expect(await none.of(reps.dana.id)).toEqual({ kind: 'none' });
});
