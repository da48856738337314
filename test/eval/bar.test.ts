// The bar finder over whole seasons: leads of known truth, where its regret is held against a static bar and against
// accept-rate hill climbing, and files as `npm run eval -- bar test/eval/bar.csv` reads them.
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { evalBar } from '../../src/cli/eval/bar.ts';
import { readRows } from '../../src/cli/eval/bar-rows.ts';
import { regretsOf, type Scenario } from '../support/leads-of-known-truth.ts';

const seeds = [1, 2, 3, 4, 5, 6];
const goal = { share: 0.5, start: 60, seed: 1 };
const file = readFileSync(new URL('bar.csv', import.meta.url), 'utf8');
const data = (text: string, given = goal) => evalBar(text, given).lines.map((line) => line.data);

describe('where the truth is known', () => {
  const scenarios: Scenario[] = [
    { name: 'it began too high', start: 70, truth: () => 58 },
    { name: 'it began too low', start: 45, truth: () => 57 },
    { name: 'leads get better all the time', start: 60, truth: (week) => 60 - 0.6 * week },
    { name: 'reps turn stricter overnight', start: 50, truth: (week) => (week < 15 ? 50 : 68) },
    { name: 'reps turn kinder overnight', start: 65, truth: (week) => (week < 15 ? 65 : 48) },
    { name: 'one verdict in eight is a mis-click', start: 70, lapse: 0.12, truth: () => 55 },
    { name: 'three of ten are good enough', start: 45, share: 0.3, truth: () => 60 },
  ];

  const printed: string[] = [];
  const played = (scenario: Scenario) => {
    const regrets = regretsOf(scenario, seeds);
    const [finder, still, climbing] = [regrets.finder, regrets.static, regrets.hillClimbing].map((each) =>
      each.toFixed(1),
    );
    printed.push(`${finder} against ${still} and ${climbing}: ${scenario.name}`);
    return regrets;
  };
  afterAll(() => console.info(`regret of finder against static and hill climbing, when\n  ${printed.join('\n  ')}`));

  test.each(scenarios)('when $name: less than 0.35 of the regret of either', (scenario) => {
    const regrets = played(scenario);
    expect(regrets.finder / regrets.static).toBeLessThan(0.35);
    expect(regrets.finder / regrets.hillClimbing).toBeLessThan(0.35);
  });

  test('a bar far too high is not for ever: the floor brings verdicts, and they bring it down', () => {
    const regrets = played({ name: 'it began at 92, with six leads a week', start: 92, perWeek: 6, truth: () => 60 });
    expect(regrets.finder).toBeLessThan(0.75 * regrets.static);
    expect(regrets.finder).toBeLessThan(0.35 * regrets.hillClimbing);
  });

  test('a bar that was right from the start costs next to nothing to doubt', () => {
    const regrets = played({ name: 'it was right from the start', start: 57, truth: () => 57 });
    expect(regrets.static).toBe(0);
    // 800 leads, of which a manager by hand would have lost some sixty.
    expect(regrets.finder).toBeLessThan(3);
  });
});

describe('a file', () => {
  test('gives a line a week, and a summary that adds up', () => {
    const lines = data(file) as Record<string, unknown>[];
    const weeks = lines.filter(({ kind }) => kind === 'week') as { posts: number; bar: number; accepts: number }[];
    const summary = lines.at(-1) as { policies: { policy: string; posts: number; accepts: number; regret: number }[] };
    expect(weeks).toHaveLength(30);
    expect(weeks[0]).toMatchObject({ week: '2026-W01', bar: 60, change: null });
    expect(summary).toMatchObject({ kind: 'summary', leads: 600, unjudged: 22, skipped: 0 });
    const [finder, best, still, climbing] = summary.policies;
    expect(finder?.posts).toBe(weeks.reduce((sum, { posts }) => sum + posts, 0));
    expect(finder?.accepts).toBe(weeks.reduce((sum, { accepts }) => sum + accepts, 0));
    expect(best).toMatchObject({ policy: 'bestFixed', regret: 0 });
    for (const other of [still, climbing]) expect(finder?.regret).toBeLessThan(other?.regret ?? 0);
  });

  test('is a table to people, with its titles above the first week', () => {
    const [first = '', second = ''] = evalBar(file, goal).lines.map(({ text }) => text);
    const [titles = '', row = ''] = first.split('\n');
    expect(titles.trim().split(/ {2,}/)).toEqual(
      expect.arrayContaining(['week', 'bar', 'posts', '90 % sure', 'regret']),
    );
    expect(row).toMatch(/^ +2026-W01 +60\.0 +20 .* start$/);
    expect(second).toMatch(/^ +2026-W02 +57\.0 .* moved$/);
  });

  test('is played the same with the same seed, and with other near misses with another', () => {
    expect(data(file)).toEqual(data(file));
    expect(data(file, { ...goal, seed: 2 })).not.toEqual(data(file));
  });

  test('never lets a week see what was judged in it, or what was not shown', () => {
    const rows = (last: string) =>
      ['1,80,1', '1,70,0', '1,20,1', '2,65,1', '2,66,0', '2,64,0', '3,66,1', '3,70,1', ...last.split(' ')].join('\n');
    const before = data(rows('4,90,1 4,70,0')).slice(0, 4);
    const after = data(rows('4,90,0 4,70,1')).slice(0, 4) as { bar: number }[];
    expect(after.map(({ bar }) => bar)).toEqual((before as { bar: number }[]).map(({ bar }) => bar));
    const hidden = rows('4,90,1 4,70,0').replace('1,20,1', '1,20,0');
    expect(data(hidden).slice(0, -1)).toEqual(data(rows('4,90,1 4,70,0')).slice(0, -1));
  });

  test('may lack a header, have other columns beside, and outcomes in words or none', () => {
    const { rows, bad } = readRows('1,80,yes\n1,70,Rejected\n2,60,\n2,50,maybe\n2,40\n');
    expect(bad).toEqual([]);
    expect(rows.map(({ week, score, accepted }) => [week, score, accepted])).toEqual([
      [1, 80, true],
      [1, 70, false],
      [2, 60, null],
      [2, 50, null],
      [2, 40, null],
    ]);
    const other = readRows('\uFEFFid;Outcome;Score;Week\r\nx;"1";61.5;2026-W53\r\ny;0;62;2027-01-04\r\n').rows;
    expect(other).toMatchObject([
      { id: '2', score: 61.5, accepted: true, name: '2026-W53' },
      { id: '3', accepted: false },
    ]);
    expect(other[1]!.week - other[0]!.week).toBe(1);
  });

  test('may have bad rows: each is reported with its line, and none stops the others', () => {
    const text = 'week,score,outcome\n1,80,1\nx,70,1\n1,abc,0\n\n1,101,1\n2,60,0\n1,50,1\n2026-W54,1,1\n2,,1\n';
    const lines = data(text) as { reason?: string; line?: number; problem?: string }[];
    expect(lines.filter(({ reason }) => reason === 'bad-line').map(({ line }) => line)).toEqual([3, 4, 6, 8, 9, 10]);
    expect(lines[0]?.problem).toContain('"x" is no week');
    expect(lines.at(-1)).toMatchObject({ kind: 'summary', leads: 2, skipped: 6 });
  });

  test('with nothing in it is refused', () => {
    expect(() => evalBar('week,score,outcome\n', goal)).toThrow('There is no lead in this file');
    expect(() => evalBar('nonsense\n', goal)).toThrow('line 1: "nonsense" is no week');
  });
});
