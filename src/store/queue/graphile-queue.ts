// The queue on Postgres: graphile-worker runs the jobs, of any number of processes. What it does not do is ours: our
// back-off and burying, tries that survive replacement, and taking over within a second from a process that was killed
// (docs/decisions/0003). A failed try is put back as a new row in one transaction, never by touching graphile's tables.
import { EventEmitter } from 'node:events';
import { Logger, runMigrations, runTaskList, type TaskList, type WorkerPool } from 'graphile-worker';
import type pg from 'pg';
import type { Owed } from '../../core/job.ts';
import type { LeadId } from '../../core/lead.ts';
import type { Db, Tx } from '../db.ts';
import { createPool } from '../postgres.ts';
import { attempt, maxTries, type Outcome, wordsOf } from './attempt.ts';
import { createDueClock, type DueClock } from './due.ts';
import {
  addRows,
  buriedRows,
  countRows,
  handOver,
  idleRowsOf,
  keyOfRow,
  lockKeys,
  type Payload,
  payloadOf,
  releaseParked,
  removeRows,
  takeWaiting,
  triesOf,
} from './graphile-rows.ts';
import { createPresence, type Presence } from './presence.ts';
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
import { createTakeover, type Takeover } from './takeover.ts';

const pollMs = 1_000;
const longestTimerMs = 3_600_000;
const newRound = { triesLeft: maxTries, error: null, buriedAt: null };

export async function openGraphileQueue(db: Db, tools: QueueTools): Promise<Queue> {
  const { log } = tools;
  const logger = new Logger(
    () => (level, message) => log[level === 'error' ? 'warn' : 'debug']({ from: 'graphile' }, message),
  );
  const pgPool = createPool({ url: db.url, max: 12, log });
  await runMigrations({ pgPool, logger });
  return new GraphileQueue(db, tools, { pgPool, logger });
}

class GraphileQueue implements Queue {
  readonly #db: Db;
  readonly #tools: QueueTools;
  readonly #pgPool: pg.Pool;
  readonly #logger: Logger;
  readonly #due: DueClock;
  readonly #presence: Presence;
  readonly #takeover: Takeover;
  readonly #timers = new Set<NodeJS.Timeout>();
  #started: { handlers: Handlers; options: StartOptions } | undefined;
  #workers: WorkerPool | undefined;
  #stopping = false;

  constructor(db: Db, tools: QueueTools, engine: { pgPool: pg.Pool; logger: Logger }) {
    this.#db = db;
    this.#tools = tools;
    this.#pgPool = engine.pgPool;
    this.#logger = engine.logger;
    this.#due = createDueClock(tools.now);
    this.#presence = createPresence(db.url, tools.log);
    this.#takeover = createTakeover(db, tools);
  }

  async enqueue(tx: Tx, owed: readonly Owed[]): Promise<void> {
    if (owed.length === 0) return;
    const fresh = new Map<string, Payload>();
    /** Those whose time is that of the job that waits, if one does. */
    const joining = new Set<string>();
    for (const { job, key, delayMs = 0, joins = false } of owed) {
      const id = this.#tools.newId('job');
      const since = this.#tools.now().toISOString();
      const payload = { id, key: key ?? id, job, due: this.#due.after(delayMs), since, ...newRound, tries: 0 };
      const earlier = joins ? fresh.get(payload.key) : undefined;
      if (!joins) joining.delete(payload.key);
      else if (earlier === undefined) joining.add(payload.key);
      fresh.set(payload.key, { ...payload, due: earlier?.due ?? payload.due });
      if (delayMs > 0) tx.onCommit(() => this.#later(delayMs, () => this.#nudge()));
    }
    const keys = owed.flatMap(({ key }) => key ?? []);
    if (keys.length > 0) {
      await lockKeys(tx, keys);
      // A replaced job may have been tried, so the one in its place goes on counting.
      for (const row of await takeWaiting(tx, keys)) {
        const next = fresh.get(row.payload.key);
        if (next === undefined) continue;
        const due = joining.has(next.key) && row.payload.buriedAt === null ? row.payload.due : next.due;
        fresh.set(next.key, { ...next, id: row.payload.id, tries: triesOf(row), due });
      }
    }
    await addRows(tx, [...fresh.values()], this.#byHand);
  }

  async forget(tx: Tx, leads: readonly LeadId[]): Promise<void> {
    await removeRows(tx, await idleRowsOf(tx, leads));
  }

  async start(handlers: Handlers, options: Partial<StartOptions> = {}): Promise<void> {
    if (this.#started !== undefined) throw new Error('The queue is started once.');
    this.#started = { handlers, options: startOptions(options) };
    this.#launch();
    await this.#sweep();
  }

  async settle(): Promise<void> {
    if (this.#started === undefined) throw new Error('Start the queue before settling it.');
    for (;;) {
      if (this.#byHand) await releaseParked(this.#db, this.#due.horizon());
      this.#nudge(this.#started.options.concurrency);
      const { due, running } = await countRows(this.#db, this.#due.horizon());
      if (due === 0 && running === 0) return;
      await new Promise((done) => setTimeout(done, 4));
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#workers?._active) await waitAtMost(Promise.resolve(this.#workers.gracefulShutdown()), this.#tools.log);
    await this.#presence.stop();
    await this.#pgPool.end();
  }

  async buried(): Promise<BuriedJob[]> {
    return (await buriedRows(this.#db)).map(({ id, job, tries, error, buriedAt }) => ({
      id,
      job,
      tries,
      error: error ?? '',
      buriedAt: buriedAt ?? '',
    }));
  }

  async retry(id: string): Promise<boolean> {
    return this.#db.inTx(async (tx) => {
      const found = (await buriedRows(tx)).find((one) => one.id === id);
      if (found === undefined) return false;
      await lockKeys(tx, [found.key]);
      const [taken] = await takeWaiting(tx, [found.key]);
      if (taken === undefined) return false;
      // Someone who was faster left a job here that waits already: it stays as it is.
      const stays = taken.payload.buriedAt === null;
      const round = stays ? {} : { ...newRound, since: this.#tools.now().toISOString(), due: this.#due.after(0) };
      await addRows(tx, [{ ...taken.payload, tries: triesOf(taken), ...round }], this.#byHand);
      return !stays;
    });
  }

  async counts(): Promise<Counts> {
    const { waiting, running, buried, oldest } = await countRows(this.#db, this.#due.horizon());
    const age = oldest === null ? 0 : this.#tools.now().getTime() - Date.parse(oldest);
    return { waiting, running, buried, oldestDueMs: Math.max(0, age) };
  }

  get #byHand(): boolean {
    return this.#started?.options.pace === 'by-hand';
  }

  async #runTask(payload: Payload, row: { id: number; attempts: number }): Promise<void> {
    if (this.#started === undefined) throw new Error('A job ran before the queue was started.');
    const { handlers, options } = this.#started;
    const run = { id: payload.id, tries: payload.tries + row.attempts };
    const round = { used: maxTries - payload.triesLeft + row.attempts, since: payload.since };
    const outcome = await attempt(handlers, { job: payload.job, run, round }, this.#tools);
    if (outcome.kind !== 'done') {
      const tried = { ...payload, tries: run.tries, triesLeft: maxTries - round.used };
      await this.#db.inTx((tx) => this.#putBack(tx, tried, { rowId: row.id, outcome }));
    }
    if (outcome.kind === 'buried') options.onBuried(payload.job, outcome.error, run);
    options.onRun(payload.job.kind, outcome.ms, outcome);
  }

  /** The failed job as a new row; graphile then completes the old one. A crash in between leaves a row that cannot run. */
  async #putBack(
    tx: Tx,
    payload: Payload,
    failed: { rowId: number; outcome: Exclude<Outcome, { kind: 'done' }> },
  ): Promise<void> {
    const { outcome, rowId } = failed;
    await lockKeys(tx, [payload.key]);
    if (await handOver(tx, payload, this.#byHand)) return;
    if ((await keyOfRow(tx, rowId)) === null) return;
    const error = wordsOf(outcome.error);
    if (outcome.kind === 'buried') {
      await addRows(tx, [{ ...payload, error, buriedAt: this.#tools.now().toISOString() }], this.#byHand);
      return;
    }
    const tries = payload.tries - (outcome.undone ? 1 : 0);
    const triesLeft = payload.triesLeft + (outcome.free ? 1 : 0);
    await addRows(tx, [{ ...payload, error, tries, triesLeft, due: this.#due.after(outcome.afterMs) }], this.#byHand);
    tx.onCommit(() => this.#later(outcome.afterMs, () => this.#nudge()));
  }

  #launch(): void {
    if (this.#started === undefined || this.#stopping) return;
    const { handlers, options } = this.#started;
    const task: TaskList[string] = (payload, { job }) =>
      this.#runTask(payloadOf(payload), { id: Number(job.id), attempts: job.attempts });
    const events = new EventEmitter();
    // graphile looks for the next job before the last one's completion has freed its lead: look again right after.
    events.on('job:complete', () => {
      for (const ms of [4, 40]) this.#later(ms, () => this.#nudge());
    });
    const startWorker = (_: unknown, event: { worker: { workerPool: WorkerPool } }) =>
      this.#presence.announce(event.worker.workerPool.id);
    const workers = runTaskList(
      {
        logger: this.#logger,
        events,
        noHandleSignals: true,
        concurrency: options.concurrency,
        pollInterval: pollMs,
        preset: {
          plugins: [{ name: 'BatonPresence', version: '1.0.0', worker: { hooks: { startWorker } } }],
          // Batching also means that graphile waits for these writes when it stops, and survives one that fails.
          worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        },
      },
      Object.fromEntries(Object.keys(handlers).map((kind) => [kind, task])),
      this.#pgPool,
    );
    this.#workers = workers;
    workers.promise
      .catch((err) => this.#tools.log.error({ err }, 'the worker pool ended; a new one starts in a second'))
      .then(async () => {
        await this.#presence.withdraw(workers.id);
        this.#later(1_000, () => this.#launch());
      });
  }

  async #sweep(): Promise<void> {
    for (const { payload, error, tries } of await this.#takeover.sweep(this.#byHand)) {
      this.#started?.options.onBuried(payload.job, error, { id: payload.id, tries });
    }
    this.#nudge();
    this.#later(this.#takeover.everyMs, () => this.#sweep());
  }

  #nudge(count = 1): void {
    if (this.#workers?._active && !this.#workers._shuttingDown) this.#workers.nudge(count);
  }

  #later(ms: number, action: () => void): void {
    if (this.#stopping || ms > longestTimerMs) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ms);
    this.#timers.add(timer);
  }
}
