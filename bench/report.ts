// The weekly report at a thousand, ten thousand and a hundred thousand leads a year, how it grows between them, and whether
// its numbers are those of a recount. `million`: with a million too, which takes minutes to write.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { TestProject } from 'vitest/node';
import type { Report } from '../src/core/report.ts';
import { createLog } from '../src/log.ts';
import { openDb } from '../src/store/db.ts';
import { setup, teardown } from '../test/support/postgres-server.ts';
import { recount } from '../test/support/recount.ts';
import { lives, storeLives } from '../test/support/year-of-leads.ts';
import { type Figure, ms, times } from './figure.ts';

/** What the process that reads the report tells. `grownMb`: the most it took beyond what it had when it was ready. */
export type Read = { report: Report; ms: number; rawMs: number; grownMb: number };

const child = fileURLToPath(new URL('./report-child.ts', import.meta.url));
const log = createLog('silent');

export async function reports({ million }: { million: boolean }): Promise<Figure[]> {
  const sizes = [1_000, 10_000, 100_000, ...(million ? [1_000_000] : [])];
  const onSqlite = await grown(sizes, 'SQLite', (work) => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
    return work(`sqlite:${join(folder, 'baton.db')}`).finally(() => rmSync(folder, { recursive: true }));
  });
  return [...onSqlite, ...(await grown(sizes, 'Postgres', withPostgres))];
}

async function withPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  let url = '';
  const project: Pick<TestProject, 'provide'> = {
    provide: (_name, value) => {
      url = String(value);
    },
  };
  await setup(project as TestProject);
  return work(url).finally(teardown);
}

type With = (work: (url: string) => Promise<Read>) => Promise<Read>;

async function grown(sizes: readonly number[], name: string, open: With): Promise<Figure[]> {
  const figures: Figure[] = [];
  let before: Read | undefined;
  for (const size of sizes) {
    const read = await open((url) => readAt(url, size));
    const growth = before === undefined ? '' : `, ${times(read.ms, before.ms)} the time for 10 × the leads`;
    figures.push({
      what: `Monday's report with its four weeks before, ${size.toLocaleString('en-US')} leads a year on ${name}${growth} (raw: the events of these weeks, counted by kind; what the process grew by)`,
      ratio: times(read.ms, read.rawMs),
      baton: `${ms(read.ms)} / ${Math.round(read.grownMb)} MB`,
      raw: ms(read.rawMs),
      goal: '≤ 12 × for 10 × the leads',
    });
    before = read;
  }
  return figures;
}

/** Written here, read by a process of its own, so that only the report is weighed. */
async function readAt(url: string, size: number): Promise<Read> {
  const year = lives({ seed: size, count: size, from: '2025-12-29T05:00:00.000Z', days: 365 });
  const db = await openDb({ url, log });
  await storeLives(db, year());
  await db.close();
  const told = execFileSync(process.execPath, [child, url], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const read = JSON.parse(told) as Read;
  const { report } = read;
  const again = lives({ seed: size, count: size, from: '2025-12-29T05:00:00.000Z', days: 365 });
  const { all, claims } = recount(again(), { from: report.from, until: report.until });
  if (!isDeepStrictEqual(sorted({ all: report.all, claims: report.claims }), sorted({ all, claims }))) {
    throw new Error('The report does not say what a recount of the events says.');
  }
  return read;
}

/** The order of reasons means nothing here. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
