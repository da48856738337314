// What we owe the outside, kept as rows until it is done. The promise of the interface: a job enqueued in a transaction
// that committed runs at least once, and whoever runs it learns by `tries` whether it may have run before.
import type { Job, JobKind, JobOf, Owed } from '../../core/job.ts';
import type { LeadId } from '../../core/lead.ts';
import type { Log } from '../../log.ts';
import type { Tx } from '../db.ts';
import type { NewId } from '../id.ts';

/**
 * `tries` counts starts that may have changed something outside, this one included: also those that a crash cut short or
 * that a replaced job had before, but not those that were turned away by a rate limit.
 */
export type Run = { id: string; tries: number };
export type Handlers = { [K in JobKind]: (job: JobOf<K>, run: Run) => Promise<void> };

/** How a run ended; `error` is why it did not get done. */
export type Ended = { kind: 'done' } | { kind: 'again' | 'buried'; error: unknown };
export type BuriedJob = { id: string; job: Job; tries: number; error: string; buriedAt: string };
export type Counts = { waiting: number; running: number; buried: number; oldestDueMs: number };

export type QueueTools = { now: () => Date; random: () => number; log: Log; newId: NewId };

export type StartOptions = {
  /** `by-hand` runs nothing by itself: only `settle` does. For tests with a clock of their own. */
  pace: 'by-itself' | 'by-hand';
  concurrency: number;
  onBuried: (job: Job, error: unknown, run: Run) => void;
  onRun: (kind: JobKind, ms: number, ended: Ended) => void;
};

export type Queue = {
  /** Part of the caller's transaction: no commit, no job. */
  enqueue(tx: Tx, owed: readonly Owed[]): Promise<void>;
  /** What waits or lies buried for these leads is never done; part of the caller's transaction. */
  forget(tx: Tx, leads: readonly LeadId[]): Promise<void>;
  start(handlers: Handlers, options?: Partial<StartOptions>): Promise<void>;
  /** Runs everything that is due until nothing is. */
  settle(): Promise<void>;
  /** Takes no more work and waits, within bounds, for what runs. */
  stop(): Promise<void>;
  buried(): Promise<BuriedJob[]>;
  /** Gives a buried job a new round of tries; false when there is no such buried job. */
  retry(id: string): Promise<boolean>;
  counts(): Promise<Counts>;
};

const stopWithinMs = 10_000;

export function startOptions(given: Partial<StartOptions>): StartOptions {
  return {
    pace: 'by-itself',
    concurrency: given.pace === 'by-hand' ? 1 : 8,
    onBuried: () => {},
    onRun: () => {},
    ...given,
  };
}

/** Jobs that do not end in time are left as they are: whoever starts next finds and runs them again. */
export async function waitAtMost(work: Promise<unknown>, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), stopWithinMs);
  });
  if ((await Promise.race([work, late])) === 'late') log.warn('jobs were still running when the queue stopped');
  clearTimeout(timer);
}
