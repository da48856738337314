// One set of tests, both databases: each test file gets a fresh database of each kind, closed and removed at its end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { createLog } from '../../src/log.ts';
import { type Db, openDb } from '../../src/store/db.ts';

export type OpenDatabase = {
  /** Opens the file's database; on Postgres as often as you like. Closed at the end of the file if you do not. */
  (): Promise<Db>;
  url(): string;
};

export const quiet = createLog('silent');

let counter = 0;

export function eachDatabase(tests: (kind: Db['kind'], open: OpenDatabase) => void): void {
  for (const kind of ['sqlite', 'postgres'] as const) {
    describe(kind, () => {
      const opened: Db[] = [];
      let fresh: { url: string; remove(): Promise<void> };
      const open = async () => {
        const db = await openDb({ url: fresh.url, log: quiet });
        opened.push(db);
        return db;
      };
      beforeAll(async () => {
        fresh = await freshDatabase(kind);
      });
      afterAll(async () => {
        await Promise.all(opened.map((db) => db.close()));
        await fresh.remove();
      });
      tests(kind, Object.assign(open, { url: () => fresh.url }));
    });
  }
}

export async function freshDatabase(kind: Db['kind']): Promise<{ url: string; remove(): Promise<void> }> {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'baton-test-'));
    return { url: `sqlite:${join(folder, 'baton.db')}`, remove: async () => rmSync(folder, { recursive: true }) };
  }
  const name = `test_${process.pid}_${++counter}`;
  await asAdmin(`create database ${name}`);
  const url = new URL(inject('postgres'));
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => asAdmin(`drop database ${name} with (force)`) };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
