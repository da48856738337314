// The numbers of a week in Slack: read the diff of a snapshot as you would read the digest on a Monday.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Segments } from '../../src/core/playbook-digest.ts';
import { type Figures, figuresOf, type Report } from '../../src/core/report.ts';
import { reportCsv } from '../../src/core/report-csv.ts';
import { reportView, type Told } from '../../src/core/report-view.ts';
import type { TeamBar } from '../../src/core/team-bar.ts';
import { checkBlocks } from '../../src/sandbox/slack/check-blocks.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { answerMessage } from '../../src/slack/cards/answers.ts';
import { digestDetails, digestMessage, pictureMessage, statsMessage } from '../../src/slack/cards/digest-message.ts';
import { missesMessage } from '../../src/slack/cards/misses-message.ts';
import { weekMessage } from '../../src/slack/cards/week-message.ts';
import { barPlaybook, bars, misses } from '../support/bars.ts';
import { now } from '../support/leads.ts';
import { dealsOf, reportOf, reportPlaybook, told, yearOf } from '../support/reports.ts';
import { problemsOfMessage } from '../support/slack-limits.ts';

const links = { page: 'https://baton.example/reports/weekly/2026-W47', csv: 'https://baton.example/2026-W47.csv' };
const year = yearOf(6_000);

const weeks: Record<string, Report> = {
  'a usual week': reportOf(year, 47),
  'a first week': reportOf(year, 1),
  'a week of one team': reportOf(year, 47, { team: 'us' }),
  'a week that still runs': reportOf(year, 47, { isOver: false }),
  'a small week': reportOf(yearOf(400), 30),
  'an empty week': { ...reportOf([], 30), before: [] },
};

/** What no published type knows is held against Slack's documentation by the sandbox. */
function problems({ text, blocks }: { text: string; blocks: readonly unknown[] }): string[] {
  const usual = blocks.filter(
    (block) => !['table', 'data_visualization', 'image'].includes((block as { type: string }).type),
  );
  return [
    ...problemsOfMessage({ text, blocks: usual.length === 0 ? [{ type: 'divider' }] : usual }),
    ...checkBlocks(blocks, 'message'),
  ];
}

describe('is read as', () => {
  test.each(Object.entries(weeks))('%s', async (name, report) => {
    const of = told(report, { bars: bars.moved === undefined ? [] : [bars.moved] });
    const head = digestMessage(of, { links, chart: true });
    const more = digestDetails(of, links);
    expect([...problems(head), ...problems(more), ...problems(statsMessage(of, null))]).toEqual([]);
    await expect(`${head.text}\n\n---- in the thread ----\n\n${more.text}\n`).toMatchFileSnapshot(
      `snapshots/digest ${name}.txt`,
    );
  });

  test('what became of leads, with a forecast or too early for one', async () => {
    const none = told(weeks['a usual week']!, { playbook: { ...reportPlaybook, crmName: 'Salesforce' } });
    expect(digestMessage(none, { links: null, chart: true }).text).toContain(
      'Forecast: too early to say – no deal has come of a lead yet',
    );
    const says = (of: Told) =>
      `${digestMessage(of, { links, chart: true }).text}\n\n${digestDetails(of, links).text}\n`;
    const usual = weeks['a usual week']!;
    const late = told(usual, { deals: dealsOf(year, usual) });
    const early = told(usual, { deals: dealsOf(yearOf(150), weeks['a small week']!) });
    for (const of of [late, early]) {
      const links = null;
      for (const message of [
        digestMessage(of, { links, chart: true }),
        digestDetails(of, links),
        statsMessage(of, links),
      ])
        expect(problems(message)).toEqual([]);
    }
    await expect(`${says(late)}\n----\n\n${says(early)}`).toMatchFileSnapshot('snapshots/digest deals.txt');
  });

  test('a rep’s own week, and one without a lead', async () => {
    const of = weeks['a usual week']!;
    const own = weekMessage({ name: of.name, figures: of.by.rep[0]!.figures, before: of.before[0]!.all });
    const none = weekMessage({ name: of.name, figures: figuresOf([]), before: figuresOf([]) });
    expect([...problems(own), ...problems(none)]).toEqual([]);
    await expect(`${own.text}\n\n${none.text}\n`).toMatchFileSnapshot('snapshots/digest own week.txt');
  });
});

test('a bar that is proposed can be approved from the thread, by the step it was drawn for; others ask for nothing', () => {
  const of = weeks['a usual week']!;
  const drawn = (given: readonly TeamBar[]) => digestDetails(told(of, { bars: given }), links);
  const { proposed, moved } = bars;
  const asked = JSON.stringify(drawn([proposed!]).blocks);
  expect(asked).toContain(`The bar of sales could go to 63`);
  expect(asked).toContain(`"action_id":"${actionIds.barApprove}"`);
  expect(asked).toContain(`"value":"sales:${proposed!.step}"`);
  expect(JSON.stringify(drawn([moved!]).blocks)).not.toContain(actionIds.barApprove);
  const many = Array.from({ length: 15 }, (_, i) => ({ ...proposed!, team: `team_${i}` }));
  expect(problems(drawn(many))).toEqual([]);
  expect(drawn(many).blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(statsMessage(told(of, { bars: [proposed!] }), links).blocks)).not.toContain(
    actionIds.barApprove,
  );
});

test('near misses are asked about in the visitors’ own words with two thumbs each, and few are said to be few', async () => {
  const drawn = (count: number) =>
    missesMessage({ misses: [...misses, ...misses].slice(0, count), week: '2026-W47' }, { playbook: barPlaybook });
  const all = [3, 2, 1, 0].map(drawn);
  for (const message of all) expect(problems(message)).toEqual([]);
  await expect(all.map(({ text }) => text).join('\n\n----\n\n')).toMatchFileSnapshot(
    'snapshots/digest near misses.txt',
  );
  const thumbs = all.map(({ blocks }) => JSON.stringify(blocks).match(/baton_thumb_(up|down)/g)?.length ?? 0);
  expect(thumbs).toEqual([6, 4, 2, 0]);
});

test('the digest opens a review where the page names reviewers, and that of one team does not', () => {
  const drawn = (name: string, review: boolean) => {
    const { review: _, ...nobody } = reportPlaybook;
    const playbook = review ? reportPlaybook : nobody;
    return JSON.stringify(digestMessage(told(weeks[name]!, { playbook }), { links: null, chart: true }).blocks);
  };
  expect(drawn('a usual week', true)).toContain(`"action_id":"${actionIds.nextReview}"`);
  expect(drawn('a usual week', false)).not.toContain('"type":"actions"');
  expect(drawn('a week of one team', true)).not.toContain(actionIds.nextReview);
});

test('beside a week in which Baton began it is said so, as long as it is compared with', () => {
  const of = weeks['a usual week']!;
  const [last] = of.before;
  const notes = (begunAt: string, change: Partial<Report> = {}) =>
    reportView(told({ ...of, before: last === undefined ? [] : [last], begunAt, ...change })).notes;
  expect(notes('2026-11-11T17:00:00.000Z')).toEqual([
    'Baton’s first lead came on Wed, Nov 11, 2026, so 2026-W46, with which this week is compared, was no whole week.',
  ]);
  expect(notes('2026-11-09T17:00:00.000Z')).toEqual([]);
  expect(notes('2026-11-11T17:00:00.000Z', { isOver: false })).toHaveLength(1);
  expect(notes('2026-03-11T17:00:00.000Z', { before: of.before })).toEqual([]);
});

test('segments are named by their bounds or options, what was not said by that, and a page without any is told how', () => {
  const of = weeks['a usual week']!;
  const said = (segments: Segments | undefined, keys: (string | null)[]) => {
    const {
      digest: { segments: _, ...digest },
      ...page
    } = reportPlaybook;
    const playbook = { ...page, digest: { ...digest, ...(segments && { segments }) } };
    const segment = keys.map((key) => ({ key, figures: of.all }));
    const { tables, missing } = reportView(told({ ...of, by: { ...of.by, segment } }, { playbook }));
    const table = tables.find(({ dimension }) => dimension === 'segment');
    return [
      table?.title,
      table?.rows.map(({ name }) => name),
      missing.some((each) => each.includes('digest.segments')),
    ];
  };
  const size = { field: 'size', bounds: [50, 51, 2_500] };
  const bands = ['2,500 and more', '51–2,499', '50', 'under 50', 'not said'];
  expect(said(size, [null, '0', '3', '2', '1'])).toEqual(['By segment: Company size', bands, false]);
  const options = ['shares', null, 'was_once'];
  const choice = ['By segment: Decision', ['Decides with others', 'not said', 'was_once'], false];
  expect(said({ field: 'authority' }, options)).toEqual(choice);
  expect(said(undefined, [])).toEqual([undefined, undefined, true]);
  expect(reportCsv(told(of))).toMatch(/^2026-W47,segment,50–249,\d+,/m);
});

test('what the chart shows stands in words too, with and without the chart', () => {
  const of = told(weeks['a usual week']!);
  const chart = JSON.stringify(digestMessage(of, { links, chart: true }).blocks);
  const plain = digestMessage(of, { links, chart: false });
  expect(chart).toContain('data_visualization');
  expect(JSON.stringify(plain.blocks)).not.toContain('data_visualization');
  for (const stage of ['conversations', 'qualified', 'offered', 'accepted', 'booked', 'met'] as const) {
    expect(plain.text).toContain(` ${of.report.all[stage]} (`);
  }
  expect(problems(pictureMessage({ week: '2026-W47', file: 'F0123', alt: 'x'.repeat(5_000) }))).toEqual([]);
});

test('who may not read a week is told who may', () => {
  const about = { playbook: reportPlaybook, now };
  const said = (why: Parameters<typeof answerMessage>[0]) => answerMessage(why, about).text;
  expect(said({ kind: 'no-week', why: { kind: 'not-yours', team: 'us' } })).toContain('United States');
  expect(said({ kind: 'no-week', why: { kind: 'unclear', text: '<!channel>' } })).not.toContain('<!');
  expect(said({ kind: 'no-week', why: { kind: 'ahead' } })).toContain('not begun');
});

const count = fc.oneof(fc.nat(5), fc.nat(10_000_000));
const name = fc.oneof(fc.constant('<!channel> *x* `y` &amp; :tada:'), fc.string({ unit: 'binary', maxLength: 400 }));
const figures: fc.Arbitrary<Figures> = fc
  .record({ n: count, k: count, ms: fc.option(count), reasons: fc.dictionary(name, count, { maxKeys: 25 }) })
  .map(({ n, k, ms, reasons }) => {
    const spell = { of: ms === null ? 0 : n + 1, medianMs: ms, p90Ms: ms === null ? null : ms * 3 };
    const none = figuresOf([]);
    const all = Object.fromEntries(Object.keys(none).map((key, i) => [key, i % 2 === 0 ? n : k]));
    return { ...none, ...all, toClaim: spell, toTouch: spell, reasons, money: reasons } as Figures;
  });
const groups = fc.array(fc.record({ key: fc.option(name), figures }), { maxLength: 30 });

test('Slack takes it, whatever was counted and whatever things are called', () => {
  const base = weeks['a usual week']!;
  fc.assert(
    fc.property(figures, groups, fc.dictionary(name, count, { maxKeys: 15 }), (all, of, reasons) => {
      const by = {
        team: of,
        rep: of,
        channel: of,
        lane: of.slice(0, 2),
        source: of.slice(0, 2),
        segment: of,
        page: of,
        band: [],
      };
      const before = base.before.map((week) => ({ ...week, all }));
      const report = { ...base, all, by, before, claims: { made: all.offered, refused: all.missed, reasons } };
      const drawn = told(report, { names: new Map(of.map(({ key }) => [key ?? '', key ?? ''])) });
      for (const message of [
        digestMessage(drawn, { links, chart: true }),
        digestMessage(drawn, { links: null, chart: false }),
        digestDetails(drawn, null),
        statsMessage(drawn, links),
        weekMessage({ name: 'x', figures: all, before: all }),
      ]) {
        expect(problems(message)).toEqual([]);
      }
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
