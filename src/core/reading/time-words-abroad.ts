// Time words of German, French and Spanish, and those of no language: holidays, week numbers, the fiscal year, "after X".
// What English shares with them ("Q1", "in 3 Monaten") stands in `time-words.ts`.
import type { DateTime } from 'luxon';
import {
  month,
  monthOf,
  quarter,
  type Stretch,
  season,
  seasonNames,
  single,
  unitOf,
  unitWords,
  weekday,
  weekdayOf,
} from './calendar.ts';
import { holiday, holidayNames } from './holidays.ts';
import {
  anyMonth,
  cut,
  partWord,
  relative,
  type TimeWord,
  weekdays,
  word,
  yearFrom,
  yearSuffix,
} from './time-parts.ts';

const unit = `(${unitWords.join('|')})`;
const article =
  "(?:the |our |this |der |des |dem |den |die |das |dieses |dieser |diesem |de la |de l'|du |de |d'|del |la |le |l'|el )?";

/** "Next" or "this" of a unit. `unitOf` knows the words of all languages. */
function near(today: DateTime, next: boolean, what: string): Stretch {
  const named = unitOf(what);
  return named === 'day' ? single(today.plus({ days: next ? 1 : 0 })) : relative(today, next ? 'next' : 'this', named);
}

/** The beginning of the year is that of the next one once it is over. */
function coming(today: DateTime, what: string, piece: string | undefined): Stretch | null {
  const here = cut(near(today, false, what), piece);
  return here !== null && here.last < today ? cut(near(today, true, what), piece) : here;
}

/** "After March" begins with April. */
function after(stretch: Stretch | null): Stretch | null {
  return stretch === null ? null : single(stretch.last.plus({ days: 1 }));
}

function calendarWeek(today: DateTime, number: number, year: number | undefined): Stretch | null {
  if (number < 1 || number > 53) return null;
  const inYear = (of: number) =>
    today
      .set({ year: of, month: 1, day: 4 })
      .startOf('week')
      .plus({ weeks: number - 1 });
  const here = inYear(year ?? today.year);
  const first = year === undefined && here.plus({ days: 6 }) < today ? inYear(today.year + 1) : here;
  return { first, last: first.plus({ days: 6 }) };
}

export const timeWordsAbroad: readonly TimeWord[] = [
  {
    // "Mitte nächsten Jahres", "cette semaine", "el próximo trimestre"
    pattern: word(
      `(?:${partWord} )?${article}(nächste[nrsm]?|kommende[nrsm]?|diese[nrsm]?|laufende[nrsm]?|prochaine?|cette|cet|ce|próxim[oa]|est[ea]) ${unit}`,
    ),
    read: (m, today) => cut(near(today, /^(?:n|k|p)/.test(m[2] ?? ''), m[3] ?? ''), m[1]),
  },
  {
    pattern: word(`(?:${partWord} )?${article}${unit} (?:prochaine?|que viene|qui vient|próxim[oa])`),
    read: (m, today) => cut(near(today, true, m[2] ?? ''), m[1]),
  },
  {
    // "Ende des Jahres", "fin d'année", "finales de mes"
    pattern: word(
      `${partWord} ${article}(year|month|quarter|week|jahre?s|monats|quartals|woche|année|an|mois|trimestre|semaine|año|mes|semana)`,
    ),
    read: (m, today) => coming(today, m[2] === 'jahrs' ? 'jahres' : (m[2] ?? ''), m[1]),
  },
  {
    pattern: word('(jahres|monats|quartals|wochen)(ende|anfang|beginn|mitte)'),
    read: (m, today) => coming(today, m[1] ?? '', m[2]),
  },
  {
    // A fiscal year ends within the next twelve months, and only the visitor knows when.
    pattern: word(
      `(?:before|by|until|within|end of|bis|vor|avant|antes de)(?: the end of)? ${article}(?:current )?(?:fiscal|financial|budget|tax) year(?:'?s end|[- ]end| ends| is over| closes)?|(?:fiscal|financial|budget) year[- ]end|end of ${article}fy|fye|(?:ende des |bis )?(?:geschäfts|haushalts|wirtschafts)jahres?(?:ende)?|(?:fin|clôture) de l'exercice|(?:fin|cierre) del (?:año fiscal|ejercicio)`,
    ),
    read: (_m, today) => ({ first: today, last: today.plus({ years: 1 }).minus({ days: 1 }) }),
  },
  {
    pattern: word(
      "(?:later|sometime|some ?time) this year|im laufe des jahres|courant (?:de )?l'année|rest of the year",
    ),
    read: (_m, today) => ({ first: today, last: today.endOf('year').startOf('day') }),
  },
  {
    pattern: word(
      '(?:in )?(?:the |den |die |les |los |las )?(?:next|coming|nächsten|kommenden|prochaine?s|próxim[oa]s) (weeks|months|wochen|monaten?|semaines|mois|semanas|meses)',
    ),
    read: (m, today) => ({ first: today, last: today.plus({ [`${unitOf(m[1] ?? '')}s`]: 3 }) }),
  },
  {
    pattern: word(`(?:kw|cw|calendar week|kalenderwoche) ?(\\d{1,2})(?:${yearSuffix}|/(20\\d{2}))`),
    read: (m, today) => calendarWeek(today, Number(m[1]), yearFrom(today, m[2] ?? m[4], m[3])),
  },
  {
    pattern: word(`(?:week|wk|semaine|semana|woche) (\\d{1,2})${yearSuffix}`),
    read: (m, today) => calendarWeek(today, Number(m[1]), yearFrom(today, m[2], m[3])),
    weak: true,
  },
  {
    pattern: word(
      `(?:(after|nach|après|después de|past)|by|before|until|till|at|around|over|bis|vor|zu|an|avant|d'ici|à|antes de|para|en|a) (?:the )?(${holidayNames})`,
    ),
    read: (m, today) => holidayBy(today, m[2] ?? '', m[1]),
  },
  {
    pattern: word(`(?<!(?:happy|merry|frohe|joyeux|joyeuses|feliz) )(${holidayNames})`),
    read: (m, today) => holidayBy(today, m[1] ?? '', undefined),
    weak: true,
  },
  {
    pattern: word(`(?:after|nach|après|después de) (?:the )?(?:end of )?${anyMonth}(?! ?\\d)`),
    read: (m, today) => after(month(today, monthOf(m[1] ?? ''))),
  },
  {
    pattern: word(`(?:after|nach|après|después del?) (?:the )?(?:end of )?[qt]([1-4])${yearSuffix}`),
    read: (m, today) => after(quarter(today, Number(m[1]), yearFrom(today, m[2], m[3]))),
  },
  {
    pattern: word(
      `(?:after|nach|nach dem|après le|après l'|después del) ?(?:the )?(?:this |next )?(${seasonNames.join('|')})`,
    ),
    read: (m, today, country) => after(season(today, m[1] ?? '', { country, words: m[0] })),
  },
  {
    pattern: word("(?:cet |l'|en |d'ici |d'ici l'|avant l')été(?: prochain)?"),
    read: (m, today, country) => season(today, 'summer', { country, words: m[0] }),
  },
  {
    pattern: word('tues?|wed|thu(?:rs?)?|fri'),
    read: (m, today) => weekday(today, weekdayOf(m[0])),
    weak: true,
  },
  { pattern: word('demain'), read: (_m, today) => single(today.plus({ days: 1 })) },
  { pattern: word('(?<!guten )morgen|mañana'), read: (_m, today) => single(today.plus({ days: 1 })), weak: true },
  { pattern: word(`(${weekdays}) (?:prochain|que viene)`), read: (m, today) => weekday(today, weekdayOf(m[1] ?? '')) },
];

function holidayBy(today: DateTime, name: string, behind: string | undefined): Stretch | null {
  const on = holiday(today, name);
  return on === null ? null : single(behind === undefined ? on : on.plus({ days: 1 }));
}
