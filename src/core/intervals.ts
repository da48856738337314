// How sure a share is, going by how many it was counted on.

export type Interval = { low: number; high: number };

/** Nine of ten such intervals hold the true share. */
const z90 = 1.6448536269514722;

/** Wilson's interval, which stays within 0 and 1 and is honest for few; everything is possible before the first. */
export function wilson(successes: number, of: number): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const share = successes / of;
  const zz = z90 * z90;
  const middle = share + zz / (2 * of);
  const half = z90 * Math.sqrt((share * (1 - share)) / of + zz / (4 * of * of));
  const whole = 1 + zz / of;
  // At both ends rounding would leave a hair that is not there.
  const low = successes === 0 ? 0 : (middle - half) / whole;
  const high = successes === of ? 1 : (middle + half) / whole;
  return { low, high };
}

export type Counted = { successes: number; of: number };

/** How much larger the first share is, by Newcombe's interval, which is made of Wilson's of both. */
export function difference(a: Counted, b: Counted): Interval & { share: number } {
  const [p, q] = [a.successes / a.of, b.successes / b.of];
  const [one, other] = [wilson(a.successes, a.of), wilson(b.successes, b.of)];
  const share = p - q;
  const low = share - Math.hypot(p - one.low, other.high - q);
  return { share, low, high: share + Math.hypot(one.high - p, q - other.low) };
}

/** The middle one, or the mean of the two in the middle. */
export function middleOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
