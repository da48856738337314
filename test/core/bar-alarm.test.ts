import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hearWeek, noSurprise } from '../../src/core/bar-alarm.ts';
import { barPosterior, expectedAccepts } from '../../src/core/bar-posterior.ts';

const hear = (residuals: readonly number[]) => {
  let surprise = noSurprise;
  return residuals.map((residual) => {
    const heard = hearWeek(surprise, residual);
    surprise = heard.surprise;
    return heard.alarm;
  });
};

describe('the weeks add up', () => {
  test.each([
    { residuals: [4.0], alarms: [null] },
    { residuals: [4.1], alarms: ['kinder'] },
    { residuals: [-4.1], alarms: ['stricter'] },
    { residuals: [-1.7, -1.7, -1.7], alarms: [null, null, 'stricter'] },
    { residuals: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], alarms: Array(9).fill(null) },
    { residuals: [2, -2, 2, -2, 2, -2], alarms: Array(6).fill(null) },
    // An alarm begins anew, and what ebbed away does not come back.
    { residuals: [4.1, 3.9, 4.1], alarms: ['kinder', null, 'kinder'] },
    { residuals: [3, -5, 3], alarms: [null, 'stricter', null] },
  ])('$residuals', ({ residuals, alarms }) => {
    expect(hear(residuals)).toEqual(alarms);
  });
});

describe('what is expected', () => {
  const belief = { share: 0.5, start: 60 };

  test('of one lead, it is a coin: however little is known, its variance is p (1 − p)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (score) => {
        const { mean, variance } = expectedAccepts(barPosterior(belief, []), [score]);
        expect(variance).toBeCloseTo(mean * (1 - mean), 10);
      }),
    );
  });

  test('of many, not knowing the bar counts too, and ever less with labels', () => {
    const scores = Array.from({ length: 40 }, () => 60);
    const labels = Array.from({ length: 200 }, (_, index) => {
      const score = 40 + ((index * 17) % 40);
      return { score, accepted: score >= 60, week: 0, weight: 1 };
    });
    const ignorant = expectedAccepts(barPosterior(belief, []), scores);
    const informed = expectedAccepts(barPosterior(belief, labels), scores);
    expect(ignorant.mean).toBeCloseTo(20, 0);
    expect(ignorant.variance).toBeGreaterThan(5 * 40 * 0.25);
    expect(informed.variance).toBeLessThan(2 * 40 * 0.25);
  });
});
