// The report as a table for a spreadsheet: bare numbers, one row for each group and each week before. Names come from outside,
// so none may ever be read as a formula.
import { counts, decidedOf, dimensions, type Figures } from './report.ts';
import { nameOfGroup, type Told } from './report-view.ts';

const header = [
  'week',
  'by',
  'group',
  ...counts,
  'accept_rate',
  'claim_median_s',
  'claim_p90_s',
  'touch_median_s',
  'touch_p90_s',
  'claims_made',
  'claims_refused',
];

export function reportCsv(told: Told): string {
  const { report } = told;
  const claims = (of: { made: number; refused: number }) => [String(of.made), String(of.refused)];
  const rows = [
    [report.name, 'all', '', ...figures(report.all), ...claims(report.claims)],
    ...report.before.map((week) => [week.name, 'all', '', ...figures(week.all), ...claims(week.claims)]),
    ...dimensions.flatMap((dimension) =>
      report.by[dimension].map((group) => [
        report.name,
        dimension,
        nameOfGroup(dimension, group, told),
        ...figures(group.figures),
        '',
        '',
      ]),
    ),
    ...Object.entries(report.all.reasons).map(([reason, times]) => reasonRow(report.name, reason, times)),
  ];
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function figures(of: Figures): string[] {
  const decided = decidedOf(of);
  const seconds = (ms: number | null) => (ms === null ? '' : String(Math.round(ms / 1_000)));
  return [
    ...counts.map((count) => String(of[count])),
    decided === 0 ? '' : (of.accepted / decided).toFixed(4),
    seconds(of.toClaim.medianMs),
    seconds(of.toClaim.p90Ms),
    seconds(of.toTouch.medianMs),
    seconds(of.toTouch.p90Ms),
  ];
}

/** How often, under what is counted by it. */
function reasonRow(week: string, reason: string, times: number): string[] {
  const cells = header.map((name) => (name === 'rejected' ? String(times) : ''));
  return [week, 'reason', reason, ...cells.slice(3)];
}

/**
 * Spreadsheets run what begins with one of these signs, wide ones and after spaces too; after an apostrophe it is text. Where
 * numbers have commas, they part cells at semicolons, whatever is in quotes.
 */
function cell(text: string): string {
  const safe = text.replace(/(^|;)(?=[\t\r\n]|\s*[=+\-@＝＋－＠])/g, "$1'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
