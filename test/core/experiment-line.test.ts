import { expect, test } from 'vitest';
import { experimentResult } from '../../src/core/experiment-result.ts';
import { reportView } from '../../src/core/report-view.ts';
import { noArms } from '../../src/core/report-words.ts';
import { reportOf, reportPlaybook, told, yearOf } from '../support/reports.ts';

const year = yearOf(3_000);
const arm = (id: string, conversations: number, reached: number) => ({
  id,
  conversations,
  qualified: reached,
  claimed: reached,
  booked: 0,
  met: 0,
  opportunity: 0,
  won: 0,
});
const trial = (of: number, [page, short]: [number, number], isRunning = true) =>
  experimentResult({
    id: 'opener',
    since: '2026-07-01',
    until: null,
    isRunning,
    arms: [arm('page', of, page), arm('short', of, short)],
  });
const playbook = {
  ...reportPlaybook,
  experiments: [{ id: 'opener', since: '2026-07-01', arms: [] }],
};
const lastLine = (result: ReturnType<typeof trial>) =>
  reportView(told(reportOf(year, 30), { playbook, experiments: [result] })).lines.at(-1);

test('a week says of each experiment what there is to say, and of arms that they are not measured where there are none', () => {
  expect(lastLine(trial(20, [0, 20]))).toBe(
    'Experiment opener: too early to say (visitors so far: page 20, short 20).',
  );
  expect(lastLine(trial(400, [100, 220]))).toMatch(
    /^Experiment opener: 220 of 400 visitors of short qualified, 100 of 400 of page: better, by [\d.]+ to [\d.]+ points\. 220 of 400 visitors of short were claimed/,
  );
  expect(lastLine(trial(20_000, [7_000, 7_000]))).toContain('no difference seen at any stage');
  expect(lastLine(trial(400, [100, 220], false))).not.toContain('Experiment');
  expect(reportView(told(reportOf(year, 30), { playbook })).missing).not.toContain(noArms);
  expect(reportView(told(reportOf(year, 30))).missing).toContain(noArms);
});
