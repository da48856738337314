// When somebody says they are away: what is understood, in their own zone, and what is refused rather than guessed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { awayBetween, readAway } from '../../src/core/away.ts';

// A Monday, 15:30 in Berlin.
const now = '2026-11-23T14:30:00.000Z';
const zone = 'Europe/Berlin';
const read = (text: string) => {
  const away = readAway(text, { zone, now });
  if (away.kind !== 'away') return away.kind;
  const { from, until } = away.absence;
  return [from, until].map((at) => at?.slice(0, 16) ?? null);
};
const today = '2026-11-23T14:30';

test.each([
  ['', [today, null]],
  ['now', [today, null]],
  ['from now until friday', [today, '2026-11-26T23:00']],
  ['until friday', [today, '2026-11-26T23:00']],
  ['Until Friday!', [today, '2026-11-26T23:00']],
  ['through friday', [today, '2026-11-27T23:00']],
  ['until monday', [today, '2026-11-29T23:00']],
  ['till tomorrow', [today, '2026-11-23T23:00']],
  ['until 17:00', [today, '2026-11-23T16:00']],
  ['until 5pm', [today, '2026-11-23T16:00']],
  ['until 9:00', [today, '2026-11-24T08:00']],
  ['until tomorrow 2 pm', [today, '2026-11-24T13:00']],
  ['until friday at noon', [today, '2026-11-27T11:00']],
  ['until end of the week', [today, '2026-11-29T23:00']],
  ['until eod', [today, '2026-11-23T23:00']],
  ['2026-12-24 to 2026-12-27', ['2026-12-23T23:00', '2026-12-27T23:00']],
  ['from 2026-12-24 until 2026-12-27', ['2026-12-23T23:00', '2026-12-26T23:00']],
  ['24.12. - 27.12.', ['2026-12-23T23:00', '2026-12-27T23:00']],
  ['dec 24 to jan 2', ['2026-12-23T23:00', '2027-01-02T23:00']],
  ['from 24th of december to 1 january 2027', ['2026-12-23T23:00', '2027-01-01T23:00']],
  ['today', [today, '2026-11-23T23:00']],
  ['tomorrow', ['2026-11-23T23:00', '2026-11-24T23:00']],
  ['tomorrow morning', ['2026-11-23T23:00', '2026-11-24T11:00']],
  ['tomorrow afternoon', ['2026-11-24T11:00', '2026-11-24T23:00']],
  ['this afternoon', [today, '2026-11-23T23:00']],
  ['this morning', 'over'],
  ['on wednesday', ['2026-11-24T23:00', '2026-11-25T23:00']],
  ['wednesday 9:00 to 12:00', ['2026-11-25T08:00', '2026-11-25T11:00']],
  ['tomorrow to thursday', ['2026-11-23T23:00', '2026-11-26T23:00']],
  ['this week', [today, '2026-11-29T23:00']],
  ['the rest of the week', [today, '2026-11-29T23:00']],
  ['next week', ['2026-11-29T23:00', '2026-12-06T23:00']],
  ['from tomorrow', ['2026-11-23T23:00', null]],
  ['for 2 hours', [today, '2026-11-23T16:30']],
  ['for an hour', [today, '2026-11-23T15:30']],
  ['for 2 days', [today, '2026-11-24T23:00']],
  ['tomorrow for 3 days', ['2026-11-23T23:00', '2026-11-26T23:00']],
  ['freitag', ['2026-11-26T23:00', '2026-11-27T23:00']],
  ['2026-11-20', 'over'],
  ['2026-12-27 to 2026-12-24', 'backwards'],
  ['2027-12-24', 'too-far'],
  ['from 2028-01-01', 'too-far'],
  ['until 2026-02-30', 'unclear'],
  ['14:00', 'unclear'],
  ['until 25:00', 'unclear'],
  ['until 13pm', 'unclear'],
  ['lunch', 'unclear'],
  ['until the cows come home', 'unclear'],
  ['to the moon', 'unclear'],
])('away %s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('across the night the clocks go back, days stay days', () => {
  const before = { zone, now: '2026-10-24T12:00:00.000Z' };
  expect(readAway('tomorrow', before)).toEqual({
    kind: 'away',
    absence: { from: '2026-10-24T22:00:00.000Z', until: '2026-10-25T23:00:00.000Z' },
  });
});

test('whatever is typed, what is understood lies ahead and has its ends in order', () => {
  const word = fc.constantFrom(
    ...[
      'until',
      'to',
      'from',
      'for',
      '2',
      'days',
      'friday',
      'tomorrow',
      'morning',
      '14:00',
      '5pm',
      '2026-12-24',
      'dec',
      '-',
    ],
  );
  const typed = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 7 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const away = readAway(text, { zone, now });
      if (away.kind !== 'away') return;
      const { from, until } = away.absence;
      expect(from >= now).toBe(true);
      expect(until === null || until > from).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a form gives days and times', () => {
  const about = { zone, now };
  const from = { day: '2026-11-23', time: null };
  expect(awayBetween({ from, back: null }, about)).toEqual({ kind: 'away', absence: { from: now, until: null } });
  expect(awayBetween({ from, back: { day: '2026-11-24', time: '13:30' } }, about)).toEqual({
    kind: 'away',
    absence: { from: now, until: '2026-11-24T12:30:00.000Z' },
  });
  expect(awayBetween({ from, back: { day: '2026-11-23', time: '15:00' } }, about)).toEqual({ kind: 'over' });
  expect(awayBetween({ from, back: { day: '2026-11-22', time: null } }, about)).toEqual({ kind: 'backwards' });
  expect(awayBetween({ from: { day: 'soon', time: null }, back: null }, about)).toEqual({ kind: 'unclear' });
});
