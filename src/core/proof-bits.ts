// How hard a browser has to work for a conversation while too many are begun: not at all in normal use, and never longer than
// somebody waits for a page.

/** How many were begun in a minute, and how many may be without any work. */
export type Begun = { n: number; free: number };

/** A few thousand hashes: a phone is done before anybody notices. */
const fewest = 12;
/** Some 65,000 hashes, about a second of a phone, and seldom more than two. */
export const mostBits = 16;
/** Twice as many conversations are four times the work. */
const bitsADoubling = 2;

/** Zero bits with which the hash has to begin; null: none of these is beyond what is free. */
export function proofBits(begun: readonly Begun[]): number | null {
  const excess = Math.max(...begun.map(({ n, free }) => n / free));
  if (excess <= 1) return null;
  return Math.min(mostBits, fewest + Math.floor(bitsADoubling * Math.log2(excess)));
}
