// What is counted for reps: last verdicts, taken-back ones never.
import { expect, test } from 'vitest';
import type { EventKind } from '../../src/core/event.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { repNumbers } from '../../src/core/rep-numbers.ts';

const [dana, marco] = ['U0DANA', 'U0MARCO'];
const event = (lead: string, kind: EventKind, by: string, afterMs?: number) => {
  const data = afterMs === undefined ? {} : { afterMs };
  return { lead: `lead_${lead}` as LeadId, kind, by, data };
};

const log = [
  event('a', 'claimed', dana, 60_000),
  event('b', 'claimed', dana, 120_000),
  event('a', 'touched', dana, 30_000),
  event('b', 'rejected', dana),
  event('c', 'claimed', dana, 1_000),
  event('c', 'undone', dana),
  event('c', 'claimed', marco, 600_000),
  event('d', 'rejected', dana),
  event('d', 'undone', dana),
  event('e', 'nurtured', dana),
  event('c', 'touched', marco, 90_000),
];

test('of one rep', () => {
  expect(repNumbers(log, dana)).toEqual({
    accepted: 1,
    rejected: 1,
    nurtured: 1,
    acceptRate: 0.5,
    claimsTimed: 2,
    medianToClaimMs: 90_000,
    touchesTimed: 1,
    medianToTouchMs: 30_000,
  });
});

test('of all', () => {
  expect(repNumbers(log)).toEqual({
    accepted: 2,
    rejected: 1,
    nurtured: 1,
    acceptRate: 2 / 3,
    claimsTimed: 3,
    medianToClaimMs: 120_000,
    touchesTimed: 2,
    medianToTouchMs: 60_000,
  });
});

test('of nothing yet, and what is about no lead', () => {
  const nothing = {
    accepted: 0,
    rejected: 0,
    nurtured: 0,
    acceptRate: null,
    claimsTimed: 0,
    medianToClaimMs: null,
    touchesTimed: 0,
    medianToTouchMs: null,
  };
  expect(repNumbers([])).toEqual(nothing);
  expect(repNumbers([{ lead: null, kind: 'went-away', by: dana, data: {} }], dana)).toEqual(nothing);
});

test('a claim that was passed on, released or given to somebody else is theirs no more', () => {
  const claims = [event('f', 'claimed', dana, 5_000), event('g', 'claimed', dana, 7_000), event('h', 'claimed', dana)];
  const given = { ...event('f', 'reassigned', 'U0PRIYA'), data: { from: { id: dana }, to: { id: marco } } };
  const released = { ...event('g', 'released', 'baton'), data: { rep: dana } };
  const passed = event('h', 'misrouted', dana);
  const offeredTo = { ...event('i', 'reassigned', dana), data: { from: null, to: { id: marco } } };
  const all = [...claims, given, released, passed, offeredTo];
  expect(repNumbers(all, dana)).toMatchObject({ accepted: 0, acceptRate: null, medianToClaimMs: null });
  expect(repNumbers(all, marco)).toMatchObject({ accepted: 2, acceptRate: 1, medianToClaimMs: null });
});
