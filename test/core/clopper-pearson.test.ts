import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateAtLeast, regularisedBeta } from '../../src/core/clopper-pearson.ts';

/** The chance of at least so many successes, as the sum it is defined as. */
function binomialTail(successes: number, trials: number, rate: number): number {
  let sum = 0;
  for (let k = successes; k <= trials; k++) {
    let log = 0;
    for (let i = 1; i <= k; i++) log += Math.log((trials - k + i) / i);
    sum += Math.exp(log + k * Math.log(rate) + (trials - k) * Math.log1p(-rate));
  }
  return sum;
}

test.each([
  [10, 12, 0.561894564884],
  [1, 1, 0.05],
  [24, 30, 0.642990885438],
  [700, 1000, 0.675246387281],
  [0, 5, 0],
  [0, 0, 0],
])('%i of %i are at least so many', (successes, trials, rate) => {
  expect(rateAtLeast(successes, trials, 0.95)).toBeCloseTo(rate, 10);
});

test('the incomplete beta is the tail of the binomial', () => {
  const few = fc.integer({ min: 1, max: 120 }).chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(few, fc.double({ min: 0.001, max: 0.999, noNaN: true }), ([successes, trials], rate) => {
      const tail = regularisedBeta(rate, successes, trials - successes + 1);
      expect(tail).toBeCloseTo(binomialTail(successes, trials, rate), 10);
    }),
  );
});

test('the bound holds what it says: at that rate, so many successes come once in twenty', () => {
  for (const [successes, trials] of [
    [3, 4],
    [40, 55],
    [9_000, 20_000],
  ] as const) {
    const bound = rateAtLeast(successes, trials, 0.95);
    expect(regularisedBeta(bound, successes, trials - successes + 1)).toBeCloseTo(0.05, 8);
    expect(bound).toBeLessThan(successes / trials);
  }
});
