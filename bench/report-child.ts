// Reads what Monday's digest says in a process of its own and tells how long it took and what it weighed. The address comes as the argument.
import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { weekOf } from '../src/core/iso-week.ts';
import { createLog } from '../src/log.ts';
import { openDb } from '../src/store/db.ts';
import { readTold } from '../src/store/report.ts';
import { reportPlaybook } from '../test/support/reports.ts';
import { median } from './figure.ts';
import type { Read } from './report.ts';

const [url = ''] = process.argv.slice(2);
const week = weekOf('2026-07-08T12:00:00.000Z', reportPlaybook.zone);
const about = { week, team: null, playbook: reportPlaybook, now: '2027-02-01T12:00:00.000Z' };

const db = await openDb({ url, log: createLog('silent') });
const raw: number[] = [];
for (let i = 0; i < 3; i++) raw.push(await timed(count));
const ready = process.memoryUsage.rss();
const read: number[] = [];
for (let i = 0; i < 3; i++) read.push(await timed(() => readTold(db, about)));
const told: Read = {
  report: (await readTold(db, about)).report,
  ms: median(read),
  rawMs: median(raw),
  grownMb: mostKb() / 1024 - ready / 1024 / 1024,
};
await db.close();
process.stdout.write(JSON.stringify(told));

/** On Linux what `resourceUsage` says begins with what the process that started this one took. */
function mostKb(): number {
  const status = '/proc/self/status';
  const most = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return most === undefined ? process.resourceUsage().maxRSS : Number(most);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** The same five weeks. */
async function count(): Promise<void> {
  await sql`select kind, count(*) from events where at >= '2026-06-08T04:00:00.000Z' and at < '2026-07-13T04:00:00.000Z'
    group by kind`.execute(db.q);
}
