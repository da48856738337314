// Reads `week,score,outcome`, a lead a row, in order. A row that cannot be read becomes a report that names its line; an
// outcome that is empty or no verdict is a lead nobody judged.
import type { Scored } from '../../core/bar-posts.ts';
import { readCsv } from '../../core/csv.ts';
import type { BadLine } from './lines.ts';

/** `name` is the week as the file has it; the id is the line. */
export type Row = Scored & { week: number; name: string; accepted: boolean | null };

const columns = ['week', 'score', 'outcome'] as const;
const accepting = new Set(['1', 'true', 'yes', 'y', 'accept', 'accepted', 'claim', 'claimed']);
const rejecting = new Set(['0', 'false', 'no', 'n', 'reject', 'rejected', 'not qualified', 'not_qualified']);
const dayMs = 86_400_000;

export function readRows(text: string): { rows: Row[]; bad: BadLine[] } {
  const rows: Row[] = [];
  const bad: BadLine[] = [];
  const { rows: lines, unclosed } = readCsv(text);
  const [first] = lines;
  const header = first === undefined ? null : headerOf(first.cells);
  for (const { line, cells } of header === null ? lines : lines.slice(1)) {
    const [week = '', score = '', outcome = ''] = (header ?? [0, 1, 2]).map((place) => cells[place] ?? '');
    const read = readRow({ week, score, outcome, after: rows.at(-1) ?? null });
    if (typeof read === 'string') bad.push({ kind: 'bad', line, problem: read });
    else rows.push({ id: String(line), ...read });
  }
  if (unclosed !== null)
    bad.push({ kind: 'bad', line: unclosed, problem: 'A quote is not closed; nothing after it was read.' });
  return { rows, bad };
}

/** Where the columns are, when the first row names them all; others beside them are left alone. */
function headerOf(cells: readonly string[]): readonly number[] | null {
  // The file of an import says when.
  const names = cells.map((cell) => (cell.toLowerCase() === 'when' ? 'week' : cell.toLowerCase()));
  const places = columns.map((column) => names.indexOf(column));
  return places.includes(-1) ? null : places;
}

type Given = { week: string; score: string; outcome: string; after: Row | null };

function readRow({ week: name, score: points, outcome, after }: Given): Omit<Row, 'id'> | string {
  const week = weekOf(name);
  if (week === null) return `"${name}" is no week: give a whole number, 2026-W05 or 2026-01-30.`;
  if (after !== null && week < after.week) return `Week ${name} comes after week ${after.name}: rows stand in order.`;
  const score = points === '' ? Number.NaN : Number(points);
  if (!(score >= 0 && score <= 100)) return `"${points}" is no score from 0 to 100.`;
  const said = outcome.toLowerCase();
  const accepted = accepting.has(said) ? true : rejecting.has(said) ? false : null;
  return { week, name, score, accepted };
}

/** A whole number is itself; an ISO week or a day is counted in weeks from the first Monday of 1970. */
function weekOf(name: string): number | null {
  if (/^\d{1,6}$/.test(name)) return Number(name);
  const [, year, week] = /^(\d{4})-?W(\d{2})$/i.exec(name) ?? [];
  if (year !== undefined && week !== undefined) {
    const inYear = Number(week);
    // The fourth of January is always in week 1.
    return inYear >= 1 && inYear <= 53 ? mondays(Date.UTC(Number(year), 0, 4)) + inYear - 1 : null;
  }
  const [date] = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(name) ?? [];
  const day = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(day) ? null : mondays(day);
}

function mondays(day: number): number {
  // The first of January 1970 was a Thursday.
  return Math.floor((day / dayMs + 3) / 7);
}
