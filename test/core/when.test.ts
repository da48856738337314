// A moment in words: the zone is always said, in people's words, and never leaves two readings.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { languages } from '../../src/core/language.ts';
import { clockText, whenText } from '../../src/core/when.ts';

const at = '2026-11-24T09:00:00.000Z';

test.each([
  ['Europe/Berlin', 'en', 'Tuesday 24 November, 10:00 (Berlin time)'],
  ['Europe/Berlin', 'de', 'Dienstag, 24. November, 10:00 Uhr (Ortszeit Berlin)'],
  ['Europe/Berlin', 'fr', 'mardi 24 novembre à 10:00 (heure de Berlin)'],
  ['Europe/Berlin', 'es', 'martes, 24 de noviembre, 10:00 (hora de Berlín)'],
  ['America/New_York', 'en', 'Tuesday, November 24, 4:00 AM (New York time)'],
  ['America/New_York', 'es', 'martes, 24 de noviembre, 04:00 (hora de Nueva York)'],
  ['America/Indiana/Knox', 'en', 'Tuesday, November 24, 3:00 AM (Knox, Indiana time)'],
  ['Europe/Vienna', 'de', 'Dienstag, 24. November, 10:00 Uhr (Ortszeit Wien)'],
  ['Europe/Athens', 'fr', "mardi 24 novembre à 11:00 (heure d'Athènes)"],
  ['Africa/Cairo', 'fr', 'mardi 24 novembre à 11:00 (heure du Caire)'],
  ['Asia/Calcutta', 'en', 'Tuesday 24 November, 14:30 (Kolkata time)'],
  ['Pacific/Auckland', 'en', 'Tuesday 24 November, 22:00 (Auckland time)'],
  ['Etc/GMT+5', 'en', 'Tuesday 24 November, 04:00 (UTC-5)'],
  ['US/Eastern', 'en', 'Tuesday, November 24, 4:00 AM (UTC-5)'],
  ['UTC', 'de', 'Dienstag, 24. November, 09:00 Uhr (UTC)'],
  ['Nowhere/Land', 'en', 'Tuesday 24 November, 09:00 (UTC)'],
] as const)('%s in %s', (zone, language, text) => {
  expect(whenText(at, { zone, language })).toBe(text);
});

test('the hour that comes twice is told apart by its distance to UTC', () => {
  const where = { zone: 'Europe/Berlin', language: 'en' } as const;
  expect(whenText('2026-10-25T00:30:00Z', where)).toBe('Sunday 25 October, 02:30 (Berlin time, UTC+2)');
  expect(whenText('2026-10-25T01:30:00Z', where)).toBe('Sunday 25 October, 02:30 (Berlin time, UTC+1)');
  expect(whenText('2026-10-25T02:30:00Z', where)).toBe('Sunday 25 October, 03:30 (Berlin time)');
  expect(whenText('2026-04-04T14:45:00Z', { zone: 'Australia/Lord_Howe', language: 'en' })).toBe(
    'Sunday 5 April, 01:45 (Lord Howe time, UTC+11)',
  );
});

test('the time alone', () => {
  expect(clockText(at, { zone: 'Europe/Berlin', language: 'de' })).toBe('10:00 Uhr');
  expect(clockText('2026-11-24T17:05:00Z', { zone: 'America/Chicago', language: 'en' })).toBe('11:05 AM');
});

test('two moments within a half year that read the same in any zone are the same moment', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const minute = fc.integer({ min: 0, max: 180 * 24 * 60 });
  fc.assert(
    fc.property(zones, fc.constantFrom(...languages), minute, (zone, language, minutes) => {
      const moment = DateTime.fromISO('2026-08-01T00:00:00Z').plus({ minutes });
      const iso = moment.toUTC().toISO()!;
      const hour = (hours: number) => whenText(moment.plus({ hours }).toUTC().toISO()!, { zone, language });
      const text = whenText(iso, { zone, language });
      expect([hour(-1), hour(1), hour(-0.5), hour(0.5)]).not.toContain(text);
      expect(text).toMatch(/ \([^()]+\)$/);
      expect(text).not.toMatch(/Invalid|_|undefined/);
    }),
  );
});
