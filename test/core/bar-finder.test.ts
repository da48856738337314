import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BarInput, type BarState, barFinder, newBar } from '../../src/core/bar-finder.ts';
import { type Label, weighLabels, weightOf } from '../../src/core/bar-labels.ts';

const none = { start: 60, share: 0.5, borrowed: [], recent: [], locked: false };
const find = (given: Partial<BarInput>) =>
  barFinder({ ...none, state: newBar(60, 0), week: 4, labels: [], ...given }).change;
const label = (score: number, accepted: boolean, week = 0): Label => ({ score, accepted, week });
const many = (count: number, { score, accepted, week = 0 }: Partial<Label> & { score: number; accepted: boolean }) =>
  Array.from({ length: count }, (_, index) => label(score + (index % 5), accepted, week));
const mixed = [
  label(72, true, 0),
  label(64, true, 0),
  label(61, false, 1),
  label(58, true, 2),
  label(55, false, 2),
  label(80, true, 3),
  label(49, false, 3),
  label(66, true, 3),
];

describe('the arithmetic, as worked out by another program', () => {
  test.each([
    { name: 'the prior alone', labels: [], share: 0.5, target: 59.85, interval: [35.3, 84.21] },
    { name: 'eight labels', labels: mixed, share: 0.5, target: 57.36, interval: [42.03, 71.63] },
    { name: 'eight labels, at another share', labels: mixed, share: 0.4, target: 54.58, interval: [39.37, 68.32] },
  ])('$name', ({ labels, share, target, interval }) => {
    expect(find({ labels, share })).toMatchObject({ target, interval });
  });

  test('labels from before an alarm', () => {
    const state: BarState = { ...newBar(60, 4), alarms: [3] };
    expect(find({ state, labels: mixed })).toMatchObject({ target: 57.45, interval: [39.2, 75.16] });
  });
});

describe('one step', () => {
  test('below five labels nothing moves', () => {
    const change = find({ labels: many(4, { score: 80, accepted: false }) });
    expect(change).toMatchObject({ kind: 'collecting', before: 60, after: 60, labels: 4 });
    expect(change.sentence).toBe('The bar stays at 60: 4 of the 5 verdicts that it takes to move it are there.');
  });

  test.each([
    { name: 'rejects above the bar move it up', labels: many(20, { score: 66, accepted: false }), after: 63 },
    { name: 'accepts at the bar move it down', labels: many(20, { score: 52, accepted: true }), after: 57 },
  ])('$name, by three points at most', ({ labels, after }) => {
    const change = find({ labels });
    expect(change).toMatchObject({ kind: 'moved', before: 60, after, proposal: null, labels: 20 });
    expect(change.sentence).toMatch(/^The bar goes (up|down) from 60 to .* at most 3 points a week\.$/);
  });

  test('it says what it goes by', () => {
    const labels = [...many(10, { score: 54, accepted: false }), ...many(10, { score: 66, accepted: true })];
    const change = find({ labels });
    expect(change).toMatchObject({ kind: 'moved', above: { accepted: 10, of: 10 }, band: { accepted: 6, of: 14 } });
    expect(change.above.atLeast).toBeCloseTo(0.05 ** (1 / 10), 8);
    expect(change.sentence).toBe(
      'The bar goes up from 60 to 61.8: going by 20 verdicts, reps accept 50 % of leads that score 61.8 (90 % sure: 55 to 69).',
    );
    expect(find({ labels, state: newBar(change.target, 0) })).toMatchObject({ kind: 'held', after: change.target });
  });

  test('the rates it tells are of labels that still weigh a quarter', () => {
    const labels = [
      ...many(10, { score: 66, accepted: false, week: 0 }),
      ...many(10, { score: 66, accepted: true, week: 8 }),
    ];
    expect(find({ labels, week: 15 }).above).toMatchObject({ accepted: 10, of: 20 });
    expect(find({ labels, week: 25 }).above).toMatchObject({ accepted: 10, of: 10 });
  });

  test('a lock wins', () => {
    const change = find({ labels: many(20, { score: 66, accepted: false }), locked: true });
    expect(change).toMatchObject({ kind: 'locked', after: 60, proposal: null });
    expect(change.sentence).toMatch(/^The bar stays at 60 because it is locked; going by 20 verdicts/);
  });

  test('a move that changes the volume by more than 30 % is proposed, not made', () => {
    const labels = many(20, { score: 52, accepted: true });
    const recent = [[70, 71, 72, 73, 74, 58, 59, 58]];
    expect(find({ labels, recent })).toMatchObject({
      kind: 'proposed',
      after: 60,
      proposal: 57,
      volume: { before: 5, after: 8 },
    });
    expect(find({ labels, recent: [[70, 71, 72, 73, 74, 58]] })).toMatchObject({ kind: 'moved', after: 57 });
  });

  test('thirty of a hundred is not more than thirty', () => {
    const labels = many(20, { score: 52, accepted: true });
    const above = Array.from({ length: 20 }, (_, index) => 70 + index);
    const kindWith = (more: number[]) => find({ labels, recent: [[...above, ...more]] }).kind;
    const under = [57, 57, 58, 58, 59, 59];
    expect([kindWith(under), kindWith([...under, 59])]).toEqual(['moved', 'proposed']);
  });

  test('less than a tenth of a point is no move, and a tenth is one', () => {
    const labels = [...many(10, { score: 54, accepted: false }), ...many(10, { score: 66, accepted: true })];
    const { target } = find({ labels });
    const from = (off: number) => find({ labels, state: newBar(target - off, 0) }).kind;
    expect([from(0.05), from(0.2), from(-0.05), from(-0.2)]).toEqual(['held', 'moved', 'held', 'moved']);
  });

  test('a lead at the bar is above it', () => {
    const labels = [60, 60, 59, 61].map((score) => label(score, true, 3));
    expect(find({ labels, locked: true }).above).toMatchObject({ accepted: 3, of: 3 });
  });

  test('ten labels leave some thirty points open, fifty some thirteen', () => {
    const around = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        const score = 40 + ((index * 17) % 40);
        return label(score, score >= 60, 3);
      });
    const width = (count: number) => {
      const { interval } = find({ labels: around(count) });
      return interval[1] - interval[0];
    };
    expect(width(10)).toBeGreaterThan(18);
    expect(width(10)).toBeLessThan(36);
    expect(width(50)).toBeLessThan(14);
  });
});

describe('an alarm', () => {
  const steady = Array.from({ length: 8 }, (_, week) => [
    ...many(5, { score: 50, accepted: false, week }),
    ...many(5, { score: 70, accepted: true, week }),
  ]).flat();
  /** Steps week by week, each with the labels of the weeks before. */
  const steps = (labels: readonly Label[], weeks: number) => {
    let state = newBar(60, 0);
    return Array.from({ length: weeks }, (_, index) => {
      const week = index + 1;
      const known = labels.filter((each) => each.week < week);
      const found = barFinder({ ...none, state, week, labels: known });
      state = found.state;
      return found;
    });
  };

  test('is not raised while verdicts are as ever', () => {
    expect(steps(steady, 9).map(({ change }) => change.alarm)).toEqual(Array(9).fill(null));
  });

  test.each([
    { alarm: 'stricter', labels: many(10, { score: 70, accepted: false, week: 8 }), way: 1 },
    { alarm: 'kinder', labels: many(10, { score: 45, accepted: true, week: 8 }), way: -1 },
  ])(
    'when reps turn $alarm: the bar may move twice as far for three weeks, and older labels ebb',
    ({ alarm, labels, way }) => {
      const later = [...many(10, { ...labels[0]!, week: 9 }), ...many(10, { ...labels[0]!, week: 10 })];
      const all = [...steady, ...labels, ...later, ...many(10, { ...labels[0]!, week: 11 })];
      const found = steps(all, 12).slice(8);
      expect(found[0]?.change.alarm).toBe(alarm);
      expect(found[0]?.change.sentence).toContain(`reps have become ${alarm} of late`);
      expect(found[0]?.state).toMatchObject({ alarms: [8], surprise: { more: 0, fewer: 0 } });
      const [first, second, third, fourth] = found.map(({ change }) => way * (change.after - change.before));
      expect(first).toBeCloseTo(6, 10);
      for (const step of [second, third]) expect(step).toBeLessThanOrEqual(6);
      expect(fourth).toBeLessThanOrEqual(3);
    },
  );

  test('for three weeks after the one of the alarm the bar may move six points', () => {
    const labels = many(20, { score: 80, accepted: false, week: 9 });
    const after = (week: number) => find({ labels, week, state: { ...newBar(60, week), alarms: [6] } }).after;
    expect([7, 8, 9, 10].map(after)).toEqual([66, 66, 66, 63]);
  });

  test('a week is heard once, however often the bar is asked for in it', () => {
    const first = barFinder({
      ...none,
      state: newBar(60, 0),
      week: 1,
      labels: many(20, { score: 66, accepted: false }),
    });
    const again = barFinder({ ...none, state: first.state, week: 1, labels: many(40, { score: 66, accepted: false }) });
    expect(again.state.surprise).toEqual(first.state.surprise);
    expect(again.change.after).toBe(63);
  });
});

describe('what a label weighs', () => {
  const weigh = (given: Partial<Parameters<typeof weighLabels>[0]>) =>
    weighLabels({ labels: [], borrowed: [], week: 0, alarms: [], ...given });

  test('half after ten weeks, half after a hundred newer ones, 0.15 from before an alarm', () => {
    expect(weigh({ labels: [label(60, true, 0)], week: 10 }).own[0]?.weight).toBeCloseTo(0.5, 10);
    const newer = many(100, { score: 60, accepted: true, week: 1 });
    expect(weigh({ labels: [label(60, true, 0), ...newer], week: 0 }).own[0]?.weight).toBeCloseTo(0.5, 10);
    expect(weigh({ labels: [label(60, true, 0)], alarms: [1] }).own[0]?.weight).toBeCloseTo(0.15, 10);
    expect(weigh({ labels: [label(60, true, 1)], alarms: [1] }).own[0]?.weight).toBe(1);
  });

  test("others' labels never weigh more than what a team lacks to fifty", () => {
    const borrowed = many(400, { score: 60, accepted: true });
    expect(weightOf(weigh({ labels: many(30, { score: 60, accepted: true }), borrowed }).others)).toBeCloseTo(20, 8);
    expect(weigh({ labels: many(50, { score: 60, accepted: true }), borrowed }).others).toEqual([]);
    expect(weigh({ borrowed: borrowed.slice(0, 20) }).others.every(({ weight }) => weight === 1)).toBe(true);
  });

  test('a change of mind makes no room for the labels of others', () => {
    const own = many(50, { score: 60, accepted: true });
    expect(weigh({ labels: own, borrowed: own, alarms: [1] }).others).toEqual([]);
  });

  test('a team without labels goes by the others', () => {
    const change = find({ borrowed: many(40, { score: 66, accepted: false }) });
    expect(change).toMatchObject({ kind: 'moved', after: 63, labels: 0, borrowed: 40 });
    expect(change.sentence).toContain('going by 0 verdicts and 40 of other teams');
  });
});

describe('always', () => {
  const labels = fc.array(
    fc.record({
      score: fc.integer({ min: 0, max: 100 }),
      accepted: fc.boolean(),
      week: fc.integer({ min: 0, max: 11 }),
    }),
    { maxLength: 80 },
  );
  const start = fc.integer({ min: 0, max: 100 });
  const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });

  test('the same, whatever the order of labels is', () => {
    fc.assert(
      fc.property(labels, fc.infiniteStream(fc.nat()), start, (given, keys, first) => {
        const shuffled = given
          .map((each) => ({ each, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        const state = newBar(first, 8);
        expect(barFinder({ ...none, start: first, state, week: 12, labels: shuffled })).toEqual(
          barFinder({ ...none, start: first, state, week: 12, labels: given }),
        );
      }),
    );
  });

  test('within 0 to 100, never further than the limit, and all figures sound', () => {
    fc.assert(
      fc.property(labels, start, share, (given, first, wanted) => {
        let state = newBar(first, 0);
        for (let week = 1; week <= 12; week++) {
          const known = given.filter((each) => each.week < week);
          const found = barFinder({ ...none, start: first, share: wanted, state, week, labels: known });
          const { before, after, interval, target, sentence } = found.change;
          const last = found.state.alarms.at(-1);
          const limit = last !== undefined && week - last <= 3 ? 6 : 3;
          expect(Math.abs(after - before)).toBeLessThanOrEqual(limit + 1e-9);
          for (const points of [after, target, ...interval]) {
            expect(points).toBeGreaterThanOrEqual(0);
            expect(points).toBeLessThanOrEqual(100);
          }
          expect(interval[0]).toBeLessThanOrEqual(interval[1]);
          expect(sentence).not.toMatch(/NaN|undefined|null/);
          state = found.state;
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a thousand labels in the time of a blink', () => {
    const thousand = Array.from({ length: 1000 }, (_, index) => label((index * 37) % 101, index % 3 === 0, index % 50));
    const state = newBar(60, 49);
    const times = Array.from({ length: 15 }, () => {
      const from = performance.now();
      barFinder({ ...none, state, week: 50, labels: thousand, recent: [] });
      return performance.now() - from;
    });
    // The goal is 5 ms, as measured by the bench; here is room for a busy machine.
    expect(Math.min(...times)).toBeLessThan(10);
  });
});
