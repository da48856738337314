// The cases of `eval -- slots`: the page that documents them is run, and what cannot be meant is told at its place.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evalSlots } from '../../src/cli/eval/slots.ts';
import { ConfigError } from '../../src/errors.ts';

const page = readFileSync(new URL('../../docs/slots.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```json\n(.*?)```.*?```text\n(.*?)```/gs)].map(([, given = '', printed = '']) => ({
  given,
  printed,
}));

const base = { now: '2026-11-20T12:00:00Z', hosts: [{ hours: { mon: '9-11' } }], lengthMin: 60 };
const print = (given: object) => evalSlots(JSON.stringify(given));
const data = (given: object) => print(given).lines[0]?.data;
const starts = (given: object) => (data(given) as { starts: string[] }).starts.map((start) => start.slice(5, 16));
const ofHost = (given: object) =>
  starts({ ...base, window: { from: '2026-11-23', to: '2026-11-23' }, hosts: [{ hours: { mon: '9-11' }, ...given }] });

describe('docs/slots.md', () => {
  test('has examples', () => expect(examples).toHaveLength(2));
  test.each(examples)('prints what it says: $printed', ({ given, printed }) => {
    const { lines, differing } = evalSlots(given);
    expect(lines.map(({ text }) => `${text}\n`).join('')).toBe(printed);
    expect(differing).toEqual([]);
  });

  test('names every key of a case and of a host', () => {
    const all = print({
      ...base,
      hosts: [
        {
          zone: 'UTC',
          hours: {},
          overrides: {},
          holidays: [],
          away: [],
          travel: [],
          busy: [],
          meetings: [],
          maxPerDay: 1,
          maxPerWeek: 1,
          priority: 0,
          weight: 1,
          served: 0,
          lastAt: null,
          id: 'a',
        },
      ],
    });
    expect(all.lines).toHaveLength(1);
    for (const key of [
      'travel',
      'meetings',
      'maxPerWeek',
      'priority',
      'weight',
      'served',
      'lastAt',
      'kinds',
      'explain',
      'expect',
      'align',
    ]) {
      expect(page).toContain(`\`${key}\``);
    }
  });
});

test.each<[string, unknown]>([
  ['a string a day', { mon: '09:00-11:00' }],
  ['a pair', { mon: ['09:00', '11:00'] }],
  [
    'pairs',
    {
      mon: [
        ['09:00', '10:00'],
        ['10:00', '11:00'],
      ],
    },
  ],
  ['strings', { Monday: ['9-10', '10-11'] }],
  ['one string', { mon: '9-10, 10-11' }],
  ['the shorthand', { 'Mon–Fri': '9-11', sat: [], sun: null }],
  ['the week in a string', '9-11'],
])('hours as %s', (_, hours) => {
  expect(ofHost({ hours })).toEqual(['11-23T09:00', '11-23T10:00']);
});

test.each<[string, object, string[]]>([
  ['an offset', { busy: [['2026-11-23T10:00+01:00', '2026-11-23T11:00+01:00']] }, ['11-23T10:00']],
  ['a date', { busy: ['2026-11-23'] }, []],
  ['dates, the last excluded', { busy: [{ start: '2026-11-22', end: '2026-11-23' }] }, ['11-23T09:00', '11-23T10:00']],
  ['one date twice', { busy: [['2026-11-23', '2026-11-23']] }, []],
  [
    'tentative',
    { busy: [{ start: '2026-11-23T09:30:00Z', end: '2026-11-23T10:00:00Z', status: 'tentative' }] },
    ['11-23T10:00'],
  ],
  [
    'free',
    { busy: [{ start: '2026-11-23T09:30:00Z', end: '2026-11-23T10:00:00Z', status: 'free' }] },
    ['11-23T09:00', '11-23T10:00'],
  ],
  ['a meeting', { meetings: [['2026-11-23T09:30:00Z', '2026-11-23T10:00:00Z']] }, ['11-23T10:00']],
  ['a whole day away', { away: ['2026-11-23'] }, []],
  ['away to the last day', { away: [['2026-11-20', '2026-11-23']] }, []],
  ['a list of overrides', { overrides: [{ date: '2026-11-23', hours: '15-16' }] }, ['11-23T15:00']],
  ['overrides by date', { overrides: { '2026-11-23': [['15:00', '16:00']] } }, ['11-23T15:00']],
  [
    'travel by moments',
    { travel: [{ zone: 'Asia/Tokyo', from: '2026-11-22T20:00:00Z', to: '2026-11-23T12:00:00Z' }] },
    ['11-23T00:00', '11-23T01:00'],
  ],
])('a host with %s', (_, host, are) => {
  // A day away from UTC begins and ends elsewhere, so the window is a day wider than the day.
  expect(
    starts({
      ...base,
      window: { from: '2026-11-22T00:00Z', to: '2026-11-24T00:00Z' },
      hosts: [{ hours: { mon: '9-11' }, ...host }],
    }),
  ).toEqual(are);
});

test('a kind says what the case does not', () => {
  const given = { ...base, window: { to: '2026-11-23' }, kinds: { demo: 120, intro: { lengthMin: 30, everyMin: 60 } } };
  expect(starts({ ...given, kind: 'demo' })).toEqual(['11-23T09:00']);
  expect(starts({ ...given, kind: 'intro' })).toEqual(['11-23T09:00', '11-23T10:00']);
  expect(starts(given)).toEqual(['11-23T09:00', '11-23T10:00']);
});

test('tells which cases are not as expected', () => {
  const right = {
    ...base,
    id: 'right',
    window: { to: '2026-11-23' },
    expect: ['2026-11-23T10:00+00:00', '2026-11-23T09:00Z'],
  };
  const { differing, summary, lines } = print([right, { ...right, id: 'wrong', expect: [] }]);
  expect({ differing, summary }).toEqual({ differing: ['wrong'], summary: ['as expected: 1 of 2; not wrong'] });
  expect(lines.map((line) => line.data)).toMatchObject([
    { id: 'right', asExpected: true },
    { id: 'wrong', asExpected: false },
  ]);
});

test.each<[object, RegExp]>([
  [{ now: '2026-11-20T12:00:00' }, /^now: write a time with its offset/],
  [{ hosts: [] }, /^hosts: name at least one host$/],
  [{ mode: 'all' }, /^mode: write "group" or "pool"$/],
  [{ lengthMin: 0 }, /^lengthMin: give at least one minute$/],
  [{ noticeMin: -1 }, /^noticeMin: give 0 or more minutes$/],
  [{ lenghtMin: 30 }, /^case: Unrecognized key: "lenghtMin"$/],
  [{ window: { days: 367 } }, /^window: .*at most 366/],
  [{ window: { from: '2026-11-24', to: '2026-11-23' } }, /^window: ends before it begins/],
  [{ window: { from: '2026-11-24', to: '2028-11-23' } }, /^window: give at most 366 days$/],
  [{ kind: 'demo' }, /^kind: is none of "kinds"$/],
  [{ visitorZone: 'Berlin' }, /^visitorZone: name an IANA time zone/],
  [{ hosts: [{ zone: 'GMT+25' }] }, /^hosts\.0\.zone: name an IANA time zone/],
  [{ hosts: [{ id: 'a' }, { id: 'a' }] }, /^hosts\.1\.id: is here twice$/],
  [{ hosts: [{ hours: { mon: 'nine' } }] }, /^hosts\.0\.hours\.mon.*: write hours as/],
  [{ hosts: [{ hours: { mo: '9-17' } }] }, /^hosts\.0\.hours\.mo: name days as mon or mon-fri$/],
  [
    { hosts: [{ hours: { 'mon-fri': '9-17', wed: [] } }] },
    /^hosts\.0\.hours\.wed: is closed here and has hours elsewhere/,
  ],
  [{ hosts: [{ hours: { mon: '9-12', Monday: '13-17' } }] }, /^hosts\.0\.hours\.Monday: is here twice/],
  [{ hosts: [{ hours: { mon: '17-9' } }] }, /^hosts\.0\.hours\.mon: "17:00-09:00" ends before it begins/],
  [
    { hosts: [{ busy: [['2026-11-23T09:00:00Z', '2026-11-23T08:00:00Z']] }] },
    /^hosts\.0\.busy\.0: ends before it begins/,
  ],
  [{ hosts: [{ busy: [['2026-11-23T09:00:00Z', '2026-11-24']] }] }, /^hosts\.0\.busy\.0: give two times or two dates$/],
  [{ hosts: [{ busy: [['2026-11-23T09:00', '2026-11-24T09:00']] }] }, /^hosts\.0\.busy\.0: .*with its offset/],
  [
    { hosts: [{ travel: [{ zone: 'Asia/Tokyo', from: '2026-11-24', to: '2026-11-23' }] }] },
    /^hosts\.0\.travel\.0: ends before/,
  ],
  [{ hosts: [{ overrides: { '2026-11-31': 'closed' } }] }, /^hosts\.0\.overrides/],
])('%j is told at its place', (wrong, problem) => {
  const told = (given: object) => {
    try {
      print(given);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
    }
    return [];
  };
  expect(told({ ...base, ...wrong })[0]).toMatch(problem);
  const inList = told([base, { ...base, ...wrong }])[0] ?? '';
  expect(inList.startsWith('1')).toBe(true);
});

test('what is no JSON is told', () => {
  expect(() => evalSlots('{ now }')).toThrow(/This is not JSON/);
});
