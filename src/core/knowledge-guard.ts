// Prices, percentages and promises only from the team's own pages: finds in a reply what none of its passages says.
// What the visitor wrote backs nothing: "you told me it is $1" makes no price.

import { fold } from './folded.ts';
import { matches } from './matches.ts';

type Figure = { words: string; value: number; unit: string };

const number = String.raw`\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?`;
const scale = String.raw`(?: ?(k|m|mio|mil|million|millions|thousand|tsd|bn)(?![\p{L}\p{N}]))?`;
const units: Record<string, readonly string[]> = {
  '%': ['%', 'percent', 'per cent', 'pct', 'prozent', 'pour cent', 'por ciento'],
  usd: ['us$', '$', 'usd', 'dollar', 'dollars', 'bucks'],
  eur: ['€', 'eur', 'euro', 'euros'],
  gbp: ['£', 'gbp', 'pound', 'pounds', 'quid'],
  chf: ['chf', 'franken', 'francs'],
  jpy: ['¥', 'jpy', 'yen'],
  inr: ['₹', 'inr', 'rupees'],
  cad: ['cad'],
  aud: ['aud'],
  cent: ['cents', '¢'],
};
const unitOf = new Map(Object.entries(units).flatMap(([unit, words]) => words.map((word) => [word, unit] as const)));
const anyUnit = [...unitOf.keys()].toSorted((a, b) => b.length - a.length).map((word) => word.replaceAll('$', '\\$'));
const unit = `(${anyUnit.join('|')})(?![\\p{L}\\p{N}])`;
const period =
  '(?:/ ?|per |an? |pro |im |par |por |al )(?:day|week|month|year|user|seat|head|person|tag|woche|monat|jahr|nutzer|mois|an|utilisateur|mes|año|usuario)';

const before = new RegExp(`${unit.replace('(?![\\p{L}\\p{N}])', '')} ?(${number})${scale}`, 'gu');
const after = new RegExp(`(?<![\\p{L}\\d.,])(${number})${scale}(?: ?-)? ?${unit}`, 'gu');
const rate = new RegExp(`(?<![\\p{L}\\d.,])(${number})${scale} ?${period}(?![\\p{L}])`, 'gu');
const bare = new RegExp(`(?<![\\p{L}\\d.,])(${number})${scale}`, 'gu');
const spelled =
  /\b(?:(?:half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|and)[ -])+(?:percent|per cent|dollars?|bucks|euros?|pounds|off|price)\b/g;
/** A promise of money or of terms. "Feel free" and "are you free on Monday" promise nothing. */
const promise =
  /(?<!feel |you |we |i'm |be )\bfree\b(?! (?:to|on|at|next|this|tomorrow|for a (?:call|chat|meeting))\b)|\b(?:discount|rebate|refund|money[ -]back|guarantee|warranty|unlimited|for life|lifetime|no (?:extra |additional )?(?:cost|charge|fee)|gratis|kostenlos|rabatt|erstattung|gratuit|remise|remboursement|descuento|reembolso)/g;

/** The parts of a reply that no passage bears out, as they stand in it; none when the reply may be said. */
export function unbackedFigures(reply: string, passages: readonly { text: string }[]): string[] {
  const said = fold(reply).text;
  const known = fold(passages.map(({ text }) => text).join('\n')).text;
  const [priced, numbers] = [figures(known), valuesIn(known)];
  const figuresOff = figures(said).filter(
    (figure) => !(figure.unit === '' ? numbers.includes(figure.value) : priced.some((other) => isSame(figure, other))),
  );
  const wordsOff = [...matches(said, spelled), ...matches(said, promise)]
    .map(([words]) => words.trim())
    .filter((words) => !known.includes(words));
  return [...new Set([...figuresOff.map(({ words }) => words), ...wordsOff])];
}

function isSame(a: Figure, b: Figure): boolean {
  return a.value === b.value && a.unit === b.unit;
}

function figures(text: string): Figure[] {
  const found: Figure[] = [];
  for (const [words, mark = '', digits = '', size] of matches(text, before)) {
    found.push({ words, value: amountOf(digits, size), unit: unitOf.get(mark) ?? mark });
  }
  for (const [words, digits = '', size, mark = ''] of matches(text, after)) {
    found.push({ words, value: amountOf(digits, size), unit: unitOf.get(mark) ?? mark });
  }
  for (const [words, digits = '', size] of matches(text, rate)) {
    found.push({ words, value: amountOf(digits, size), unit: '' });
  }
  return found;
}

function valuesIn(text: string): number[] {
  return [...matches(text, bare), ...matches(text, before)].map((match) =>
    match.length > 3 ? amountOf(match[2] ?? '', match[3]) : amountOf(match[1] ?? '', match[2]),
  );
}

const sizes: Record<string, number> = { k: 1e3, thousand: 1e3, tsd: 1e3, mil: 1e3, bn: 1e9 };

/** "1.450" and "1,450" are one thousand and some, "1.45" and "1,45" are not. */
function amountOf(digits: string, size: string | undefined): number {
  const grouped = digits.replace(/[.,' ](?=\d{3}(?!\d))/g, '');
  const value = Number(grouped.replace(',', '.'));
  return Math.round(value * (size === undefined ? 1 : (sizes[size] ?? 1e6)) * 100) / 100;
}
