// A week as people read it, drawn nowhere yet: Slack, the page and the picture take the same sentences and the same rows.
import type { Amnesia } from './amnesia.ts';
import { barSince } from './bar-since.ts';
import type { Curation } from './curation.ts';
import type { DealHistory } from './deal-history.ts';
import { type ExperimentResult, experimentLine } from './experiment-result.ts';
import { middleOf } from './intervals.ts';
import { teaches } from './label.ts';
import type { Playbook } from './playbook.ts';
import { sdrChannels } from './playbook-digest.ts';
import {
  bandWidth,
  counts,
  type Dimension,
  decidedOf,
  dimensions,
  type Figures,
  type Group,
  otherPages,
  type Report,
  type WeekFigures,
} from './report.ts';
import { dealWords } from './report-deal-words.ts';
import { type DealsView, dealsView } from './report-deals.ts';
import { reportNext } from './report-next.ts';
import { duration, few, noArms, noDeals, noSdrs, noVisitors, rate, reportWords as words } from './report-words.ts';
import { hasBands, segmentName, segmentsTitle } from './segments.ts';
import type { TeamBar } from './team-bar.ts';
import { widgetChannel } from './widget-shown.ts';

/** `names`: of reps, by their Slack ids, as far as anybody knows them. */
export type Told = {
  report: Report;
  /** When it was read: a week that is over stays as it is, and its bars do not. */
  readAt: string;
  bars: readonly TeamBar[];
  names: ReadonlyMap<string, string>;
  playbook: Playbook;
  amnesia: Amnesia;
  /** Of the reviewers of this week; null: of one team, which they are not told apart by. */
  curation: Curation | null;
  /** As they stand now; none are told of one team, which visitors are not drawn for. */
  experiments: readonly ExperimentResult[];
  deals: DealHistory;
  /** How often the widget was shown in this week, to people who had not used it, and opened; null: there is none, or it is of one team. */
  widget: { seen: number; opened: number } | null;
};

export type Stage = { name: string; now: number; last: number | null; middle: number | null };
export type Row = { name: string; cells: string[] };
export type Table = { dimension: Dimension; title: string; rows: Row[]; more: number };

export type ReportView = {
  title: string;
  span: string;
  /** What has to be known before the numbers are read. */
  notes: string[];
  lines: string[];
  next: string[];
  funnelTitle: string;
  stages: Stage[];
  /** Null: nobody tells Baton what becomes of leads. */
  deals: (DealsView & { title: string }) | null;
  reasons: string[];
  refusals: string[];
  barTitle: string;
  bars: { title: string; why: string }[];
  columns: string[];
  all: Row;
  tables: Table[];
  missing: readonly string[];
};

const mostRows = 12;
const dayMs = 24 * 3_600_000;
const stages = ['conversations', 'qualified', 'offered', 'accepted', 'booked', 'met', 'opportunity', 'won'] as const;
const columns = [
  'conversations',
  'offered',
  'accepted',
  'rejected',
  'nurtured',
  'rate',
  'toClaim',
  'booked',
  'met',
  'missed',
  'opportunity',
  'won',
] as const;
/** Told as soon as there is a CRM, or somebody has said what became of a lead. */
const ofDeals: ReadonlySet<string> = new Set(['opportunity', 'won']);

export function reportView(told: Told): ReportView {
  const { report, bars, playbook } = told;
  const team = report.team === null ? '' : words.ofTeam(nameOfTeam(playbook, report.team));
  const isTold = (name: string) => hasDeals(told) || !ofDeals.has(name);
  // A week that still runs stands beside no whole one.
  const before = report.isOver ? report.before : [];
  return {
    title: `${words.title(report.name)}${team}`,
    span: words.span(report.from, report.until, report.zone),
    notes: notes(report),
    lines: lines(told, before),
    next: nextOf(report, playbook),
    funnelTitle: isTold('won') ? words.funnelToDeal : words.funnelTitle,
    stages: stages.filter(isTold).map((name) => ({
      name: words.stages[name],
      now: report.all[name],
      ...earlier(before, (of) => of[name]),
    })),
    reasons: reasons(report.all, playbook),
    refusals: Object.entries(report.claims.reasons).map(([reason, times]) =>
      words.reason(words.refusals[reason] ?? reason, times, report.claims.refused),
    ),
    barTitle: words.barTitle(told.readAt, report.zone),
    bars: bars
      .filter((bar) => report.team === null || bar.team === report.team)
      .map((bar) => ({
        title: words.bar(nameOfTeam(playbook, bar.team), bar.state.bar),
        why: [barSince(bar), bar.change?.sentence ?? words.noBar].filter((each) => each !== null).join(' '),
      })),
    deals: dealsOf(told),
    columns: columns.filter(isTold).map((column) => words.columns[column]),
    all: { name: words.all, cells: cellsOf(report.all, { isTold }) },
    tables: dimensions.flatMap((dimension) => tableOf(dimension, { told, isTold })),
    missing: missingOf(told),
  };
}

const hasDeals = ({ deals, playbook }: Told) => deals.hasDeals || playbook.crmName !== null;

function missingOf(told: Told): string[] {
  const { playbook } = told;
  const isHere: Record<string, boolean> = {
    [noVisitors]: playbook.widget !== undefined,
    [noArms]: playbook.experiments.length > 0,
    [noDeals]: hasDeals(told),
    [noSdrs]: sdrChannels(playbook) !== null,
  };
  return [
    ...(playbook.lanes.form.length === 0 ? [words.noLanes] : []),
    ...(playbook.digest.segments === undefined ? [words.noSegments] : []),
    ...words.missing.filter((each) => isHere[each] !== true),
  ];
}

function dealsOf(told: Told): ReportView['deals'] {
  const { deals, playbook, readAt } = told;
  if (!hasDeals(told)) return null;
  const nameOfBand = (band: number) => nameOfGroup('band', { key: String(band) }, told);
  const view = dealsView(deals, { nameOfBand, isApart: sdrChannels(playbook) !== null });
  return { ...view, title: dealWords.title(readAt, playbook.zone) };
}

const isEmpty = (all: Figures) => counts.every((count) => all[count] === 0) && all.toTouch.of === 0;

function notes({ isOver, before, all, begunAt, zone }: Report): string[] {
  const first = before.at(-1);
  const isWhole = first === undefined || begunAt === null || Date.parse(begunAt) - Date.parse(first.from) < dayMs;
  return [
    ...(isOver ? [] : [words.soFar]),
    ...(isOver && before.length === 0 ? [words.first] : []),
    ...(isOver && !isWhole ? [words.partial(first.name, begunAt, zone)] : []),
    ...(isEmpty(all) ? [words.nothing] : []),
  ];
}

type Before = readonly WeekFigures[];

/** The middle of one or two weeks would be nothing usual. */
function earlier(before: Before, of: (figures: Figures) => number): { last: number | null; middle: number | null } {
  const all = before.map((week) => of(week.all));
  return { last: all[0] ?? null, middle: all.length < 3 ? null : middleOf(all) };
}

function lines(told: Told, before: Before): string[] {
  const { report, playbook, amnesia, curation, experiments } = told;
  const deals = dealsOf(told);
  const { all, claims } = report;
  const { headline } = words;
  if (isEmpty(all)) return widgetLine(told);
  const last = before[0]?.all ?? null;
  const decided = decidedOf(all);
  const rates = before.flatMap((week) => (decidedOf(week.all) < few ? [] : [week.all.accepted / decidedOf(week.all)]));
  const lastRate = last && { accepted: last.accepted, decided: decidedOf(last) };
  const begun = earlier(before, (of) => of.conversations);
  const rateBefore = decided < few ? '' : headline.rateBefore(lastRate, rates.length < 3 ? null : middleOf(rates));
  return [
    ...widgetLine(told),
    headline.conversations(all.conversations, begun.last, begun.middle),
    headline.offered(all.offered, all.qualified, last?.offered ?? null),
    `${headline.accepted(all.accepted, decided)}${rateBefore}`,
    headline.toClaim(all.toClaim, last?.toClaim ?? null),
    headline.toTouch(all.toTouch, last?.toTouch ?? null),
    headline.meetings(all.booked, all.met, all.missed, all.cancelled),
    ...(deals === null ? [] : [dealWords.week(all, last), deals.forecast]),
    headline.lost(all['cql-lost'], all['cql-regained'], last?.['cql-lost'] ?? null),
    headline.atRisk(playbook.customers === undefined ? null : all['at-risk']),
    headline.claims(claims.refused, claims.made),
    headline.amnesia(amnesia),
    ...(curation === null || curation.tasks === 0 ? [] : [headline.curation(curation)]),
    ...experiments.filter(({ isRunning }) => isRunning).map(experimentLine),
  ];
}

function widgetLine({ report, widget }: Told): string[] {
  if (widget === null) return [];
  const wrote = report.by.channel.find(({ key }) => key === widgetChannel)?.figures;
  const { conversations = 0, qualified = 0 } = wrote ?? {};
  return [words.headline.widget(widget, { wrote: conversations, qualified })];
}

/** While the week runs, what is open may still be answered. */
function nextOf(report: Report, playbook: Playbook): string[] {
  if (!report.isOver || isEmpty(report.all)) return [];
  const reasonOf = (id: string) => ({ label: labelOf(playbook, id), isRouting: teaches(playbook, id) === 'routing' });
  const next = reportNext(report, reasonOf);
  return next.length === 0 ? [words.next.nothing] : next;
}

function reasons({ reasons: counted, rejected }: Figures, playbook: Playbook): string[] {
  return Object.entries(counted).map(([id, times]) => words.reason(labelOf(playbook, id), times, rejected));
}

/** A rep has nothing to do with a lead before they claim it. */
function cellsOf(
  figures: Figures,
  { isTold, dimension }: { isTold: (column: string) => boolean; dimension?: Dimension },
): string[] {
  return columns.filter(isTold).map((column) => {
    if (dimension === 'rep' && (column === 'conversations' || column === 'offered')) return '–';
    if (column === 'rate') return decidedOf(figures) === 0 ? '–' : rate(figures.accepted, decidedOf(figures));
    if (column !== 'toClaim') return String(figures[column]);
    return figures.toClaim.medianMs === null ? '–' : duration(figures.toClaim.medianMs);
  });
}

/** One group alone says what all say. */
function tableOf(dimension: Dimension, { told, isTold }: { told: Told; isTold: (column: string) => boolean }): Table[] {
  const groups = told.report.by[dimension];
  if (groups.length === 0 || (dimension === 'team' && told.report.team !== null)) return [];
  const isScale = dimension === 'band' || (dimension === 'segment' && hasBands(told.playbook));
  const order = isScale ? groups.toSorted((a, b) => Number(b.key ?? -1) - Number(a.key ?? -1)) : groups;
  const rows = order.slice(0, mostRows).map((group) => ({
    name: nameOfGroup(dimension, group, told),
    cells: cellsOf(group.figures, { isTold, dimension }),
  }));
  const title = dimension === 'segment' ? segmentsTitle(told.playbook) : words.tableTitles[dimension];
  return [{ dimension, title, rows, more: groups.length - rows.length }];
}

export function nameOfGroup(
  dimension: Dimension,
  { key }: Pick<Group, 'key'>,
  { playbook, names }: Omit<Told, 'report' | 'readAt' | 'bars'>,
): string {
  if (dimension === 'segment') return segmentName(key, playbook);
  if (key === null) return words.unknown;
  switch (dimension) {
    case 'team':
      return nameOfTeam(playbook, key);
    case 'rep':
      return nameOfRep(key, { playbook, names });
    case 'page':
      return key === otherPages ? words.otherPages : key;
    case 'band':
      return words.band(Number(key), Number(key) + bandWidth - (key === String(100 - bandWidth) ? 0 : 1));
    case 'lane':
      return words.lanes[key] ?? key;
    case 'source':
      return words.sources[key] ?? key;
    case 'channel':
      return words.channels[key] ?? key;
  }
}

/** Whoever claims from the channel of a team that lists nobody belongs there. */
function nameOfRep(id: string, { playbook, names }: Pick<Told, 'playbook' | 'names'>): string {
  const rep = playbook.teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === id);
  const name = rep?.name ?? names.get(id) ?? id;
  return rep !== undefined || playbook.teams.some(({ reps }) => reps.length === 0) ? name : words.unlisted(name);
}

function nameOfTeam({ teams }: Playbook, id: string): string {
  return teams.find((team) => team.id === id)?.name ?? id;
}

/** Without an id: its person was erased, and the reason with them. */
function labelOf({ rejectReasons }: Playbook, id: string): string {
  if (id === '') return words.unknown;
  return rejectReasons.find((reason) => reason.id === id)?.label ?? id;
}
