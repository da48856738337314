// The weekly digest: one calm message with the numbers and what they ask for, and one in its thread with everything else. What
// the chart shows stands below it in words too, so that nothing is lost without colours, without a chart or without eyes.
import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { type ReportView, reportView, type Stage, type Table, type Told } from '../../core/report-view.ts';
import { reportWords } from '../../core/report-words.ts';
import { actionIds } from './actions.ts';
import { barButtons, nameOfTeam } from './bar-parts.ts';
import { digestWords as words } from './digest-words.ts';
import { heading, line, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { clipEscaped, literal } from './mrkdwn.ts';
import { blocks, type Message, message, type Part, type Piece, plain } from './parts.ts';

/** Where the report is opened and exported; null: Baton has no address or no key. */
export type ReportLinks = { page: string; csv: string } | null;

type Posted<Type extends string> = Message & { metadata: { event_type: Type; event_payload: Record<string, string> } };

/** `chart`: false where Slack has refused it. */
export function digestMessage(
  told: Told,
  { links, chart }: { links: ReportLinks; chart: boolean },
): Posted<'baton_digest' | 'baton_team_digest'> {
  const drawn = digest(told, { links, chart });
  const { name: week, team } = told.report;
  // One channel may read both, and neither is taken for the other.
  const metadata =
    team === null
      ? ({ event_type: 'baton_digest', event_payload: { week } } as const)
      : ({ event_type: 'baton_team_digest', event_payload: { week, team } } as const);
  return { ...drawn, metadata };
}

/** The same for whoever asked for it, with all details. Slack has no charts where only one person reads. */
export function statsMessage(told: Told, links: ReportLinks): Message {
  const head = digest(told, { links, chart: false });
  const more = details(reportView(told), links);
  const text = clipEscaped(`${head.text}\n${more.text}`, slackLimits.fallback);
  return { text, blocks: [...head.blocks, ...more.blocks] };
}

function digest(told: Told, { links, chart }: { links: ReportLinks; chart: boolean }): Message {
  const view = reportView(told);
  const head: Part[] = [
    { kind: 'header', text: view.title },
    { kind: 'small', lines: [view.span] },
    ...view.notes.map((note) => line(note)),
    bullets(view.lines),
    ...(view.next.length === 0 ? [] : [heading(reportWords.nextTitle), bullets(view.next)]),
  ];
  const said: Part[] = [{ kind: 'small', lines: [stagesSaid(view.stages)] }];
  return {
    text: message([...head, ...said]).text,
    blocks: [
      ...blocks(head),
      ...(chart ? [funnelChart(view)] : [...blocks([heading(view.funnelTitle)])]),
      ...blocks(said),
      ...buttonRow(told, links),
    ],
  };
}

/** A message has fifty blocks; /baton bar has the others. */
const mostAsked = 8;

/** With what a manager can answer: whoever else presses reads who may. */
export function digestDetails(told: Told, links: ReportLinks): Posted<'baton_digest_details'> {
  const { text, blocks: drawn } = details(reportView(told), links);
  const { team: of } = told.report;
  const open = told.bars
    .filter(({ team, proposal }) => proposal !== null && (of === null || of === team))
    .slice(0, mostAsked);
  const asked = open.flatMap((bar) => {
    return [...blocks([heading(words.approve(nameOfTeam(bar.team, told), bar.proposal ?? 0))]), barButtons(bar)];
  });
  return {
    text,
    blocks: [...drawn, ...asked],
    metadata: { event_type: 'baton_digest_details', event_payload: { week: told.report.name } },
  };
}

function details(view: ReportView, links: ReportLinks): Message {
  const reasons = view.reasons.length === 0 ? [reportWords.noReasons] : view.reasons;
  const refusals = view.refusals.length === 0 ? [reportWords.noRefusals] : view.refusals;
  const parts: Part[] = [
    ...(view.deals === null ? [] : [heading(view.deals.title), bullets([view.deals.forecast, ...view.deals.lines])]),
    heading(reportWords.reasonsTitle),
    bullets(reasons),
    heading(reportWords.refusalsTitle),
    bullets(refusals),
    ...(view.bars.length === 0 ? [] : [heading(view.barTitle)]),
    ...view.bars.slice(0, glance.teamsInPlaybook).map(({ title, why }) => line({ bold: cut(title) }, `. ${cut(why)}`)),
    ...(view.tables.length === 0 ? [] : [heading(words.details)]),
  ];
  const end: Part[] = [
    { kind: 'small', lines: [reportWords.counted, `${reportWords.notMeasured} ${view.missing.join('; ')}.`] },
    ...(links === null ? [line(words.noLinks)] : []),
  ];
  return {
    text: message([...parts, ...view.tables.flatMap((table) => tableParts(table, view)), ...end]).text,
    blocks: [...blocks(parts), ...(view.tables.length === 0 ? [] : [tableBlock(view)]), ...blocks(end)],
  };
}

const cut = (text: string) => oneLine(text, glance.sentence);
const bullets = (lines: readonly string[]): Part => ({
  kind: 'bullets',
  items: lines.map((each): Piece[] => [cut(each)]),
});

/** A thread is narrow: the page has the other columns, and the rows that are left out here. */
const narrow = { toMeeting: [0, 1, 5, 7, 8], toDeal: [0, 1, 5, 8, 11] };
/** As long as nobody tells Baton of deals, they have no column. */
const shownOf = (columns: readonly string[]) => narrow[columns.length > 11 ? 'toDeal' : 'toMeeting'];
const mostRows = 8;

/** For those who do not see the table: the same of each. */
function tableParts({ title, rows, more }: Table, { columns }: ReportView): Part[] {
  const items = rows.slice(0, mostRows).map(({ name, cells }): Piece[] => {
    const said = shownOf(columns).flatMap((i) =>
      cells[i] === '–' ? [] : [`${columns[i]?.toLowerCase()} ${cells[i]}`],
    );
    return [`${oneLine(name, glance.name)}: ${said.join(', ')}`];
  });
  const left = more + Math.max(0, rows.length - mostRows);
  return [heading(title), { kind: 'bullets', items: [...items, ...(left > 0 ? [[reportWords.moreRows(left)]] : [])] }];
}

export function stagesSaid(stages: readonly Stage[]): string {
  return stages.map(({ name, now, last, middle }) => reportWords.stage(name, now, last, middle)).join(' · ');
}

const most = { cell: 60, tableCharacters: 9_000 };

/** Slack takes one table a message, of so many characters in all. */
function tableBlock({ columns, all, tables }: ReportView): KnownBlock {
  const shown = shownOf(columns);
  const of = (name: string, cells: readonly string[]) => [name, ...shown.map((i) => cells[i] ?? '')];
  const rows = [
    of('', columns),
    of(all.name, all.cells),
    ...tables.flatMap(({ title, rows: each, more }) => {
      const left = more + Math.max(0, each.length - mostRows);
      return [
        of(title, []),
        ...each.slice(0, mostRows).map(({ name, cells }) => of(name, cells)),
        ...(left > 0 ? [of(reportWords.moreRows(left), [])] : []),
      ];
    }),
  ];
  const fitting: string[][] = [];
  let characters = 0;
  for (const row of rows) {
    const cells = row.map((text) => oneLine(literal(text), most.cell) || ' ');
    characters += cells.join('').length;
    if (characters > most.tableCharacters) break;
    fitting.push(cells);
  }
  const block = {
    type: 'table',
    column_settings: ['left', ...shown.map(() => 'right')].map((align) => ({ align })),
    rows: fitting.map((cells) => cells.map((text) => ({ type: 'raw_text', text }))),
  };
  return block as unknown as KnownBlock;
}

/** Slack's own chart, which its published types do not know yet. */
function funnelChart({ stages, funnelTitle }: ReportView): KnownBlock {
  const { now, last, middle } = reportWords.series;
  const series = (name: string, value: (stage: Stage) => number | null) => ({
    name,
    data: stages.map((stage) => ({ label: stage.name, value: value(stage) ?? 0 })),
  });
  const has = (of: 'last' | 'middle') => stages.some((stage) => stage[of] !== null);
  const block = {
    type: 'data_visualization',
    title: funnelTitle,
    chart: {
      type: 'bar',
      series: [
        series(now, (stage) => stage.now),
        ...(has('last') ? [series(last, (stage) => stage.last)] : []),
        ...(has('middle') ? [series(middle, (stage) => stage.middle)] : []),
      ],
      axis_config: { categories: stages.map(({ name }) => name) },
    },
  };
  return block as unknown as KnownBlock;
}

/** Reviewers are not told apart by teams. */
function buttonRow({ report, playbook }: Told, links: ReportLinks): ActionsBlock[] {
  const button = (id: string, label: string, does: { url: string } | { value: string }): Button => ({
    type: 'button',
    action_id: id,
    text: plain(label, slackLimits.buttonText),
    ...does,
  });
  const elements = [
    ...(links === null
      ? []
      : [
          button(actionIds.openReport, words.open, { url: links.page }),
          button(actionIds.exportReport, words.export, { url: links.csv }),
        ]),
    ...(playbook.review === undefined || report.team !== null
      ? []
      : [button(actionIds.nextReview, words.review, { value: report.name })]),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** `file`: Slack's id of the picture. */
export function pictureMessage({
  week,
  file,
  alt,
}: {
  week: string;
  file: string;
  alt: string;
}): Posted<'baton_chart'> {
  const image = { type: 'image', slack_file: { id: file }, alt_text: oneLine(literal(alt), 1_900) } as const;
  const { text } = message([line(words.picture, '. ', alt)]);
  return { text, blocks: [image], metadata: { event_type: 'baton_chart', event_payload: { week } } };
}
