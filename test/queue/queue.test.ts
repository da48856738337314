// What every queue must keep, on both databases. Time is handed in: nothing here sleeps to see whether a job comes.
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import type { Job, JobKind, Owed } from '../../src/core/job.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { OutsideError } from '../../src/errors.ts';
import type { Db } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { maxTries } from '../../src/store/queue/attempt.ts';
import { openQueue } from '../../src/store/queue/open-queue.ts';
import type { Handlers, Queue, Run, StartOptions } from '../../src/store/queue/queue.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { allKinds } from './all-kinds.ts';

const start = Date.parse('2030-01-01T00:00:00.000Z');
const minute = 60_000;
const turn = (lead: LeadId): Job => ({ kind: 'take-turn', lead });
const reply = (lead: LeadId, after: number): Job => ({ kind: 'settle-silence', lead, after });
const later = (retryAfterMs?: number) =>
  new OutsideError('busy', {
    system: 'slack',
    retry: 'later',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

type Ran = { job: Job; run: Run };

eachDatabase((kind, open) => {
  let db: Db | undefined;
  let queue: Queue;
  let clock = start;
  let ran: Ran[];
  let leads = 0;
  const newLeadId = (): LeadId => `lead_${kind}${++leads}`;

  /** A started queue whose handlers all do `act`, and note what ran. */
  async function begin(act: (ran: Ran) => void | Promise<void> = () => {}, options: Partial<StartOptions> = {}) {
    db ??= await open();
    clock = start;
    ran = [];
    queue = await openQueue(db, { now: () => new Date(clock), random: () => 1, log: quiet, newId: createNewId() });
    await queue.start(
      allKinds(async (job, run) => {
        ran.push({ job, run });
        await act({ job, run });
      }),
      { pace: 'by-hand', ...options },
    );
  }

  afterEach(async () => {
    await queue.stop();
    const jobs = sql.raw(kind === 'sqlite' ? 'jobs' : 'graphile_worker._private_jobs');
    await db?.inTx((tx) => sql`delete from ${jobs}`.execute(tx.q));
  });

  const enqueue = (...owed: Owed[]) => db!.inTx((tx) => queue.enqueue(tx, owed));
  const jobsRun = () => ran.map(({ job }) => job);
  async function pass(ms: number) {
    clock += ms;
    await queue.settle();
  }

  test('a job runs once it is committed, and never when the transaction failed', async () => {
    await begin();
    const lead = newLeadId();
    await enqueue({ job: turn(lead) });
    const failed = db!.inTx(async (tx) => {
      await queue.enqueue(tx, [{ job: reply(lead, 1) }]);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    await queue.settle();
    expect(jobsRun()).toEqual([turn(lead)]);
    expect(ran[0]?.run.tries).toBe(1);
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, buried: 0, oldestDueMs: 0 });
  });

  test('a delayed job waits for its time; the age of the oldest due job can be seen', async () => {
    await begin();
    const job = turn(newLeadId());
    await enqueue({ job, delayMs: minute });
    await pass(minute - 1);
    expect(ran).toEqual([]);
    clock += 1 + 5_000;
    expect(await queue.counts()).toMatchObject({ waiting: 1, oldestDueMs: 5_000 });
    await queue.settle();
    expect(jobsRun()).toEqual([job]);
  });

  test('jobs with one key replace each other while they wait, and the last one counts', async () => {
    await begin();
    const [a, b] = [newLeadId(), newLeadId()];
    await enqueue({ job: turn(a), key: 'k' });
    await enqueue({ job: turn(b), key: 'k', delayMs: 10 });
    await enqueue({ job: reply(b, 1), key: 'twice' }, { job: reply(b, 2), key: 'twice' });
    await pass(9);
    expect(jobsRun()).toEqual([reply(b, 2)]);
    await pass(1);
    expect(jobsRun()).toEqual([reply(b, 2), turn(b)]);
  });

  test('a job that joins keeps the time of the one that waits: a stream of them pushes nothing back', async () => {
    await begin();
    const a = newLeadId();
    const soon = (after: number): Owed => ({ job: reply(a, after), key: 'k', delayMs: 3_000, joins: true });
    for (let after = 1; after <= 10; after++) {
      await enqueue(soon(after));
      await pass(1_000);
    }
    expect(jobsRun()).toEqual([reply(a, 3), reply(a, 6), reply(a, 9)]);
    await enqueue({ job: reply(a, 11), key: 'k' });
    await enqueue(soon(12), soon(13));
    await queue.settle();
    await enqueue(soon(14), { job: reply(a, 15), key: 'k' }, soon(16));
    await queue.settle();
    expect(jobsRun().slice(3)).toEqual([reply(a, 13), reply(a, 16)]);
    expect((await queue.counts()).waiting).toBe(0);
  });

  test('a job that joins one that was asked for patience is as patient; one that lies buried is no company', async () => {
    const a = newLeadId();
    await begin(() => {
      if (ran.length === 1) throw later(minute);
      if (ran.length === 2) throw new OutsideError('no', { system: 'slack', retry: 'never' });
    });
    const soon: Owed = { job: reply(a, 2), key: 'k', delayMs: 3_000, joins: true };
    await enqueue({ job: reply(a, 1), key: 'k' });
    await queue.settle();
    await enqueue(soon);
    await pass(minute - 1);
    expect(ran).toHaveLength(1);
    await pass(1_000);
    expect((await queue.buried()).length).toBe(1);
    await enqueue(soon);
    await pass(2_999);
    expect(ran).toHaveLength(2);
    await pass(1);
    expect(ran).toHaveLength(3);
    expect(await queue.buried()).toEqual([]);
  });

  test('a job enqueued under the key of a running one waits behind it and runs too', async () => {
    const [a] = [newLeadId()];
    await begin(async () => {
      if (ran.length === 1) await enqueue({ job: reply(a, 2), key: 'k' });
    });
    await enqueue({ job: reply(a, 1), key: 'k' });
    await queue.settle();
    expect(ran).toMatchObject([
      { job: reply(a, 1), run: { tries: 1 } },
      { job: reply(a, 2), run: { tries: 1 } },
    ]);
  });

  test('when the running one then fails, the newer takes its place and knows that it may have been done', async () => {
    const a = newLeadId();
    await begin(async () => {
      if (ran.length > 1) return;
      await enqueue({ job: reply(a, 2), key: 'k' });
      throw later();
    });
    await enqueue({ job: reply(a, 1), key: 'k' });
    await queue.settle();
    await pass(60 * minute);
    expect(ran).toMatchObject([
      { job: reply(a, 1), run: { tries: 1 } },
      { job: reply(a, 2), run: { tries: 2 } },
    ]);
  });

  test('a job that replaces one which was tried before goes on counting', async () => {
    const a = newLeadId();
    await begin(() => {
      if (ran.length === 1) throw later();
    });
    await enqueue({ job: reply(a, 1), key: 'k' });
    await queue.settle();
    await enqueue({ job: reply(a, 2), key: 'k' });
    await queue.settle();
    expect(ran.at(-1)).toMatchObject({ job: reply(a, 2), run: { tries: 2 } });
    await pass(60 * minute);
    expect(ran).toHaveLength(2);
  });

  test('jobs of one lead run one after the other in the order they became due; other leads do not wait', async () => {
    const [a, b] = [newLeadId(), newLeadId()];
    const otherRan = Promise.withResolvers<void>();
    let running = 0;
    await begin(
      async ({ job }) => {
        if (job.kind === 'take-turn') return otherRan.resolve();
        expect(++running).toBe(1);
        // The first job of the one lead lasts until the other lead's job has run beside it.
        await otherRan.promise;
        await new Promise((done) => setTimeout(done, 10));
        running--;
      },
      { concurrency: 4 },
    );
    await enqueue(...[1, 2, 3].map((n) => ({ job: reply(a, n) })), { job: turn(b) });
    await enqueue({ job: reply(a, 4) });
    await queue.settle();
    expect(jobsRun().filter((job) => 'lead' in job && job.lead === a)).toEqual([1, 2, 3, 4].map((n) => reply(a, n)));
  });

  test('many jobs of one lead do not keep the others from running', async () => {
    const [a, b] = [newLeadId(), newLeadId()];
    await begin(undefined, { concurrency: 2 });
    await enqueue(...Array.from({ length: 30 }, (_, n) => ({ job: reply(a, n) })), { job: turn(b) });
    await queue.settle();
    expect(jobsRun().findIndex((job) => job.kind === 'take-turn')).toBeLessThan(10);
  });

  test('a failed job comes back later and later, the lead goes on meanwhile, and in the end a person sees it', async () => {
    const a = newLeadId();
    const buried: Run[] = [];
    const outcomes: string[] = [];
    await begin(
      ({ job }) => {
        if (job.kind === 'take-turn') throw later();
      },
      {
        onBuried: (_job, _error, run) => buried.push(run),
        onRun: (jobKind, _ms, ended) => jobKind === 'take-turn' && outcomes.push(ended.kind),
      },
    );
    await enqueue({ job: turn(a) }, { job: reply(a, 1) });
    await queue.settle();
    expect(jobsRun()).toEqual([turn(a), reply(a, 1)]);
    const waits: number[] = [];
    for (let waited = 0; buried.length === 0; ) {
      const before = ran.length;
      clock += 1_000;
      waited += 1_000;
      if (waited < 30_000 || waited % 300_000 === 0) await queue.settle();
      if (ran.length > before) {
        waits.push(waited);
        waited = 0;
      }
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 3_000, 9_000, 27_000]);
    expect(waits).toEqual(waits.toSorted((x, y) => x - y));
    expect(waits).toHaveLength(maxTries - 1);
    expect(outcomes).toEqual([...Array(maxTries - 1).fill('again'), 'buried']);
    expect(buried).toMatchObject([{ tries: maxTries }]);
    const [shown] = await queue.buried();
    expect(shown).toMatchObject({ job: turn(a), tries: maxTries, error: 'OutsideError: busy', id: buried[0]?.id });
    expect(shown?.buriedAt).toBe(new Date(clock).toISOString());
  });

  test('a buried job can be retried: it runs again, knows its past, and has a full round of tries', async () => {
    const a = newLeadId();
    let broken = true;
    await begin(() => {
      if (broken) throw new OutsideError('no such channel', { system: 'slack', retry: 'never' });
    });
    await enqueue({ job: turn(a), key: `turn:${a}` });
    await queue.settle();
    const [shown] = (await queue.buried()).filter(({ job }) => 'lead' in job && job.lead === a);
    expect(shown).toMatchObject({ tries: 1, error: 'OutsideError: no such channel' });
    expect((await queue.counts()).waiting).toBe(0);
    broken = false;
    ran = [];
    expect(await queue.retry(shown!.id)).toBe(true);
    expect(await queue.retry(shown!.id)).toBe(false);
    expect(await queue.retry('job_unknown')).toBe(false);
    await queue.settle();
    expect(ran).toMatchObject([{ job: turn(a), run: { tries: 2, id: shown!.id } }]);
    expect((await queue.counts()).buried).toBe(0);
  });

  test('a new job under the key of a buried one takes its place', async () => {
    const a = newLeadId();
    await begin(({ run }) => {
      if (run.tries === 1) throw new OutsideError('gone', { system: 'slack', retry: 'never' });
    });
    await enqueue({ job: turn(a), key: `turn:${a}` });
    await queue.settle();
    await enqueue({ job: turn(a), key: `turn:${a}` });
    await queue.settle();
    expect(ran.map(({ run }) => run.tries)).toEqual([1, 2]);
    expect(await queue.buried()).toEqual([]);
  });

  test('what a lead is owed can be forgotten, waiting or buried, with the transaction and nothing else', async () => {
    const [a, b] = [newLeadId(), newLeadId()];
    await begin(() => {
      throw new OutsideError('no', { system: 'slack', retry: 'never' });
    });
    await enqueue({ job: turn(a) });
    await queue.settle();
    expect(await queue.buried()).toHaveLength(1);
    await enqueue({ job: reply(a, 1), delayMs: minute }, { job: reply(b, 1), key: `k-${b}`, delayMs: minute });
    const failing = db!.inTx(async (tx) => {
      await queue.forget(tx, [a]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await queue.counts()).toMatchObject({ waiting: 2, buried: 1 });
    await db!.inTx((tx) => queue.forget(tx, [a]));
    expect(await queue.counts()).toMatchObject({ waiting: 1, buried: 0 });
    ran = [];
    await pass(minute);
    expect(jobsRun()).toEqual([reply(b, 1)]);
  });

  test('a bug is tried a few times, then buried', async () => {
    await begin(() => {
      throw new TypeError('undefined is not a lead');
    });
    await enqueue({ job: turn(newLeadId()) });
    for (let i = 0; i < 10; i++) await pass(60 * minute);
    expect(ran).toHaveLength(4);
    const [shown] = await queue.buried();
    expect(shown).toMatchObject({ tries: 4, error: 'TypeError: undefined is not a lead' });
    await queue.retry(shown!.id);
    ran = [];
    for (let i = 0; i < 10; i++) await pass(60 * minute);
    expect(ran.map(({ run }) => run.tries)).toEqual([5, 6, 7, 8]);
  });

  test('a rate limit is waited out to the letter and does not use up the tries of a day', async () => {
    await begin(({ run }) => {
      if (run.tries <= 30) throw later(30_000);
    });
    await enqueue({ job: { kind: 'learn-rep', rep: 'U1' } });
    await queue.settle();
    await pass(29_999);
    expect(ran).toHaveLength(1);
    await pass(1_001);
    expect(ran).toHaveLength(2);
    for (let i = 0; i < 40; i++) await pass(31_000);
    expect(ran).toHaveLength(31);
    expect(await queue.counts()).toMatchObject({ waiting: 0, buried: 0 });
  });

  test('a try that was turned away by a rate limit cannot have done anything', async () => {
    let turnedAway = 3;
    await begin(() => {
      if (turnedAway-- > 0)
        throw new OutsideError('busy', { system: 'slack', retry: 'later', retryAfterMs: 1_000, status: 429 });
    });
    await enqueue({ job: turn(newLeadId()) });
    for (let i = 0; i < 4; i++) await pass(minute);
    expect(ran.map(({ run }) => run.tries)).toEqual([1, 1, 1, 1]);
  });

  test('a rate limit that never ends is buried after a day and a round of tries', async () => {
    await begin(() => {
      throw later(60 * minute);
    });
    await enqueue({ job: turn(newLeadId()) });
    for (let i = 0; i < 24 + maxTries + 2; i++) await pass(61 * minute);
    expect(await queue.counts()).toMatchObject({ waiting: 0, buried: 1 });
    expect(ran.length).toBeGreaterThan(24);
  });

  test('left alone, a started queue runs what is due and what becomes due', async () => {
    db ??= await open();
    ran = [];
    const seen = new Map<Job, () => void>();
    const arrival = (job: Job) => new Promise<void>((resolve) => seen.set(job, resolve));
    queue = await openQueue(db, { now: () => new Date(), random: Math.random, log: quiet, newId: createNewId() });
    const handlers: Handlers = allKinds(async (job) => {
      for (const [wanted, resolve] of seen) if (JSON.stringify(wanted) === JSON.stringify(job)) resolve();
    });
    await queue.start(handlers);
    const [now, soon] = [turn(newLeadId()), turn(newLeadId())];
    const both = Promise.all([arrival(now), arrival(soon)]);
    const startedAt = performance.now();
    await enqueue({ job: now }, { job: soon, delayMs: 150 });
    await both;
    const took = performance.now() - startedAt;
    expect(took).toBeGreaterThanOrEqual(145);
    expect(took).toBeLessThan(900);
  });

  test('the jobs of one lead follow each other without waiting to be looked for', async () => {
    db ??= await open();
    queue = await openQueue(db, { now: () => new Date(), random: Math.random, log: quiet, newId: createNewId() });
    const last = Promise.withResolvers<void>();
    await queue.start(
      allKinds(async (job) => {
        if (job.kind === 'take-turn') last.resolve();
      }),
    );
    const a = newLeadId();
    const startedAt = performance.now();
    await enqueue(...Array.from({ length: 40 }, (_, n) => ({ job: reply(a, n) })), { job: turn(a) });
    await last.promise;
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('stopping waits for the job that runs and starts no other', async () => {
    const [a, b] = [newLeadId(), newLeadId()];
    let finished = false;
    let entered = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    db ??= await open();
    queue = await openQueue(db, { now: () => new Date(), random: Math.random, log: quiet, newId: createNewId() });
    const begun: JobKind[] = [];
    await queue.start(
      allKinds(async (job) => {
        begun.push(job.kind);
        entered();
        await new Promise((done) => setTimeout(done, 80));
        finished = true;
      }),
      { concurrency: 1 },
    );
    await enqueue({ job: turn(a) }, { job: reply(b, 1) });
    await inside;
    await queue.stop();
    expect(finished).toBe(true);
    expect(begun).toEqual(['take-turn']);
    await begin();
    clock = Date.now() + minute;
    await queue.settle();
    expect(jobsRun()).toEqual([reply(b, 1)]);
  });
});
