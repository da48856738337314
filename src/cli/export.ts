// npm run export -- [leads|answers|events|outcomes]: what is stored, as a table or as JSON lines, for a spreadsheet or a warehouse.
// Only reads, so that it can be run beside a working Baton. A file bears its name only once it is whole.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { readConfig } from '../config.ts';
import { csvLine } from '../core/csv.ts';
import {
  answerColumns,
  answersOf,
  type Cell,
  type Column,
  type Exported,
  type ExportKind,
  eventColumns,
  exportKinds,
  fieldColumns,
  hasOutcome,
  importColumns,
  leadColumns,
} from '../core/export.ts';
import { leadStates } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import { ConfigError } from '../errors.ts';
import { createLog } from '../log.ts';
import { type Reader, readSnapshot } from '../store/db.ts';
import { type ExportFilter, eventsToExport, leadsToExport } from '../store/export.ts';
import { readPlaybook } from '../store/read-playbook.ts';

const usage = `Usage: npm run -s export -- [leads|answers|events|outcomes] [--format csv|jsonl] [--since 2026-01-01]
       [--until 2026-03-31] [--state claimed] [--team sales] [--out FILE]`;
const formats = ['csv', 'jsonl'] as const;
const options = {
  format: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  state: { type: 'string' },
  team: { type: 'string' },
  out: { type: 'string' },
} as const;

type Wish = { kind: ExportKind; format: (typeof formats)[number]; filter: ExportFilter; out: string | undefined };

try {
  const given = readArgs();
  const config = readConfig();
  const { playbook } = await readPlaybook(config.playbook);
  const wish = readWish(given, playbook);
  const about = { url: config.databaseUrl, log: createLog('warn') };
  const rows = await readSnapshot(about, (reader) => write(linesOf(reader, playbook, wish), wish.out));
  console.error(`${rows} ${rows === 1 ? 'row' : 'rows'} of ${wish.kind}${wish.out ? ` in ${wish.out}` : ''}.`);
} catch (error) {
  // Whoever reads along has read enough.
  if (Object(error).code === 'EPIPE') process.exitCode = 0;
  else if (error instanceof ConfigError) {
    console.error(error.problems.join('\n'));
    process.exitCode = 2;
  } else throw error;
}

function readArgs() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error), usage]);
  }
}

/** Every fault of the command at once. */
function readWish({ positionals, values }: ReturnType<typeof readArgs>, { zone, teams }: Playbook): Wish {
  const problems: string[] = [];
  const oneOf = <Known extends string>(known: readonly Known[], what: string, given: string): Known | undefined => {
    const found = known.find((each) => each === given);
    if (found === undefined) problems.push(`There is no ${what} "${given}": use one of ${known.join(', ')}.`);
    return found;
  };
  const day = (what: 'since' | 'until', after: number) => {
    const given = values[what];
    if (given === undefined) return undefined;
    const at = DateTime.fromISO(given, { zone });
    if (!at.isValid) problems.push(`--${what} "${given}" is no date: write it like 2026-01-31.`);
    return (
      at
        .plus({ days: /T/.test(given) ? 0 : after })
        .toUTC()
        .toISO() ?? undefined
    );
  };
  const [asked = 'leads', ...more] = positionals;
  const kind = oneOf(exportKinds, 'export', asked) ?? 'leads';
  const format = oneOf(formats, 'format', values.format ?? (values.out?.endsWith('.jsonl') ? 'jsonl' : 'csv')) ?? 'csv';
  const state = values.state === undefined ? undefined : oneOf(leadStates, 'state', values.state);
  const ids = teams.map(({ id }) => id);
  const team = values.team === undefined ? undefined : oneOf(ids, 'team', values.team);
  const [since, until] = [day('since', 0), day('until', 1)];
  if (more.length > 0) problems.push(`One export at a time: ${positionals.join(', ')} are several.`);
  if (problems.length > 0) throw new ConfigError([...problems, usage]);
  const filter = { ...(since && { since }), ...(until && { until }), ...(state && { state }), ...(team && { team }) };
  return { kind, format, filter, out: values.out };
}

function linesOf(reader: Reader, playbook: Playbook, { kind, format, filter }: Wish): AsyncGenerator<string> {
  switch (kind) {
    case 'leads': {
      const columns = leadColumns(playbook);
      if (format === 'csv') return table([...columns, ...fieldColumns(playbook)], leadsToExport(reader, filter));
      const answers = answerColumns(playbook).filter(({ name }) => name !== 'lead');
      return objects(leadsToExport(reader, filter), (row) => ({
        ...objectOf(columns, row),
        reasons: row.lead.reasons,
        answers: answersOf(row).map((answer) => objectOf(answers, answer)),
      }));
    }
    case 'answers':
      return written(answerColumns(playbook), each(leadsToExport(reader, filter), answersOf), format);
    case 'outcomes': {
      const known = (row: Exported) => (hasOutcome(row) ? [row] : []);
      return written(importColumns(playbook), each(leadsToExport(reader, filter), known), format);
    }
    case 'events': {
      if (format === 'csv') return table(eventColumns(), eventsToExport(reader, filter));
      return objects(eventsToExport(reader, filter), (event) => event);
    }
  }
}

function written<Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row>, format: Wish['format']) {
  return format === 'csv' ? table(columns, rows) : objects(rows, (row) => objectOf(columns, row));
}

async function* each<Row, Part>(rows: AsyncIterable<Row>, parts: (row: Row) => readonly Part[]) {
  for await (const row of rows) yield* parts(row);
}

/** The mark at its beginning tells spreadsheets that it is UTF-8. */
async function* table<Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row>): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(columns.map(({ name }) => name))}`;
  for await (const row of rows) yield csvLine(columns.map(({ of }) => String(of(row) ?? '')));
}

async function* objects<Row>(rows: AsyncIterable<Row>, of: (row: Row) => object): AsyncGenerator<string> {
  yield '';
  for await (const row of rows) yield `${JSON.stringify(of(row))}\n`;
}

function objectOf<Row>(columns: readonly Column<Row>[], row: Row): Record<string, Cell> {
  return Object.fromEntries(columns.map(({ name, of }) => [name, of(row)]));
}

/** How many rows came after the head. */
async function write(lines: AsyncIterable<string>, out: string | undefined): Promise<number> {
  if (out === undefined) return pour(lines, process.stdout);
  const part = `${out}.part`;
  try {
    const file = createWriteStream(part);
    const rows = await pour(lines, file);
    await new Promise<void>((done, fail) => file.on('error', fail).end(done));
    await rename(part, out);
    return rows;
  } catch (error) {
    await rm(part, { force: true });
    const { code } = Object(error);
    if (['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC'].includes(code)) {
      throw new ConfigError([`${out} cannot be written (${code}): name a file in a folder that is there.`]);
    }
    throw error;
  }
}

async function pour(lines: AsyncIterable<string>, to: Writable): Promise<number> {
  let rows = -1;
  let failed: Error | undefined;
  to.on('error', (error: Error) => {
    failed = error;
  });
  for await (const line of lines) {
    if (failed !== undefined) throw failed;
    // `once` fails with the stream.
    if (!to.write(line)) await once(to, 'drain');
    rows += 1;
  }
  if (failed !== undefined) throw failed;
  return rows;
}
