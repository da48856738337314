// One try of one job, and what its failure means: try again later, or show it to a person. Both queues ask here.
import type { Job, JobKind, JobOf } from '../../core/job.ts';
import { OutsideError } from '../../errors.ts';
import type { Handlers, QueueTools, Run } from './queue.ts';

/** About a day, with waits that grow to an hour: an outage of a night must not bury anything. */
export const maxTries = 30;
const maxTriesOfABug = 4;
const freeWhileRateLimitedMs = 24 * 3_600_000;
const longestWaitMs = 3_600_000;

/** A round begins when a job is enqueued or retried by hand; `used` counts its tries so far, this one included. */
export type Round = { used: number; since: string };

export type Outcome =
  | { kind: 'done' }
  /**
   * `free`: it is not one of the tries a job has, the other side only asked for patience.
   * `undone`: it surely changed nothing outside, so the next try need not look for what it may have done.
   */
  | { kind: 'again'; afterMs: number; free: boolean; undone: boolean; error: unknown }
  | { kind: 'buried'; error: unknown };

export async function attempt(
  handlers: Handlers,
  given: { job: Job; run: Run; round: Round },
  tools: Pick<QueueTools, 'now' | 'random' | 'log'>,
): Promise<Outcome & { ms: number }> {
  const { job, run, round } = given;
  const startedAt = performance.now();
  let outcome: Outcome = { kind: 'done' };
  try {
    await handle(handlers, job.kind, job, run);
  } catch (error) {
    outcome = afterFailure(error, round, tools);
  }
  const ms = Math.round(performance.now() - startedAt);
  const line = { job: run.id, kind: job.kind, lead: 'lead' in job ? job.lead : undefined, tries: run.tries, ms };
  if (outcome.kind === 'done') tools.log.info(line, 'job done');
  else if (outcome.kind === 'again') {
    tools.log.warn({ ...line, againInMs: outcome.afterMs, err: outcome.error }, 'job failed, will be tried again');
  } else tools.log.error({ ...line, err: outcome.error }, 'job buried: a person must look at it');
  return { ...outcome, ms };
}

export function afterFailure(error: unknown, round: Round, tools: Pick<QueueTools, 'now' | 'random'>): Outcome {
  const outside = error instanceof OutsideError ? error : undefined;
  if (outside?.retry === 'never') return { kind: 'buried', error };
  const jitter = 0.5 + tools.random() / 2;
  if (outside?.retryAfterMs !== undefined) {
    const free = tools.now().getTime() - Date.parse(round.since) < freeWhileRateLimitedMs;
    // Never earlier than asked; a little later, so that those who were asked together do not come back together.
    const afterMs = Math.min(outside.retryAfterMs, longestWaitMs) + Math.round(jitter * 500);
    const undone = outside.status === 429;
    if (free || round.used < maxTries) return { kind: 'again', afterMs, free, undone, error };
    return { kind: 'buried', error };
  }
  if (round.used >= (outside === undefined ? maxTriesOfABug : maxTries)) return { kind: 'buried', error };
  const afterMs = Math.round(jitter * Math.min(longestWaitMs, 1_000 * 3 ** (round.used - 1)));
  return { kind: 'again', afterMs, free: false, undone: false, error };
}

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

function handle<K extends JobKind>(handlers: Handlers, kind: K, job: JobOf<K>, run: Run): Promise<void> {
  return handlers[kind](job, run);
}
