// Two hundred visitors and reps confirm the same ten times at once, on both databases: each time is sold once, everybody else
// is told so at once and finds others, and the calendar has exactly what was told.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { owedBusy } from '../../src/core/job.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { freeTimes } from '../../src/store/free-times.ts';
import { type Bookings, reps, startBookings } from '../support/bookings.ts';

const many = 200;
const few = 10;
const day = Date.parse('2026-11-25T09:00:00.000Z');
const times = Array.from({ length: few }, (_, i) => new Date(day + i * 1_800_000).toISOString());

describe.each(['sqlite', 'postgres'] as const)('%s', (kind) => {
  let bookings: Bookings;
  let leads: LeadId[];
  const lost: LeadId[] = [];
  beforeAll(async () => {
    bookings = await startBookings({ kind });
    leads = await bookings.many(many);
  });
  afterAll(() => bookings.stop());

  const asks = (lead: LeadId, i: number, startsAt: string) =>
    bookings.hold(lead, { startsAt, by: i % 2 === 0 ? 'visitor' : reps.dana });

  test('each time is sold once', async () => {
    const answers = await Promise.all(leads.map((lead, i) => asks(lead, i, times[i % few] ?? '')));
    const kinds = answers.map((answer) => answer.kind);
    expect(kinds.filter((each) => each === 'done')).toHaveLength(few);
    expect(kinds.filter((each) => each === 'slot-taken')).toHaveLength(many - few);
    lost.push(...leads.filter((_, i) => kinds[i] === 'slot-taken'));
    await bookings.baton.pass(0);
    const events = bookings.events();
    expect(events.map(({ startsAt }) => startsAt).toSorted()).toEqual(times);
    expect(new Set(events.map(({ id }) => id)).size).toBe(few);
    for (const lead of leads.filter((each) => !lost.includes(each))) {
      expect((await bookings.seen(lead)).state).toBe('booked');
    }
  }, 60_000);

  test('whoever was late finds other times, and gets them', async () => {
    const { deps } = bookings;
    await deps.db.inTx((tx) => deps.queue.enqueue(tx, owedBusy([reps.dana.id])));
    await bookings.baton.pass(0);
    const lead = await bookings.seen(lost[0] ?? 'lead_');
    const now = deps.now().toISOString();
    const asked = { lead, hosts: [reps.dana.id], mode: 'group', lengthMin: 30, maxAgeMs: 60_000 } as const;
    const free = await freeTimes(deps.db, { ...asked, playbook: deps.playbook, now });
    if (free.kind !== 'known') throw new Error(free.kind);
    const starts = free.slots.map(({ start }) => start);
    expect(starts.filter((start) => times.includes(start))).toEqual([]);
    const again = lost.slice(0, 30);
    const answers = await Promise.all(again.map((each, i) => asks(each, i, starts[i] ?? '')));
    expect(answers.map((answer) => answer.kind)).toEqual(again.map(() => 'done'));
    await bookings.baton.pass(0);
    expect(bookings.events()).toHaveLength(few + again.length);
  }, 60_000);
});
