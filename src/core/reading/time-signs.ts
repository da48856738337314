// How visitors name one of several times: by its number, its day, its clock or its part of the day. Folded text.
import { monthNames, weekdayNames, weekdayOf } from './calendar.ts';

export type Signal =
  /** One of the list, by number; 0 is the last. */
  | { kind: 'index'; n: number }
  /** "the 2nd": of the list, or of the month. */
  | { kind: 'nth'; n: number }
  | { kind: 'bare'; n: number }
  /** A number in words: only alone and first. */
  | { kind: 'word'; n: number }
  | { kind: 'weekday'; day: number }
  /** Whole days, both included. `isLoose`: around or beyond them. */
  | { kind: 'dates'; from: string; until: string; isLoose: boolean }
  /** Minutes of the day; a time of twelve hours may be either half. */
  | { kind: 'clock'; minutes: readonly number[] }
  | { kind: 'part'; from: number; until: number }
  | {
      kind:
        | 'any'
        | 'earliest'
        | 'yes'
        | 'none'
        | 'not'
        | 'other'
        | 'earlier'
        | 'later'
        | 'wishes'
        | 'hedges'
        | 'defers'
        | 'declines';
    };

/** `null`: these words are no such sign after all, and stay. `filler`: they go, and say nothing. */
export type Reader = { pattern: RegExp; read: (match: RegExpExecArray) => Signal | 'filler' | null };

export const whole = (source: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}'])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');

const counted: readonly (readonly string[])[] = [
  ['one', 'eins', 'ein', 'un', 'une', 'uno', 'una'],
  ['two', 'zwei', 'deux', 'dos'],
  ['three', 'drei', 'trois', 'tres'],
  ['four', 'vier', 'quatre', 'cuatro'],
  ['five', 'fünf', 'cinq', 'cinco'],
  ['six', 'sechs', 'seis'],
  ['seven', 'sieben', 'sept', 'siete'],
  ['eight', 'acht', 'huit', 'ocho'],
  ['nine', 'neun', 'neuf', 'nueve'],
  ['ten', 'zehn', 'dix', 'diez'],
  ['eleven', 'elf', 'onze', 'once'],
  ['twelve', 'zwölf', 'douze', 'doce'],
];
const numberWord = counted.flat().join('|');
export const hour = `\\d{1,2}|${numberWord}`;
const toNumber = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : counted.findIndex((words) => words.includes(text)) + 1;

const nouns =
  '(?: (?:one|ones|option|time|slot|choice|date|termin|zeit|uhrzeit|vorschlag|variante|möglichkeit|horaire|créneau|proposition|opción|hora|horario|fecha|propuesta))?';

const halves = (minutes: number): readonly number[] => {
  const [h, rest] = [Math.floor(minutes / 60), minutes % 60];
  return h > 12 ? [minutes] : [(h % 12) * 60 + rest, ((h % 12) + 12) * 60 + rest];
};

function clock(h: number, m: number, half: string | undefined): Signal | null {
  if (h > 23 || m > 59 || (half !== undefined && (h > 12 || h === 0))) return null;
  if (half === undefined) return { kind: 'clock', minutes: halves(h * 60 + m) };
  return { kind: 'clock', minutes: [((h % 12) + (half.startsWith('p') ? 12 : 0)) * 60 + m] };
}

const at = '(?:at|um|gegen|ab|around|about|à|a las?|vers|sobre las?|@) ?';
export const clocks: readonly Reader[] = [
  {
    pattern: whole(
      `(?:${at})?(\\d{1,2}) ?(?::|h(?=\\d)|\\.(?=\\d{2} ?(?:uhr|[ap]m|h\\b)))(\\d{2})(?: ?(?:uhr|hrs?|hours?|h))?(?: ?([ap])\\.?m\\.?)?`,
    ),
    read: ([, h, m, half]) => clock(Number(h), Number(m), half),
  },
  { pattern: whole(`(?:${at})?(\\d{1,2}) ?([ap])\\.?m\\.?`), read: ([, h, half]) => clock(Number(h), 0, half) },
  {
    pattern: whole(`halb (${hour})`),
    read: ([, h = '']) => clock((toNumber(h) + 11) % 12, 30, undefined),
  },
  {
    pattern: whole(`(?:${at})?half past (${hour})|(?:${at})?(${hour}) (?:heures? |h )?(?:et demie|y media)`),
    read: ([, h, abroad]) => clock(toNumber(h ?? abroad ?? ''), 30, undefined),
  },
  {
    pattern: whole(`(?:${at})?(${hour}) ?(?:uhr|o'clock|heures?|h|hrs|horas)(?: ?(\\d{2}))?`),
    read: ([, h = '', m = '0']) => clock(toNumber(h), Number(m), undefined),
  },
  { pattern: whole(`${at}(${hour})(?![.,:/%]\\d| ?%)`), read: ([, h = '']) => clock(toNumber(h), 0, undefined) },
  {
    pattern: whole(`(?:${at})?(?:high )?(?:noon|midday)|mittags?|zu mittag|à midi|midi|(?:al )?mediod[ií]a`),
    read: () => ({ kind: 'clock', minutes: [720] }),
  },
];

const part = (source: string, from: number, until: number): Reader => ({
  pattern: whole(source),
  read: () => ({ kind: 'part', from: from * 60, until: until * 60 }),
});
export const parts: readonly Reader[] = [
  part(
    '(?:in the |on the )?(?:mornings?)|am vormittag|vormittags?|am morgen|morgens|(?:le |dans la )?matin(?:ée)?|(?:por|de|en) las? mañanas?',
    0,
    12,
  ),
  part(
    "(?:in the |on the )?afternoons?|(?:am )?nachmittags?|(?:l')?après-midi|dans l'après-midi|(?:por|de|en) las? tardes?",
    12,
    18,
  ),
  part('(?:in the |on the )?evenings?|(?:am )?abends?|(?:le )?soir(?:ée)?|(?:por|de) la noche', 17, 24),
];

export const lists: readonly Reader[] = [
  {
    pattern: whole(
      `(?:number|no\\.(?= ?\\d)|nr\\.?|nummer|numéro|número|option|opción|choice|slot|termin|variante|vorschlag|proposition|n°|nº|#) ?(\\d|${counted.slice(0, 3).flat().join('|')})`,
    ),
    read: ([, n = '']) => ({ kind: 'index', n: toNumber(n) }),
  },
  { pattern: /(?<![\p{L}\p{N}])[#(](\d)\)?(?![\p{L}\p{N}])/gu, read: ([, n]) => ({ kind: 'index', n: Number(n) }) },
  ...(
    [
      [1, 'first|erste[nrs]?|premi(?:er|ère)|primer[oa]?'],
      [2, 'second|zweite[nrs]?|deuxième|seconde?|segund[oa]'],
      [3, 'third|dritte[nrs]?|troisième|tercer[oa]?'],
      [0, 'last|letzte[nrs]?|derni(?:er|ère)|últim[oa]'],
    ] as const
  ).map(
    ([n, words]): Reader => ({
      pattern: whole(`(?:the |der |die |das |den |dem |le |la |el )?(?:${words})${nouns}`),
      read: () => ({ kind: 'index', n }),
    }),
  ),
];

/** Not "the 2nd of December". */
export const nth: Reader = {
  pattern: whole(
    `(?:the |der |den |le |la |el )?(\\d{1,2})(?:st|nd|rd|th|er|re|ère|e|ème|º|ª)(?! (?:of |de )?(?:the |${monthNames.flat().join('|')}))${nouns}`,
  ),
  read: ([, n]) => ({ kind: 'nth', n: Number(n) }),
};

export const weekdays: Reader = {
  pattern: whole(
    `(?:(?:on|this|next|coming|am|an|diesen|nächsten|kommenden|le|ce|el|este|próximo) )*(${weekdayNames
      .flat()
      .sort((a, b) => b.length - a.length)
      .join('|')})s?(?:\\.(?= ))?(?: (?:prochain|próximo))?`,
  ),
  read: ([, name = '']) => ({ kind: 'weekday', day: weekdayOf(name) }),
};

export const numbers: readonly Reader[] = [
  {
    pattern: /(?<![\p{L}\p{N}.,:/])(\d{1,2})(?![\p{L}\p{N}/%]|[.,:]\d)/gu,
    read: ([, n]) => ({ kind: 'bare', n: Number(n) }),
  },
  {
    pattern: new RegExp(`^[^\\p{L}\\p{N}]*(${numberWord})(?![\\p{L}\\p{N}'])`, 'gu'),
    read: ([, word = '']) => ({ kind: 'word', n: toNumber(word) }),
  },
];
