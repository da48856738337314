// A case of `eval -- slots` as people write it, read into the rules that the product computes with. What is left out has the
// default that docs/slots.md names; what cannot be meant is told at its path.
import { z } from 'zod';
import { type Host, type Period, startOfDay } from '../../core/host.ts';
import type { BookingWindow, SlotRules } from '../../core/slots.ts';
import { dayMs, dayNumber, iso, isoDate, wallAt } from '../../core/wall-clock.ts';
import {
  calendarRange,
  date,
  dateHours,
  instant,
  isDate,
  isInOrder,
  type Point,
  point,
  spokenRange,
  week,
  zone,
} from './slots-times.ts';

const longestDays = 366;
const minutes = z
  .int('give whole minutes')
  .min(0, 'give 0 or more minutes')
  .max(longestDays * 24 * 60, `give at most ${longestDays} days`);
const meetingMinutes = z.int('give whole minutes').min(1, 'give at least one minute').max(1440, 'give at most 1440');
const cap = z.int('give a whole number of meetings').min(0, 'give 0 or more meetings');
const id = z.union([z.string().min(1), z.number()]).transform(String);

const overrides = z.union(
  [
    z.record(date, dateHours),
    z
      .array(z.strictObject({ date, hours: dateHours.default([]) }))
      .transform((list) => Object.fromEntries(list.map(({ date: day, hours }) => [day, hours]))),
  ],
  { error: 'write { "2026-11-26": "closed", "2026-11-27": "09:00-12:00" }' },
);

const hostSchema = z.strictObject({
  id: id.optional(),
  zone: zone.default('UTC'),
  hours: week.prefault('09:00-17:00'),
  holidays: z.array(date).default([]),
  overrides: overrides.default({}),
  away: z.array(spokenRange).default([]),
  travel: z
    .array(
      z.strictObject({ zone, from: point, to: point }).refine(({ from, to }) => isInOrder(from, to), {
        error: 'ends before it begins: swap the two',
      }),
    )
    .default([]),
  busy: z.array(calendarRange).default([]),
  meetings: z.array(calendarRange).default([]),
  maxPerDay: cap.optional(),
  maxPerWeek: cap.optional(),
  priority: z.number().default(0),
  weight: z.number().positive('give a weight above 0').default(1),
  served: z.int().min(0).nullable().default(null),
  lastAt: instant.nullable().default(null),
});

const ofKind = {
  lengthMin: meetingMinutes.optional(),
  everyMin: meetingMinutes.optional(),
  align: z.enum(['block', 'clock']).optional(),
  noticeMin: minutes.optional(),
  bufferBeforeMin: minutes.optional(),
  bufferAfterMin: minutes.optional(),
};

const windowSchema = z
  .union(
    [
      z
        .strictObject({ days: z.int().min(0).max(longestDays) })
        .transform((given) => ({ kind: 'days' as const, ...given })),
      z
        .union([
          z.tuple([point, point]).transform(([from, to]) => ({ from, to })),
          z.strictObject({ from: point.optional(), to: point }),
        ])
        .transform(({ from = null, to }) => ({ kind: 'range' as const, from, until: to })),
    ],
    {
      error: `write { "days": 14 } (at most ${longestDays}) or { "from": …, "to": … } with dates, or times with their offset`,
    },
  )
  .refine((window) => window.kind === 'days' || isInOrder(window.from ?? '', window.until), {
    error: 'ends before it begins: swap the two',
  });

export const caseSchema = z
  .strictObject({
    id: id.optional(),
    note: z.string().optional(),
    now: instant,
    mode: z.enum(['group', 'pool'], { error: 'write "group" or "pool"' }).default('group'),
    hosts: z.array(hostSchema).min(1, 'name at least one host'),
    ...ofKind,
    kind: z.string().optional(),
    kinds: z
      .record(z.string(), z.union([meetingMinutes.transform((lengthMin) => ({ lengthMin })), z.strictObject(ofKind)]))
      .default({}),
    window: windowSchema.default({ kind: 'days', days: 14 }),
    holidays: z.array(date).default([]),
    maxPerDay: cap.optional(),
    maxPerWeek: cap.optional(),
    visitorZone: zone.optional(),
    explain: z.array(instant).default([]),
    expect: z.array(instant).optional(),
  })
  .transform((given, context) => {
    const { id: caseId = null, visitorZone = null, explain, expect = null } = given;
    const kind = given.kind === undefined ? {} : given.kinds[given.kind];
    if (kind === undefined) context.addIssue({ code: 'custom', path: ['kind'], message: 'is none of "kinds"' });
    const hosts = given.hosts.map((host, i) => toHost(host, { ...given, id: `host-${i + 1}` }));
    const twice = hosts.findIndex((host, i) => hosts.findIndex((other) => other.id === host.id) < i);
    if (twice >= 0) context.addIssue({ code: 'custom', path: ['hosts', twice, 'id'], message: 'is here twice' });
    if (longerThanAllowed(given.window, given.now)) {
      context.addIssue({ code: 'custom', path: ['window'], message: `give at most ${longestDays} days` });
    }
    const set = { ...defined(given), ...defined(kind ?? {}) };
    const { lengthMin = 30 } = set;
    const rules: SlotRules = {
      now: given.now,
      mode: given.mode,
      hosts,
      lengthMin,
      everyMin: set.everyMin ?? lengthMin,
      align: set.align ?? 'block',
      noticeMin: set.noticeMin ?? 0,
      bufferBeforeMin: set.bufferBeforeMin ?? 0,
      bufferAfterMin: set.bufferAfterMin ?? 0,
      window: given.window,
    };
    return { id: caseId, rules, visitorZone, explain, expect };
  });

export type SlotCase = z.infer<typeof caseSchema>;

type GivenHost = z.infer<typeof hostSchema>;
type Settings = { [K in keyof typeof ofKind]?: z.infer<(typeof ofKind)[K]> };

/** What a kind does not say is said by the case. */
function defined({ lengthMin, everyMin, align, noticeMin, bufferBeforeMin, bufferAfterMin }: Settings): Settings {
  const all = { lengthMin, everyMin, align, noticeMin, bufferBeforeMin, bufferAfterMin };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

type OfAll = { id: string; holidays: string[]; maxPerDay?: number | undefined; maxPerWeek?: number | undefined };

function toHost(given: GivenHost, all: OfAll): Host {
  const travel = given.travel.map(({ zone: there, from, to }) => ({
    zone: there,
    from: dateOf(from, there),
    until: dateOf(to, there),
  }));
  const at = { zone: given.zone, travel };
  const bound = (text: Point, days: number) => (isDate(text) ? iso(startOfDay(at, dayNumber(text) + days)) : text);
  const period = ({ start, end }: { start: Point; end: Point }): Period => {
    return { from: bound(start, 0), until: bound(end, start === end ? 1 : 0) };
  };
  return {
    ...at,
    id: given.id ?? all.id,
    hours: given.hours,
    holidays: [...all.holidays, ...given.holidays],
    overrides: given.overrides,
    away: given.away.map(({ from, to }) => ({ from: bound(from, 0), until: to === null ? null : bound(to, 1) })),
    busy: given.busy.filter(({ status }) => status !== 'free').map(period),
    meetings: given.meetings.map(period),
    maxPerDay: given.maxPerDay ?? all.maxPerDay ?? null,
    maxPerWeek: given.maxPerWeek ?? all.maxPerWeek ?? null,
    turn: { priority: given.priority, weight: given.weight, served: given.served, lastAt: given.lastAt },
  };
}

const dateOf = (text: Point, there: string): string =>
  isDate(text) ? text : isoDate(Math.floor(wallAt(there, Date.parse(text)) / dayMs));

function longerThanAllowed(window: BookingWindow, now: string): boolean {
  if (window.kind === 'days') return false;
  return Date.parse(window.until) - Date.parse(window.from ?? now) > longestDays * dayMs;
}
