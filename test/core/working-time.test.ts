// Tables in local times that a person can check on a calendar; properties for what must hold at any time in any zone.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { hoursSchema } from '../../src/core/hours.ts';
import {
  addWorking,
  alwaysOpen,
  type Calendar,
  closesAt,
  dayStart,
  isOpen,
  opensAt,
} from '../../src/core/working-time.ts';

type Given = { zone?: string; hours?: Record<string, string | string[]> } & Partial<Omit<Calendar, 'hours' | 'zone'>>;
function calendar({ zone = 'America/New_York', hours = { 'mon-fri': '9-17' }, holidays = [], away = [] }: Given = {}) {
  return { zone, hours: hoursSchema.parse(hours), holidays, away } satisfies Calendar;
}
/** Local time of the calendar to UTC and back, so that the tables read as a rep's watch does. */
const utc = (zone: string, local: string) => DateTime.fromISO(local, { zone }).toUTC().toISO() ?? '';
const local = (zone: string, at: string | null) =>
  at === null ? null : DateTime.fromISO(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

/** 2026-11-20 is a Friday. */
describe.each<{ what: string; given: Given; at: string; opens: string | null; closes: string | null }>([
  { what: 'at work', given: {}, at: '2026-11-20T10:00', opens: '2026-11-20T10:00', closes: '2026-11-20T17:00' },
  { what: 'before work', given: {}, at: '2026-11-20T08:59', opens: '2026-11-20T09:00', closes: null },
  {
    what: 'the first minute',
    given: {},
    at: '2026-11-20T09:00',
    opens: '2026-11-20T09:00',
    closes: '2026-11-20T17:00',
  },
  { what: 'the minute they leave', given: {}, at: '2026-11-20T17:00', opens: '2026-11-23T09:00', closes: null },
  {
    what: 'at lunch',
    given: { hours: { 'mon-fri': ['09:00-12:30', '13:30-18:00'] } },
    at: '2026-11-20T13:00',
    opens: '2026-11-20T13:30',
    closes: null,
  },
  {
    what: 'a holiday before a weekend',
    given: { holidays: ['2026-11-27'] },
    at: '2026-11-26T18:00',
    opens: '2026-11-30T09:00',
    closes: null,
  },
  {
    what: 'an hour at the dentist',
    given: { away: [{ from: '2026-11-20T15:00:00Z', until: '2026-11-20T16:30:00Z' }] },
    at: '2026-11-20T10:15',
    opens: '2026-11-20T11:30',
    closes: null,
  },
  {
    what: 'before the dentist',
    given: { away: [{ from: '2026-11-20T15:00:00Z', until: '2026-11-20T16:30:00Z' }] },
    at: '2026-11-20T09:15',
    opens: '2026-11-20T09:15',
    closes: '2026-11-20T10:00',
  },
  {
    what: 'two weeks of leave that end within a morning',
    given: { away: [{ from: '2026-11-19T00:00:00Z', until: '2026-12-03T15:00:00Z' }] },
    at: '2026-11-20T10:00',
    opens: '2026-12-03T10:00',
    closes: null,
  },
  {
    what: 'away until further notice',
    given: { away: [{ from: '2026-11-20T16:00:00Z', until: null }] },
    at: '2026-11-20T12:00',
    opens: null,
    closes: null,
  },
  {
    what: 'away from this afternoon on, until further notice',
    given: { away: [{ from: '2026-11-20T18:00:00Z', until: null }] },
    at: '2026-11-20T12:00',
    opens: '2026-11-20T12:00',
    closes: '2026-11-20T13:00',
  },
  {
    what: 'after midnight in a night shift',
    given: { hours: { 'mon-fri': '22:00-06:00' } },
    at: '2026-11-21T03:00',
    opens: '2026-11-21T03:00',
    closes: '2026-11-21T06:00',
  },
  {
    what: 'the night of the eve runs into the holiday; the holiday’s own night does not begin',
    given: { hours: { 'mon-fri': '22:00-06:00' }, holidays: ['2026-11-26'] },
    at: '2026-11-26T05:00',
    opens: '2026-11-26T05:00',
    closes: '2026-11-26T06:00',
  },
  {
    what: 'days that touch at midnight are one spell',
    given: { hours: { 'mon-tue': '0-24' } },
    at: '2026-11-23T12:00',
    opens: '2026-11-23T12:00',
    closes: '2026-11-25T00:00',
  },
  {
    what: 'always',
    given: { hours: { 'mon-sun': '0-24' } },
    at: '2026-11-20T03:00',
    opens: '2026-11-20T03:00',
    closes: null,
  },
  {
    what: 'a zone at half an hour',
    given: { zone: 'Asia/Kolkata' },
    at: '2026-11-20T08:30',
    opens: '2026-11-20T09:00',
    closes: null,
  },
  {
    what: 'a night shift in the night that loses an hour',
    given: { hours: { sat: '22:00-06:00' } },
    at: '2026-03-08T03:30',
    opens: '2026-03-08T03:30',
    closes: '2026-03-08T06:00',
  },
  {
    what: 'a morning after the clocks changed',
    given: { zone: 'Europe/Berlin', hours: { 'mon-sun': '9-17' } },
    at: '2026-03-28T20:00',
    opens: '2026-03-29T09:00',
    closes: null,
  },
])('$what', ({ given, at, opens, closes }) => {
  const cal = calendar(given);
  const moment = utc(cal.zone, at);
  test('opens', () => expect(local(cal.zone, opensAt(cal, moment))).toBe(opens));
  test('is open', () => expect(isOpen(cal, moment)).toBe(opens === at));
  test('closes', () => expect(local(cal.zone, closesAt(cal, moment))).toBe(closes));
});

test.each([
  { what: 'within the day', at: '2026-11-20T10:00', minutes: 30, reached: '2026-11-20T10:30' },
  { what: 'to the minute they leave', at: '2026-11-20T16:00', minutes: 60, reached: '2026-11-20T17:00' },
  { what: 'over the weekend', at: '2026-11-20T16:50', minutes: 15, reached: '2026-11-23T09:05' },
  { what: 'from the night', at: '2026-11-22T23:00', minutes: 15, reached: '2026-11-23T09:15' },
  { what: 'nothing', at: '2026-11-22T23:00', minutes: 0, reached: '2026-11-22T23:00' },
  { what: 'a week of work', at: '2026-11-20T09:00', minutes: 5 * 8 * 60, reached: '2026-11-26T17:00' },
])('working minutes $what', ({ at, minutes, reached }) => {
  const cal = calendar();
  expect(local(cal.zone, addWorking(cal, utc(cal.zone, at), minutes))).toBe(reached);
});

test('minutes are those that pass: a night that gains an hour is longer by it', () => {
  const cal = calendar({ hours: { sat: '22:00-06:00' } });
  const start = utc(cal.zone, '2026-10-31T22:00');
  expect(local(cal.zone, addWorking(cal, start, 8 * 60))).toBe('2026-11-01T05:00');
  expect(local(cal.zone, closesAt(cal, start))).toBe('2026-11-01T06:00');
});

test('without hours nothing ever opens', () => {
  const never = { ...calendar(), hours: [[], [], [], [], [], [], []] };
  expect([opensAt(never, '2026-11-20T10:00:00Z'), closesAt(never, '2026-11-20T10:00:00Z')]).toEqual([null, null]);
});

test('who never works gives no answer that looks like one', () => {
  const cal = calendar({ away: [{ from: '2020-01-01T00:00:00Z', until: null }] });
  expect([opensAt(cal, '2026-11-20T10:00:00Z'), addWorking(cal, '2026-11-20T10:00:00Z', 1)]).toEqual([null, null]);
});

test('a day begins at its own midnight, also where midnight is skipped', () => {
  expect(dayStart({ zone: 'Asia/Tokyo' }, '2026-11-20T16:00:00.000Z')).toBe('2026-11-20T15:00:00.000Z');
  expect(dayStart({ zone: 'Asia/Beirut' }, '2026-03-29T10:00:00.000Z')).toBe('2026-03-28T22:00:00.000Z');
});

describe('at any time, in any zone', () => {
  const zones = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
  const moments = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const absences = fc.array(
    fc
      .tuple(moments, fc.integer({ min: 1, max: 60 * 24 * 20 }))
      .map(([from, minutes]) => ({ from, until: new Date(Date.parse(from) + minutes * 60_000).toISOString() })),
    { maxLength: 3 },
  );
  const weeks = fc.constantFrom<Record<string, string | string[]>>(
    { 'mon-fri': ['09:00-12:30', '13:30-18:00'] },
    { 'mon-fri': '22:00-06:00' },
    { 'sat-sun': '10-14', wed: '0-24' },
    { 'mon-sun': '0-24' },
  );
  const calendars = fc
    .record({ zone: zones, hours: weeks, away: absences, holiday: moments })
    .map(({ zone, hours, away, holiday }) => calendar({ zone, hours, away, holidays: [holiday.slice(0, 10)] }));

  test('what opens is open, and nothing was open before it', () => {
    fc.assert(
      fc.property(calendars, moments, fc.double({ min: 0, max: 0.999, noNaN: true }), (cal, at, part) => {
        const opens = opensAt(cal, at)!;
        expect(isOpen(cal, opens)).toBe(true);
        const between = new Date(Date.parse(at) + (Date.parse(opens) - Date.parse(at)) * part).toISOString();
        expect(isOpen(cal, between)).toBe(opens === at);
      }),
    );
  });

  test('what closes is closed, and the minute before it was open', () => {
    fc.assert(
      fc.property(calendars, moments, (cal, at) => {
        const closes = closesAt(cal, at);
        if (closes === null) return;
        expect(isOpen(cal, closes)).toBe(false);
        expect(isOpen(cal, new Date(Date.parse(closes) - 1).toISOString())).toBe(true);
      }),
    );
  });

  test('minutes may be added in parts', () => {
    const minutes = fc.integer({ min: 0, max: 3_000 });
    fc.assert(
      fc.property(calendars, moments, minutes, minutes, (cal, at, a, b) => {
        expect(addWorking(cal, addWorking(cal, at, a)!, b)).toBe(addWorking(cal, at, a + b));
      }),
    );
  });

  test('somebody who is always there needs no calendar', () => {
    fc.assert(
      fc.property(zones, moments, fc.integer({ min: 0, max: 100_000 }), (zone, at, minutes) => {
        const then = new Date(Date.parse(at) + minutes * 60_000).toISOString();
        expect(addWorking({ zone, hours: alwaysOpen, holidays: [], away: [] }, at, minutes)).toBe(then);
      }),
    );
  });
});
