// The embedded database. All transactions asked for in one turn of the event loop share one FULL commit, and none is
// answered before it (docs/decisions/0002). Reads go through a connection of their own and see what is committed.
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Db, Tx } from './db.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';

type Wanted = {
  work: (tx: Tx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};
type Finished = { wanted: Wanted; value: unknown; hooks: (() => void)[] };

export async function openSqlite({ url, log }: { url: string; log: Log }): Promise<Db> {
  const name = url.slice('sqlite:'.length);
  // A second connection must see the same data, so even a database "in memory" is a file, in a folder that goes with it.
  const folder = name === ':memory:' ? mkdtempSync(join(tmpdir(), 'baton-')) : null;
  const file = folder === null ? name : join(folder, 'baton.db');
  const release = lockFile(file);
  const writer = connect(file, { readonly: false });
  if (folder !== null) writer.pragma('synchronous = OFF');
  const write = kyselyOn(writer);
  const close = async (reader?: Sqlite.Database) => {
    reader?.close();
    writer.close();
    release();
    if (folder !== null) rmSync(folder, { recursive: true });
  };
  try {
    await migrate(write, 'sqlite');
    const reader = connect(file, { readonly: true });
    const inTx = groupCommits(writer, write, log);
    return { kind: 'sqlite', url, q: kyselyOn(reader), inTx, close: () => close(reader) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An exclusive lock on a side file: the system drops it with the process, however the process ends. */
function lockFile(file: string): () => void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const lock = new Sqlite(`${file}-lock`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    throw new ConfigError([
      error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY'
        ? `The database ${file} is in use by another Baton. One process per SQLite file: stop the other one, or set DATABASE_URL to a Postgres address and run as many as you like.`
        : `The database ${file} cannot be opened for writing (${wordsOf(error)}). Give DATABASE_URL a path this user may write to.`,
    ]);
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function connect(file: string, { readonly }: { readonly: boolean }): Sqlite.Database {
  const connection = new Sqlite(file, { readonly, timeout: 5_000 });
  if (!readonly) connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  return connection;
}

/** Kysely compiles every query anew, which is cheap; preparing it anew is not. */
function kyselyOn(connection: Sqlite.Database): Kysely<Schema> {
  const prepared = new Map<string, Sqlite.Statement>();
  const prepare = (sql: string) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare(sql);
    if (prepared.size < 500) prepared.set(sql, statement);
    return statement;
  };
  return new Kysely({ dialect: new SqliteDialect({ database: { prepare, close: () => connection.close() } }) });
}

function groupCommits(raw: Sqlite.Database, q: Kysely<Schema>, log: Log): Db['inTx'] {
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  let waiting: Wanted[] = [];
  let busy = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await commitTogether(group);
      // Whatever arrived meanwhile shares the next commit with the rest of its own turn.
      await new Promise(setImmediate);
    }
    busy = false;
  }

  async function commitTogether(group: Wanted[]): Promise<void> {
    const finished: Finished[] = [];
    try {
      raw.exec('BEGIN IMMEDIATE');
      for (const wanted of group) {
        const done = await runOne(wanted);
        if (done !== null) finished.push(done);
      }
      raw.exec('COMMIT');
    } catch (error) {
      if (raw.inTransaction) raw.exec('ROLLBACK');
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { wanted, value } of finished) wanted.resolve(value);
    for (const hook of finished.flatMap(({ hooks }) => hooks)) {
      try {
        hook();
      } catch (error) {
        log.error({ err: error }, 'a hook after the commit failed');
      }
    }
  }

  /** Null when the work threw: it is rolled back to where it began, and only its own caller hears of it. */
  async function runOne(wanted: Wanted): Promise<Finished | null> {
    const hooks: (() => void)[] = [];
    const scope = { open: true };
    const tx = { kind: 'sqlite', q, onCommit: (hook: () => void) => hooks.push(hook) } as unknown as Tx;
    raw.exec('SAVEPOINT one');
    try {
      const value = await inside.run(scope, () => wanted.work(tx));
      raw.exec('RELEASE one');
      return { wanted, value, hooks };
    } catch (error) {
      // A full disk or the like ends the whole transaction, and with it everyone in the group.
      if (!raw.inTransaction) throw error;
      raw.exec('ROLLBACK TO one; RELEASE one');
      wanted.reject(error);
      return null;
    } finally {
      scope.open = false;
    }
  }

  return (work) => {
    if (inside.getStore()?.open) throw new Error('inTx was called inside inTx: pass the tx along instead.');
    return new Promise((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (busy) return;
      busy = true;
      setImmediate(drain);
    });
  };
}
