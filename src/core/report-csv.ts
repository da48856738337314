// The report as a table for a spreadsheet: bare numbers, one row for each group and each week before. Names come from outside,
// so none may ever be read as a formula.
import { csvLine } from './csv.ts';
import { counts, decidedOf, dimensions, type Figures, type WeekFigures } from './report.ts';
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
  'won_money',
  'expected',
  'low',
  'high',
];

export function reportCsv(told: Told): string {
  const { report } = told;
  const claims = (of: { made: number; refused: number }) => [String(of.made), String(of.refused)];
  const whole = ({ name, all, claims: of }: WeekFigures) => [
    name,
    'all',
    '',
    ...figures(all),
    ...claims(of),
    money(all),
  ];
  const rows = [
    ...[report, ...report.before].map(whole),
    ...dimensions.flatMap((dimension) =>
      report.by[dimension].map((group) => [
        report.name,
        dimension,
        nameOfGroup(dimension, group, told),
        ...figures(group.figures),
        '',
        '',
        money(group.figures),
      ]),
    ),
    ...Object.entries(report.all.reasons).map(([reason, times]) =>
      rowOf(report.name, ['reason', reason], { rejected: String(times) }),
    ),
    ...forecastRows(told),
  ];
  return [header, ...rows].map((row) => csvLine(header.map((_, i) => row[i] ?? ''))).join('');
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

const units = (cents: number) => (cents / 100).toFixed(2);
const money = (of: Figures) =>
  Object.entries(of.money)
    .map(([currency, cents]) => `${currency || 'unknown'} ${units(cents)}`)
    .join(', ');

/** As things stand when it is read: of deals won, and of the money of each currency. */
function forecastRows({ report: { name }, deals: { forecast } }: Told): string[][] {
  if (forecast.kind !== 'forecast') return [];
  const { expected, low, high } = forecast;
  return [
    rowOf(name, ['forecast', 'deals won'], { expected: expected.toFixed(2), low: String(low), high: String(high) }),
    ...forecast.money.map((of) =>
      rowOf(name, ['forecast', of.currency || 'unknown'], {
        expected: units(of.expected),
        low: units(of.low),
        high: units(of.high),
      }),
    ),
  ];
}

/** What is told under the columns that it is counted by. */
function rowOf(week: string, [by, group]: readonly [string, string], told: Readonly<Record<string, string>>): string[] {
  return [week, by, group, ...header.slice(3).map((name) => told[name] ?? '')];
}
