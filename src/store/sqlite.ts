// The embedded database. All transactions asked for in one turn of the event loop share one FULL commit, and none is
// answered before it (docs/decisions/0002). Reads go through a connection of their own and see what is committed.
import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Db, Reader, Tx } from './db.ts';
import { createEars, type Ears, type Live, wakes } from './live.ts';
import { migrate, requireMigrated } from './migrate.ts';
import type { Schema } from './schema.ts';
import { createTx, runHooks } from './tx.ts';

type Wanted = {
  work: (tx: Tx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};
type Finished = { wanted: Wanted; value: unknown; hooks: (() => void)[]; told: ReadonlySet<string> };

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
    // All or nothing, which Kysely does not ask of SQLite: nothing half done is left, and one commit is waited for, not a hundred.
    writer.exec('BEGIN IMMEDIATE');
    await migrate(write, 'sqlite');
    writer.exec('COMMIT');
    const reader = connect(file, { readonly: true });
    const ears = createEars();
    const commits = new GroupCommits({ raw: writer, q: write, log, ears });
    const inTx: Db['inTx'] = (work) => commits.inTx(work);
    const live: Live = { hint: ears.wake, listen: ears.listen };
    return { kind: 'sqlite', url, q: kyselyOn(reader), inTx, live, close: () => close(reader) };
  } catch (error) {
    await close();
    throw error;
  }
}

export async function snapshotSqlite<T>({ url }: { url: string }, work: (reader: Reader) => Promise<T>): Promise<T> {
  const connection = connectToRead(url.slice('sqlite:'.length));
  try {
    connection.exec('BEGIN');
    const q = kyselyOn(connection);
    await requireMigrated(q, 'sqlite');
    return await work({ kind: 'sqlite', q });
  } finally {
    connection.close();
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

function connectToRead(file: string): Sqlite.Database {
  const remedy = 'Set DATABASE_URL to the one that Baton uses.';
  if (!existsSync(file)) throw new ConfigError([`There is no database at ${file}. ${remedy}`]);
  try {
    return connect(file, { readonly: true });
  } catch (error) {
    throw new ConfigError([`The database ${file} cannot be read (${wordsOf(error)}). ${remedy}`]);
  }
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

class GroupCommits {
  readonly #raw: Sqlite.Database;
  readonly #q: Kysely<Schema>;
  readonly #log: Log;
  readonly #ears: Ears;
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();
  #waiting: Wanted[] = [];
  #busy = false;

  constructor({ raw, q, log, ears }: { raw: Sqlite.Database; q: Kysely<Schema>; log: Log; ears: Ears }) {
    this.#raw = raw;
    this.#q = q;
    this.#log = log;
    this.#ears = ears;
  }

  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#inside.getStore()?.open) throw new Error('inTx was called inside inTx: pass the tx along instead.');
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Wanted['resolve'], reject });
      if (this.#busy) return;
      this.#busy = true;
      setImmediate(() => this.#drain());
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#commitTogether(group);
      // Whatever arrived meanwhile shares the next commit with the rest of its own turn.
      await new Promise(setImmediate);
    }
    this.#busy = false;
  }

  async #commitTogether(group: Wanted[]): Promise<void> {
    const finished: Finished[] = [];
    try {
      this.#raw.exec('BEGIN IMMEDIATE');
      for (const wanted of group) {
        const done = await this.#runOne(wanted);
        if (done !== null) finished.push(done);
      }
      this.#raw.exec('COMMIT');
    } catch (error) {
      if (this.#raw.inTransaction) this.#raw.exec('ROLLBACK');
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { wanted, value } of finished) wanted.resolve(value);
    runHooks(
      finished.flatMap(({ hooks, told }) => [...hooks, ...wakes(this.#ears, told)]),
      this.#log,
    );
  }

  /** Null when the work threw: it is rolled back to where it began, and only its own caller hears of it. */
  async #runOne(wanted: Wanted): Promise<Finished | null> {
    const scope = { open: true };
    const { tx, hooks } = createTx('sqlite', this.#q);
    this.#raw.exec('SAVEPOINT one');
    try {
      const value = await this.#inside.run(scope, () => wanted.work(tx));
      this.#raw.exec('RELEASE one');
      return { wanted, value, hooks, told: tx.told };
    } catch (error) {
      // A full disk or the like ends the whole transaction, and with it everyone in the group.
      if (!this.#raw.inTransaction) throw error;
      this.#raw.exec('ROLLBACK TO one; RELEASE one');
      wanted.reject(error);
      return null;
    } finally {
      scope.open = false;
    }
  }
}
