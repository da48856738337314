// One weekly step of the bar over a thousand verdicts, beside working out each verdict's likelihood in every cell of the grid.
import { barFinder, newBar } from '../src/core/bar-finder.ts';
import { type Figure, median, ms, percentile, share } from './figure.ts';

const cells = 101 * 8;
const labels = Array.from({ length: 1000 }, (_, index) => {
  const score = (index * 37) % 101;
  return { score, accepted: (index * 61) % 101 < score, week: Math.floor(index / 20) };
});
const recent = Array.from({ length: 4 }, (_, week) =>
  labels.slice(20 * week, 20 * (week + 1)).map(({ score }) => score),
);
const given = { state: newBar(60, 49), week: 50, start: 60, share: 0.5, labels, borrowed: [], recent, locked: false };

export function barUpdate(): Figure {
  const updates = timed(200, () => barFinder(given).change.after);
  const raw = timed(20, () => {
    let sum = 0;
    for (const { score } of labels) {
      for (let cell = 0; cell < cells; cell++) sum += Math.log(1 / (1 + Math.exp((cell % 101) / 10 - score / 10)));
    }
    return sum;
  });
  return {
    what: "The bar's weekly step over 1,000 verdicts (raw: each verdict's likelihood in each of the 808 cells, once; p50 / p99)",
    ratio: share(median(updates), median(raw)),
    baton: `${ms(median(updates))} / ${ms(percentile(updates, 99))}`,
    raw: ms(median(raw)),
    goal: 'p50 ≤ 5 ms',
  };
}

/** The first tenth warms the code up and is left out. */
function timed(rounds: number, work: () => number): number[] {
  const times = Array.from({ length: rounds }, () => {
    const from = performance.now();
    if (!Number.isFinite(work())) throw new Error('What was measured went wrong.');
    return performance.now() - from;
  });
  return times.slice(rounds / 10);
}
