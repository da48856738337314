// The calendar behind time words: each function gives a value for "the next" month, quarter or day, never a past one.
import type { DateTime } from 'luxon';

export const monthNames = [
  ['january', 'jan', 'janurary', 'januray', 'januar', 'jänner', 'janvier', 'enero'],
  ['february', 'feb', 'februar', 'fevrier', 'février', 'febrero', 'febuary', 'feburary', 'februrary', 'febraury'],
  ['march', 'mar', 'märz', 'mars', 'marzo'],
  ['april', 'apr', 'avril', 'abril'],
  ['may', 'mai', 'mayo'],
  ['june', 'jun', 'juni', 'juin', 'junio'],
  ['july', 'jul', 'juli', 'juillet', 'julio'],
  ['august', 'aug', 'août', 'aout', 'agosto'],
  ['september', 'sep', 'sept', 'septembre', 'septemeber', 'setpember', 'rentrée', 'septiembre'],
  ['october', 'oct', 'oktober', 'okt', 'octobre', 'octubre'],
  ['november', 'nov', 'novemeber', 'novmeber', 'novembre', 'noviembre'],
  ['december', 'dec', 'decemeber', 'decmber', 'dezember', 'dez', 'décembre', 'decembre', 'diciembre'],
];
export const weekdayNames = [
  ['monday', 'mon', 'montag', 'lundi', 'lunes'],
  ['tuesday', 'tue', 'tues', 'dienstag', 'mardi', 'martes'],
  ['wednesday', 'wed', 'mittwoch', 'mercredi', 'miércoles'],
  ['thursday', 'thu', 'thur', 'thurs', 'donnerstag', 'jeudi', 'jueves'],
  ['friday', 'fri', 'freitag', 'vendredi', 'viernes'],
  ['saturday', 'sat', 'samstag', 'sonnabend', 'samedi', 'sábado'],
  ['sunday', 'sun', 'sonntag', 'dimanche', 'domingo'],
];

/** A stretch of days, both ends included. */
export type Stretch = { first: DateTime; last: DateTime };

export function monthOf(name: string): number {
  return monthNames.findIndex((names) => names.includes(name)) + 1;
}

export function weekdayOf(name: string): number {
  return weekdayNames.findIndex((names) => names.includes(name)) + 1;
}

export function month(today: DateTime, number: number, year?: number): Stretch {
  const near = year ?? (number < today.month ? today.year + 1 : today.year);
  const first = today.set({ year: near, month: number, day: 1 });
  return { first, last: first.endOf('month').startOf('day') };
}

export function quarter(today: DateTime, number: number, year?: number): Stretch {
  const near = year ?? (number < today.quarter ? today.year + 1 : today.year);
  const first = today.set({ year: near, month: number * 3 - 2, day: 1 });
  return { first, last: first.plus({ months: 2 }).endOf('month').startOf('day') };
}

export function half(today: DateTime, number: number, year?: number): Stretch {
  const near = year ?? (number === 1 && today.month > 6 ? today.year + 1 : today.year);
  const first = today.set({ year: near, month: number * 6 - 5, day: 1 });
  return { first, last: first.plus({ months: 5 }).endOf('month').startOf('day') };
}

export function year(today: DateTime, number: number): Stretch {
  const first = today.set({ year: number, month: 1, day: 1 });
  return { first, last: first.endOf('year').startOf('day') };
}

/** A day of a month; without a year the next one. Null for the 31st of a short month. */
export function day(today: DateTime, { d, m, y }: { d: number; m: number; y?: number }): Stretch | null {
  const tries = y === undefined ? [today.year, today.year + 1, today.year + 2, today.year + 3, today.year + 4] : [y];
  for (const near of tries) {
    const date = today.set({ year: near, month: m, day: 1 });
    if (m < 1 || m > 12 || d < 1 || d > (date.daysInMonth ?? 0)) continue;
    const on = date.set({ day: d });
    if (y !== undefined || on >= today) return single(on);
  }
  return null;
}

/** The next such day after today. */
export function weekday(today: DateTime, number: number): Stretch {
  return single(today.plus({ days: ((number - today.weekday + 6) % 7) + 1 }));
}

export function single(date: DateTime): Stretch {
  return { first: date, last: date };
}

/** The early, middle or late part of a stretch. */
export function part(stretch: Stretch, which: 'early' | 'mid' | 'late'): Stretch {
  const { first, last } = stretch;
  if (first.hasSame(last, 'month')) {
    const [from, to] = { early: [1, 10], mid: [11, 20], late: [21, last.day] }[which];
    return { first: first.set({ day: from ?? 1 }), last: first.set({ day: to ?? last.day }) };
  }
  const months = Math.round(last.diff(first, 'months').months);
  const third = Math.max(1, Math.round(months / 3 - 0.34));
  const from = { early: 0, mid: third, late: months - third }[which];
  const to = { early: third, mid: months - third, late: months }[which];
  return { first: first.plus({ months: from }), last: first.plus({ months: to }).minus({ days: 1 }) };
}

const seasons: Record<string, [number, number]> = {
  ...{ spring: [3, 5], frühling: [3, 5], frühjahr: [3, 5], printemps: [3, 5], primavera: [3, 5] },
  ...{ summer: [6, 8], sommer: [6, 8], verano: [6, 8] },
  ...{ winter: [12, 2], hiver: [12, 2], invierno: [12, 2] },
  ...{ autumn: [9, 11], fall: [9, 11], herbst: [9, 11], automne: [9, 11], otoño: [9, 11] },
};
export const seasonNames = Object.keys(seasons);
const southern = /^(?:AU|NZ|ZA|AR|BR|CL|UY|PY|PE|BO)$/;

export function season(
  today: DateTime,
  name: string,
  { country, words, year }: { country: string; words: string; year?: number | undefined },
): Stretch | null {
  const months = seasons[name];
  if (months === undefined || southern.test(country)) return null;
  // "Winter 2027" may be either end of the year.
  if (year !== undefined && months[0] > months[1]) return null;
  const last = month(today, months[1], year);
  const coming = { first: last.first.minus({ months: 2 }), last: last.last };
  if (year !== undefined) return coming;
  // In November "in autumn" and "next autumn" are those of next year.
  const over =
    today >= coming.first &&
    (/next|nächst|prochain|próxim/.test(words) || (today.month === months[1] && !/this/.test(words)));
  return over ? { first: coming.first.plus({ years: 1 }), last: coming.last.plus({ years: 1 }) } : coming;
}

/** The next such day of a month. */
export function monthDay(today: DateTime, d: number): Stretch | null {
  const here = d < today.day ? null : day(today, { d, m: today.month });
  return here ?? day(today, { d, m: (today.month % 12) + 1 });
}

/** From Saturday to Sunday; on a Sunday what is left of it. */
export function weekend(today: DateTime, weeks: number): Stretch {
  const sunday = today.plus({ days: 7 - today.weekday + 7 * weeks });
  const saturday = sunday.minus({ days: 1 });
  return { first: weeks === 0 && today > saturday ? today : saturday, last: sunday };
}

const counts: Record<string, number> = {
  ...{
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
  },
  ...{ 'a couple of': 2, 'a couple': 2, couple: 2, 'couple of': 2, 'a few': 3, few: 3, half: 0.5, 'half a': 0.5 },
  ...{
    ein: 1,
    eine: 1,
    einem: 1,
    einer: 1,
    zwei: 2,
    drei: 3,
    vier: 4,
    fünf: 5,
    sechs: 6,
    acht: 8,
    zehn: 10,
    zwölf: 12,
  },
  ...{ 'ein paar': 3, 'einem halben': 0.5, 'ein halbes': 0.5, un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5 },
  ...{ huit: 8, dix: 10, douze: 12, quelques: 3, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, ocho: 8 },
  ...{ diez: 10, doce: 12, 'un par de': 2, unas: 3, unos: 3, 'unas pocas': 3, medio: 0.5 },
};
export const countWords = Object.keys(counts).sort((a, b) => b.length - a.length);

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
const units: Record<Unit, readonly string[]> = {
  day: ['days?', 'tage?n?', 'jours?', 'd[ií]as?'],
  week: ['weeks?', 'wks?', 'wochen?', 'semaines?', 'semanas?'],
  month: ['months?', 'mths?', 'mos?', 'monate?[ns]?', 'mois', 'mes', 'meses'],
  quarter: ['quarters?', 'qtrs?', 'quartale?[ns]?', 'trimestres?'],
  year: ['years?', 'yrs?', 'jahre?[ns]?', 'jahres', 'ans?', 'années?', 'años?'],
};
export const unitWords = Object.values(units).flat();

/** The unit behind a word of any language. */
export function unitOf(word: string): Unit {
  const all: Unit[] = ['day', 'week', 'month', 'quarter', 'year'];
  return all.find((unit) => new RegExp(`^(?:${units[unit].join('|')})$`, 'u').test(word)) ?? 'day';
}

/** In three weeks, half a year or a quarter. */
export function ahead(today: DateTime, many: string, what: string): DateTime {
  const n = counts[many] ?? Number(many);
  const unit = unitOf(what);
  if (unit === 'week') return today.plus({ days: Math.round(7 * n) });
  if (unit === 'day') return today.plus({ days: Math.round(n) });
  const months = unit === 'year' ? 12 * n : unit === 'quarter' ? 3 * n : n;
  return Number.isInteger(months) ? today.plus({ months }) : today.plus({ days: Math.round(30 * months) });
}
