// A person who can take a meeting, and the days on which they work, on the clocks of wherever they are then. A shift belongs
// to the day on which it begins: a holiday keeps the night shift of the day before, and takes its own whole.
import { aheadAt, dayMs, isoDate, isZone, mergeSpans, momentOf, type Span, wallAt, weekdayOf } from './wall-clock.ts';
import type { Block, Calendar } from './working-time.ts';

/** Moments as ISO text, `until` excluded. */
export type Period = { from: string; until: string };

export type Host = Calendar & {
  id: string;
  /** By ISO date: what holds instead of the hours of the week and of holidays; no block: closed. */
  overrides: Readonly<Record<string, readonly Block[]>>;
  /** ISO dates, both included: on these days hours are meant in another zone. The first trip that has a day wins. */
  travel: readonly (Period & { zone: string })[];
  /** Whatever keeps them from a meeting, tentative too; in any order, overlapping or not. */
  busy: readonly Period[];
  /** What was booked with us: busy as well, and counted against the caps. */
  meetings: readonly Period[];
  maxPerDay: number | null;
  maxPerWeek: number | null;
  /** Of a pool: the highest priority goes first, then whose turn it is. */
  turn: { priority: number; weight: number; served: number | null; lastAt: string | null };
};

/** `wall` is what clocks show when it begins, so that the grid can count from there. */
export type Shift = Span & { wall: number };

export type Day = {
  number: number;
  zone: string;
  /** Midnight: as a moment, and as a wall time. */
  from: number;
  wall: number;
  /** How far clocks are ahead of UTC in all of its shifts; null: they may change on the way. */
  ahead: number | null;
  /** Why no shift begins on it; its shifts are then those that would. */
  off: 'holiday' | 'closed' | null;
  shifts: readonly Shift[];
};

/** The first zone of the host that is none, if any. */
export function wrongZone({ zone, travel }: Host): string | null {
  return [zone, ...travel.map((trip) => trip.zone)].find((each) => !isZone(each)) ?? null;
}

/** Where the clock hangs that counts on this day. */
export function zoneOn({ zone, travel }: Pick<Host, 'zone' | 'travel'>, day: number): string {
  const date = isoDate(day);
  return travel.find(({ from, until }) => from <= date && date <= until)?.zone ?? zone;
}

/** Midnight of a day on the host's clock. */
export function startOfDay(host: Pick<Host, 'zone' | 'travel'>, day: number): number {
  return momentOf(zoneOn(host, day), day * dayMs);
}

/** The day that began last. Whoever travels may skip part of one, or begin the next one early. */
export function dayAt(host: Pick<Host, 'zone' | 'travel'>, at: number): number {
  let day = Math.floor(at / dayMs) + 1;
  while (startOfDay(host, day) > at) day--;
  return day;
}

/** All days of which a shift can reach into the span, in order. */
export function daysOf(host: Host, span: Span): Day[] {
  const first = Math.floor(span.from / dayMs) - 2;
  const last = Math.floor(span.until / dayMs) + 1;
  const steady = steadyWeeks();
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const zone = zoneOn(host, first + i);
    return dayOf(host, { number: first + i, zone, ahead: steady(zone, first + i) });
  });
}

function dayOf(host: Host, { number, zone, ahead }: Pick<Day, 'number' | 'zone' | 'ahead'>): Day {
  const date = isoDate(number);
  const wall = number * dayMs;
  const override = host.overrides[date];
  const isClosed = override?.length === 0;
  const isHoliday = override === undefined && host.holidays.includes(date);
  const blocks = (isClosed ? undefined : override) ?? host.hours[weekdayOf(number)] ?? [];
  const moment = (at: number) => (ahead === null ? momentOf(zone, at) : at - ahead);
  const shifts = blocks.map(({ from, until }) => {
    const begins = wall + from * 60_000;
    return { from: moment(begins), until: moment(wall + until * 60_000), wall: begins };
  });
  const off = isClosed ? 'closed' : isHoliday ? 'holiday' : null;
  return { number, zone, from: moment(wall), wall, ahead, off, shifts };
}

/** To ask a zone is the dear part, so it is asked by the week first. No zone changes its clocks twice within ten days. */
function steadyWeeks(): (zone: string, day: number) => number | null {
  const known = new Map<string, number | null>();
  return (zone, day) => {
    const monday = day - weekdayOf(day);
    const key = `${monday} ${zone}`;
    const before = known.get(key);
    const ofWeek = before === undefined ? steadyAhead(zone, monday, 7) : before;
    known.set(key, ofWeek);
    return ofWeek ?? steadyAhead(zone, day, 1);
  };
}

/** On so many days, with the night before and the nights that shifts go into. */
function steadyAhead(zone: string, day: number, days: number): number | null {
  const ahead = aheadAt(zone, (day - 1) * dayMs);
  return ahead === aheadAt(zone, (day + days + 2) * dayMs) ? ahead : null;
}

export function workOf(days: readonly Day[]): Span[] {
  return mergeSpans(days.flatMap(({ off, shifts }) => (off === null ? shifts : [])));
}

export function awayOf({ away }: Host): Span[] {
  return mergeSpans(
    away.map(({ from, until }) => ({ from: Date.parse(from), until: until === null ? Infinity : Date.parse(until) })),
  );
}

/** Busy and booked. A period without length takes no time, and keeps nobody from anything. */
export function takenOf({ busy, meetings }: Host): Span[] {
  return mergeSpans(
    [...busy, ...meetings].map(({ from, until }) => ({ from: Date.parse(from), until: Date.parse(until) })),
  );
}

/** Which cap a meeting on this day would go over; weeks begin on Monday. */
export function capsOf(host: Host): (day: number) => { kind: 'day-cap' | 'week-cap'; max: number; from: number }[] {
  const { maxPerDay, maxPerWeek } = host;
  if (maxPerDay === null && maxPerWeek === null) return () => [];
  const met = host.meetings.map(({ from }) => dayAt(host, Date.parse(from)));
  const monday = (day: number) => day - weekdayOf(day);
  return (day) => {
    const today = met.filter((each) => each === day).length;
    const week = met.filter((each) => monday(each) === monday(day)).length;
    return [
      ...(maxPerDay !== null && today >= maxPerDay ? [{ kind: 'day-cap' as const, max: maxPerDay, from: day }] : []),
      ...(maxPerWeek !== null && week >= maxPerWeek
        ? [{ kind: 'week-cap' as const, max: maxPerWeek, from: monday(day) }]
        : []),
    ];
  };
}

/** What clocks show around the host at a moment. */
export function wallOf(host: Host, at: number): number {
  return wallAt(zoneOn(host, dayAt(host, at)), at);
}
