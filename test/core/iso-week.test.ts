// Weeks as numbers: named like the calendar names them, whatever the clocks and the years do.
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { lastDue, timeInWeek, weekName, weekOf } from '../../src/core/iso-week.ts';

test.each(['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati'])('as Luxon names them, in %s', (zone) => {
  for (let at = Date.UTC(2019, 11, 20, 4, 30); at < Date.UTC(2034, 0, 20); at += 40 * 3_600_000) {
    const iso = new Date(at).toISOString();
    expect(weekName(weekOf(iso, zone))).toBe(DateTime.fromISO(iso, { zone }).toFormat("kkkk-'W'WW"));
  }
});

test('a year may have 53 weeks, and the new year may begin in the last of the old one', () => {
  const names = ['2026-12-31T12:00:00Z', '2027-01-03T23:59:59Z', '2027-01-04T00:00:00Z'].map((at) =>
    weekName(weekOf(at, 'UTC')),
  );
  expect(names).toEqual(['2026-W53', '2026-W53', '2027-W01']);
});

const monday = { day: 0, hour: 8, zone: 'America/New_York' };

test.each([
  ['2026-11-23T12:59:59.999Z', '2026-W47'],
  ['2026-11-23T13:00:00.000Z', '2026-W48'],
  ['2026-11-29T23:00:00.000Z', '2026-W48'],
])('on Monday at eight it is due: at %s that of %s', (now, week) => {
  expect(weekName(lastDue(now, monday))).toBe(week);
});

test('it is eight on the clocks there, before and after they change', () => {
  const times = ['2026-10-26', '2026-11-02', '2027-03-08', '2027-03-15'].map((day) =>
    timeInWeek(weekOf(`${day}T18:00:00.000Z`, monday.zone), monday),
  );
  expect(times).toEqual([
    '2026-10-26T12:00:00.000Z',
    '2026-11-02T13:00:00.000Z',
    '2027-03-08T13:00:00.000Z',
    '2027-03-15T12:00:00.000Z',
  ]);
});
