// Postgres, for a team that outgrows one machine. A lost connection is logged and replaced, never thrown at the process.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Db, Reader, Tx } from './db.ts';
import { createEars, wakes } from './live.ts';
import { createLivePostgres } from './live-postgres.ts';
import { migrate, requireMigrated } from './migrate.ts';
import type { Schema } from './schema.ts';
import { createTx, type Hook, runHooks } from './tx.ts';

const int8 = 20;
const deadlock = '40P01';
const rounds = 5;

export async function openPostgres({ url, log }: { url: string; log: Log }): Promise<Db> {
  const pool = createPool({ url, max: 10, log });
  const q = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await reach(pool);
    await migrate(q, 'postgres');
  } catch (error) {
    await q.destroy();
    throw error;
  }
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  const ears = createEars();
  const live = createLivePostgres({ url, log }, ears);

  async function once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = { open: true };
    let hooks: Hook[] = [];
    let told: ReadonlySet<string> = new Set();
    const value = await q
      .transaction()
      .execute(async (trx) => {
        const { tx, hooks: after } = createTx('postgres', trx);
        hooks = after;
        told = tx.told;
        const done = await inside.run(scope, () => work(tx));
        await live.announce(trx, told);
        return done;
      })
      .finally(() => {
        scope.open = false;
      });
    runHooks([...hooks, ...wakes(ears, told)], log);
    return value;
  }

  async function inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (inside.getStore()?.open) throw new Error('inTx was called inside inTx: pass the tx along instead.');
    for (let round = 1; ; round++) {
      try {
        return await once(work);
      } catch (error) {
        // Of two transactions that wait for each other Postgres undoes one, which then runs as if it had come later.
        if (Object(error).code !== deadlock || round === rounds) throw error;
        log.info({ round }, 'two transactions waited for each other; one runs again');
      }
    }
  }

  const close = async () => {
    await live.close();
    await q.destroy();
  };
  return { kind: 'postgres', url, q, inTx, live, close };
}

export async function snapshotPostgres<T>(
  { url, log }: { url: string; log: Log },
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  const pool = createPool({ url, max: 1, log });
  const q = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await reach(pool);
    return await q
      .transaction()
      .setAccessMode('read only')
      .setIsolationLevel('repeatable read')
      .execute(async (trx) => {
        await requireMigrated(trx, 'postgres');
        return work({ kind: 'postgres', q: trx });
      });
  } finally {
    await q.destroy();
  }
}

async function reach(pool: pg.Pool): Promise<void> {
  try {
    (await pool.connect()).release();
  } catch (error) {
    // A refused connection is an AggregateError without a message of its own, but with a code.
    const { code, message } = Object(error);
    throw new ConfigError([
      `Postgres at DATABASE_URL cannot be used (${message || code}). Check the address, the user and that it runs.`,
    ]);
  }
}

export function createPool({ url, max, log }: { url: string; max: number; log: Log }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    application_name: 'baton',
    types: {
      // Counts and sequence numbers of ours stay far below 2^53.
      getTypeParser: (oid, format) => (oid === int8 ? Number : pg.types.getTypeParser(oid, format)),
    },
  });
  const report = (err: Error) => log.warn({ err }, 'a database connection was lost');
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  return pool;
}
