// Numbers as people write them, in digits or words, single or as a range: "1.200,50", "15-20k", "two hundred and fifty".
// What they count is for the caller to find out.

import { matches } from '../matches.ts';
import { numbersInWords } from './number-words.ts';

/** `per thousand` suffixes are worked in. `bound` says that the number is a ceiling or a floor rather than the thing. */
export type Quantity = {
  min: number;
  max: number;
  start: number;
  end: number;
  /** From the bound word ("under", "at least") or `start`. */
  from: number;
  below: boolean;
  /** Written with k, thousand, million: the mark of money or size, not of a count of days. */
  scaled: boolean;
  words: boolean;
};

type Numeral = { min: number; max: number; start: number; end: number; scale: number; words: boolean };

const digitPattern =
  /(?:(?<=(?<!\p{L})(?:usd|eur|gbp|chf|aud|cad|sek|nok|dkk))|(?<![\p{L}\p{N}_#]|\d[.,'/:]))(?:(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:'\d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?))(?!\d|[.,':/]\d)(?: ?(k|m|mn|mm|mill|mio\.?|mil|mille|tsd\.?|tausend|t(?=€|eur)|bn|millions?|millionen|millones|thousand|grand|hundred|dozen|dutzend|docenas|lakhs?|crores?)(?:(?![\p{L}\p{N}])|(?=(?:eur|usd|gbp|chf)(?!\p{L}))))?/gu;

const scales: Record<string, number> = {
  k: 1e3,
  t: 1e3,
  tsd: 1e3,
  tausend: 1e3,
  mil: 1e3,
  mille: 1e3,
  thousand: 1e3,
  grand: 1e3,
  m: 1e6,
  mn: 1e6,
  mm: 1e6,
  mill: 1e6,
  mio: 1e6,
  millionen: 1e6,
  millones: 1e6,
  million: 1e6,
  millions: 1e6,
  bn: 1e9,
  hundred: 100,
  dozen: 12,
  dutzend: 12,
  docenas: 12,
  lakh: 1e5,
  lakhs: 1e5,
  crore: 1e7,
  crores: 1e7,
};

/** All quantities in the text, ranges joined, in order. */
export function quantitiesIn(text: string): Quantity[] {
  const numerals = [...inDigits(text), ...inWords(text)].sort((a, b) => a.start - b.start);
  const found: Quantity[] = [];
  for (let at = 0; at < numerals.length; at += 1) {
    const one = numerals[at];
    if (one === undefined) break;
    const range = joined(text, one, numerals[at + 1]);
    if (range !== null) at += 1;
    found.push(bounded(text, range ?? one));
  }
  return found;
}

const joiner =
  /^(?:k|€|\$|£| ?(?:usd|eur|gbp|euros?|dollars))? ?(?:-|to|up to|or|bis|a|à|until|y|ou|oder) ?(?:€|\$|£|us\$|usd |eur |gbp )?$/;

function joined(text: string, one: Numeral, two: Numeral | undefined): Numeral | null {
  if (two === undefined || two.start - one.end > 12) return null;
  const between = text.slice(one.end, two.start);
  const both = /(?:between|btwn|btw|b\/w|zwischen|entre) (?:€|\$|£|usd |eur |gbp )?$/.test(
    text.slice(Math.max(0, one.start - 14), one.start),
  );
  if (!joiner.test(between) && !(both && /^(?:k|€|\$|£)? ?(?:and|n|&|und|et|y) ?(?:€|\$|£)?$/.test(between)))
    return null;
  // "15-20k" means thousands on both sides; "500-1k" does not.
  const lends = one.scale === 1 && two.scale > 1 && one.min < two.min / two.scale && one.max < 1000;
  const min = lends ? one.min * two.scale : one.min * zerosLent(one, two, between);
  if (min >= two.max) return null;
  return { min, max: two.max, start: one.start, end: two.end, scale: Math.max(one.scale, two.scale), words: one.words };
}

/** "2-300" are two to three hundred, "1-200" is a bracket. */
function zerosLent(one: Numeral, two: Numeral, between: string): number {
  const zeros = /^([1-9])(0{2,3})$/.exec(String(two.max));
  const lends = zeros !== null && /^ ?-/.test(between) && one.min > 1 && one.min < Number(zeros[1]);
  return lends ? 10 ** (zeros[2]?.length ?? 0) : 1;
}

const belowBefore =
  /(?:less than|fewer than|under|below|unter|weniger als|moins de|menos de) (?:€|\$|£|usd |eur |gbp )?$/;
const belowAfter = /^ ?(?:or|and) (?:less|fewer|below|under)(?!\p{L})/u;
const aboutBefore =
  /(?:at least|at most|no more than|not more than|not over|no less than|not less than|more than|up to|max(?:imum)?(?: of)?|min(?:imum)?(?: of)?|over|above|north of|upwards of|exceeding|not until|not before) (?:€|\$|£|usd |eur |gbp )?$/;
const moreAfter =
  /^ ?(?:\+|plus(?!\p{L})|or more(?!\p{L})|or so(?!\p{L})|ish(?!\p{L})|-ish(?!\p{L})|or less(?!\p{L})|-odd(?!\p{L})|odd(?!\p{L}))/u;

function bounded(text: string, numeral: Numeral): Quantity {
  const before = text.slice(Math.max(0, numeral.start - 24), numeral.start);
  const after = text.slice(numeral.end, numeral.end + 16);
  const below = belowBefore.exec(before) ?? null;
  const about = aboutBefore.exec(before);
  const lead = below?.[0] ?? about?.[0] ?? '';
  const tail = (belowAfter.exec(after) ?? moreAfter.exec(after))?.[0] ?? '';
  const { min, max, start, end, scale, words } = numeral;
  return {
    ...{ min, max, start, end: end + tail.length, from: start - lead.length },
    ...{ below: below !== null || belowAfter.test(after), scaled: scale > 1, words },
  };
}

function inDigits(text: string): Numeral[] {
  return matches(text, digitPattern).map((match) => {
    const scale = scales[match[1]?.replace('.', '') ?? ''] ?? 1;
    const digits = match[1] === undefined ? match[0] : match[0].slice(0, -match[1].length).trimEnd();
    const value = Math.round(digitsValue(digits) * scale * 100) / 100;
    const start = match.index;
    return { min: value, max: value, start, end: start + match[0].length, scale, words: false };
  });
}

/** A last group of exactly three digits is thousands, whatever the mark: 1,200 and 1.200 and 1 200 are one number. */
function digitsValue(written: string): number {
  const decimal = /[.,](\d{1,2})$/.exec(written);
  const whole = decimal === null ? written : written.slice(0, -decimal[0].length);
  return Number(whole.replace(/\D/g, '')) + (decimal === null ? 0 : Number(`0.${decimal[1]}`));
}

function inWords(text: string): Numeral[] {
  return numbersInWords(text).map(({ scaled, ...found }) => ({ ...found, scale: scaled ? 1000 : 1, words: true }));
}
