// Numbers in words, in English, German, French and Spanish: "two hundred and fifty", "fünfundzwanzig", "quatre-vingts",
// "une trentaine", "treinta y cinco". Words that are more often something else ("once", "sept", "ein") are left out.
import { matches } from '../matches.ts';

export type WordNumber = { min: number; max: number; start: number; end: number; scaled: boolean };

const english = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
].map((word, n): [string, number] => [word, n]);
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].flatMap((word, n) => [
  [word, (n + 2) * 10] as const,
  // "twentyfive" in one word.
  ...english.slice(1, 10).map(([one, value]) => [word + one, (n + 2) * 10 + value] as const),
]);
const german: Record<string, number> = {
  ...{ zwei: 2, zwo: 2, drei: 3, vier: 4, fünf: 5, fuenf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11 },
  ...{ zwölf: 12, zwoelf: 12, dreizehn: 13, vierzehn: 14, fünfzehn: 15, fuenfzehn: 15, sechzehn: 16, siebzehn: 17 },
  ...{ achtzehn: 18, neunzehn: 19 },
};
const germanTens: Record<string, number> = {
  ...{ zwanzig: 20, dreißig: 30, dreissig: 30, vierzig: 40, fünfzig: 50, fuenfzig: 50, sechzig: 60, siebzig: 70 },
  ...{ achtzig: 80, neunzig: 90 },
};
const romance: Record<string, number> = {
  ...{ deux: 2, trois: 3, quatre: 4, cinq: 5, huit: 8, neuf: 9, dix: 10, onze: 11, douze: 12, treize: 13 },
  ...{ quatorze: 14, quinze: 15, seize: 16, 'dix-sept': 17, 'dix-huit': 18, 'dix-neuf': 19, vingt: 20, trente: 30 },
  ...{ quarante: 40, cinquante: 50, soixante: 60, 'quatre-vingt': 80, 'quatre-vingts': 80, septante: 70, nonante: 90 },
  ...{ dizaine: 10, douzaine: 12, quinzaine: 15, vingtaine: 20, trentaine: 30, quarantaine: 40, cinquantaine: 50 },
  ...{ soixantaine: 60, centaine: 100, decena: 10, docena: 12, centenar: 100, dutzend: 12 },
  ...{ dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, doce: 12, trece: 13 },
  ...{ catorce: 14, quince: 15, dieciséis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19, veinte: 20 },
  ...{ veintiuno: 21, veintidós: 22, veintitrés: 23, veinticuatro: 24, veinticinco: 25, veintiséis: 26 },
  ...{ veintisiete: 27, veintiocho: 28, veintinueve: 29, treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60 },
  ...{ setenta: 70, ochenta: 80, noventa: 90, ciento: 100, cien: 100, doscientos: 200, doscientas: 200 },
  ...{ trescientos: 300, trescientas: 300, cuatrocientos: 400, quinientos: 500, quinientas: 500, seiscientos: 600 },
  ...{ setecientos: 700, ochocientos: 800, novecientos: 900 },
};
const ones = new Map<string, number>([...english, ...tens, ['fourty', 40], ...Object.entries(romance)]);
/** What a number before it is multiplied by. */
const units: Record<string, number> = {
  ...{ hundred: 100, cent: 100, cents: 100, dozen: 12, thousand: 1e3, k: 1e3, grand: 1e3, mille: 1e3, mil: 1e3 },
  ...{ million: 1e6, millions: 1e6, millionen: 1e6, millón: 1e6, millones: 1e6 },
};
/** Numbers only behind another one: "the grand hotel", "50 cents". */
const never = /^(?:k|grand|cents|millions|millionen|millones)$/;

const either = (words: Iterable<string>) => [...words].sort((a, b) => b.length - a.length).join('|');
const germanPart = either([
  ...Object.keys(german),
  ...Object.keys(germanTens),
  'ein',
  'eins',
  'und',
  'hundert',
  'tausend',
]);
const token = `(?:${either([...ones.keys(), ...Object.keys(units)])}|(?!(?:und|eins?)(?!\\p{L}))(?:${germanPart}){1,9})(?!\\p{L})`;
const link = '(?: (?:and|&) (?=\\p{L})| et | y |-et-|[ -])';
const lead = '(?:a |the )?couple(?: of)?|a few|few|several|an?|une?|eine?n?|un[ao]s?';
const special: Record<string, [number, number]> = {
  ...{ 'half a million': [500_000, 500_000], 'half a mil': [500_000, 500_000], 'half a dozen': [6, 6] },
  ...{
    'quarter million': [250_000, 250_000],
    'quarter mil': [250_000, 250_000],
    'a million and a half': [1.5e6, 1.5e6],
  },
  ...{ 'quarter of a million': [250_000, 250_000], 'one and a half million': [1.5e6, 1.5e6], 'a mil': [1e6, 1e6] },
  ...{ 'a couple': [2, 2], dozens: [24, 96], hundreds: [200, 900], thousands: [2000, 9000] },
};
const part = new RegExp(token, 'gu');
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}_'])(?<!\\d |per )(?:(${either(Object.keys(special))})(?![\\p{L}\\p{N}_])(?!(?: of)? (?:${either(Object.keys(units))})(?!\\p{L}))|(?:(${lead}) )?(${token}(?:${link}${token}){0,11})(?![\\p{N}_]))`,
  'gu',
);

export function numbersInWords(text: string): WordNumber[] {
  return matches(text, pattern).flatMap((match) => {
    const [whole, fixed, before, words = ''] = match;
    const end = match.index + whole.length;
    const known = fixed === undefined ? undefined : special[fixed];
    if (known !== undefined)
      return [{ min: known[0], max: known[1], start: match.index, end, scaled: known[0] >= 1000 }];
    return valued(before, words).map(({ value: [min, max], from, to, scaled }, index) => {
      const start = end - words.length;
      return { min, max, start: index === 0 ? match.index : start + from, end: start + to, scaled };
    });
  });
}

type Valued = { value: [number, number]; from: number; to: number; scaled: boolean };

/** "five and ten" are two numbers, "one two three" is none. */
function valued(before: string | undefined, words: string): Valued[] {
  const whole = amountOf(before, words);
  const scaled = (text: string) => /thousand|grand|mil|tausend|\bk\b/.test(text);
  if (whole !== null) return [{ value: whole, from: 0, to: words.length, scaled: scaled(words) }];
  const parts = matches(words, / (?:and|y|et) /g);
  if (parts.length !== 1 || before !== undefined) return [];
  const [first, second] = words.split(/ (?:and|y|et) /);
  const [one, two] = [amountOf(undefined, first ?? ''), amountOf(undefined, second ?? '')];
  if (one === null || two === null) return [];
  const middle = first?.length ?? 0;
  return [
    { value: one, from: 0, to: middle, scaled: scaled(first ?? '') },
    { value: two, from: words.length - (second?.length ?? 0), to: words.length, scaled: scaled(second ?? '') },
  ];
}

function amountOf(before: string | undefined, words: string): [number, number] | null {
  const parts = partsOf(words);
  const unit = units[parts[0] ?? ''];
  if (unit !== undefined && parts.length === 1) {
    if (before === undefined) return never.test(words) ? null : [unit, unit];
    if (before.includes('couple')) return [2 * unit, 2 * unit];
    return /few|several/.test(before) ? [2 * unit, 9 * unit] : [unit, unit];
  }
  if (before !== undefined && /couple|few|several/.test(before)) return null;
  const value = sum(parts);
  return value === null ? null : [value, value];
}

/** "quatre-vingt-dix" is 80 and 10; other hyphens only part words. */
function partsOf(words: string): string[] {
  return matches(words, part).map(([each]) => each);
}

function sum(parts: readonly string[]): number | null {
  let total = 0;
  let current = 0;
  for (const part of parts) {
    const unit = units[part];
    const one = ones.get(part) ?? (unit === undefined ? germanValue(part) : undefined);
    if (one === null) return null;
    if (one !== undefined) {
      // "one two three" is not a number; "soixante" and "quatre-vingt" take what is under 20.
      const room =
        current % 100 === 60 || current % 100 === 80 ? 20 : current % 10 !== 0 ? 0 : current % 100 !== 0 ? 10 : 100;
      if (current !== 0 && (current < 20 || one >= room)) return null;
      current += one;
    } else if (unit !== undefined && unit < 1000) current = (current || 1) * unit;
    else if (unit !== undefined) {
      total += (current || 1) * unit;
      current = 0;
    }
  }
  return total + current;
}

/** The value of "zweihundertfünfundzwanzig" in one word, `null` where the parts make none. */
function germanValue(word: string): number | null {
  const [thousands, rest] = around(word, 'tausend');
  const [hundreds, low] = around(rest, 'hundert');
  const [unit, ten] = low.includes('und') && low.split('und').length === 2 ? low.split('und') : ['', low];
  const small = ten === '' ? 0 : (german[ten ?? ''] ?? germanTens[ten ?? ''] ?? null);
  const one = unit === '' ? 0 : unit === 'ein' ? 1 : (german[unit ?? ''] ?? null);
  if (small === null || one === null || (one > 0 && small < 20)) return null;
  const many = (part: string | null) => (part === null ? 0 : part === '' || part === 'ein' ? 1 : germanValue(part));
  const [high, middle] = [many(thousands), many(hundreds)];
  return high === null || middle === null || middle > 9 ? null : high * 1000 + middle * 100 + small + one;
}

function around(word: string, mark: string): [string | null, string] {
  const at = word.indexOf(mark);
  return at < 0 ? [null, word] : [word.slice(0, at), word.slice(at + mark.length)];
}
