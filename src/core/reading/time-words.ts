// The table of time words: a pattern over folded text and the stretch of days it names, seen from today.
// `weak` ones are only read right after the question.
import {
  ahead,
  day,
  half,
  month,
  monthDay,
  monthOf,
  quarter,
  season,
  seasonNames,
  single,
  unitOf,
  weekday,
  weekdayOf,
  weekend,
  year,
} from './calendar.ts';
import {
  ambiguous,
  anyMonth,
  anyWeekday,
  before,
  count,
  cut,
  dayAndMonth,
  dayNamed,
  namedDay,
  ordinals,
  partWord,
  relative,
  sureMonth,
  type TimeWord,
  unit,
  weekdays,
  word,
  yearFrom,
  yearSuffix,
} from './time-parts.ts';
import { timeWordsAbroad } from './time-words-abroad.ts';

/** "I may call you" and "we march on" name no month. */
const verbBefore = /(?:^|\s)(?:i|we|you|u|they|he|she|it|that|this|who|which|people|prices?|things)\s$/;
const verbAfter =
  /^ (?!(?:or|and|to|at|if|is|would|works?|sounds?|please|pls|latest|next|this|maybe|probably|ideally|for|should|i|we|thanks|thx|most|the|then|it|actually|works|oder|ou|o|lol|hopefully|tbh|but)\b)\p{L}/u;
function isVerb({ 0: words, index, input }: RegExpExecArray): boolean {
  if (!/^ma(?:y|r|rch|rs|i)$/.test(words)) return false;
  return (
    verbBefore.test(input.slice(Math.max(0, index - 12), index)) || verbAfter.test(input.slice(index + words.length))
  );
}

export const timeWords: readonly TimeWord[] = [
  ...timeWordsAbroad,
  {
    pattern: /(?<![\p{L}\p{N}_.-])(20\d{2})[-/](\d{1,2})[-/](\d{1,2})(?![\p{L}\p{N}_]|[.-]\d)/gu,
    read: (m, today) => day(today, { y: Number(m[1]), m: Number(m[2]), d: Number(m[3]) }),
  },
  { pattern: word('(\\d{1,2})[/.](\\d{1,2})[/.](20\\d{2}|\\d{2})'), read: ambiguous },
  { pattern: word('(\\d{1,2})/(\\d{1,2})'), read: ambiguous, weak: true },
  {
    pattern: word('(\\d{1,2})\\.(\\d{1,2})\\.?(?! ?[\\p{L}%])'),
    read: (m, today) => day(today, { d: Number(m[1]), m: Number(m[2]) }),
    weak: true,
  },
  {
    pattern: word('(20\\d{2})[-/](0[1-9]|1[0-2])|(0?[1-9]|1[0-2])[.-](20\\d{2})'),
    read: (m, today) => month(today, Number(m[2] ?? m[3]), Number(m[1] ?? m[4])),
  },
  {
    pattern: word('(0?[1-9]|1[0-2])/(20\\d{2})'),
    read: (m, today) => month(today, Number(m[1]), Number(m[2])),
  },
  {
    pattern: word(`(\\d{1,2})[-/.]${anyMonth}[-/.](20\\d{2})`),
    read: (m, today) => dayAndMonth(today, [m[1], m[2], m[3]]),
  },
  { pattern: word(namedDay), read: (m, today) => dayAndMonth(today, [m[1], m[2], m[3]]) },
  { pattern: word(dayNamed), read: (m, today) => dayAndMonth(today, [m[2], m[1], m[3]]) },
  {
    pattern: word(`${partWord}[ -]?(?:the )?${anyMonth}${yearSuffix}`),
    read: (m, today) => cut(month(today, monthOf(m[2] ?? ''), yearFrom(today, m[3], m[4])), m[1]),
  },
  {
    pattern: word(
      `(?:${sureMonth}|(?<=\\b(?:in|by|for|until|till|this|next|during|of|from|around|starting|start|target|im|bis|ab|en|à|dès|au|para|hasta|desde) )${anyMonth}|(?<=\\b(?:or|and|to|-) ?)(march|mar))${yearSuffix}`,
    ),
    read: (m, today) => month(today, monthOf(m[1] ?? m[2] ?? m[3] ?? ''), yearFrom(today, m[4], m[5])),
  },
  {
    pattern: word(anyMonth),
    read: (m, today) => (isVerb(m) ? null : month(today, monthOf(m[1] ?? ''))),
    weak: true,
  },
  { pattern: word(`${anyMonth} (20\\d{2})`), read: (m, today) => month(today, monthOf(m[1] ?? ''), Number(m[2])) },
  {
    pattern: word(`(?:before|vor|avant|antes del?) (?:the )?(?:start of |beginning of )?${anyMonth}${yearSuffix}`),
    read: (m, today) => before(month(today, monthOf(m[1] ?? ''), yearFrom(today, m[2], m[3]))),
  },
  {
    pattern: word(
      `(?:(?:${partWord}) )?(?:the |le |du |el |del )?(?:[qt]([1-4])|(first|second|third|fourth|last|1st|2nd|3rd|4th) quarter|(${Object.keys(ordinals).join('|').replaceAll('.', '\\.')}) (?:quartals?|trimestre)|([1-4])q|quartal ([1-4]))${yearSuffix}`,
    ),
    read: (m, today) => {
      const number = Number(m[2] ?? m[5] ?? m[6] ?? ordinals[m[3] ?? m[4] ?? '']);
      return cut(quarter(today, number, yearFrom(today, m[7], m[8])), m[1]);
    },
  },
  {
    pattern: word(`(?:before|vor|avant|antes del?) (?:the )?[qt]([1-4])${yearSuffix}`),
    read: (m, today) => before(quarter(today, Number(m[1]), yearFrom(today, m[2], m[3]))),
  },
  {
    pattern: word(
      `(?:(?:${partWord}) )?(?:the )?(?:h([12])|(first|second|1st|2nd) half(?: of (?:the|this) year| of)?)${yearSuffix}`,
    ),
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
    pattern: word(
      `(?:${partWord} )?(?:the )?(next|this|coming|within the) (?:fiscal )?(week|wk|month|quarter|qtr|year|yr)`,
    ),
    read: (m, today) => cut(relative(today, m[2] ?? '', unitOf(m[3] ?? '')), m[1]),
  },
  {
    pattern: word('before (?:the )?(next|coming) (month|quarter|year)|before the new year'),
    read: (m, today) => before(relative(today, 'next', m[2] ?? 'year')),
  },
  {
    // "Month-end reports" name no day.
    pattern: word('(month|quarter)[- ]end(?! (?:clos\\p{L}+|report(?:ing)?|\\p{L}+s)(?!\\p{L}))'),
    read: (m, today) => single(relative(today, 'this', m[1] ?? '').last),
    weak: true,
  },
  {
    pattern: word("(?:(?:just|right|soon|shortly) )?after (?:the )?new year(?:'s(?: day)?)?"),
    read: (_m, today) => month(today, 1, today.year + 1),
  },
  { pattern: word('(?:in )?the new year'), read: (_m, today) => year(today, today.year + 1) },
  {
    pattern: word(`(?:${partWord}[ -]?|(?:in|by|during|for|sometime in|around) )(20\\d{2})`),
    read: (m, today) => cut(year(today, Number(m[2])), m[1]),
  },
  {
    pattern: word('(?:by|on|before|until) the (\\d{1,2})(?:st|nd|rd|th)'),
    read: (m, today) => monthDay(today, Number(m[1])),
  },
  { pattern: word('20\\d{2}'), read: (m, today) => year(today, Number(m[0])), weak: true },
  { pattern: word('before (20\\d{2})'), read: (m, today) => before(year(today, Number(m[1]))) },
  {
    pattern: word(
      `(?:within|over|inside|during|in|in under|in less than|the next|next|innerhalb von|binnen|dans|d'ici|sous|en|dentro de)(?: the| den| les| los| las)?(?: next| coming| nächsten| kommenden| prochaine?s| próxim[oa]s)? ?${count} (?:prochaine?s )?${unit}`,
    ),
    read: (m, today) => {
      const last = ahead(today, m[1] ?? '', m[2] ?? '');
      return /^(?:in|dans|en|dentro de) (?:about )?(?!the|next|coming|under|less|den|les|los|las)/.test(m[0])
        ? single(last)
        : { first: today, last };
    },
  },
  {
    pattern: word(
      `(?:in|dans|en) (?:about|around|roughly|approximately|maybe|like|~|etwa|ca\\.?|ungefähr|rund|environ|unos|unas) ?${count} ${unit}`,
    ),
    read: (m, today) => single(ahead(today, m[1] ?? '', m[2] ?? '')),
  },
  {
    pattern: word(
      `(within|over|in|dans|en|innerhalb von)(?: about| around| roughly)?( the next)? ${count} ?(?:-|to|or|bis|à|a|ou|o|oder) ?${count} ?${unit}`,
    ),
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
    pattern: word(`${count} ?(?:-|to|or|bis|à|a|ou|o|oder) ?${count} ?${unit}`),
    read: (m, today) => ({ first: ahead(today, m[1] ?? '', m[3] ?? ''), last: ahead(today, m[2] ?? '', m[3] ?? '') }),
    weak: true,
  },
  {
    pattern: word(
      `(?:(?:by|on|until|till|before|this|next|coming|am|bis|nächsten|le|el|este) )(?:next |this |coming |zum |nächsten |kommenden |próximo )?(${anyWeekday})|(?:by )?(${weekdays})`,
    ),
    read: (m, today) => weekday(today, weekdayOf(m[1] ?? m[2] ?? '')),
  },
  {
    pattern: word(
      'asap|as soon as (?:we can|possible|you can)|so (?:bald|schnell) wie möglich|sofort|dès que possible|(?:au|le) plus vite(?: possible)?|möglichst (?:schnell|bald)|lo antes posible|cuanto antes|right away|straight ?away|immediately|immediatly|urgent(?:ly)?|dringend|schnellstmöglich|ab sofort|rapidement|immédiatement|inmediatamente|yesterday(?<=(?:need|want)(?:ed|s)? (?:it |this |that |one |something )?yesterday)',
    ),
    read: (_m, today) => single(today),
  },
  { pattern: word('now(?<!\\bfor now)|right now|at once|yesterday'), read: (_m, today) => single(today), weak: true },
  {
    pattern: word("(?:later )?(?:today|tonight|this (?:morning|afternoon|evening))|heute|aujourd'hui|hoy"),
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
  {
    pattern: word('(?:(?:on )?the )?(\\d{1,2})(?:st|nd|rd|th)? of (?:the )?(next|coming|this) month'),
    read: (m, today) => {
      const { first } = relative(today, m[2] ?? '', 'month');
      return day(today, { d: Number(m[1]), m: first.month, y: first.year });
    },
  },
  { pattern: word('tomorrow|tmrw|tmr'), read: (_m, today) => single(today.plus({ days: 1 })) },
  {
    pattern: word(
      `(?:this|next|in|by|in the|by the|over the|during the|this coming|im|bis zum|nächste[nrs]?|kommende[nrs]?|au|en|el|le|al|el próximo) (${seasonNames.join('|')})${yearSuffix}`,
    ),
    read: (m, today, country) => season(today, m[1] ?? '', { country, words: m[0], year: yearFrom(today, m[2], m[3]) }),
  },
  {
    pattern: word(`(${seasonNames.join('|')})${yearSuffix}`),
    read: (m, today, country) => season(today, m[1] ?? '', { country, words: m[0], year: yearFrom(today, m[2], m[3]) }),
    weak: true,
  },
  {
    pattern: word(`${partWord} (?:the |this |des |de l'|del? )?(${seasonNames.join('|')})${yearSuffix}`),
    read: (m, today, country) =>
      cut(season(today, m[2] ?? '', { country, words: m[0], year: yearFrom(today, m[3], m[4]) }), m[1]),
  },
  {
    pattern: word(
      "(?:before|vor dem|avant (?:le |l')?|antes del) (?:the )?(?:next )?(spring|summer|autumn|fall|sommer|herbst|printemps|verano)",
    ),
    read: (m, today, country) => before(season(today, m[1] ?? '', { country, words: m[0] })),
  },
];
