// Finds a quote in a text the way a person would, whatever the typography, and says where it stands in the original.
// Offsets never split a grapheme, a word or a number: "50" does not stand in "1,500".
import { type Folded, fold, type Span } from './folded.ts';

const outer = /^[\s"'.,;:!?()[\]{}*_-]+|[\s"'.,;:!?()[\]{}*_-]+$/g;
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;
/** Scripts that write without spaces have no word boundaries to respect. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Every place where the quote stands, in order. */
export function findQuotes(text: string, quote: string): Span[] {
  const whole = fold(quote).text.replaceAll('\n', ' ');
  const bare = whole.replace(outer, '');
  if (bare === '') return [];
  const folded = fold(text);
  const found = placesOf(folded, bare);
  // Some characters unfold to punctuation around a letter; without it they are cut in two.
  return found.length > 0 || bare === whole ? found : placesOf(folded, whole);
}

function placesOf(folded: Folded, wanted: string): Span[] {
  const flat = folded.text.replaceAll('\n', ' ');
  const found: Span[] = [];
  for (let from = flat.indexOf(wanted); from >= 0; from = flat.indexOf(wanted, from + 1)) {
    const to = from + wanted.length;
    if (standsAlone(flat, folded, { start: from, end: to })) found.push(folded.span(from, to));
  }
  return found;
}

export function findQuote(text: string, quote: string): Span | null {
  return findQuotes(text, quote)[0] ?? null;
}

function standsAlone(text: string, folded: Folded, { start, end }: Span): boolean {
  return (
    folded.begins(start) &&
    folded.begins(end) &&
    isBoundary(text, start) &&
    isBoundary(text, end) &&
    !inNumber(text, start, end)
  );
}

/** Reads whole characters: a word may begin or end with one outside the basic plane. */
function isBoundary(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1);
  const after = text.codePointAt(at);
  if (before === undefined || after === undefined) return true;
  const next = String.fromCodePoint(after);
  if (unspaced.test(before) || unspaced.test(next)) return true;
  return !(wordCharacter.test(before) && wordCharacter.test(next));
}

function inNumber(text: string, start: number, end: number): boolean {
  const cutsBefore = /\d[.,']\d/.test(text.slice(Math.max(0, start - 2), start + 1));
  const cutsAfter = /\d[.,']\d/.test(text.slice(end - 1, end + 2));
  return cutsBefore || cutsAfter;
}
