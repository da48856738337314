import { expect, test } from 'vitest';
import { hoursSchema, showHours, writeDay } from '../../src/core/hours.ts';
import { alwaysOpen } from '../../src/core/working-time.ts';

const nine = { from: 540, until: 1020 };

test.each([
  { page: { 'mon-fri': '09:00-17:00' }, week: [[nine], [nine], [nine], [nine], [nine], [], []] },
  { page: { 'mon-tue': '9-17', wed: '9:00 – 17:00' }, week: [[nine], [nine], [nine], [], [], [], []] },
  { page: { 'sat-mon': '9-17' }, week: [[nine], [], [], [], [], [nine], [nine]] },
  {
    page: { mon: ['13:30-18:00', '09:00-12:30'] },
    week: [
      [
        { from: 540, until: 750 },
        { from: 810, until: 1080 },
      ],
      [],
      [],
      [],
      [],
      [],
      [],
    ],
  },
  { page: { sun: '22:00-06:00' }, week: [[], [], [], [], [], [], [{ from: 1320, until: 1800 }]] },
  { page: { 'mon-sun': '0-24' }, week: alwaysOpen },
])('$page', ({ page, week }) => {
  expect(hoursSchema.parse(page)).toEqual(week);
});

test.each([
  { page: { mon: '17:00-09:00' }, path: ['mon'], says: 'swap the times' },
  { page: { mon: '9-9' }, path: ['mon'], says: 'swap the times' },
  { page: { 'mon-fri': '9-17', fri: '9-15' }, path: ['fri'], says: 'fri is here twice' },
  { page: { tue: ['9-13', '12-18'] }, path: ['tue'], says: 'overlap' },
  { page: { mon: '22-6', tue: '5-9' }, path: ['tue'], says: 'overlap' },
  { page: { sun: '22-6', mon: '5-9' }, path: ['mon'], says: 'overlap' },
  { page: { mon: 'nine to five' }, path: ['mon'], says: '09:00-17:30' },
  { page: { mon: '9-25' }, path: ['mon'], says: '09:00-17:30' },
  { page: {}, path: [], says: 'at least one day' },
  { page: { mon: 9 }, path: ['mon'], says: '09:00-17:30' },
])('$page is told', ({ page, path, says }) => {
  const { error } = hoursSchema.safeParse(page);
  expect(error?.issues).toEqual([expect.objectContaining({ path, message: expect.stringContaining(says) })]);
});

test('a day nobody knows is told', () => {
  const [issue] = hoursSchema.safeParse({ monday: '9-17' }).error?.issues ?? [];
  expect(issue).toMatchObject({ path: ['monday'], code: 'invalid_key' });
});

test.each([
  ['Mon–Fri 09:00-17:00', { 'mon-fri': '9-17' }],
  ['Mon 09:00-12:30, 13:30-18:00, Wed–Thu 22:00-06:00', { mon: ['9-12:30', '13:30-18'], 'wed-thu': '22-6' }],
  ['Mon–Sun 00:00-24:00', { 'mon-sun': '0-24' }],
])('shown: %s', (shown, page) => {
  const week = hoursSchema.parse(page);
  expect(showHours(week)).toBe(shown);
  const written = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].flatMap((day, i) => {
      const blocks = writeDay(week[i] ?? []);
      return blocks === '' ? [] : [[day, blocks.split(', ')]];
    }),
  );
  expect(hoursSchema.parse(written)).toEqual(week);
});
