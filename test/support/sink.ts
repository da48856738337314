// Puts many rows into a database faster than Baton would, past its own door: a million leads are a matter of minutes.
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Db } from '../../src/store/db.ts';

type Index = { name: string; sql: string };
/** By table, in the order in which they go in; all rows of one table have the same columns. */
type Batch = Readonly<Record<string, readonly object[]>>;
/** `done` makes the indexes and leaves the database as one that has been running: written back, and known to its planner. */
export type Sink = { put(rows: Batch): Promise<void>; done(): Promise<void> };

/** Of `tables` the indexes are gone until it is done. */
export async function openSink({ kind, url }: Db, tables: readonly string[]): Promise<Sink> {
  return kind === 'sqlite' ? intoSqlite(url, tables) : intoPostgres(url, tables);
}

function intoSqlite(url: string, tables: readonly string[]): Sink {
  const raw = new Sqlite(url.slice('sqlite:'.length), { timeout: 5_000 });
  for (const setting of ['synchronous = OFF', 'cache_size = -400000', 'foreign_keys = OFF']) raw.pragma(setting);
  const mine = `type = 'index' and sql is not null and tbl_name in (${tables.map((name) => `'${name}'`).join()})`;
  const indexes = raw.prepare<[], Index>(`select name, sql from sqlite_master where ${mine}`).all();
  for (const { name } of indexes) raw.exec(`drop index "${name}"`);
  const putAll = raw.transaction((rows: Batch) => {
    for (const [table, all] of Object.entries(rows)) {
      const names = Object.keys(all[0] ?? {});
      if (names.length === 0) continue;
      const insert = raw.prepare(
        `insert into ${table} (${quoted(names)}) values (${names.map((name) => `@${name}`).join()})`,
      );
      for (const row of all) insert.run(row);
    }
  });
  return {
    put: async (rows) => putAll(rows),
    done: async () => {
      for (const { sql } of indexes) raw.exec(sql);
      raw.pragma('wal_checkpoint(TRUNCATE)');
      raw.close();
    },
  };
}

async function intoPostgres(url: string, tables: readonly string[]): Promise<Sink> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '256MB'");
  const { rows: indexes } = await client.query<Index>(
    `select indexname as name, indexdef as sql from pg_indexes where tablename = any($1)
      and not exists (select 1 from pg_constraint where conname = indexname)`,
    [tables],
  );
  for (const { name } of indexes) await client.query(`drop index "${name}"`);
  return {
    put: async (rows) => {
      for (const [table, all] of Object.entries(rows)) {
        const names = quoted(Object.keys(all[0] ?? {}));
        if (names === '') continue;
        const from = `json_populate_recordset(null::${table}, $1)`;
        await client.query(`insert into ${table} (${names}) select ${names} from ${from}`, [JSON.stringify(all)]);
      }
    },
    done: async () => {
      for (const { sql } of indexes) await client.query(sql);
      await client.query('vacuum analyze');
      await client.end();
    },
  };
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join();
