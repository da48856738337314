// The pieces that the time words of every language are made of: names, counts and units as patterns, and the cutting of a
// stretch to its early, middle or late part.
import type { DateTime } from 'luxon';
import {
  countWords,
  day,
  monthNames,
  monthOf,
  part,
  type Stretch,
  single,
  unitWords,
  weekdayNames,
} from './calendar.ts';

export type TimeWord = {
  pattern: RegExp;
  read: (match: RegExpExecArray, today: DateTime, country: string) => Stretch | null;
  weak?: boolean;
};

const longMonths = monthNames.flat().sort((a, b) => b.length - a.length);
/** "may", "march" and "mar" are months only in company. */
const sureMonths = longMonths.filter((name) => !['may', 'march', 'mar', 'mars', 'mai'].includes(name));
export const anyMonth = `(${longMonths.join('|')})(?:\\.(?= \\d))?`;
export const sureMonth = `(${sureMonths.join('|')})(?:\\.(?= \\d))?`;
export const weekdays = weekdayNames
  .flat()
  .filter((name) => name.length > 4)
  .join('|');
export const anyWeekday = weekdayNames
  .flat()
  .sort((a, b) => b.length - a.length)
  .join('|');
export const partWord =
  '(early|start of|beginning of|the start of|the beginning of|mid|mid-|mid of|middle of|the middle of|late|end of|the end of|ende|anfang|beginn|mitte|fin|fin de|début|debut|début de|mi|mi-|finales de|final de|principios de|inicios de|comienzos de|mediados de)';
export const ordinals: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  last: 4,
  ...{ ersten: 1, erstes: 1, zweites: 2, zweiten: 2, drittes: 3, dritten: 3, viertes: 4, vierten: 4, letztes: 4 },
  ...{ premier: 1, deuxième: 2, troisième: 3, quatrième: 4, dernier: 4, '1er': 1, '2e': 2, '2ème': 2 },
  ...{ '3e': 3, '3ème': 3, '4e': 4, '4ème': 4, primer: 1, segundo: 2, tercer: 3, cuarto: 4, último: 4 },
  ...{ '1.': 1, '2.': 2, '3.': 3, '4.': 4, '2º': 2, '3º': 3, '4º': 4, '3er': 3 },
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
};
export const count = `(\\d{1,3}|${countWords.join('|')})`;
export const unit = `(${unitWords.join('|')})`;
export const yearSuffix =
  "(?:,? (?:of |de |del )?(20\\d{2}|this year|next year|the year after next|nächste[ns] jahr(?:es)?|(?:de )?l'année prochaine|(?:el |del )?(?:próximo año|año que viene))|[ /]'?(2[4-9]|3\\d)(?![\\d/.,:%]| ?[a-z]))?";

export function word(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_]|[/:]\\d|\\.\\d)`, 'gu');
}

export function yearFrom(today: DateTime, long: string | undefined, short?: string): number | undefined {
  if (long === 'this year') return today.year;
  if (long !== undefined && /^next|nächst|prochaine|próximo|que viene/.test(long)) return today.year + 1;
  if (long !== undefined && /^\d{4}$/.test(long)) return Number(long);
  return short === undefined ? undefined : 2000 + Number(short);
}

function which(text: string): 'early' | 'mid' | 'late' | 'start' | 'end' {
  if (/start|beginning/.test(text)) return 'start';
  if (/end|fin/.test(text)) return 'end';
  if (/mitte|mediados/.test(text)) return 'mid';
  return /^(?:the )?mi/.test(text) ? 'mid' : text.startsWith('late') ? 'late' : 'early';
}

export function cut(stretch: Stretch | null, words: string | undefined): Stretch | null {
  if (stretch === null || words === undefined) return stretch;
  const piece = which(words);
  if (piece === 'start') return single(stretch.first);
  return piece === 'end' ? single(stretch.last) : part(stretch, piece);
}

/** "before March" ends with February; "before 15 Feb" is the day itself. */
export function before(stretch: Stretch | null): Stretch | null {
  return stretch === null ? null : single(stretch.first.minus({ days: 1 }));
}

export function relative(today: DateTime, which: string, what: string): Stretch {
  const near = today.plus(which === 'next' || which === 'coming' ? { [`${what}s`]: 1 } : {});
  const period = what as 'week' | 'month' | 'quarter' | 'year';
  return { first: near.startOf(period), last: near.endOf(period).startOf('day') };
}

export function ambiguous(match: RegExpExecArray, today: DateTime, country: string): Stretch | null {
  const [one, two] = [Number(match[1]), Number(match[2])];
  const long = match[3];
  const y = long === undefined ? undefined : long.length === 2 ? 2000 + Number(long) : Number(long);
  const monthFirst = two > 12 || (one <= 12 && country === 'US' && match[0].includes('/'));
  const [d, m] = monthFirst ? [two, one] : [one, two];
  return day(today, { d, m, ...(y === undefined ? {} : { y }) });
}

export function dayAndMonth(today: DateTime, [d, name, long]: (string | undefined)[]): Stretch | null {
  const y = yearFrom(today, long);
  return day(today, { d: Number(d), m: monthOf((name ?? '').replace('.', '')), ...(y === undefined ? {} : { y }) });
}

export const namedDay = `(?:(?:the )?(\\d{1,2})(?:st|nd|rd|th|er|º)?\\.?(?: of| de)? ${anyMonth}(?:,? (?:de |del )?(20\\d{2}|next year|this year))?)`;
export const dayNamed = `(?:${anyMonth} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (?:de |del )?(20\\d{2}|next year|this year))?)`;
