// Days that people name instead of a date, always the next one: Christmas, Easter, Thanksgiving and the like.
import type { DateTime } from 'luxon';

type Holiday = { says: string; on: (year: number, today: DateTime) => DateTime };

const holidays: readonly Holiday[] = [
  { says: 'christmas(?: day)?|xmas|weihnachten|noël|noel|navidad(?:es)?', on: fixed(12, 25) },
  { says: 'the holidays|the holiday season|the festive season|die feiertage|les fêtes|las fiestas', on: fixed(12, 24) },
  { says: "new year'?s eve|silvester|nochevieja", on: fixed(12, 31) },
  { says: "(?<!happy )new year(?:'?s)?(?: day)?|neujahr|nouvel an|año nuevo", on: fixed(1, 1) },
  { says: 'easter|ostern|pâques|paques|pascua|semana santa', on: easter },
  { says: 'thanksgiving', on: thanksgiving },
  { says: 'black friday', on: (year, today) => thanksgiving(year, today).plus({ days: 1 }) },
];
export const holidayNames = holidays.map(({ says }) => says).join('|');

/** The next holiday of that name; one that is today still counts. */
export function holiday(today: DateTime, name: string): DateTime | null {
  const found = holidays.find(({ says }) => new RegExp(`^(?:${says})$`, 'u').test(name));
  if (found === undefined) return null;
  const near = found.on(today.year, today);
  return near >= today ? near : found.on(today.year + 1, today);
}

function fixed(month: number, day: number): Holiday['on'] {
  return (year, today) => today.set({ year, month, day });
}

/** The fourth Thursday of November. */
function thanksgiving(year: number, today: DateTime): DateTime {
  const first = today.set({ year, month: 11, day: 1 });
  return first.plus({ days: ((11 - first.weekday) % 7) + 21 });
}

/** Easter Sunday by the anonymous Gregorian rule. */
function easter(year: number, today: DateTime): DateTime {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return today.set({ year, month: Math.floor(f / 31), day: (f % 31) + 1 });
}
