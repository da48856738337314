// The one door to the database. `q` only reads what is committed; every write takes a `Tx`, and a plain `Db` is not one.
// Nothing outside the database may be awaited inside `inTx`: on SQLite every other writer waits with you.
import type { Kysely } from 'kysely';
import type { Log } from '../log.ts';
import type { Live } from './live.ts';
import type { Schema } from './schema.ts';
import { openSqlite, snapshotSqlite } from './sqlite.ts';

declare const inTransaction: unique symbol;

export type Reader = { readonly kind: 'sqlite' | 'postgres'; readonly q: Kysely<Schema> };

export type Tx = Reader & {
  /** Runs after the commit, never after a rollback. */
  onCommit(hook: () => void): void;
  /** Of what those who listen hear after the commit; see `tell` in live.ts. */
  readonly told: Set<string>;
  readonly [inTransaction]: true;
};

export type Db = Reader & {
  /** The file or the address; what a second connection to the same data would open. */
  readonly url: string;
  /** `work` may run more than once, each time as if the time before had never been: it changes nothing but through `tx`. */
  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly live: Live;
  close(): Promise<void>;
};

export async function openDb(about: { url: string; log: Log }): Promise<Db> {
  return about.url.startsWith('sqlite:') ? openSqlite(about) : (await postgres()).openPostgres(about);
}

/** Hands `work` one unchanging view of what is committed. Takes no lock and writes nothing: Baton may run meanwhile. */
export async function readSnapshot<T>(
  about: { url: string; log: Log },
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  return about.url.startsWith('sqlite:')
    ? snapshotSqlite(about, work)
    : (await postgres()).snapshotPostgres(about, work);
}

/** Its driver is loaded only where it is wanted. */
const postgres = () => import('./postgres.ts');
