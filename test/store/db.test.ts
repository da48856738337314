import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { type Db, openDb, type Tx } from '../../src/store/db.ts';
import { getRep, type KnownRep, keepRep } from '../../src/store/rep.ts';
import { eachDatabase, freshDatabase, quiet } from '../support/databases.ts';

const rep = (id: string): KnownRep => ({ id, name: `Rep ${id}`, email: null, learnedAt: '2026-11-21T10:00:00.000Z' });
const deferred = () => Promise.withResolvers<void>();

test('a plain database cannot be handed to what writes', async () => {
  expectTypeOf<Db>().not.toExtend<Tx>();
  // @ts-expect-error: keepRep takes a transaction
  const write = (db: Db) => keepRep(db, rep('U0'));
  expect(write).toBeTypeOf('function');
});

eachDatabase((kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(() => db.inTx((tx) => sql`delete from reps`.execute(tx.q)));

  test('two transactions that wait for each other both happen, each once', async () => {
    await db.inTx(async (tx) => {
      await keepRep(tx, rep('A'));
      await keepRep(tx, rep('B'));
    });
    const committed: string[] = [];
    const both = (first: string, second: string) =>
      db.inTx(async (tx) => {
        tx.onCommit(() => committed.push(first));
        await keepRep(tx, { ...rep(first), name: `by ${first}` });
        await new Promise((done) => setTimeout(done, 50));
        await keepRep(tx, { ...rep(second), name: `by ${first}` });
      });
    await Promise.all([both('A', 'B'), both('B', 'A')]);
    expect(committed.toSorted()).toEqual(['A', 'B']);
    const names = [(await getRep(db, 'A'))?.name, (await getRep(db, 'B'))?.name];
    expect(new Set(names)).toEqual(new Set([`by ${committed.at(-1)}`]));
  });

  test('a transaction that throws leaves nothing behind and does not touch its neighbours', async () => {
    const after: string[] = [];
    const work = (id: string, fails: boolean) =>
      db.inTx(async (tx) => {
        tx.onCommit(() => after.push(id));
        await keepRep(tx, rep(id));
        if (fails) throw new Error(`no ${id}`);
        return id;
      });
    const results = await Promise.allSettled([work('U1', false), work('U2', true), work('U3', false)]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await getRep(db, 'U1')).toEqual(rep('U1'));
    expect(await getRep(db, 'U2')).toBeUndefined();
    expect(await getRep(db, 'U3')).toEqual(rep('U3'));
    expect(after.toSorted()).toEqual(['U1', 'U3']);
  });

  test('the hook after a commit finds what was committed, and a failing hook harms nobody', async () => {
    const seen = deferred();
    let found: KnownRep | undefined;
    await db.inTx(async (tx) => {
      tx.onCommit(() => {
        throw new Error('a careless hook');
      });
      tx.onCommit(async () => {
        found = await getRep(db, 'U4');
        seen.resolve();
      });
      await keepRep(tx, rep('U4'));
    });
    await seen.promise;
    expect(found).toEqual(rep('U4'));
  });

  test('reading outside while a transaction is open neither hangs nor sees what is not committed', async () => {
    await db.inTx(async (tx) => {
      await keepRep(tx, rep('U5'));
      expect(await getRep(db, 'U5')).toBeUndefined();
      expect(await getRep(tx, 'U5')).toEqual(rep('U5'));
    });
    expect(await getRep(db, 'U5')).toEqual(rep('U5'));
  });

  test('a transaction inside a transaction is refused at once instead of waiting for itself', async () => {
    await db.inTx(async () => {
      await expect((async () => db.inTx(async () => 1))()).rejects.toThrow('pass the tx along');
    });
    expect(await db.inTx(async () => 2)).toBe(2);
  });

  test('a database of a newer Baton is refused with a sentence', async () => {
    const fresh = await freshDatabase(kind);
    const first = await openDb({ url: fresh.url, log: quiet });
    await first.inTx((tx) =>
      sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')`.execute(
        tx.q,
      ),
    );
    await first.close();
    await expect(openDb({ url: fresh.url, log: quiet })).rejects.toThrow(/newer Baton \(it has 9999-from-the-future\)/);
    await fresh.remove();
  });
});

describe('sqlite', () => {
  let fresh: { url: string; remove(): Promise<void> };
  let file: string;
  let db: Db;
  beforeAll(async () => {
    fresh = await freshDatabase('sqlite');
    file = fresh.url.slice('sqlite:'.length);
    db = await openDb({ url: fresh.url, log: quiet });
  });
  afterAll(async () => {
    await db.close();
    await fresh.remove();
  });

  test('what is asked for in one turn shares one commit, and nobody is answered before it', async () => {
    const outside = new Sqlite(file, { readonly: true });
    const visible = outside.prepare('select count(*) from reps').pluck();
    const version = () => outside.pragma('data_version', { simple: true });
    const before = version();
    const seen: unknown[] = [];
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        db.inTx((tx) => keepRep(tx, rep(`G${i}`))).then(() => seen.push(visible.get(), version())),
      ),
    );
    outside.close();
    expect(new Set(seen)).toEqual(new Set([50, seen[1]]));
    expect(seen[1]).not.toBe(before);
  });

  test('when the commit itself fails, everyone in it hears so, and the next group is fine', async () => {
    const orphan = () =>
      db.inTx(async (tx) => {
        await sql`pragma defer_foreign_keys = on`.execute(tx.q);
        await sql`insert into events (id, lead, kind, by, at, data) values ('event_x', 'lead_nobody', 'x', 'x', '', '')`.execute(
          tx.q,
        );
      });
    const results = await Promise.allSettled([db.inTx((tx) => keepRep(tx, rep('F1'))), orphan()]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(await getRep(db, 'F1')).toBeUndefined();
    await db.inTx((tx) => keepRep(tx, rep('F1')));
    expect(await getRep(db, 'F1')).toEqual(rep('F1'));
  });

  test('the connection for reading cannot write', async () => {
    await expect(db.q.deleteFrom('reps').execute()).rejects.toThrow(/readonly/);
  });

  test('a second process on the same file is told to use Postgres', async () => {
    await expect(openDb({ url: fresh.url, log: quiet })).rejects.toThrow(ConfigError);
    const program = `
      import { openDb } from ${JSON.stringify(new URL('../../src/store/db.ts', import.meta.url).href)};
      import { createLog } from ${JSON.stringify(new URL('../../src/log.ts', import.meta.url).href)};
      await openDb({ url: ${JSON.stringify(fresh.url)}, log: createLog('silent') });`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(child.stderr).toContain('in use by another Baton');
    expect(child.stderr).toContain('Postgres');
  });

  test('a database in memory is one database for all its readers, and leaves no file', async () => {
    const memory = await openDb({ url: 'sqlite::memory:', log: quiet });
    await memory.inTx((tx) => keepRep(tx, rep('M1')));
    expect(await getRep(memory, 'M1')).toEqual(rep('M1'));
    const { rows } = await sql<{ file: string }>`pragma database_list`.execute(memory.q);
    await memory.close();
    expect(existsSync(rows[0]!.file)).toBe(false);
  });

  test('a path that cannot be written is a sentence, not a stack', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-test-'));
    writeFileSync(join(folder, 'file'), '');
    const url = `sqlite:${join(folder, 'file', 'baton.db')}`;
    await expect(openDb({ url, log: quiet })).rejects.toThrow(/cannot be opened for writing/);
    rmSync(folder, { recursive: true });
  });

  test('grouped commits beside raw ones (printed, not judged: the disk is not ours)', async () => {
    const n = 2_000;
    const raw = new Sqlite(file, { timeout: 5_000 });
    raw.pragma('synchronous = FULL');
    const insert = raw.prepare("insert into reps (id, name, learned_at) values (?, 'raw', '')");
    let startedAt = performance.now();
    for (let i = 0; i < n; i++) insert.run(`R${i}`);
    const one = n / (performance.now() - startedAt);
    raw.close();
    startedAt = performance.now();
    for (let i = 0; i < n; i += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, k) => db.inTx((tx) => keepRep(tx, rep(`P${i + k}`)))));
    }
    const grouped = n / (performance.now() - startedAt);
    const perSecond = (rate: number) => Math.round(rate * 1_000).toLocaleString('en');
    console.log(`FULL commits: one row each ${perSecond(one)}/s, fifty a turn ${perSecond(grouped)}/s`);
  });
});

describe('postgres', () => {
  test('two processes may start at once on an empty database', async () => {
    const fresh = await freshDatabase('postgres');
    const both = await Promise.all([1, 2, 3].map(() => openDb({ url: fresh.url, log: quiet })));
    expect(await getRep(both[1]!, 'U1')).toBeUndefined();
    await Promise.all(both.map((db) => db.close()));
    await fresh.remove();
  });

  test('a lost connection is replaced, not thrown at the process', async () => {
    const fresh = await freshDatabase('postgres');
    const db = await openDb({ url: fresh.url, log: quiet });
    const other = await openDb({ url: fresh.url, log: quiet });
    await getRep(db, 'U1');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other.q);
    await expect
      .poll(() =>
        getRep(db, 'U1').then(
          () => 'answers',
          () => 'broken',
        ),
      )
      .toBe('answers');
    await Promise.all([db.close(), other.close()]);
    await fresh.remove();
  });

  test('an address without a Postgres is a sentence, not a stack', async () => {
    const opening = openDb({ url: 'postgres://nobody@127.0.0.1:1/none', log: quiet });
    await expect(opening).rejects.toThrow(/Postgres at DATABASE_URL cannot be used \(.*ECONNREFUSED/);
  });
});
