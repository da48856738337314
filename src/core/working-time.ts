// When somebody works: hours of the week in their own time zone, less holidays and absences. Hours are wall-clock times,
// so a shift keeps its times when the clocks change; whatever counts minutes counts those that really pass.
import { DateTime } from 'luxon';

/** Minutes after midnight of the day on which it begins; a block across midnight ends after minute 1440. */
export type Block = { from: number; until: number };

/** Seven days, Monday first; the blocks of a day in order and apart from each other. */
export type Hours = readonly (readonly Block[])[];

/** `until` null: nobody knows yet. */
export type Absence = { from: string; until: string | null };

export type Calendar = {
  /** IANA time zone in which hours and holidays are meant. */
  zone: string;
  hours: Hours;
  /** ISO days on which no block begins. */
  holidays: readonly string[];
  away: readonly Absence[];
};

export const dayMinutes = 24 * 60;

/** Of a team that names no hours: somebody is there at any time. */
export const alwaysOpen: Hours = Array.from({ length: 7 }, () => [{ from: 0, until: dayMinutes }]);

export function isAlwaysOpen(hours: Hours): boolean {
  return hours.every(([block]) => block?.from === 0 && block.until === dayMinutes);
}

/** Whoever does not work within this time is asked no further. */
const horizonDays = 2 * 366;

/** In milliseconds, `until` excluded. */
type Spell = { from: number; until: number };

export function isOpen(calendar: Calendar, at: string): boolean {
  return opensAt(calendar, at) === iso(Date.parse(at));
}

/** The first moment from `at` on at which somebody works: `at` itself while they do, null when they never do. */
export function opensAt(calendar: Calendar, at: string): string | null {
  const [first] = spells(calendar, at);
  return first === undefined ? null : iso(Math.max(first.from, Date.parse(at)));
}

/** The end of the spell of work that is under way; null when none is, or when it never ends. */
export function closesAt(calendar: Calendar, at: string): string | null {
  if (!isOpen(calendar, at)) return null;
  let end: number | null = null;
  for (const { from, until } of spells(calendar, at)) {
    if (end !== null && from > end) return iso(end);
    end = until;
  }
  // The last spell before the horizon is an end only if nothing keeps it open there.
  return end === null || end >= horizonOf(calendar, at) ? null : iso(end);
}

/** The moment at which `minutes` of working time have passed since `at`; null when they never will. */
export function addWorking(calendar: Calendar, at: string, minutes: number): string | null {
  const start = Date.parse(at);
  let left = minutes * 60_000;
  if (left <= 0) return iso(start);
  for (const { from, until } of spells(calendar, at)) {
    const begins = Math.max(from, start);
    if (left <= until - begins) return iso(begins + left);
    left -= until - begins;
  }
  return null;
}

/** The midnight, in the calendar's zone, with which the day of `at` began. */
export function dayStart({ zone }: Pick<Calendar, 'zone'>, at: string): string {
  return iso(DateTime.fromISO(at, { zone }).startOf('day').toMillis());
}

/** The spells of work that are not over at `at`, in order and apart from each other; each is worked out when it is asked for. */
function* spells(calendar: Calendar, at: string): Generator<Spell> {
  const now = Date.parse(at);
  for (const shift of shifts(calendar, at)) {
    for (const spell of without(shift, calendar.away)) if (spell.until > now) yield spell;
  }
}

function* shifts({ zone, hours, holidays }: Calendar, at: string): Generator<Spell> {
  if (hours.every((blocks) => blocks.length === 0)) return;
  // The night shift of yesterday may still be under way.
  let day = DateTime.fromISO(at, { zone }).startOf('day').minus({ days: 1 });
  let free = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < horizonDays; i++, day = day.plus({ days: 1 })) {
    if (holidays.includes(day.toISODate() ?? '')) continue;
    for (const block of hours[day.weekday - 1] ?? []) {
      const from = Math.max(free, moment(day, block.from));
      const until = moment(day, block.until);
      if (until <= from) continue;
      free = until;
      yield { from, until };
    }
  }
}

/** What the clock on the wall shows, not midnight and so many minutes: days on which clocks change have 23 or 25 hours. */
function moment(day: DateTime, minutes: number): number {
  const at = minutes < dayMinutes ? day : day.plus({ days: 1 });
  const rest = minutes % dayMinutes;
  return at.set({ hour: Math.floor(rest / 60), minute: rest % 60 }).toMillis();
}

function without(shift: Spell, away: readonly Absence[]): Spell[] {
  return away.reduce<Spell[]>(
    (left, absence) => {
      const [gone, back] = [Date.parse(absence.from), absence.until === null ? Infinity : Date.parse(absence.until)];
      if (back <= gone) return left;
      return left.flatMap(({ from, until }) =>
        [
          { from, until: Math.min(until, gone) },
          { from: Math.max(from, back), until },
        ].filter((part) => part.from < part.until),
      );
    },
    [shift],
  );
}

function horizonOf({ zone }: Calendar, at: string): number {
  return DateTime.fromISO(at, { zone })
    .startOf('day')
    .plus({ days: horizonDays - 1 })
    .toMillis();
}

const iso = (ms: number): string => new Date(ms).toISOString();
