// "I am alive", said to Postgres: a session holds one advisory lock for each worker pool of this process, and Postgres
// drops the locks with the session, however the process ends. Whoever finds a lock free may take over that pool's jobs.
import pg from 'pg';
import type { Log } from '../../log.ts';

export type Presence = {
  /** Returns when the lock is held; waits as long as the database is away. */
  announce(pool: string): Promise<void>;
  withdraw(pool: string): Promise<void>;
  stop(): Promise<void>;
};

export function createPresence(url: string, log: Log): Presence {
  const pools = new Map<string, Promise<void>>();
  let client: Promise<pg.Client> | undefined;
  let stopped = false;

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'baton presence' });
    next.on('error', (err) => log.warn({ err }, 'the session that says this process is alive was lost'));
    await next.connect();
    next.on('end', () => {
      client = undefined;
      if (pools.size > 0) void session();
    });
    for (const pool of pools.keys()) await next.query(lock, [pool]);
    return next;
  }

  /** The one session, made anew when it was lost, with every lock it had. */
  async function session(): Promise<pg.Client | undefined> {
    while (!stopped) {
      client ??= connect();
      try {
        return await client;
      } catch (err) {
        client = undefined;
        log.warn({ err }, 'the session that says this process is alive cannot be opened yet');
        await new Promise((done) => setTimeout(done, 250));
      }
    }
    return undefined;
  }

  /** Locked once more than needed when the session is new, which does no harm; a session lost meanwhile tries again. */
  async function hold(pool: string): Promise<void> {
    for (let held = false; !held && !stopped; ) {
      const current = await session();
      held = await (current?.query(lock, [pool]) ?? Promise.resolve()).then(
        () => true,
        () => false,
      );
    }
  }

  return {
    announce(pool) {
      const held = pools.get(pool) ?? hold(pool);
      pools.set(pool, held);
      return held;
    },
    async withdraw(pool) {
      pools.delete(pool);
      const current = await client?.catch(() => undefined);
      await current?.query('select pg_advisory_unlock_all()').catch(() => undefined);
      for (const other of pools.keys()) await current?.query(lock, [other]).catch(() => undefined);
    },
    async stop() {
      stopped = true;
      const current = await client?.catch(() => undefined);
      await current?.end();
    },
  };
}

const lock = 'select pg_advisory_lock(hashtextextended($1, 2))';
