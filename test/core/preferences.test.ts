// Whom Baton may tell when: by choice and by the clock on the rep's wall.
import { expect, test } from 'vitest';
import { mayTell, quietEnds, usualPreferences } from '../../src/core/preferences.ts';

const zone = 'Europe/Berlin';
const night = { from: 20 * 60, until: 32 * 60 };

test.each([
  ['all', true, true],
  ['all', false, true],
  ['mine', true, true],
  ['mine', false, false],
  ['none', true, false],
  ['none', false, false],
] as const)('%s, theirs %s: %s', (notify, isTheirs, may) => {
  expect(mayTell({ ...usualPreferences, notify }, { isTheirs, zone, now: '2026-11-23T12:00:00.000Z' })).toBe(may);
});

test.each([
  ['in the evening', '2026-11-23T19:00:00.000Z', '2026-11-24T07:00:00.000Z'],
  ['after midnight', '2026-11-24T06:59:00.000Z', '2026-11-24T07:00:00.000Z'],
  ['when they end', '2026-11-24T07:00:00.000Z', null],
  ['at noon', '2026-11-24T11:00:00.000Z', null],
  ['in the night the clocks go back', '2026-10-25T02:00:00.000Z', '2026-10-25T07:00:00.000Z'],
  ['in the night the clocks go forward', '2026-03-29T02:00:00.000Z', '2026-03-29T06:00:00.000Z'],
])('quiet hours across midnight %s', (_when, now, ends) => {
  expect(quietEnds(night, { zone, now })).toBe(ends);
  expect(mayTell({ notify: 'all', quiet: night }, { isTheirs: true, zone, now })).toBe(ends === null);
});

test('quiet hours within a day', () => {
  const lunch = { from: 12 * 60, until: 13 * 60 };
  expect(quietEnds(lunch, { zone: 'UTC', now: '2026-11-23T12:30:00.000Z' })).toBe('2026-11-23T13:00:00.000Z');
  expect(quietEnds(lunch, { zone: 'UTC', now: '2026-11-23T13:00:00.000Z' })).toBeNull();
});
