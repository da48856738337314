// A database that was in use before keeps what it has when it is brought up to date.
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { openDb } from '../../src/store/db.ts';
import { appendEvents, eventsAfter } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { migrationsFor } from '../../src/store/migrations/index.ts';
import { freshDatabase, quiet } from '../support/databases.ts';

test('events keep their numbers when the table is written anew, so that a reader’s cursor stays true', async () => {
  const fresh = await freshDatabase('sqlite');
  const old = new Kysely({ dialect: new SqliteDialect({ database: new Sqlite(fresh.url.slice('sqlite:'.length)) }) });
  const provider = { getMigrations: async () => migrationsFor('sqlite') };
  const { error } = await new Migrator({ db: old, provider }).migrateTo('0007-desk');
  expect(error).toBeUndefined();
  await sql`insert into leads (id, version, state, conversation, channel, visitor_id, visitor, playbook, message_count,
      answer_count, refusal_count, declined, read_up_to, visit_from, score, reasons, pillars, created_at, updated_at)
    values ('lead_old', 1, 'chatting', 'c', 'web', 'v', '{}', 'p', 0, 0, 0, '[]', 0, 1, 0, '[]', '{}', 'now', 'now')`.execute(
    old,
  );
  for (const seq of [3, 7]) {
    await sql`insert into events (seq, id, lead, kind, "by", at, data)
      values (${seq}, ${`event_${seq}`}, 'lead_old', 'received', 'visitor', 'now', '{}')`.execute(old);
  }
  await old.destroy();

  const db = await openDb({ url: fresh.url, log: quiet });
  const away = [{ kind: 'went-away' as const, by: 'U0DANA', data: {} }];
  await db.inTx((tx) => appendEvents(tx, { lead: null, events: away, at: 'now' }, createNewId()));
  const page = await eventsAfter(db, '3', 10);
  expect(page?.items.map(({ id, lead }) => [id.slice(0, 7), lead])).toEqual([
    ['event_7', 'lead_old' as LeadId],
    [expect.stringMatching(/^event_/), null],
  ]);
  expect(Number(page?.next)).toBe(8);
  await db.close();
  await fresh.remove();
});

test('what stops half-way leaves the tables as they were, so that the next start begins where this one did', async () => {
  const fresh = await freshDatabase('sqlite');
  const raw = new Sqlite(fresh.url.slice('sqlite:'.length));
  raw.exec('create table reviews (id text)');
  const tables = () => raw.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all();
  await expect(openDb({ url: fresh.url, log: quiet })).rejects.toThrow('table "reviews" already exists');
  expect(tables()).toEqual(['reviews']);
  raw.exec('drop table reviews');
  await openDb({ url: fresh.url, log: quiet }).then((db) => db.close());
  expect(tables()).toContain('leads');
  raw.close();
  await fresh.remove();
});
