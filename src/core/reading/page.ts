// One message laid out for the parsers: folded once, with e-mail addresses, links and phone numbers blanked out so that
// no other parser eats their digits or names. Parsers work on `plain` and speak in its offsets.

import { type Folded, fold, type Span } from '../folded.ts';
import { matches } from '../matches.ts';
import { findQuotes } from '../quote.ts';
import type { Value } from '../value.ts';
import { type PhoneNumber, phonesIn } from './phone-numbers.ts';

/** `start` and `end` cut the words that carry the value out of the original text. */
export type Finding = { value: Value; start: number; end: number };

/** `at`: when the message was written; `asked`: Baton's last line asked for this very field. */
export type ReadingContext = { at: string; asked: boolean; zone: string; country: string };

/** A finding in offsets of `plain`. `weak`: only the question makes it an answer. */
export type Candidate = Finding & { weak?: boolean };

export type Page = {
  original: string;
  folded: Folded;
  /** The folded text, without quoted lines. */
  text: string;
  /** The folded text with contact data blanked out, character for character. */
  plain: string;
  emails: Span[];
  phones: PhoneNumber[];
};

const emailPattern =
  /(?<![\p{L}\p{N}._%+@-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,6}\p{L}{2,24}(?![\p{L}\p{N}@])/gu;
/** "jo at acme dot io", "jo [at] acme.io", "jo @ acme.io". */
const spelledPattern =
  /(?<![\p{L}\p{N}._%+@-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63} ?(?:@|[[({]\s?at\s?[\])}]|\bat(?= [\p{L}\p{N}-]{1,63}(?: dot [\p{L}\p{N}-]{1,63}){1,3}(?![\p{L}\p{N}]))) ?(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}(?: ?[[({]\s?dot\s?[\])}] ?| dot |\.)){1,4}\p{L}{2,24}(?![\p{L}\p{N}@])/gu;
const linkPattern =
  /(?<![\p{L}\p{N}.@-])(?:https?:\/\/[^\s]{1,2000}|www\.[^\s]{1,2000}|(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}(?:com|net|org|io|ai|dev|app|co|de|fr|uk|eu|ch|nl|es|biz|edu|gov)(?![\p{L}\p{N}])(?:\/[^\s]{0,2000})?)/gu;

/** What a visitor quotes of ours, mail style, they do not say. */
export const quotedLine = /^>(?!=? ?\d[\d.,]*k?\+?\s*$).*$/gmu;

export function layOut(original: string, country: string): Page {
  const folded = fold(original);
  const text = blank(folded.text, spansOf(folded.text, quotedLine));
  const written = spansOf(text, emailPattern);
  const emails = [...written, ...spansOf(blank(text, written), spelledPattern)];
  const withoutEmails = blank(text, emails);
  const withoutLinks = blank(withoutEmails, spansOf(withoutEmails, linkPattern));
  const phones = phonesIn(withoutLinks, country);
  return { original, folded, text, plain: blank(withoutLinks, phones), emails, phones };
}

/** The words of the original behind a span of `plain`. */
export function wordsAt(page: Page, start: number, end: number): string {
  const span = page.folded.span(start, end);
  return page.original.slice(span.start, span.end);
}

export function blank(text: string, spans: readonly Span[]): string {
  let left = text;
  for (const { start, end } of spans) left = left.slice(0, start) + '_'.repeat(end - start) + left.slice(end);
  return left;
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return matches(text, pattern).map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** The words between two places as a finding, cut as a quote is cut, so that the claim and what it rests on are one. */
export function cutAsQuoted(page: Page, start: number, end: number): Candidate[] {
  const { start: origin, end: last } = page.folded.span(start, end);
  const words = page.original.slice(origin, last);
  const [core] = findQuotes(words, words);
  return core === undefined ? [] : [placed(page, { start: origin + core.start, end: origin + core.end })];
}

/** A span of the original as a finding whose value is its words. */
export function placed(page: Page, { start, end }: Span): Candidate {
  return { value: page.original.slice(start, end), start: placeOf(page, start), end: placeOf(page, end - 1) + 1 };
}

/** The place on the page of an offset in the original. */
export function placeOf(page: Page, original: number): number {
  let [low, high] = [0, page.plain.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (page.folded.span(middle, middle + 1).end > original) high = middle;
    else low = middle + 1;
  }
  return low;
}
