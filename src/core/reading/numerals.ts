// Numbers as people write them, in digits or words, single or as a range: "1.200,50", "15-20k", "two hundred and fifty".
// What they count is for the caller to find out.

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
  /(?<![\p{L}\p{N}_#]|\d[.,'/:])(?:(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:'\d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?))(?!\d|[.,':/]\d)(?: ?(k|m|mn|mio\.?|mil|tsd\.?|bn|million|millions|thousand|grand|hundred|dozen|lakh|crore)(?![\p{L}\p{N}]))?/gu;

const scales: Record<string, number> = {
  k: 1e3,
  tsd: 1e3,
  mil: 1e3,
  thousand: 1e3,
  grand: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  bn: 1e9,
  hundred: 100,
  dozen: 12,
  lakh: 1e5,
  crore: 1e7,
};

const small = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ones = new Map<string, number>([
  ...small.map((word, n): [string, number] => [word, n]),
  ...tens.map((word, n): [string, number] => [word, (n + 2) * 10]),
  ['fourty', 40],
]);
const numberWord = [...ones.keys(), 'hundred', 'thousand', 'million', 'dozen'].sort((a, b) => b.length - a.length);
const lead = 'half a million|half a dozen|a couple of|couple of|a few|few|several|an?';
const wordPattern = new RegExp(
  `(?<![\\p{L}\\p{N}_'])(?:(${lead}) )?((?:${numberWord.join('|')})(?:(?: and |[ -])(?:${numberWord.join('|')})){0,11})(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(half a million|half a dozen|a couple|hundreds|thousands|dozens)(?![\\p{L}\\p{N}_])`,
  'gu',
);

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
  /^(?:k|€|\$|£| ?(?:usd|eur|gbp|euros?|dollars))? ?(?:-|to|or|bis|a|until|y|ou|oder) ?(?:€|\$|£|us\$|usd |eur |gbp )?$/;

function joined(text: string, one: Numeral, two: Numeral | undefined): Numeral | null {
  if (two === undefined || two.start - one.end > 12) return null;
  const between = text.slice(one.end, two.start);
  const both = /(?:between|zwischen|entre) (?:€|\$|£|usd |eur |gbp )?$/.test(
    text.slice(Math.max(0, one.start - 14), one.start),
  );
  if (!joiner.test(between) && !(both && /^(?:k|€|\$|£)? ?(?:and|und|et|y) ?(?:€|\$|£)?$/.test(between))) return null;
  // "15-20k" means thousands on both sides; "500-1k" does not.
  const lends = one.scale === 1 && two.scale > 1 && one.min < two.min / two.scale && one.max < 1000;
  const min = lends ? one.min * two.scale : one.min;
  if (min >= two.max) return null;
  return { min, max: two.max, start: one.start, end: two.end, scale: Math.max(one.scale, two.scale), words: one.words };
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
  return Array.from(text.matchAll(digitPattern), (match) => {
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
  const found: Numeral[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const [whole, lead, words, alone] = match;
    const read = alone === undefined ? wordsValue(lead, words ?? '') : aloneValue[alone];
    if (read === undefined || read === null) continue;
    const scale = /thousand|million/.test(whole) ? 1000 : 1;
    found.push({ min: read[0], max: read[1], start: match.index, end: match.index + whole.length, scale, words: true });
  }
  return found;
}

const aloneValue: Record<string, [number, number]> = {
  'half a million': [500_000, 500_000],
  'half a dozen': [6, 6],
  'a couple': [2, 2],
  dozens: [24, 96],
  hundreds: [200, 900],
  thousands: [2000, 9000],
};

function wordsValue(lead: string | undefined, words: string): [number, number] | null {
  const parts = words.split(/[ -]/).filter((word) => word !== 'and');
  const unit = { hundred: 100, thousand: 1e3, million: 1e6, dozen: 12 }[parts[0] ?? ''];
  if (lead === 'half a million' || lead === 'half a dozen') return null;
  if (unit !== undefined && parts.length === 1 && lead !== undefined) {
    if (lead.includes('couple')) return [2 * unit, 2 * unit];
    if (/few|several/.test(lead)) return [2 * unit, 9 * unit];
    return [unit, unit];
  }
  if (lead !== undefined && !/^an?$/.test(lead)) return null;
  let total = 0;
  let current = 0;
  for (const part of parts) {
    const one = ones.get(part);
    if (one !== undefined) {
      // "one two three" is not a number.
      if (current % 10 !== 0 || (current % 100 !== 0 && one >= 10)) return null;
      current += one;
    } else if (part === 'hundred') current = (current || 1) * 100;
    else if (part === 'dozen') current = (current || 1) * 12;
    else {
      total += (current || 1) * (part === 'thousand' ? 1e3 : 1e6);
      current = 0;
    }
  }
  return [total + current, total + current];
}
