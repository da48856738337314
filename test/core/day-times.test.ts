// Times by the days of the visitor's own zone: where days begin elsewhere, where clocks change, and how days are called.
import { expect, test } from 'vitest';
import { dayTimes } from '../../src/core/day-times.ts';

const starts = [
  '2026-11-24T09:00:00.000Z',
  '2026-11-24T12:30:00.000Z',
  '2026-11-24T18:00:00.000Z',
  '2026-11-24T23:30:00.000Z',
];
const shape = (zone: string, language: 'en' | 'de' | 'fr' | 'es' = 'en', at: readonly string[] = starts) =>
  dayTimes(at, { zone, language }).map(({ date, parts }) => [
    date,
    ...parts.map(({ part, times }) => `${part}: ${times.map(({ clock }) => clock).join(', ')}`),
  ]);

test('a day is theirs, not ours', () => {
  expect(shape('Europe/London')).toEqual([
    ['2026-11-24', 'morning: 09:00', 'afternoon: 12:30', 'evening: 18:00, 23:30'],
  ]);
  expect(shape('Asia/Kolkata')).toEqual([
    ['2026-11-24', 'afternoon: 14:30', 'evening: 18:00, 23:30'],
    ['2026-11-25', 'morning: 05:00'],
  ]);
  expect(shape('America/Los_Angeles')).toEqual([
    ['2026-11-24', 'night: 1:00 AM, 4:30 AM', 'morning: 10:00 AM', 'afternoon: 3:30 PM'],
  ]);
  expect(shape('Pacific/Kiritimati').map(([date]) => date)).toEqual(['2026-11-24', '2026-11-25']);
});

test('an hour that comes twice says which one it is', () => {
  const night = ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', '2026-10-25T02:30:00.000Z'];
  expect(shape('Europe/Berlin', 'en', night)).toEqual([['2026-10-25', 'night: 02:30 (UTC+2), 02:30 (UTC+1), 03:30']]);
});

test.each([
  ['en', 'Europe/London', 'Tuesday 24 November', 'Tue', 'Nov'],
  ['en', 'America/New_York', 'Tuesday, November 24', 'Tue', 'Nov'],
  ['de', 'Europe/Berlin', 'Dienstag, 24. November', 'Di', 'Nov'],
  ['fr', 'Europe/Paris', 'mardi 24 novembre', 'mar.', 'nov.'],
  ['es', 'Europe/Madrid', 'martes, 24 de noviembre', 'mar', 'nov'],
] as const)('days are called as people call them: %s in %s', (language, zone, title, weekday, month) => {
  expect(dayTimes(['2026-11-24T12:00:00.000Z'], { zone, language })).toMatchObject([
    { title, weekday, day: '24', month },
  ]);
});

test('no times, no days', () => {
  expect(dayTimes([], { zone: 'UTC', language: 'en' })).toEqual([]);
});
