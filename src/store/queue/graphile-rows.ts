// The few statements about graphile-worker's tables, for exactly the version in package.json. Jobs are added and removed
// only through its functions; its tables are read. Every job has a key: our own, or one made from its id.
import { sql } from 'kysely';
import type { Job } from '../../core/job.ts';
import { serialOf } from '../../core/job.ts';
import type { Reader, Tx } from '../db.ts';

/** All that we remember of a job. graphile's own count covers the starts of one row; a failed try becomes a new row. */
export type Payload = {
  id: string;
  key: string;
  job: Job;
  due: string;
  since: string;
  /** Starts before this row. */
  tries: number;
  triesLeft: number;
  error: string | null;
  buriedAt: string | null;
};
export type Row = { rowId: number; attempts: number; payload: Payload; key: string | null };

/** Far enough that graphile never sees a parked job as due; added to run a job by hand, taken off twice to release it. */
const parkedHours = 8_760_000;
const columns = sql`id as "rowId", attempts, payload, key`;
const table = sql`graphile_worker._private_jobs`;

export const payloadOf = (json: unknown): Payload => json as Payload;

/** Whoever enqueues, fails or retries under a key does so alone until its commit. */
export async function lockKeys({ q }: Tx, keys: readonly string[]): Promise<void> {
  const sorted = JSON.stringify([...keys].sort());
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 1)) from json_array_elements_text(${sorted}::json) as key`.execute(
    q,
  );
}

/** Removes the jobs that wait, or lie buried, under these keys; what they had been through is for the caller to keep. */
export async function takeWaiting({ q }: Tx, keys: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${table} where key = any(${keys}) and locked_at is null for update`.execute(q);
  await removeRows({ q }, rows);
  return rows;
}

/** The jobs of these leads that nobody is working on. */
export async function idleRowsOf({ q }: Tx, leads: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${table}
    where payload -> 'job' ->> 'lead' = any(${leads}) and locked_at is null for update`.execute(q);
  return rows;
}

export async function removeRows({ q }: Pick<Tx, 'q'>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`select graphile_worker.complete_jobs(${rows.map((row) => row.rowId)}::bigint[])`.execute(q);
}

export async function addRows({ q }: Tx, payloads: readonly Payload[], parked: boolean): Promise<void> {
  const specs = payloads.map((payload) => ({
    identifier: payload.job.kind,
    payload,
    queue_name: serialOf(payload.job),
    run_at: payload.due,
    max_attempts: Math.max(1, payload.triesLeft),
    job_key: payload.key,
  }));
  const shift = sql.lit(parked ? parkedHours : 0);
  const { rows } = await sql<{ id: number; payload: Payload }>`
    select id, payload from graphile_worker.add_jobs(array(
      select row(identifier, payload, queue_name, run_at + ${shift} * interval '1 hour', max_attempts, job_key, null, null)::graphile_worker.job_spec
      from json_populate_recordset(null::graphile_worker.job_spec, ${JSON.stringify(specs)}::json)))`.execute(q);
  if (rows.length !== payloads.length) throw new Error('graphile-worker did not take every job.');
  const buried = rows.filter((row) => row.payload.buriedAt !== null).map((row) => row.id);
  if (buried.length > 0) await sql`select graphile_worker.permanently_fail_jobs(${buried}::bigint[])`.execute(q);
}

/** Null when a newer job has taken the key of this running one. */
export async function keyOfRow({ q }: Reader, rowId: number): Promise<string | null> {
  const { rows } = await sql<{ key: string | null }>`select key from ${table} where id = ${rowId}`.execute(q);
  return rows[0]?.key ?? null;
}

/** Rows that a crash left behind: superseded while they ran, or out of tries without anyone having been told. */
export async function leftovers({ q }: Reader): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${table}
    where locked_at is null and attempts >= max_attempts and (key is null or payload ->> 'buriedAt' is null)`.execute(
    q,
  );
  return rows;
}

export async function buriedRows({ q }: Reader): Promise<Payload[]> {
  const { rows } = await sql<{ payload: Payload }>`
    select payload from ${table} where key is not null and payload ->> 'buriedAt' is not null
    order by payload ->> 'buriedAt', id`.execute(q);
  return rows.map((row) => row.payload);
}

export async function countRows({ q }: Reader, horizon: string) {
  const { rows } = await sql<{ waiting: number; running: number; buried: number; oldest: string | null; due: number }>`
    select
      count(*) filter (where locked_at is null and attempts < max_attempts) as waiting,
      count(*) filter (where locked_at is not null) as running,
      count(*) filter (where key is not null and payload ->> 'buriedAt' is not null) as buried,
      min(payload ->> 'due') filter (where locked_at is null and attempts < max_attempts) as oldest,
      count(*) filter (where locked_at is null and attempts < max_attempts and payload ->> 'due' <= ${horizon}) as due
    from ${table}`.execute(q);
  return rows[0] ?? { waiting: 0, running: 0, buried: 0, oldest: null, due: 0 };
}

/** Lets parked jobs that are due by our clock run now, in the order in which they became due. */
export async function releaseParked({ q }: Reader, horizon: string): Promise<void> {
  await sql`
    select released.id from ${table} as jobs,
      lateral graphile_worker.reschedule_jobs(array[jobs.id], jobs.run_at - ${sql.lit(2 * parkedHours)} * interval '1 hour') as released
    where jobs.locked_at is null and jobs.attempts < jobs.max_attempts and jobs.run_at > now() and jobs.payload ->> 'due' <= ${horizon}`.execute(
    q,
  );
}

/** The worker pools that hold jobs and whose process no longer holds its advisory lock. */
export async function poolsWithoutProcess({ q }: Reader): Promise<string[]> {
  const { rows } = await sql<{ pool: string; free: boolean }>`
    with holders as materialized (
      select locked_by as pool from ${table} where locked_at is not null
      union select locked_by from graphile_worker._private_job_queues where locked_at is not null)
    select pool, pg_try_advisory_xact_lock(hashtextextended(pool, 2)) as free from holders`.execute(q);
  return rows.filter((row) => row.free).map((row) => row.pool);
}

export async function unlockPools({ q }: Tx, pools: readonly string[]): Promise<void> {
  if (pools.length > 0) await sql`select graphile_worker.force_unlock_workers(${pools}::text[])`.execute(q);
}

/** When a newer job with the same key waits behind a failed one, it takes the failed one's place, tries included. */
export async function handOver(tx: Tx, failed: Payload, parked: boolean): Promise<boolean> {
  const [waiting] = await takeWaiting(tx, [failed.key]);
  if (waiting === undefined) return false;
  await addRows(tx, [{ ...waiting.payload, tries: triesOf(waiting) + failed.tries }], parked);
  return true;
}

/** A buried row's own count was set by the burying. */
export const triesOf = (row: Row): number => row.payload.tries + (row.payload.buriedAt === null ? row.attempts : 0);
