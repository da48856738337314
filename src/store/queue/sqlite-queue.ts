// The queue of the embedded database: a table, woken by commits and by a timer for the next due job.
// Only one process holds the file, so whatever is marked running when we start belongs to a process that died.
import { sql } from 'kysely';
import { type Owed, serialOf } from '../../core/job.ts';
import type { LeadId } from '../../core/lead.ts';
import type { Db, Tx } from '../db.ts';
import { jobToText, textToJob } from '../rows.ts';
import type { JobRow } from '../schema.ts';
import { attempt, maxTries, type Outcome, wordsOf } from './attempt.ts';
import { createDueClock, type DueClock } from './due.ts';
import {
  type BuriedJob,
  type Counts,
  type Handlers,
  type Queue,
  type QueueTools,
  type StartOptions,
  startOptions,
  waitAtMost,
} from './queue.ts';
import { claim, handOver, replaceWaiting } from './sqlite-rows.ts';

const died = 'The process died while this job ran.';
const longestSleepMs = 3_600_000;

export const openSqliteQueue = (db: Db, tools: QueueTools): Queue => new SqliteQueue(db, tools);

class SqliteQueue implements Queue {
  readonly #db: Db;
  readonly #tools: QueueTools;
  readonly #due: DueClock;
  readonly #running = new Map<string, Promise<void>>();
  #started: { handlers: Handlers; options: StartOptions } | undefined;
  #stopping = false;
  #pumping: Promise<void> | undefined;
  #pumpAgain = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Db, tools: QueueTools) {
    this.#db = db;
    this.#tools = tools;
    this.#due = createDueClock(tools.now);
  }

  async enqueue(tx: Tx, owed: readonly Owed[]): Promise<void> {
    for (const { job, key = null, delayMs = 0, joins = false } of owed) {
      const fresh = {
        kind: job.kind,
        job: jobToText(job),
        key,
        serial: serialOf(job),
        state: 'waiting',
        due_at: this.#due.after(delayMs),
        since: this.#now(),
        tries_left: maxTries,
        error: null,
        buried_at: null,
      };
      if (key !== null && (await replaceWaiting(tx, { key, fresh, joins }))) continue;
      await tx.q
        .insertInto('jobs')
        .values({ ...fresh, id: this.#tools.newId('job'), tries: 0 })
        .execute();
    }
    if (owed.length > 0) tx.onCommit(() => this.#wake());
  }

  async forget(tx: Tx, leads: readonly LeadId[]): Promise<void> {
    await tx.q.deleteFrom('jobs').where('serial', 'in', leads).where('state', '<>', 'running').execute();
  }

  async start(handlers: Handlers, options: Partial<StartOptions> = {}): Promise<void> {
    if (this.#started !== undefined) throw new Error('The queue is started once.');
    const chosen = startOptions(options);
    for (const { id, job, tries } of await this.#db.inTx((tx) => this.#recover(tx))) {
      chosen.onBuried(textToJob(job), new Error(died), { id, tries });
    }
    this.#started = { handlers, options: chosen };
    this.#wake();
  }

  async settle(): Promise<void> {
    if (this.#started === undefined) throw new Error('Start the queue before settling it.');
    for (;;) {
      await this.#pump();
      if (this.#running.size === 0) return;
      await Promise.race(this.#running.values());
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    await this.#pumping;
    await waitAtMost(Promise.all(this.#running.values()), this.#tools.log);
  }

  async buried(): Promise<BuriedJob[]> {
    const rows = await this.#db.q
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
  }

  async retry(id: string): Promise<boolean> {
    return this.#db.inTx(async (tx) => {
      tx.onCommit(() => this.#wake());
      const due_at = this.#due.after(0);
      const { numUpdatedRows } = await tx.q
        .updateTable('jobs')
        .set({ state: 'waiting', due_at, since: this.#now(), tries_left: maxTries, buried_at: null })
        .where('id', '=', id)
        .where('state', '=', 'buried')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    });
  }

  async counts(): Promise<Counts> {
    const { rows } = await sql<{ state: string; count: number; oldest: string }>`
      select state, count(*) as count, min(due_at) as oldest from jobs group by state`.execute(this.#db.q);
    const of = (state: string) => rows.find((row) => row.state === state);
    const oldest = of('waiting')?.oldest;
    const age = oldest === undefined ? 0 : this.#tools.now().getTime() - Date.parse(oldest);
    return {
      waiting: of('waiting')?.count ?? 0,
      running: of('running')?.count ?? 0,
      buried: of('buried')?.count ?? 0,
      oldestDueMs: Math.max(0, age),
    };
  }

  #now(): string {
    return this.#tools.now().toISOString();
  }

  #wake(): void {
    if (this.#started?.options.pace === 'by-itself' && !this.#stopping) void this.#pump();
  }

  /** Starts what is due and fits, then sets the timer for what comes next. Calls that overlap become one more round. */
  #pump(): Promise<void> {
    this.#pumpAgain = true;
    this.#pumping ??= this.#rounds()
      .catch((error) => {
        this.#tools.log.error({ err: error }, 'the queue could not look for work; it looks again in a second');
        this.#sleep(1_000);
      })
      .finally(() => {
        this.#pumping = undefined;
      });
    return this.#pumping;
  }

  async #rounds(): Promise<void> {
    while (this.#pumpAgain && this.#started !== undefined) {
      this.#pumpAgain = false;
      const free = this.#started.options.concurrency - this.#running.size;
      if (free <= 0) return;
      const rows = await this.#db.inTx((tx) => claim(tx, this.#due.horizon(), free));
      for (const row of rows) {
        const run = this.#run(row, this.#started).finally(() => {
          this.#running.delete(row.id);
          this.#wake();
        });
        this.#running.set(row.id, run);
      }
      if (rows.length < free) await this.#sleepUntilNext();
    }
  }

  async #sleepUntilNext(): Promise<void> {
    const next = await this.#db.q
      .selectFrom('jobs')
      .select('due_at')
      .where('state', '=', 'waiting')
      .where('due_at', '>', this.#due.horizon())
      .orderBy('due_at')
      .executeTakeFirst();
    if (next !== undefined) this.#sleep(Date.parse(next.due_at) - this.#tools.now().getTime());
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopping) return;
    this.#timer = setTimeout(() => this.#wake(), Math.min(Math.max(ms, 1), longestSleepMs));
  }

  async #run(row: JobRow, { handlers, options }: { handlers: Handlers; options: StartOptions }): Promise<void> {
    const job = textToJob(row.job);
    const about = { id: row.id, tries: row.tries };
    const round = { used: maxTries - row.tries_left, since: row.since };
    const outcome = await attempt(handlers, { job, run: about, round }, this.#tools);
    // An outcome that cannot be written down now is written down later; until then the lead's other jobs wait.
    while (!(await this.#isWritten(row, outcome)) && !this.#stopping) {
      await new Promise((done) => setTimeout(done, 1_000));
    }
    if (outcome.kind === 'buried') options.onBuried(job, outcome.error, about);
    options.onRun(job.kind, outcome.ms, outcome);
  }

  async #isWritten(row: JobRow, outcome: Outcome): Promise<boolean> {
    try {
      await this.#db.inTx((tx) => this.#finish(tx, row, outcome));
      return true;
    } catch (error) {
      this.#tools.log.error({ job: row.id, err: error }, 'the outcome of a job could not be stored');
      return false;
    }
  }

  async #finish(tx: Tx, row: JobRow, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'done') {
      await tx.q.deleteFrom('jobs').where('id', '=', row.id).execute();
      return;
    }
    if (await handOver(tx, row)) return;
    const change =
      outcome.kind === 'buried'
        ? { state: 'buried', buried_at: this.#now() }
        : {
            state: 'waiting',
            due_at: this.#due.after(outcome.afterMs),
            tries: row.tries - (outcome.undone ? 1 : 0),
            tries_left: row.tries_left + (outcome.free ? 1 : 0),
          };
    await tx.q
      .updateTable('jobs')
      .set({ ...change, error: wordsOf(outcome.error) })
      .where('id', '=', row.id)
      .execute();
  }

  /** What ran when the process died waits again; what has no try left is buried and returned. */
  async #recover(tx: Tx): Promise<JobRow[]> {
    const spent: JobRow[] = [];
    for (const row of await tx.q.selectFrom('jobs').selectAll().where('state', '=', 'running').execute()) {
      if (await handOver(tx, row)) continue;
      if (row.tries_left <= 0) spent.push(row);
      const buried = { state: 'buried', error: died, buried_at: this.#now() };
      await tx.q
        .updateTable('jobs')
        .set(row.tries_left <= 0 ? buried : { state: 'waiting', error: died })
        .where('id', '=', row.id)
        .execute();
    }
    return spent;
  }
}
