// Where words that a reviewer copied stand in what the visitor wrote: the first time, as in everything that is quoted.
import type { Lead } from './lead.ts';
import { findQuote } from './quote.ts';

export type QuotePlace = { message: number; start: number; end: number };

export function correctedPlace({ messages }: Pick<Lead, 'messages'>, words: string): QuotePlace | null {
  for (const { n, from, text } of messages) {
    const span = from === 'visitor' ? findQuote(text, words) : null;
    if (span !== null) return { message: n, start: span.start, end: span.end };
  }
  return null;
}
