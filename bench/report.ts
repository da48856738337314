// Monday's digest at a thousand, ten thousand and a hundred thousand leads a year, how it grows between them, what a longer past
// adds, and whether its numbers are those of a recount. `million`: with a million a year too, which takes minutes to write.
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
import { storeLives } from '../test/support/stored-lives.ts';
import { lives } from '../test/support/year-of-leads.ts';
import { type Figure, ms, times } from './figure.ts';

/** What the process that reads the digest tells. `grownMb`: the most it took beyond what it had when it was ready. */
export type Read = { report: Report; ms: number; rawMs: number; grownMb: number };
/** Leads, spread evenly over the years before 2027. */
type Past = { leads: number; years: number };

const child = fileURLToPath(new URL('./report-child.ts', import.meta.url));
const log = createLog('silent');
const dayMs = 86_400_000;
const end = Date.parse('2026-12-29T05:00:00.000Z');

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
  const add = (what: string, read: Read, goal: string) =>
    figures.push({
      what: `Monday's digest on ${name}, ${what}`,
      ratio: times(read.ms, read.rawMs),
      baton: `${ms(read.ms)} / ${Math.round(read.grownMb)} MB`,
      raw: ms(read.rawMs),
      goal,
    });
  const reads = new Map<number, Read>();
  for (const leads of sizes) {
    const read = await open((url) => readAt(url, { leads, years: 1 }));
    const before = reads.get(leads / 10);
    const { conversations } = read.report.all;
    const growth =
      before === undefined
        ? ' (raw: the events of its five weeks, counted by kind; what the process grew by)'
        : `: ${times(read.ms, before.ms)} the time for ${times(conversations, before.report.all.conversations)} the leads`;
    const goal = '≤ 12 × for 10 × the leads';
    add(`${count(leads)} leads a year, ${count(conversations)} in the week${growth}`, read, goal);
    reads.set(leads, read);
  }
  const past = { leads: 100_000, years: 10 };
  const read = await open((url) => readAt(url, past));
  const year = reads.get(past.leads / past.years);
  const more = year === undefined ? '' : `: ${times(read.ms, year.ms)} the time of one such year alone`;
  add(
    `${count(past.leads)} leads in ten years, ${count(read.report.all.conversations)} in the week${more}`,
    read,
    '≤ 2 ×',
  );
  return figures;
}

const count = (n: number): string => n.toLocaleString('en-US');

function livesOf({ leads, years }: Past) {
  const days = years * 365;
  return lives({ seed: leads, count: leads, from: new Date(end - days * dayMs).toISOString(), days });
}

/** Written here, read by a process of its own, so that only the digest is weighed. */
async function readAt(url: string, past: Past): Promise<Read> {
  const db = await openDb({ url, log });
  await storeLives(db, livesOf(past)());
  await db.close();
  const output = execFileSync(process.execPath, [child, url], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const read = JSON.parse(output) as Read;
  const { all, claims, by, from, until } = read.report;
  const groups = Object.entries(by).map(([dim, each]) => [
    dim,
    Object.fromEntries(each.map(({ key, figures }) => [String(key), figures])),
  ]);
  const told = { all, claims, by: Object.fromEntries(groups) };
  if (!isDeepStrictEqual(sorted(told), sorted(recount(livesOf(past)(), { from, until })))) {
    throw new Error('The digest does not say what a recount of the events says.');
  }
  return read;
}

/** The order of reasons means nothing here. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
