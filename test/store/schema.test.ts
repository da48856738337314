import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openDb } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { schemaSql } from '../../src/store/schema-sql.ts';
import { freshDatabase, quiet } from '../support/databases.ts';

test('schema.sql shows the tables as they are: after a new migration, npm run schema', async () => {
  const written = readFileSync(new URL('../../src/store/schema.sql', import.meta.url), 'utf8');
  expect(written).toBe(await schemaSql());
});

test('both databases have the same tables and columns, and only text and whole numbers in them', async () => {
  const columns = async (kind: 'sqlite' | 'postgres') => {
    const fresh = await freshDatabase(kind);
    const db = await openDb({ url: fresh.url, log: quiet });
    const tables = await db.q.introspection.getTables();
    await db.close();
    await fresh.remove();
    return Object.fromEntries(
      tables
        .filter((table) => table.name !== 'jobs' && !table.name.startsWith('passages_fts'))
        .map((table) => [
          table.name,
          table.columns
            .map((column) => `${column.name} ${column.dataType.toLowerCase().replace(/^int\d$/, 'integer')}`)
            .toSorted(),
        ]),
    );
  };
  const sqlite = await columns('sqlite');
  expect(await columns('postgres')).toEqual(sqlite);
  for (const column of Object.values(sqlite).flat()) expect(column).toMatch(/ (text|integer)$/);
});

test('ids sort like time, also within one millisecond, and are never the same', () => {
  let now = 1_800_000_000_000;
  const newId = createNewId(() => now);
  const ids: string[] = [];
  for (let i = 0; i < 1_000; i++) {
    if (i % 100 === 0) now += 1;
    if (i === 500) now -= 50;
    ids.push(newId('lead'));
  }
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(1_000);
  expect(ids[0]).toMatch(/^lead_[0-9a-z]{26}$/);
  const other = createNewId(
    () => now,
    () => new Uint8Array(10),
  );
  expect(other('event')).toBe(
    createNewId(
      () => now,
      () => new Uint8Array(10),
    )('event'),
  );
});
