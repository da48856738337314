// ISO weeks as whole numbers from one origin, in a zone: a week is a week there, clocks that change or years that end aside.
import { momentOf, wallAt } from './wall-clock.ts';

const dayMs = 24 * 3_600_000;
const weekMs = 7 * dayMs;
/** 1970 began on a Thursday. */
const firstMonday = 4 * dayMs;

/** Days from Monday, and the hour on the clocks there. */
export type Weekly = { day: number; hour: number; zone: string };

export function weekOf(at: string, zone: string): number {
  return Math.floor((wallAt(zone, Date.parse(at)) - firstMonday) / weekMs);
}

/** That time of that week. */
export function timeInWeek(week: number, { day, hour, zone }: Weekly): string {
  const wall = firstMonday + week * weekMs + day * dayMs + hour * 3_600_000;
  return new Date(momentOf(zone, wall)).toISOString();
}

/** The last week in which that time is over. */
export function lastDue(now: string, weekly: Weekly): number {
  const week = weekOf(now, weekly.zone);
  return timeInWeek(week, weekly) <= now ? week : week - 1;
}

/** `2026-W48`: the year is the one of its Thursday. */
export function weekName(week: number): string {
  const thursday = new Date(firstMonday + week * weekMs + 3 * dayMs);
  const year = thursday.getUTCFullYear();
  const day = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / dayMs);
  return `${year}-W${String(Math.floor(day / 7) + 1).padStart(2, '0')}`;
}

/** The other way round; null: there is no such week, as in years that have none of number 53. */
export function weekNumber(name: string): number | null {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(name) ?? [];
  if (year === undefined) return null;
  const week = Math.floor((Date.UTC(Number(year), 0, 4) - firstMonday) / weekMs) + Number(number) - 1;
  return weekName(week) === name ? week : null;
}
