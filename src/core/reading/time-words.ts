// The table of time words: a pattern over folded text and the stretch of days it names, seen from today.
// `weak` ones are only read right after the question.
import type { DateTime } from 'luxon';
import {
  ahead,
  day,
  half,
  month,
  monthDay,
  monthNames,
  monthOf,
  part,
  quarter,
  type Stretch,
  season,
  seasonNames,
  single,
  weekday,
  weekdayNames,
  weekdayOf,
  weekend,
  year,
} from './calendar.ts';

type TimeWord = {
  pattern: RegExp;
  read: (match: RegExpExecArray, today: DateTime, country: string) => Stretch | null;
  weak?: boolean;
};

const longMonths = monthNames.flat().sort((a, b) => b.length - a.length);
/** "may", "march" and "mar" are months only in company. */
const sureMonths = longMonths.filter((name) => !['may', 'march', 'mar', 'mars', 'mai'].includes(name));
const anyMonth = `(${longMonths.join('|')})(?:\\.(?= \\d))?`;
const sureMonth = `(${sureMonths.join('|')})(?:\\.(?= \\d))?`;
const weekdays = weekdayNames.flatMap(([long]) => [`${long}`]).join('|');
const anyWeekday = weekdayNames
  .flat()
  .sort((a, b) => b.length - a.length)
  .join('|');
const partWord =
  '(early|start of|beginning of|the start of|the beginning of|mid|mid-|middle of|the middle of|late|end of|the end of|ende|anfang|mitte|fin|fin de|début|mi|mi-|finales de|principios de|mediados de)';
const ordinals: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  last: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
};
const count = `(\\d{1,3}|a couple of|couple of|a couple|a few|few|half a|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)`;
const unit = '(day|week|wk|month|mth|mo|quarter|year|yr)s?';
const yearSuffix =
  "(?:,? (?:of )?(20\\d{2}|this year|next year|the year after next)|[ /]'?(2[4-9]|3\\d)(?![\\d/.,:%]| ?[a-z]))?";

function word(source: string): RegExp {
  return new RegExp(`\\b(?:${source})(?![\\p{L}\\p{N}_]|[/:]\\d|\\.\\d)`, 'gu');
}

function yearFrom(today: DateTime, long: string | undefined, short?: string): number | undefined {
  if (long === 'this year') return today.year;
  if (long === 'next year') return today.year + 1;
  if (long !== undefined && /^\d{4}$/.test(long)) return Number(long);
  return short === undefined ? undefined : 2000 + Number(short);
}

function which(text: string): 'early' | 'mid' | 'late' | 'start' | 'end' {
  if (/start|beginning/.test(text)) return 'start';
  if (/end|fin/.test(text)) return 'end';
  return /^(?:the )?mi/.test(text) || text === 'mediados de' ? 'mid' : text.startsWith('late') ? 'late' : 'early';
}

function cut(stretch: Stretch | null, words: string | undefined): Stretch | null {
  if (stretch === null || words === undefined) return stretch;
  const piece = which(words);
  if (piece === 'start') return single(stretch.first);
  return piece === 'end' ? single(stretch.last) : part(stretch, piece);
}

/** "before March" ends with February; "before 15 Feb" is the day itself. */
function before(stretch: Stretch | null): Stretch | null {
  return stretch === null ? null : single(stretch.first.minus({ days: 1 }));
}

function relative(today: DateTime, which: string, what: string): Stretch {
  const near = today.plus(which === 'next' || which === 'coming' ? { [`${what}s`]: 1 } : {});
  const period = what as 'week' | 'month' | 'quarter' | 'year';
  return { first: near.startOf(period), last: near.endOf(period).startOf('day') };
}

function ambiguous(match: RegExpExecArray, today: DateTime, country: string): Stretch | null {
  const [one, two] = [Number(match[1]), Number(match[2])];
  const long = match[3];
  const y = long === undefined ? undefined : long.length === 2 ? 2000 + Number(long) : Number(long);
  const monthFirst = two > 12 || (one <= 12 && country === 'US' && match[0].includes('/'));
  const [d, m] = monthFirst ? [two, one] : [one, two];
  return day(today, { d, m, ...(y === undefined ? {} : { y }) });
}

function dayAndMonth(today: DateTime, [d, name, long]: (string | undefined)[]): Stretch | null {
  const y = yearFrom(today, long);
  return day(today, { d: Number(d), m: monthOf((name ?? '').replace('.', '')), ...(y === undefined ? {} : { y }) });
}

const namedDay = `(?:(\\d{1,2})(?:st|nd|rd|th)?\\.?(?: of)? ${anyMonth}(?:,? (20\\d{2}|next year|this year))?)`;
const dayNamed = `(?:${anyMonth} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (20\\d{2}|next year|this year))?)`;

export const timeWords: readonly TimeWord[] = [
  {
    pattern: /(?<![\p{L}\p{N}_.-])(20\d{2})[-/](\d{1,2})[-/](\d{1,2})(?![\p{L}\p{N}_]|[.-]\d)/gu,
    read: (m, today) => day(today, { y: Number(m[1]), m: Number(m[2]), d: Number(m[3]) }),
  },
  { pattern: word('(\\d{1,2})[/.](\\d{1,2})[/.](20\\d{2}|\\d{2})'), read: ambiguous },
  { pattern: word('(\\d{1,2})/(\\d{1,2})'), read: ambiguous, weak: true },
  {
    pattern: word('(0?[1-9]|1[0-2])/(20\\d{2})'),
    read: (m, today) => month(today, Number(m[1]), Number(m[2])),
  },
  { pattern: word(namedDay), read: (m, today) => dayAndMonth(today, [m[1], m[2], m[3]]) },
  { pattern: word(dayNamed), read: (m, today) => dayAndMonth(today, [m[2], m[1], m[3]]) },
  {
    pattern: word(`${partWord}[ -]?(?:the )?${anyMonth}${yearSuffix}`),
    read: (m, today) => cut(month(today, monthOf(m[2] ?? ''), yearFrom(today, m[3], m[4])), m[1]),
  },
  {
    pattern: word(
      `(?:${sureMonth}|(?<=\\b(?:in|by|for|until|till|this|next|during|of|from|around|starting|start|target) )${anyMonth}|(?<=\\b(?:or|and|to|-) ?)(march|mar))${yearSuffix}`,
    ),
    read: (m, today) => month(today, monthOf(m[1] ?? m[2] ?? m[3] ?? ''), yearFrom(today, m[4], m[5])),
  },
  { pattern: word(anyMonth), read: (m, today) => month(today, monthOf(m[1] ?? '')), weak: true },
  { pattern: word(`${anyMonth} (20\\d{2})`), read: (m, today) => month(today, monthOf(m[1] ?? ''), Number(m[2])) },
  {
    pattern: word(`before (?:the )?(?:start of |beginning of )?${anyMonth}${yearSuffix}`),
    read: (m, today) => before(month(today, monthOf(m[1] ?? ''), yearFrom(today, m[2], m[3]))),
  },
  {
    pattern: word(
      `(?:(?:${partWord}) )?(?:the )?(?:q([1-4])|(first|second|third|fourth|last|1st|2nd|3rd|4th) quarter)${yearSuffix}`,
    ),
    read: (m, today) => cut(quarter(today, Number(m[2] ?? ordinals[m[3] ?? '']), yearFrom(today, m[4], m[5])), m[1]),
  },
  {
    pattern: word(`before q([1-4])${yearSuffix}`),
    read: (m, today) => before(quarter(today, Number(m[1]), yearFrom(today, m[2], m[3]))),
  },
  {
    pattern: word(`(?:(?:${partWord}) )?(?:the )?(?:h([12])|(first|second) half(?: of)?)${yearSuffix}`),
    read: (m, today) => cut(half(today, Number(m[2] ?? ordinals[m[3] ?? '']), yearFrom(today, m[4], m[5])), m[1]),
  },
  {
    pattern: word(
      "(?:the )?(?:end of (?:the |this )?(?:year|yr)|year[- ]?end|eoy|end of year|years end|year's end)(?: (20\\d{2}))?",
    ),
    read: (m, today) => single(year(today, Number(m[1] ?? today.year)).last),
  },
  {
    pattern: word('(?:the )?end of (?:the |this )?(month|quarter|week)|(eom|eoq|eow)'),
    read: (m, today) =>
      single(relative(today, 'this', m[1] ?? { eom: 'month', eoq: 'quarter' }[m[2] ?? ''] ?? 'week').last),
  },
  {
    pattern: word(`(?:${partWord} )?(next|this|coming|within the) (week|month|quarter|year)`),
    read: (m, today) => cut(relative(today, m[2] ?? '', m[3] ?? ''), m[1]),
  },
  {
    pattern: word('before (?:the )?(next|coming) (month|quarter|year)|before the new year'),
    read: (m, today) => before(relative(today, 'next', m[2] ?? 'year')),
  },
  {
    pattern: word("nächstes jahr|l'année prochaine|el próximo año|el año que viene"),
    read: (_m, today) => relative(today, 'next', 'year'),
  },
  {
    pattern: word('nächsten monat|le mois prochain|el próximo mes|el mes que viene'),
    read: (_m, today) => relative(today, 'next', 'month'),
  },
  {
    pattern: word('nächstes quartal|le trimestre prochain|el próximo trimestre'),
    read: (_m, today) => relative(today, 'next', 'quarter'),
  },
  { pattern: word('(?:in )?the new year'), read: (_m, today) => year(today, today.year + 1) },
  {
    pattern: word(`(?:${partWord} |(?:in|by|during|for|sometime in|around) )(20\\d{2})`),
    read: (m, today) => cut(year(today, Number(m[2])), m[1]),
  },
  {
    pattern: word('(?:by|on|before|until) the (\\d{1,2})(?:st|nd|rd|th)'),
    read: (m, today) => monthDay(today, Number(m[1])),
  },
  { pattern: word('20\\d{2}'), read: (m, today) => year(today, Number(m[0])), weak: true },
  { pattern: word('before (20\\d{2})'), read: (m, today) => before(year(today, Number(m[1]))) },
  {
    pattern: word(`(?:within|over|inside|during|in|in under|in less than)(?: the)?(?: next| coming)? ${count} ${unit}`),
    read: (m, today) => {
      const last = ahead(today, m[1] ?? '', m[2] ?? '');
      return /^in (?:about )?(?!the|next|coming|under|less)/.test(m[0]) ? single(last) : { first: today, last };
    },
  },
  {
    pattern: word(`in (?:about|around|roughly|approximately|maybe|like|~) ?${count} ${unit}`),
    read: (m, today) => single(ahead(today, m[1] ?? '', m[2] ?? '')),
  },
  {
    pattern: word(`(within|over|in)(?: about| around| roughly)?( the next)? ${count} ?(?:-|to|or) ?${count} ?${unit}`),
    read: (m, today) => {
      const last = ahead(today, m[4] ?? '', m[5] ?? '');
      return { first: m[1] === 'in' && m[2] === undefined ? ahead(today, m[3] ?? '', m[5] ?? '') : today, last };
    },
  },
  {
    pattern: word(`${count} ${unit} (?:from now|out)`),
    read: (m, today) => single(ahead(today, m[1] ?? '', m[2] ?? '')),
  },
  { pattern: word(`${count} ?${unit}`), read: (m, today) => single(ahead(today, m[1] ?? '', m[2] ?? '')), weak: true },
  {
    pattern: word(`${count} ?(?:-|to|or) ?${count} ?${unit}`),
    read: (m, today) => ({ first: ahead(today, m[1] ?? '', m[3] ?? ''), last: ahead(today, m[2] ?? '', m[3] ?? '') }),
    weak: true,
  },
  {
    pattern: word(
      `(?:(?:by|on|until|till|before|this|next|coming) )(?:next |this |coming )?(${anyWeekday})|(?:by )?(${weekdays})`,
    ),
    read: (m, today) => weekday(today, weekdayOf(m[1] ?? m[2] ?? '')),
  },
  {
    pattern: word(
      'asap|as soon as (?:we can|possible|you can)|so (?:bald|schnell) wie möglich|sofort|dès que possible|au plus vite|lo antes posible|cuanto antes|right away|straight ?away|immediately|immediatly|urgent(?:ly)?|yesterday(?<=(?:need|want)(?:ed|s)? (?:it |this |that |one |something )?yesterday)',
    ),
    read: (_m, today) => single(today),
  },
  { pattern: word('now|right now|at once|yesterday'), read: (_m, today) => single(today), weak: true },
  {
    pattern: word('(?:later )?(?:today|tonight|this (?:morning|afternoon|evening))|heute|hoy'),
    read: (_m, today) => single(today),
    weak: true,
  },
  {
    pattern: word('(?:the )?day after tomorrow|übermorgen|après-demain|pasado mañana'),
    read: (_m, today) => single(today.plus({ days: 2 })),
  },
  { pattern: word('(?:on )?(?:this|the) weekend'), read: (_m, today) => weekend(today, 0), weak: true },
  { pattern: word('next weekend'), read: (_m, today) => weekend(today, 1), weak: true },
  {
    pattern: word('(?:(?:on )?the |^)(\\d{1,2})(?:st|nd|rd|th)(?: of this month)?'),
    read: (m, today) => monthDay(today, Number(m[1])),
    weak: true,
  },
  { pattern: word('tomorrow|tmrw|tmr'), read: (_m, today) => single(today.plus({ days: 1 })) },
  { pattern: word('(?:by |before |until )christmas|xmas'), read: (_m, today) => day(today, { d: 25, m: 12 }) },
  {
    pattern: word(`(?:this|next|in|by|in the|by the|early|im|bis zum|au|en) (${seasonNames.join('|')})`),
    read: (m, today, country) => season(today, m[1] ?? '', { country, words: m[0] }),
  },
  {
    pattern: word(`(${seasonNames.join('|')})`),
    read: (m, today, country) => season(today, m[1] ?? '', { country, words: m[0] }),
    weak: true,
  },
  {
    pattern: word(`${partWord} (?:the |this )?(${seasonNames.join('|')})`),
    read: (m, today, country) => cut(season(today, m[2] ?? '', { country, words: m[0] }), m[1]),
  },
  {
    pattern: word('before (?:the )?(?:next )?(spring|summer|autumn|fall)'),
    read: (m, today, country) => before(season(today, m[1] ?? '', { country, words: m[0] })),
  },
];
