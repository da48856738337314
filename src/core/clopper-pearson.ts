// How high a rate is at the very least, going by few trials: the exact bound of Clopper and Pearson, which is a quantile of
// the beta distribution. It errs to the low side and never the other way.

/** The rate is at least this, with the given confidence; nothing is promised before the first success. */
export function rateAtLeast(successes: number, trials: number, confidence: number): number {
  if (successes === 0) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const rate = (low + high) / 2;
    if (regularisedBeta(rate, successes, trials - successes + 1) < 1 - confidence) low = rate;
    else high = rate;
  }
  return low;
}

/** I_x(a, b), the part of a beta distribution below x; for whole a and b, the chance of at least a successes in a + b − 1. */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a);
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(front) * continuedFraction(x, a, b)) / a;
}

/** Lentz's way to the continued fraction of the incomplete beta function. */
function continuedFraction(x: number, a: number, b: number): number {
  const apart = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    fraction *= d * c;
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return fraction;
}

/** Stirling's series, which is exact to the last digits from ten on; below, the recurrence leads there. */
function logGamma(x: number): number {
  let [shifted, product] = [x, 1];
  for (; shifted < 10; shifted++) product *= shifted;
  const inverse = 1 / (shifted * shifted);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}
