// The queue of the embedded database: a table, woken by commits and by a timer for the next due job.
// Only one process holds the file, so whatever is marked running when we start belongs to a process that died.
import { sql } from 'kysely';
import { type Owed, serialOf } from '../../core/job.ts';
import type { Db, Tx } from '../db.ts';
import { jobToText, textToJob } from '../rows.ts';
import type { JobRow } from '../schema.ts';
import { attempt, maxTries, type Outcome, wordsOf } from './attempt.ts';
import { createDueClock } from './due.ts';
import { type Handlers, type Queue, type QueueTools, type StartOptions, startOptions, waitAtMost } from './queue.ts';

const died = 'The process died while this job ran.';
const longestSleepMs = 3_600_000;

export function openSqliteQueue(db: Db, tools: QueueTools): Queue {
  const due = createDueClock(tools.now);
  const running = new Map<string, Promise<void>>();
  let started: { handlers: Handlers; options: StartOptions } | undefined;
  let stopping = false;
  let pumping: Promise<void> | undefined;
  let pumpAgain = false;
  let timer: NodeJS.Timeout | undefined;

  async function enqueue(tx: Tx, owed: readonly Owed[]): Promise<void> {
    for (const { job, key = null, delayMs = 0 } of owed) {
      const fresh = {
        kind: job.kind,
        job: jobToText(job),
        key,
        serial: serialOf(job),
        state: 'waiting',
        due_at: due.after(delayMs),
        since: tools.now().toISOString(),
        tries_left: maxTries,
        error: null,
        buried_at: null,
      };
      if (key !== null && (await replaceWaiting(tx, key, fresh))) continue;
      await tx.q
        .insertInto('jobs')
        .values({ ...fresh, id: tools.newId('job'), tries: 0 })
        .execute();
    }
    if (owed.length > 0) tx.onCommit(wake);
  }

  function wake(): void {
    if (started?.options.pace === 'by-itself' && !stopping) void pump();
  }

  /** Starts what is due and fits, then sets the timer for what comes next. Calls that overlap become one more round. */
  function pump(): Promise<void> {
    pumpAgain = true;
    pumping ??= rounds()
      .catch((error) => {
        tools.log.error({ err: error }, 'the queue could not look for work; it looks again in a second');
        sleep(1_000);
      })
      .finally(() => {
        pumping = undefined;
      });
    return pumping;
  }

  async function rounds(): Promise<void> {
    while (pumpAgain && started !== undefined) {
      pumpAgain = false;
      const free = started.options.concurrency - running.size;
      if (free <= 0) return;
      const rows = await db.inTx((tx) => claim(tx, due.horizon(), free));
      for (const row of rows) {
        running.set(
          row.id,
          run(row, started).finally(() => {
            running.delete(row.id);
            wake();
          }),
        );
      }
      if (rows.length < free) await sleepUntilNext();
    }
  }

  async function sleepUntilNext(): Promise<void> {
    const next = await db.q
      .selectFrom('jobs')
      .select('due_at')
      .where('state', '=', 'waiting')
      .where('due_at', '>', due.horizon())
      .orderBy('due_at')
      .executeTakeFirst();
    if (next !== undefined) sleep(Date.parse(next.due_at) - tools.now().getTime());
  }

  function sleep(ms: number): void {
    clearTimeout(timer);
    if (!stopping) timer = setTimeout(wake, Math.min(Math.max(ms, 1), longestSleepMs));
  }

  async function run(row: JobRow, { handlers, options }: NonNullable<typeof started>): Promise<void> {
    const job = textToJob(row.job);
    const about = { id: row.id, tries: row.tries };
    const round = { used: maxTries - row.tries_left, since: row.since };
    const outcome = await attempt(handlers, { job, run: about, round }, tools);
    // An outcome that cannot be written down now is written down later; until then the lead's other jobs wait.
    while (!(await isWritten(row, outcome)) && !stopping) await new Promise((done) => setTimeout(done, 1_000));
    if (outcome.kind === 'buried') options.onBuried(job, outcome.error, about);
    options.onRun(job.kind, outcome.ms, outcome.kind);
  }

  async function isWritten(row: JobRow, outcome: Outcome): Promise<boolean> {
    try {
      await db.inTx((tx) => finish(tx, row, outcome));
      return true;
    } catch (error) {
      tools.log.error({ job: row.id, err: error }, 'the outcome of a job could not be stored');
      return false;
    }
  }

  async function finish(tx: Tx, row: JobRow, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'done') {
      await tx.q.deleteFrom('jobs').where('id', '=', row.id).execute();
    } else if (!(await handOver(tx, row))) {
      const error = wordsOf(outcome.error);
      const change =
        outcome.kind === 'buried'
          ? { state: 'buried', error, buried_at: tools.now().toISOString() }
          : {
              state: 'waiting',
              error,
              due_at: due.after(outcome.afterMs),
              tries_left: row.tries_left + (outcome.free ? 1 : 0),
            };
      await tx.q.updateTable('jobs').set(change).where('id', '=', row.id).execute();
    }
  }

  /** What ran when the process died waits again; what has no try left is buried and returned. */
  async function recover(tx: Tx): Promise<JobRow[]> {
    const spent: JobRow[] = [];
    for (const row of await tx.q.selectFrom('jobs').selectAll().where('state', '=', 'running').execute()) {
      if (await handOver(tx, row)) continue;
      if (row.tries_left <= 0) spent.push(row);
      const buried = { state: 'buried', error: died, buried_at: tools.now().toISOString() };
      await tx.q
        .updateTable('jobs')
        .set(row.tries_left <= 0 ? buried : { state: 'waiting', error: died })
        .where('id', '=', row.id)
        .execute();
    }
    return spent;
  }

  return {
    enqueue,
    async start(handlers, options = {}) {
      if (started !== undefined) throw new Error('The queue is started once.');
      const chosen = startOptions(options);
      for (const { id, job, tries } of await db.inTx(recover)) {
        chosen.onBuried(textToJob(job), new Error(died), { id, tries });
      }
      started = { handlers, options: chosen };
      wake();
    },
    async settle() {
      if (started === undefined) throw new Error('Start the queue before settling it.');
      for (;;) {
        await pump();
        if (running.size === 0) return;
        await Promise.race(running.values());
      }
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await pumping;
      await waitAtMost(Promise.all(running.values()), tools.log);
    },
    async buried() {
      const rows = await db.q
        .selectFrom('jobs')
        .selectAll()
        .where('state', '=', 'buried')
        .orderBy('buried_at')
        .execute();
      return rows.map(({ id, job, tries, error, buried_at }) => ({
        id,
        job: textToJob(job),
        tries,
        error: error ?? '',
        buriedAt: buried_at ?? '',
      }));
    },
    async retry(id) {
      return db.inTx(async (tx) => {
        tx.onCommit(wake);
        const { numUpdatedRows } = await tx.q
          .updateTable('jobs')
          .set({
            state: 'waiting',
            due_at: due.after(0),
            since: tools.now().toISOString(),
            tries_left: maxTries,
            buried_at: null,
          })
          .where('id', '=', id)
          .where('state', '=', 'buried')
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      });
    },
    async counts() {
      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*) as count from jobs group by state`.execute(db.q);
      const of = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
      const oldest = await db.q
        .selectFrom('jobs')
        .select('due_at')
        .where('state', '=', 'waiting')
        .orderBy('due_at')
        .executeTakeFirst();
      const age = oldest === undefined ? 0 : tools.now().getTime() - Date.parse(oldest.due_at);
      return {
        waiting: of('waiting'),
        running: of('running'),
        buried: of('buried'),
        oldestDueMs: Math.max(0, age),
      };
    },
  };
}

/** The first due job of each lead that has none running, oldest first. */
async function claim(tx: Tx, horizon: string, limit: number): Promise<JobRow[]> {
  const { rows } = await sql<{ id: string }>`
    select id from jobs as mine
    where state = 'waiting' and due_at <= ${horizon}
      and (serial is null or (
        not exists (select 1 from jobs as busy where busy.serial = mine.serial and busy.state = 'running')
        and not exists (
          select 1 from jobs as earlier
          where earlier.serial = mine.serial and earlier.state = 'waiting'
            and (earlier.due_at, earlier.rowid) < (mine.due_at, mine.rowid))))
    order by due_at, rowid limit ${limit}`.execute(tx.q);
  const claimed: JobRow[] = [];
  for (const { id } of rows) {
    claimed.push(
      await tx.q
        .updateTable('jobs')
        .set((row) => ({ state: 'running', tries: row('tries', '+', 1), tries_left: row('tries_left', '-', 1) }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow(),
    );
  }
  return claimed;
}

/** A replaced job may have been tried, so the one in its place goes on counting. */
async function replaceWaiting(tx: Tx, key: string, fresh: Partial<JobRow>): Promise<boolean> {
  const { numUpdatedRows } = await tx.q
    .updateTable('jobs')
    .set(fresh)
    .where('key', '=', key)
    .where('state', '<>', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** When a newer job with the same key waits behind a failed one, it takes the failed one's place, tries included. */
async function handOver(tx: Tx, row: JobRow): Promise<boolean> {
  if (row.key === null) return false;
  const { numUpdatedRows } = await tx.q
    .updateTable('jobs')
    .set((waiting) => ({ tries: waiting('tries', '+', row.tries) }))
    .where('key', '=', row.key)
    .where('state', '<>', 'running')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx.q.deleteFrom('jobs').where('id', '=', row.id).execute();
  return true;
}
