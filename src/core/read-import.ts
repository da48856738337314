// Reads a file of past leads, row by row. Every row that cannot be taken as it is becomes a sentence with its line and its
// remedy; nothing is guessed, and a row that is wrong is never half a lead.
import { DateTime } from 'luxon';
import { readCsv } from './csv.ts';
import { dealStates } from './deal.ts';
import { type Imported, type ImportRow, importOutcomes } from './imported.ts';
import { answerPoints, type GivenAnswer, readGiven } from './imported-score.ts';
import type { Reason } from './lead.ts';
import type { Playbook } from './playbook.ts';

/** Beside these, fields of the playbook by their ids. */
export const importColumnNames = [
  'when',
  'id',
  'email',
  'score',
  'outcome',
  'reason',
  'meeting',
  'deal',
  'amount',
  'currency',
  'team',
  'source',
] as const;
type Name = (typeof importColumnNames)[number];

export type ImportProblem = { line: number; problem: string };
/** `ignored`: columns that mean nothing here. */
export type ReadImport = { rows: ImportRow[]; problems: ImportProblem[]; ignored: string[] };
type About = { format: 'csv' | 'jsonl'; playbook: Playbook; now: string };
/** Cells by the names of their columns, in lower case. */
type Given = { line: number; cells: Readonly<Record<string, string>> };

export function readImport(text: string, about: About): ReadImport {
  const { given, problems } = about.format === 'csv' ? givenInTable(text) : givenInLines(text);
  const { fields } = about.playbook;
  const known = new Set<string>([...importColumnNames, ...fields.map(({ id }) => id)]);
  const named = new Set(given.flatMap(({ cells }) => Object.keys(cells)));
  const seen = new Map<string, number>();
  const rows: ImportRow[] = [];
  for (const row of given) {
    const read = readRow(row, about);
    const before = typeof read === 'string' ? undefined : seen.get(read.key);
    if (typeof read === 'string') problems.push({ line: row.line, problem: read });
    else if (before !== undefined) {
      problems.push({
        line: row.line,
        problem: `This is the lead of line ${before} again: keep one, or give each an id.`,
      });
    } else {
      seen.set(read.key, row.line);
      rows.push(read);
    }
  }
  problems.sort((a, b) => a.line - b.line);
  return { rows, problems, ignored: [...named].filter((name) => !known.has(name)) };
}

type AllGiven = { given: Given[]; problems: ImportProblem[] };

function givenInTable(text: string): AllGiven {
  const { rows, unclosed } = readCsv(text);
  const [header, ...body] = rows;
  const names = header?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const problems: ImportProblem[] =
    unclosed === null
      ? []
      : [{ line: unclosed, problem: 'A cell begins with a quote that is not closed: close it, or write "" inside.' }];
  if (!names.includes('when')) {
    const head = 'The first line names no column "when": begin with a line such as when,email,score,outcome.';
    return { given: [], problems: [{ line: header?.line ?? 1, problem: head }] };
  }
  const given = body.flatMap(({ line, cells }): Given[] => {
    if (cells.slice(names.length).some((cell) => cell !== '')) {
      problems.push({
        line,
        problem: `There are ${cells.length} cells under ${names.length} columns: quote a cell that has a separator in it.`,
      });
      return [];
    }
    return [
      { line, cells: Object.fromEntries(names.flatMap((name, at) => (name === '' ? [] : [[name, cells[at] ?? '']]))) },
    ];
  });
  return { given, problems };
}

function givenInLines(text: string): AllGiven {
  const problems: ImportProblem[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const given = lines.flatMap((text, index): Given[] => {
    if (text.trim() === '') return [];
    const cells = cellsOf(text);
    if (cells !== null) return [{ line: index + 1, cells }];
    problems.push({
      line: index + 1,
      problem: 'This is no JSON object of plain values: write {"when":"2026-01-31","email":"a@b.example"}.',
    });
    return [];
  });
  return { given, problems };
}

function cellsOf(line: string): Record<string, string> | null {
  try {
    const data: unknown = JSON.parse(line);
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
    const cells = Object.entries(data).filter(([, value]) => value !== null);
    if (cells.some(([, value]) => typeof value === 'object')) return null;
    return Object.fromEntries(cells.map(([name, value]) => [name.toLowerCase(), String(value).trim()]));
  } catch {
    return null;
  }
}

/** The row, or what is wrong with it, all of it at once. */
function readRow({ line, cells }: Given, { playbook, now }: About): ImportRow | string {
  const wrong: string[] = [];
  const not = (problem: string): null => {
    wrong.push(problem);
    return null;
  };
  const cell = (name: Name) => cells[name] ?? '';
  const oneOf = <Known extends string>(name: Name, known: readonly Known[]): Known | null => {
    if (cell(name) === '') return null;
    return (
      known.find((each) => each === cell(name).toLowerCase()) ??
      not(`${name} "${cell(name)}" is none of ${known.join(', ')}.`)
    );
  };
  const at = readWhen(cell('when'), { playbook, now }, not);
  const email = cell('email') === '' ? null : readEmail(cell('email'), not);
  const outcome = oneOf('outcome', importOutcomes);
  const facts: Omit<Imported, 'score'> = {
    team: readTeam(cell('team'), playbook, not) ?? '',
    outcome,
    reason: readReason(cell('reason'), { outcome, playbook }, not),
    meeting: oneOf('meeting', ['held', 'no-show']),
    deal: readDeal(oneOf('deal', dealStates), { amount: cell('amount'), currency: cell('currency') }, not),
    source: cell('source') || null,
  };
  if (cell('id') === '' && cell('email') === '')
    not('There is neither an id nor an email: one of them says whose row this is.');
  const answers = at === null ? [] : answersIn(cells, { playbook, at }, not);
  const { score, reasons } = readScore(cell('score'), { answers, email, at: at ?? now, playbook }, not);
  if (wrong.length > 0) return wrong.join(' ');
  const key = cell('id') === '' ? `${email} ${at}` : cell('id');
  return { line, key, at: at ?? now, email, score, reasons, ...facts };
}

type Not = (problem: string) => null;

function readWhen(text: string, { playbook, now }: Pick<About, 'playbook' | 'now'>, not: Not): string | null {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? DateTime.fromISO(text.replace(' ', 'T'), { zone: playbook.zone }) : null;
  if (!at?.isValid) return not(`when "${text}" is no date: write 2026-01-31 or 2026-01-31T14:05:00Z.`);
  const iso = new Date(at.toMillis()).toISOString();
  return iso > now ? not(`when "${text}" is still to come: past leads lie in the past.`) : iso;
}

function readEmail(text: string, not: Not): string | null {
  if (/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text)) return text.toLowerCase();
  return not(`email "${text}" is no address.`);
}

function readTeam(text: string, { teams }: Playbook, not: Not): string | null {
  const [only, ...others] = teams;
  const known = teams.map(({ id }) => id).join(', ');
  if (text === '' && only !== undefined && others.length === 0) return only.id;
  if (text === '') return not(`There is no team, and the playbook has several: give one of ${known}.`);
  const team = teams.find(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase());
  return team?.id ?? not(`team "${text}" is not in the playbook: give one of ${known}.`);
}

function readReason(
  text: string,
  { outcome, playbook: { rejectReasons } }: { outcome: Imported['outcome']; playbook: Playbook },
  not: Not,
): string | null {
  if (text === '') return null;
  if (outcome !== 'rejected') return not(`A reason stands only beside the outcome rejected: remove "${text}".`);
  const reason = rejectReasons.find(({ id, label }) => id === text || label.toLowerCase() === text.toLowerCase());
  const known = rejectReasons.map(({ id }) => id).join(', ');
  return reason?.id ?? not(`reason "${text}" is not in the playbook: give one of ${known}, or none.`);
}

function readDeal(
  state: NonNullable<Imported['deal']>['state'] | null,
  { amount, currency }: { amount: string; currency: string },
  not: Not,
): Imported['deal'] {
  if (state === null)
    return amount === '' && currency === '' ? null : not('An amount needs a deal: open, won or lost.');
  if (amount !== '' && !/^\d{1,12}(\.\d{1,2})?$/.test(amount)) {
    return not(`amount "${amount}" is no plain number: write 18000 or 18000.50.`);
  }
  if (currency !== '' && !/^[A-Za-z]{3}$/.test(currency))
    return not(`currency "${currency}" is none: write EUR or USD.`);
  if (amount !== '' && currency === '') return not('An amount needs its currency, such as EUR.');
  const amountCents = amount === '' ? null : Math.round(Number(amount) * 100);
  return { state, amountCents, currency: currency === '' ? null : currency.toUpperCase() };
}

/** A column such as email stands for itself, also where the page has a field of that name. */
function answersIn(
  cells: Given['cells'],
  { playbook, at }: { playbook: Playbook; at: string },
  not: Not,
): GivenAnswer[] {
  const own: readonly string[] = importColumnNames;
  return playbook.fields.flatMap((field): GivenAnswer[] => {
    const text = own.includes(field.id) ? '' : (cells[field.id] ?? '');
    if (text === '') return [];
    const value = readGiven(field, text, { playbook, at });
    if (value !== undefined) return [{ field: field.id, value }];
    const options = field.options.map(({ id }) => id).join(', ');
    not(`${field.id} "${text}" is no ${field.kind}${options === '' ? '' : `: give one of ${options}`}.`);
    return [];
  });
}

type Scored = { answers: readonly GivenAnswer[]; email: string | null; at: string; playbook: Playbook };

function readScore(text: string, given: Scored, not: Not): { score: number | null; reasons: Reason[] } {
  if (text === '') return given.answers.length === 0 ? { score: null, reasons: [] } : answerPoints(given);
  const score = Math.round(Number(text));
  if (!(score >= 0 && score <= 100)) not(`score "${text}" is no number from 0 to 100.`);
  return { score, reasons: [{ points: score, because: 'Imported with this score' }] };
}
