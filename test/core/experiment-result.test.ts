// Simulated experiments of which the truth is known: how often one that differs in nothing is called, and how soon one that does.
import { describe, expect, test } from 'vitest';
import { type ArmCount, armStages, experimentResult } from '../../src/core/experiment-result.ts';

/** Mulberry32: the same numbers in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const span = { id: 'opener', since: '2026-11-23', until: null, isRunning: true };
const arm = (id: string, conversations: number, reached: number): ArmCount => ({
  id,
  conversations,
  qualified: reached,
  claimed: reached,
  booked: reached,
  met: reached,
  opportunity: reached,
  won: reached,
});
const compared = (arms: readonly ArmCount[]) =>
  experimentResult({ ...span, arms }).arms.flatMap(({ stages }) =>
    stages.flatMap(({ difference }) => difference ?? []),
  );

type Truth = Record<(typeof armStages)[number], number>;

/** Weekly looks; each visitor gets as far as the chances of their arm let them. The first look at which anything is called. */
function firstCall(
  truth: readonly Truth[],
  { weeks, perWeek, seed }: { weeks: number; perWeek: number; seed: number },
) {
  const next = chance(seed);
  const arms = truth.map((_, i) => arm(`arm${i}`, 0, 0));
  for (let week = 1; week <= weeks; week++) {
    for (let visitor = 0; visitor < perWeek; visitor++) {
      const i = Math.floor(next() * arms.length);
      const [to, chances] = [arms[i]!, truth[i]!];
      to.conversations++;
      for (const stage of armStages) {
        if (next() >= chances[stage]) break;
        to[stage]++;
      }
    }
    const call = compared(arms).find(({ verdict }) => verdict === 'better' || verdict === 'worse');
    if (call !== undefined) return { week, visitors: week * perWeek, verdict: call.verdict };
  }
  return null;
}

const usual: Truth = { qualified: 0.35, claimed: 0.7, booked: 0.6, met: 0.8, opportunity: 0.5, won: 0.4 };

describe('arms that differ in nothing', () => {
  test.each([
    { name: 'two, forty visitors a week', arms: 2, perWeek: 40, qualified: 0.35 },
    { name: 'two, where few qualify', arms: 2, perWeek: 40, qualified: 0.05 },
    { name: 'two, where nearly all do', arms: 2, perWeek: 100, qualified: 0.9 },
    { name: 'three, two hundred a week', arms: 3, perWeek: 200, qualified: 0.35 },
  ])('$name: called in at most 5 of 100, though looked at for 30 weeks', ({ name, arms, perWeek, qualified }) => {
    const runs = 600;
    const truth = Array.from({ length: arms }, () => ({ ...usual, qualified }));
    let called = 0;
    for (let seed = 1; seed <= runs; seed++) if (firstCall(truth, { weeks: 30, perWeek, seed })) called++;
    console.log(`A/A ${name}: ${called} of ${runs} called, ${((100 * called) / runs).toFixed(1)} %`);
    expect(called / runs).toBeLessThanOrEqual(0.05);
  });
});

test.each([-15, 15])('a true difference of %i points is found, and rightly', (points) => {
  const truth = [usual, { ...usual, qualified: usual.qualified + points / 100 }];
  const runs = 200;
  const calls = Array.from({ length: runs }, (_, i) => firstCall(truth, { weeks: 60, perWeek: 40, seed: 10_000 + i }));
  const found = calls.flatMap((call) => call ?? []);
  const right = found.filter(({ verdict }) => verdict === (points > 0 ? 'better' : 'worse'));
  const visitors = found.map((call) => call.visitors).toSorted((a, b) => a - b);
  const [half, most] = [visitors[Math.floor(runs / 2)]!, visitors[Math.floor(runs * 0.9)]!];
  console.log(`${points} points: half are found within ${half} visitors of both arms, nine of ten within ${most}`);
  expect(right.length).toBeGreaterThanOrEqual(0.99 * runs);
  expect(half).toBeLessThanOrEqual(1_000);
  expect(most).toBeLessThanOrEqual(1_800);
});

test.each([
  { of: 0, first: 0, second: 0, verdict: 'too-early', says: 'anything from −100 to +100 points' },
  { of: 29, first: 0, second: 29, verdict: 'too-early', says: 'too early to say' },
  {
    of: 30,
    first: 0,
    second: 30,
    verdict: 'better',
    says: '30 of 30 visitors of short qualified, 0 of 30 of page: better',
  },
  { of: 300, first: 150, second: 75, verdict: 'worse', says: 'worse, by ' },
  { of: 300, first: 100, second: 105, verdict: 'too-early', says: 'too early to say' },
  {
    of: 20_000,
    first: 7_000,
    second: 7_010,
    verdict: 'no-difference-seen',
    says: 'no difference seen; it is at most ',
  },
  { of: 40, first: 0, second: 0, verdict: 'too-early', says: 'too early' },
])('$second of $of against $first: $verdict', ({ of, first, second, verdict, says }) => {
  const [told] = compared([arm('page', of, first), arm('short', of, second)]);
  expect(told).toMatchObject({ verdict, sentence: expect.stringContaining(says) });
});

test('the first arm is compared with nothing, and shares are of all visitors', () => {
  const counts = {
    id: 'page',
    conversations: 200,
    qualified: 80,
    claimed: 50,
    booked: 20,
    met: 10,
    opportunity: 8,
    won: 2,
  };
  const [first, second] = experimentResult({ ...span, arms: [counts, { ...counts, id: 'short' }] }).arms;
  expect(first?.stages.map(({ share }) => share)).toEqual([0.4, 0.25, 0.1, 0.05, 0.04, 0.01]);
  expect(first?.stages.every(({ difference }) => difference === null)).toBe(true);
  expect(second?.stages.every(({ difference }) => difference?.value === 0)).toBe(true);
});

test('more arms ask for more before anything is called', () => {
  const width = (count: number) => {
    const [told] = compared(Array.from({ length: count }, (_, i) => arm(`arm${i}`, 200, 80)));
    return told!.high - told!.low;
  };
  expect(width(3)).toBeGreaterThan(width(2));
});

/** Weekly looks at arms of which one page in so many is opened; visitors look at three pages, and at none after they used it. */
function firstPageCall(
  chances: readonly number[],
  { weeks, perWeek, seed }: Record<'weeks' | 'perWeek' | 'seed', number>,
) {
  const next = chance(seed);
  const arms = chances.map((_, i) => ({ ...arm(`arm${i}`, 0, 0), widget: { seen: 0, opened: 0, wrote: 0 } }));
  for (let week = 1; week <= weeks; week++) {
    for (let visitor = 0; visitor < perWeek; visitor++) {
      const i = Math.floor(next() * arms.length);
      const { widget } = arms[i]!;
      do {
        widget.seen++;
        if (next() >= chances[i]!) continue;
        widget.opened++;
        if (next() < 0.6) widget.wrote++;
        break;
      } while (next() < 0.67);
    }
    const call = compared(arms).find(({ verdict }) => verdict === 'better' || verdict === 'worse');
    if (call !== undefined) return { visitors: week * perWeek, verdict: call.verdict };
  }
  return null;
}

describe('pages with the widget, of which one visitor sees several', () => {
  test.each([
    { opened: 0.03, perWeek: 150 },
    { opened: 0.01, perWeek: 500 },
    { opened: 0.2, perWeek: 100 },
  ])('$opened opened in all arms: called in at most 5 of 100, though looked at for 30 weeks', ({ opened, perWeek }) => {
    const runs = 100;
    const calls = Array.from({ length: runs }, (_, i) =>
      firstPageCall([opened, opened], { weeks: 30, perWeek, seed: i + 1 }),
    );
    expect(calls.filter((call) => call !== null).length).toBeLessThanOrEqual(0.05 * runs);
  });

  test('three pages in a hundred or four and a half: found, and rightly', () => {
    const calls = Array.from({ length: 30 }, (_, i) =>
      firstPageCall([0.03, 0.045], { weeks: 20, perWeek: 1_000, seed: 500 + i }),
    );
    expect(calls.map((call) => call?.verdict)).toEqual(calls.map(() => 'better'));
    expect(calls.map((call) => call!.visitors).toSorted((a, b) => a - b)[15]).toBeLessThanOrEqual(5_000);
  });
});

test('stages of the widget are shares of its pages, in words that say so; without it there are none', () => {
  const shown = (id: string, seen: number, opened: number, wrote: number) => ({
    ...arm(id, 40, 10),
    widget: { seen, opened, wrote },
  });
  const { arms } = experimentResult({
    ...span,
    arms: [shown('silent', 9_000, 90, 45), shown('speaks', 9_000, 360, 45)],
  });
  expect(arms.map(({ seen }) => seen)).toEqual([9_000, 9_000]);
  const [opened, wrote, qualified, ...others] = arms[1]!.stages;
  expect([opened, wrote, qualified, others.length]).toMatchObject([
    { stage: 'opened', reached: 360, of: 9_000, share: 0.04 },
    { stage: 'wrote', reached: 45, of: 9_000, share: 0.005 },
    { stage: 'qualified', reached: 10, of: 40, share: 0.25 },
    5,
  ]);
  expect(opened?.difference).toMatchObject({ verdict: 'better' });
  expect(opened?.difference?.sentence).toMatch(
    /^360 of 9000 pages with the widget of speaks opened it, 90 of 9000 of silent: better, by 2\.\d to 3\.\d points\.$/,
  );
  expect(wrote?.difference).toMatchObject({ verdict: 'no-difference-seen', value: 0 });
  expect(wrote?.difference?.sentence).toContain('led to a conversation in it');
  const few = experimentResult({ ...span, arms: [shown('silent', 299, 0, 0), shown('speaks', 299, 150, 0)] });
  expect(few.arms[1]?.stages[0]?.difference?.verdict).toBe('too-early');
  const without = experimentResult({ ...span, arms: [arm('page', 40, 10), arm('short', 40, 10)] });
  expect(without.arms.map(({ seen, stages }) => [seen, stages.length])).toEqual([
    [null, 6],
    [null, 6],
  ]);
});
