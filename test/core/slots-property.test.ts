// Slots against a second computation that goes through every minute and knows nothing of spans, sweeps or offsets: what a
// person would do with a calendar and a lot of patience. It reads clocks forward only, from moments to what they show.
import fc from 'fast-check';
import { DateTime, Settings } from 'luxon';
import { afterEach, expect, test } from 'vitest';
import { explainSlot } from '../../src/core/explain-slot.ts';
import type { Host } from '../../src/core/host.ts';
import { type SlotRules, slots } from '../../src/core/slots.ts';
import { type Block, isOpen } from '../../src/core/working-time.ts';

const minuteMs = 60_000;
const dayMin = 24 * 60;

const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
  'America/Havana',
  'UTC',
] as const;

/** A few days around each change of the clocks in these zones, and some on which none change. */
const weeks = [
  '2026-03-06',
  '2026-03-27',
  '2026-04-03',
  '2026-09-04',
  '2026-10-02',
  '2026-10-23',
  '2026-10-30',
  '2026-01-14',
];

/** Minutes since 1970, as UTC counts them and as clocks show them. */
type Clocks = { wallAt: Map<number, number>; firstAt: Map<number, number> };
const known = new Map<string, Clocks>();

function clocks(zone: string, week: string): Clocks {
  const key = `${zone} ${week}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const wallAt = new Map<number, number>();
  const firstAt = new Map<number, number>();
  const start = Date.parse(week) / minuteMs;
  let offset = 0;
  for (let at = start - 4 * dayMin; at < start + 11 * dayMin; at++) {
    // No clock changes but on a half hour of UTC.
    if (at % 30 === 0) offset = DateTime.fromMillis(at * minuteMs, { zone }).offset;
    const wall = at + offset;
    wallAt.set(at, wall);
    if (!firstAt.has(wall)) firstAt.set(wall, at);
  }
  known.set(key, { wallAt, firstAt });
  return { wallAt, firstAt };
}

/** A time that is skipped comes as much later as clocks skip. */
function shown({ firstAt }: Clocks, wall: number): number {
  if (firstAt.has(wall)) return firstAt.get(wall)!;
  let [from, until] = [wall, wall];
  while (!firstAt.has(from - 1) && wall - from < dayMin) from--;
  while (!firstAt.has(until) && until - wall < dayMin) until++;
  return firstAt.get(wall + until - from) ?? Number.NaN;
}

const minuteOf = (text: string) => Date.parse(text) / minuteMs;
const datesOf = (week: string) =>
  Array.from({ length: 12 }, (_, i) =>
    new Date(Date.parse(week) + (i - 3) * dayMin * minuteMs).toISOString().slice(0, 10),
  );

type Diary = {
  onGrid: Set<number>;
  atWork: Set<number>;
  taken: Set<number>;
  midnights: { date: string; at: number }[];
};

function diary(host: Host, rules: SlotRules, week: string): Diary {
  const onGrid = new Set<number>();
  const atWork = new Set<number>();
  const taken = new Set<number>();
  const midnights: { date: string; at: number }[] = [];
  for (const date of datesOf(week)) {
    const trip = host.travel.find(({ from, until }) => from <= date && date <= until);
    const clock = clocks(trip?.zone ?? host.zone, week);
    const midnight = minuteOf(date);
    midnights.push({ date, at: shown(clock, midnight) });
    const weekly = host.hours[(new Date(date).getUTCDay() + 6) % 7] ?? [];
    const blocks = host.overrides[date] ?? (host.holidays.includes(date) ? [] : weekly);
    for (const block of blocks) {
      const first = rules.align === 'block' ? midnight + block.from : midnight;
      const until = shown(clock, midnight + block.until);
      for (let at = shown(clock, midnight + block.from); at < until; at++) {
        atWork.add(at);
        if (((clock.wallAt.get(at) ?? Number.NaN) - first) % rules.everyMin === 0) onGrid.add(at);
      }
    }
  }
  for (const { from, until } of host.away) {
    for (let at = minuteOf(from); at < (until === null ? minuteOf(week) + 11 * dayMin : minuteOf(until)); at++)
      atWork.delete(at);
  }
  for (const { from, until } of [...host.busy, ...host.meetings]) {
    for (let at = minuteOf(from); at < minuteOf(until); at++) taken.add(at);
  }
  return { onGrid, atWork, taken, midnights };
}

function dateAt({ midnights }: Diary, at: number): string {
  return midnights.filter((midnight) => midnight.at <= at).at(-1)?.date ?? '';
}

const mondayOf = (date: string) => DateTime.fromISO(date, { zone: 'utc' }).startOf('week').toISODate();

function within(rules: SlotRules, book: Diary, at: number): boolean {
  const { window } = rules;
  const now = minuteOf(rules.now);
  if (at < now + rules.noticeMin) return false;
  if (window.kind === 'days') {
    const today = dateAt(book, now);
    const last = DateTime.fromISO(today, { zone: 'utc' }).plus({ days: window.days }).toISODate() ?? '';
    return dateAt(book, at) <= last;
  }
  const isFrom =
    window.from === null || (window.from.length > 10 ? at >= minuteOf(window.from) : dateAt(book, at) >= window.from);
  return isFrom && (window.until.length > 10 ? at < minuteOf(window.until) : dateAt(book, at) <= window.until);
}

function isFree(host: Host, rules: SlotRules, book: Diary, at: number): boolean {
  if (!within(rules, book, at)) return false;
  for (let m = at; m < at + rules.lengthMin; m++) if (!book.atWork.has(m)) return false;
  const until = at + rules.lengthMin + rules.bufferAfterMin;
  for (let m = at - rules.bufferBeforeMin; m < until; m++) if (book.taken.has(m)) return false;
  const date = dateAt(book, at);
  const met = host.meetings.map(({ from }) => dateAt(book, minuteOf(from)));
  if (host.maxPerDay !== null && met.filter((each) => each === date).length >= host.maxPerDay) return false;
  const inWeek = met.filter((each) => mondayOf(each) === mondayOf(date)).length;
  return host.maxPerWeek === null || inWeek < host.maxPerWeek;
}

/** Starts, and of a pool who can. */
function byPatience(rules: SlotRules, week: string): { start: string; hosts: string[] }[] {
  const books = rules.hosts.map((host) => ({ host, book: diary(host, rules, week) }));
  const found: { start: string; hosts: string[] }[] = [];
  for (let at = minuteOf(week) - 2 * dayMin; at < minuteOf(week) + 8 * dayMin; at++) {
    const grids = books.filter(({ book }) => book.onGrid.has(at));
    if (grids.length === 0) continue;
    const asked = rules.mode === 'group' ? books : grids;
    const able = asked.filter(({ host, book }) => isFree(host, rules, book, at)).map(({ host }) => host.id);
    const isOffered = rules.mode === 'group' ? able.length === books.length : able.length > 0;
    if (isOffered) found.push({ start: new Date(at * minuteMs).toISOString(), hosts: able.toSorted() });
  }
  return found;
}

const block = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 40 }))
  .map(([from, length]): Block => ({ from: from * 15, until: (from + length) * 15 }));
const blocks = fc.array(block, { maxLength: 2 }).map((list) => list.toSorted((a, b) => a.from - b.from));

const givenWeek = fc.constantFrom(...weeks).chain((week) => {
  const moment = fc
    .integer({ min: 0, max: 4 * 288 })
    .map((n) => new Date(Date.parse(week) + n * 5 * minuteMs).toISOString());
  const day = fc.integer({ min: 0, max: 5 }).map((n) => datesOf(week)[n + 2] ?? '');
  const period = fc
    .tuple(moment, fc.constantFrom(0, 5, 30, 60, 200, 1440))
    .map(([from, length]) => ({ from, until: new Date(Date.parse(from) + length * minuteMs).toISOString() }));
  const cap = fc.constantFrom(null, null, 0, 1, 2);
  const host = fc.record({
    zone: fc.constantFrom(...zones),
    hours: fc.array(blocks, { minLength: 7, maxLength: 7 }),
    holidays: fc.array(day, { maxLength: 1 }),
    overrides: fc.dictionary(day, blocks, { maxKeys: 2, noNullPrototype: true }),
    away: fc.array(period, { maxLength: 1 }),
    travel: fc
      .array(fc.record({ zone: fc.constantFrom(...zones), from: day, until: day }), { maxLength: 1 })
      .map((trips) => trips.filter(({ from, until }) => from <= until)),
    busy: fc.array(period, { maxLength: 6 }),
    meetings: fc.array(period, { maxLength: 2 }),
    maxPerDay: cap,
    maxPerWeek: cap,
    turn: fc.record({
      priority: fc.constantFrom(0, 1),
      weight: fc.constantFrom(1, 2),
      served: fc.constantFrom(null, 0, 3),
      lastAt: fc.constant(null),
    }),
  });
  const rules = fc.record({
    now: moment,
    mode: fc.constantFrom('group' as const, 'pool' as const),
    hosts: fc
      .array(host, { minLength: 1, maxLength: 3 })
      .map((hosts) => hosts.map((each, i): Host => ({ ...each, id: `h${i}` }))),
    lengthMin: fc.constantFrom(15, 20, 30, 60, 90),
    everyMin: fc.constantFrom(10, 15, 20, 30, 45, 50, 60, 90),
    align: fc.constantFrom('block' as const, 'clock' as const),
    noticeMin: fc.constantFrom(0, 7, 120, 1440),
    bufferBeforeMin: fc.constantFrom(0, 5, 30),
    bufferAfterMin: fc.constantFrom(0, 10, 45),
    window: fc.oneof(
      fc.integer({ min: 0, max: 3 }).map((days) => ({ kind: 'days' as const, days })),
      fc
        .tuple(fc.oneof(moment, day, fc.constant(null)), fc.oneof(moment, day))
        .map(([from, until]) => ({ kind: 'range' as const, from, until })),
    ),
  });
  return fc.record({ week: fc.constant(week), rules });
});

const unordered = (found: ReturnType<typeof slots>) =>
  found.map(({ start, hosts }) => ({ start, hosts: hosts.toSorted() }));

test('offers exactly what patience finds minute by minute', { timeout: 60_000 }, () => {
  let offered = 0;
  fc.assert(
    fc.property(givenWeek, ({ week, rules }) => {
      const found = slots(rules);
      offered += found.length;
      expect(unordered(found)).toEqual(byPatience(rules, week));
    }),
    { numRuns: 120 },
  );
  expect(offered).toBeGreaterThan(200);
});

test('says why of every time that is not offered, and of no other', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(givenWeek, fc.constantFrom(0, 5, 7), ({ week, rules }, shift) => {
      const offered = new Map(slots(rules).map(({ start, hosts }) => [start, hosts]));
      const every = Array.from({ length: 40 }, (_, i) => Date.parse(week) + (i * 210 + shift - dayMin) * minuteMs);
      for (const at of new Set([...every, ...[...offered.keys()].slice(0, 30).map((start) => Date.parse(start))])) {
        const start = new Date(at).toISOString();
        const explained = explainSlot(rules, start);
        const hosts = offered.get(start);
        if (hosts === undefined) expect(explained).toMatchObject({ kind: 'not-offered', reasons: { 0: {} } });
        else expect(explained).toEqual({ kind: 'offered', hosts });
      }
    }),
    { numRuns: 50 },
  );
});

afterEach(() => {
  Settings.now = () => Date.now();
});

test('depends neither on the order of what it is given nor on today', () => {
  fc.assert(
    fc.property(givenWeek, ({ rules }) => {
      Settings.now = () => Date.parse('2026-01-15');
      const found = slots(rules);
      Settings.now = () => Date.parse('2026-07-15');
      const turned = rules.hosts.toReversed().map((host) => ({
        ...host,
        busy: host.busy.toReversed(),
        meetings: host.meetings.toReversed(),
        hours: host.hours.map((day) => day.toReversed()),
      }));
      const again = slots({ ...rules, hosts: turned });
      expect(rules.mode === 'pool' ? again : unordered(again)).toEqual(
        rules.mode === 'pool' ? found : unordered(found),
      );
    }),
    { numRuns: 100 },
  );
});

test('never offers a time at which working-time says that they do not work', () => {
  fc.assert(
    fc.property(givenWeek, ({ rules }) => {
      const hosts = rules.hosts.map((host) => ({
        ...host,
        overrides: {},
        travel: [],
        hours: host.hours.map((day) => day.slice(0, 1)),
      }));
      for (const { start, hosts: able } of slots({ ...rules, hosts }).slice(0, 20)) {
        for (const host of hosts.filter(({ id }) => able.includes(id))) expect(isOpen(host, start)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
