// One set of tests, both databases: each test file gets a fresh database of each kind, closed and removed at its end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { createLog } from '../../src/log.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { openQueue } from '../../src/store/queue/open-queue.ts';

export type OpenDatabase = {
  /** Opens the file's database; on Postgres as often as you like. Closed at the end of the file if you do not. */
  (): Promise<Db>;
  url(): string;
};

export const quiet = createLog('silent');

type Fresh = { url: string; remove(): Promise<void> };

let counter = 0;
let template: Promise<string> | undefined;

export function eachDatabase(tests: (kind: Db['kind'], open: OpenDatabase) => void): void {
  for (const kind of ['sqlite', 'postgres'] as const) {
    describe(kind, () => {
      const opened: Db[] = [];
      let fresh: Fresh;
      const open = async () => {
        const db = await openDb({ url: fresh.url, log: quiet });
        opened.push(db);
        return db;
      };
      beforeAll(async () => {
        fresh = await migratedDatabase(kind);
      });
      afterAll(async () => {
        await Promise.all(opened.map((db) => db.close()));
        await fresh.remove();
      });
      tests(kind, Object.assign(open, { url: () => fresh.url }));
    });
  }
}

/** With its tables, which on Postgres are copied: making them takes longer than most tests. */
export async function migratedDatabase(kind: Db['kind']): Promise<Fresh> {
  if (kind === 'sqlite') return freshDatabase(kind);
  template ??= makeTemplate();
  return createdFrom(await template);
}

/** Empty, as somebody finds it who starts Baton for the first time. */
export async function freshDatabase(kind: Db['kind']): Promise<Fresh> {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'baton-test-'));
    return { url: `sqlite:${join(folder, 'baton.db')}`, remove: async () => rmSync(folder, { recursive: true }) };
  }
  return createdFrom('template1');
}

/** It is gone with the server. */
async function makeTemplate(): Promise<string> {
  const { url } = await createdFrom('template1');
  const db = await openDb({ url, log: quiet });
  const tools = { now: () => new Date(), random: Math.random, log: quiet, newId: createNewId() };
  await (await openQueue(db, tools)).stop();
  await db.close();
  return new URL(url).pathname.slice(1);
}

async function createdFrom(model: string): Promise<Fresh> {
  const name = `test_${process.pid}_${++counter}`;
  await asAdmin(`create database ${name} template ${model}`);
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
