// A question for what a visitor said long ago that shows them their own old words. Whoever counts how often we ask for
// something, or ask for what we know, must not count these: nobody is made to say anything twice.
import type { Lead, Message } from './lead.ts';

const inMarks = /[“„«][^“”„«»]*[”“»]/u;

/** A line of Baton's that asks for what had been said before it, with words in quotation marks. */
export function isStillSo(line: Message, { answers }: Pick<Lead, 'answers'>): boolean {
  const { from, asks, n, text } = line;
  const isKnown = answers.some(({ field, evidence }) => field === asks && evidence.message < n);
  return from === 'baton' && asks !== null && isKnown && inMarks.test(text);
}
