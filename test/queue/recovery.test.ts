// What a killed process leaves behind, put there by hand, and what the next one makes of it.
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job, Owed } from '../../src/core/job.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { maxTries } from '../../src/store/queue/attempt.ts';
import { openQueue } from '../../src/store/queue/open-queue.ts';
import type { Handlers, Queue, Run, StartOptions } from '../../src/store/queue/queue.ts';
import { migratedDatabase, quiet } from '../support/databases.ts';
import { allKinds } from './all-kinds.ts';

const reply = (after: number): Job => ({ kind: 'settle-silence', lead: 'lead_1', after });
const tools = { now: () => new Date(), random: () => 0, log: quiet, newId: createNewId() };

let fresh: { url: string; remove(): Promise<void> };
const opened: { db: Db; queue: Queue }[] = [];

async function open(): Promise<{ db: Db; queue: Queue }> {
  const db = await openDb({ url: fresh.url, log: quiet });
  const one = { db, queue: await openQueue(db, tools) };
  opened.push(one);
  return one;
}

afterEach(async () => {
  for (const { queue, db } of opened.splice(0)) {
    await queue.stop();
    await db.close();
  }
  await fresh.remove();
});

const enqueue = ({ db, queue }: { db: Db; queue: Queue }, ...owed: Owed[]) => db.inTx((tx) => queue.enqueue(tx, owed));

describe.each(['sqlite', 'postgres'] as const)('%s', (kind) => {
  let ran: { job: Job; run: Run }[];
  const noting: Handlers = allKinds(async (job, run) => void ran.push({ job, run }));
  beforeEach(async () => {
    fresh = await migratedDatabase(kind);
    ran = [];
  });

  /** Every waiting job now looks as if it had been started by a process that is no more. */
  async function startAndDie({ db }: { db: Db }, starts = 1): Promise<void> {
    await db.inTx(async ({ q }) => {
      if (kind === 'sqlite') {
        await sql`update jobs set state = 'running', tries = tries + ${starts}, tries_left = tries_left - ${starts}`.execute(
          q,
        );
        return;
      }
      await sql`update graphile_worker._private_jobs
        set locked_by = 'pool-dead', locked_at = now(), attempts = attempts + ${starts}`.execute(q);
      await sql`update graphile_worker._private_job_queues set locked_by = 'pool-dead', locked_at = now()`.execute(q);
    });
  }

  const settled = async ({ queue }: { queue: Queue }, options: Partial<StartOptions> = {}) => {
    await queue.start(noting, options);
    await queue.settle();
  };

  test('a job that was running runs again and knows it', async () => {
    const it = await open();
    await enqueue(it, { job: reply(1) });
    await startAndDie(it);
    await settled(it);
    expect(ran).toMatchObject([{ job: reply(1), run: { tries: 2 } }]);
  });

  test('a job that waited behind it takes its place, tries included', async () => {
    const it = await open();
    await enqueue(it, { job: reply(1), key: 'k' });
    await startAndDie(it);
    await enqueue(it, { job: reply(2), key: 'k' });
    await settled(it);
    expect(ran).toMatchObject([{ job: reply(2), run: { tries: 2 } }]);
    expect(await it.queue.counts()).toMatchObject({ waiting: 0, running: 0, buried: 0 });
  });

  test('a job that killed its process on its every try is buried, and someone is told', async () => {
    const it = await open();
    const told: unknown[] = [];
    await enqueue(it, { job: reply(1) });
    await startAndDie(it, maxTries);
    await settled(it, { onBuried: (job, error, run) => told.push([job, String(error), run.tries]) });
    expect(ran).toEqual([]);
    expect(told).toEqual([[reply(1), 'Error: The process died while this job ran.', maxTries]]);
    const [shown] = await it.queue.buried();
    expect(shown).toMatchObject({ job: reply(1), tries: maxTries, error: 'The process died while this job ran.' });
    expect(await it.queue.retry(shown!.id)).toBe(true);
    await it.queue.settle();
    expect(ran).toMatchObject([{ run: { tries: maxTries + 1 } }]);
  });
});

describe('postgres, several processes', () => {
  beforeEach(async () => {
    fresh = await migratedDatabase('postgres');
  });

  test('they share the work, and a long job of one is not taken by the other', async () => {
    const [a, b] = await Promise.all([open(), open()]);
    const runs: string[] = [];
    const handlers = (name: string) =>
      allKinds(async (job) => {
        runs.push(`${name} ${job.kind}`);
        // Longer than it takes to bury a process that is silent.
        await new Promise((done) => setTimeout(done, job.kind === 'post-card' ? 1_400 : 20));
      });
    await Promise.all([
      a.queue.start(handlers('a'), { concurrency: 2 }),
      b.queue.start(handlers('b'), { concurrency: 2 }),
    ]);
    await enqueue(a, { job: { kind: 'post-card', lead: 'lead_long' } });
    await enqueue(a, ...Array.from({ length: 40 }, (_, i) => ({ job: { ...reply(i), lead: `lead_${i}` } as Job })));
    await b.queue.settle();
    expect(runs.filter((run) => run.endsWith('post-card'))).toHaveLength(1);
    expect(runs).toHaveLength(41);
    expect(new Set(runs.map((run) => run.slice(0, 1)))).toEqual(new Set(['a', 'b']));
  });

  test('when every connection is cut, a running job goes on alone and later jobs run', async () => {
    const [a, b] = [await open(), await open()];
    const runs: string[] = [];
    const begun = Promise.withResolvers<void>();
    const handlers = allKinds(async (job) => {
      runs.push(job.kind);
      begun.resolve();
      if (job.kind === 'post-card') await new Promise((done) => setTimeout(done, 1_400));
    });
    await a.queue.start(handlers);
    await b.queue.start(handlers);
    await enqueue(a, { job: { kind: 'post-card', lead: 'lead_long' } });
    await begun.promise;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(a.db.q);
    await expect
      .poll(() =>
        enqueue(a, { job: reply(1) }).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await expect.poll(() => runs.length, { timeout: 4_000 }).toBe(2);
    await a.queue.settle();
    expect(runs.toSorted()).toEqual(['post-card', 'settle-silence']);
  });
});
