// The queue on Postgres: graphile-worker runs the jobs, of any number of processes. What it does not do is ours: our
// back-off and burying, tries that survive replacement, and taking over within seconds from a process that was killed
// (docs/decisions/0003). A failed try is put back as a new row in one transaction, never by touching graphile's tables.
import { EventEmitter } from 'node:events';
import { Logger, runMigrations, runTaskList, type TaskList, type WorkerPool } from 'graphile-worker';
import type { JobKind, Owed } from '../../core/job.ts';
import type { Db, Tx } from '../db.ts';
import { createPool } from '../postgres.ts';
import { attempt, maxTries, type Outcome, wordsOf } from './attempt.ts';
import { createDueClock } from './due.ts';
import {
  addRows,
  buriedRows,
  countRows,
  keyOfRow,
  leftovers,
  lockKeys,
  type Payload,
  payloadOf,
  poolsWithoutProcess,
  type Row,
  releaseParked,
  removeRows,
  takeWaiting,
  unlockPools,
} from './graphile-rows.ts';
import { createPresence } from './presence.ts';
import { type Handlers, type Queue, type QueueTools, type StartOptions, startOptions, waitAtMost } from './queue.ts';

const died = 'The process died while this job ran.';
const sweepMs = 500;
const pollMs = 1_000;
const longestTimerMs = 3_600_000;

export async function openGraphileQueue(db: Db, tools: QueueTools): Promise<Queue> {
  const { log } = tools;
  const logger = new Logger(
    () => (level, message) => log[level === 'error' ? 'warn' : 'debug']({ from: 'graphile' }, message),
  );
  const pgPool = createPool({ url: db.url, max: 12, log });
  await runMigrations({ pgPool, logger });
  const due = createDueClock(tools.now);
  const presence = createPresence(db.url, log);
  const timers = new Set<NodeJS.Timeout>();
  let started: { handlers: Handlers; options: StartOptions } | undefined;
  let pool: WorkerPool | undefined;
  let stopping = false;
  let suspects = new Set<string>();

  const parked = () => started?.options.pace === 'by-hand';

  async function enqueue(tx: Tx, owed: readonly Owed[]): Promise<void> {
    if (owed.length === 0) return;
    const fresh = new Map<string, Payload>();
    for (const { job, key, delayMs = 0 } of owed) {
      const id = tools.newId('job');
      const since = tools.now().toISOString();
      const payload = { id, key: key ?? id, job, due: due.after(delayMs), since, ...newRound, tries: 0 };
      fresh.set(payload.key, payload);
      if (delayMs > 0) tx.onCommit(() => later(delayMs, nudge));
    }
    const keys = owed.flatMap(({ key }) => key ?? []);
    if (keys.length > 0) {
      await lockKeys(tx, keys);
      // A replaced job may have been tried, so the one in its place goes on counting.
      for (const row of await takeWaiting(tx, keys)) {
        const next = fresh.get(row.payload.key);
        if (next !== undefined) fresh.set(next.key, { ...next, id: row.payload.id, tries: triesOf(row) });
      }
    }
    await addRows(tx, [...fresh.values()], parked());
  }

  async function runTask(payload: Payload, row: { id: number; attempts: number }): Promise<void> {
    if (started === undefined) throw new Error('A job ran before the queue was started.');
    const { handlers, options } = started;
    const run = { id: payload.id, tries: payload.tries + row.attempts };
    const round = { used: maxTries - payload.triesLeft + row.attempts, since: payload.since };
    const outcome = await attempt(handlers, { job: payload.job, run, round }, tools);
    if (outcome.kind !== 'done') {
      const triesLeft = maxTries - round.used;
      await db.inTx((tx) => putBack(tx, { ...payload, tries: run.tries, triesLeft }, { rowId: row.id, outcome }));
    }
    if (outcome.kind === 'buried') options.onBuried(payload.job, outcome.error, run);
    options.onRun(payload.job.kind, outcome.ms, outcome.kind);
  }

  /** The failed job as a new row; graphile then completes the old one. A crash in between leaves a row that cannot run. */
  async function putBack(
    tx: Tx,
    payload: Payload,
    failed: { rowId: number; outcome: Exclude<Outcome, { kind: 'done' }> },
  ): Promise<void> {
    const { outcome, rowId } = failed;
    await lockKeys(tx, [payload.key]);
    if (await handOver(tx, payload)) return;
    if ((await keyOfRow(tx, rowId)) === null) return;
    const error = wordsOf(outcome.error);
    if (outcome.kind === 'buried') {
      await addRows(tx, [{ ...payload, error, buriedAt: tools.now().toISOString() }], parked());
      return;
    }
    const triesLeft = payload.triesLeft + (outcome.free ? 1 : 0);
    await addRows(tx, [{ ...payload, error, triesLeft, due: due.after(outcome.afterMs) }], parked());
    tx.onCommit(() => later(outcome.afterMs, nudge));
  }

  /** When a newer job with the same key waits behind a failed one, it takes the failed one's place, tries included. */
  async function handOver(tx: Tx, failed: Payload): Promise<boolean> {
    const [waiting] = await takeWaiting(tx, [failed.key]);
    if (waiting === undefined) return false;
    await addRows(tx, [{ ...waiting.payload, tries: triesOf(waiting) + failed.tries }], parked());
    return true;
  }

  function launch({ handlers, options }: NonNullable<typeof started>): void {
    const kinds = Object.keys(handlers) as JobKind[];
    const task: TaskList[string] = (payload, { job }) =>
      runTask(payloadOf(payload), { id: Number(job.id), attempts: job.attempts });
    const events = new EventEmitter();
    // graphile looks for the next job before the last one's completion has freed its lead: look again right after.
    events.on('job:complete', () => {
      for (const ms of [4, 40]) later(ms, nudge);
    });
    const announcing = {
      name: 'BatonPresence',
      version: '1.0.0',
      worker: {
        hooks: {
          startWorker: (_: unknown, event: { worker: { workerPool: WorkerPool } }) =>
            presence.announce(event.worker.workerPool.id),
        },
      },
    };
    const mine = runTaskList(
      {
        logger,
        events,
        noHandleSignals: true,
        concurrency: options.concurrency,
        pollInterval: pollMs,
        // Batching also means that graphile waits for these writes when it stops, and survives one that fails.
        preset: { plugins: [announcing], worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      },
      Object.fromEntries(kinds.map((kind) => [kind, task])),
      pgPool,
    );
    pool = mine;
    mine.promise
      .catch((err) => log.error({ err }, 'the worker pool ended; a new one starts in a second'))
      .then(async () => {
        await presence.withdraw(mine.id);
        later(1_000, () => started !== undefined && launch(started));
      });
  }

  function nudge(): void {
    if (pool?._active && !pool._shuttingDown) pool.nudge(started?.options.concurrency ?? 1);
  }

  function later(ms: number, action: () => void): void {
    if (stopping || ms > longestTimerMs) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, ms);
    timers.add(timer);
  }

  /** Takes over from the dead. A pool must be found without its process twice: it may just be reconnecting. */
  async function sweep(): Promise<void> {
    try {
      const free = await poolsWithoutProcess(db);
      const dead = free.filter((name) => suspects.has(name));
      suspects = new Set(free);
      if (dead.length > 0 || (await leftovers(db)).length > 0) await takeOver(dead);
    } catch (err) {
      log.warn({ err }, 'could not look for jobs of dead processes');
    }
    later(sweepMs, sweep);
  }

  async function takeOver(dead: readonly string[]): Promise<void> {
    const spent = await db.inTx(async (tx) => {
      const still = (await poolsWithoutProcess(tx)).filter((name) => dead.includes(name));
      await unlockPools(tx, still);
      if (still.length > 0) log.warn({ pools: still }, 'took over the jobs of a process that died');
      const rows = await leftovers(tx);
      await lockKeys(
        tx,
        rows.map((row) => row.payload.key),
      );
      const buried: Row[] = [];
      for (const row of rows) buried.push(...(await tidy(tx, row)));
      return buried;
    });
    for (const row of spent) {
      started?.options.onBuried(row.payload.job, new Error(died), { id: row.payload.id, tries: triesOf(row) });
    }
    nudge();
  }

  /** A superseded row gives its tries to the job that replaced it; one that is out of tries is buried for all to see. */
  async function tidy(tx: Tx, row: Row): Promise<Row[]> {
    if (row.key === null) {
      await handOver(tx, { ...row.payload, tries: row.payload.tries + 1 });
      await removeRows(tx, [row]);
      return [];
    }
    const spent = await takeWaiting(tx, [row.key]);
    const buriedAt = tools.now().toISOString();
    await addRows(
      tx,
      spent.map((one) => ({ ...one.payload, tries: triesOf(one), error: died, buriedAt })),
      parked(),
    );
    return spent;
  }

  return {
    enqueue,
    async start(handlers, options = {}) {
      if (started !== undefined) throw new Error('The queue is started once.');
      started = { handlers, options: startOptions(options) };
      launch(started);
      await sweep();
    },
    async settle() {
      if (started === undefined) throw new Error('Start the queue before settling it.');
      for (;;) {
        if (parked()) await releaseParked(db, due.horizon());
        nudge();
        const now = await countRows(db, due.horizon());
        if (now.due === 0 && now.running === 0) return;
        await new Promise((done) => setTimeout(done, 4));
      }
    },
    async stop() {
      stopping = true;
      for (const timer of timers) clearTimeout(timer);
      if (pool?._active) await waitAtMost(Promise.resolve(pool.gracefulShutdown()), log);
      await presence.stop();
      await pgPool.end();
    },
    async buried() {
      return (await buriedRows(db)).map(({ id, job, tries, error, buriedAt }) => ({
        id,
        job,
        tries,
        error: error ?? '',
        buriedAt: buriedAt ?? '',
      }));
    },
    async retry(id) {
      return db.inTx(async (tx) => {
        const payload = (await buriedRows(tx)).find((one) => one.id === id);
        if (payload === undefined) return false;
        await lockKeys(tx, [payload.key]);
        const [taken] = await takeWaiting(tx, [payload.key]);
        if (taken?.payload.buriedAt == null) return false;
        const since = tools.now().toISOString();
        await addRows(tx, [{ ...taken.payload, ...newRound, since, due: due.after(0) }], parked());
        return true;
      });
    },
    async counts() {
      const { waiting, running, buried, oldest } = await countRows(db, due.horizon());
      const age = oldest === null ? 0 : tools.now().getTime() - Date.parse(oldest);
      return { waiting, running, buried, oldestDueMs: Math.max(0, age) };
    },
  };
}

const newRound = { triesLeft: maxTries, error: null, buriedAt: null };

/** A buried row's own count was set by the burying. */
const triesOf = (row: Row): number => row.payload.tries + (row.payload.buriedAt === null ? row.attempts : 0);
