// `npm run eval -- bar` as a person types it, in a process of its own.
import { expect, test } from 'vitest';
import { runCommand } from '../support/command.ts';

const evaluated = (...args: string[]) => runCommand('src/cli/eval.ts', ['bar', ...args]);

test('prints a line of JSON per week when piped, and the summary beside it', async () => {
  const { code, out, err } = await evaluated('test/eval/bar.csv', '--target', '0.4', '--start', '55', '--seed', '3');
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(31);
  expect(lines[0]).toMatchObject({ kind: 'week', week: '2026-W01', bar: 55, posts: expect.any(Number), regret: {} });
  expect(lines.at(-1)).toMatchObject({ kind: 'summary', share: 0.4, start: 55, seed: 3 });
  expect(err).toMatch(/600 leads, 22 of them never judged; 0 rows skipped\. Target 40\.0 %, start 55, seed 3\./);
  expect(err).toMatch(
    /bar finder: .*\nbest fixed bar: .*\nstatic bar: .*\nhill climbing: .*\n\nRegret of the bar finder: /,
  );
  expect(code).toBe(0);
}, 60_000);

test('says all that is wrong with how it was asked, and ends with 2', async () => {
  const { code, out, err } = await evaluated('test/eval/bar.csv', '--target', '1', '--start', 'x', '--seed', '0.5');
  expect(err).toMatch(/--target 1: .*\n--start x: .*\n--seed 0\.5: .*\nUsage:/);
  expect(out).toBe('');
  expect(code).toBe(2);
  expect(await evaluated('there-is-none.csv')).toMatchObject({ code: 2, out: '' });
}, 60_000);
