// The team's pages as passages, found by the words that core/search-words.ts makes of them; and what a line of Baton's
// answered from them.
import { type Kysely, sql } from 'kysely';
import type { Step } from './index.ts';

export const knowledge: Step = async (q, kind) => {
  await q.schema.alterTable('messages').addColumn('tells', 'text').execute();
  await q.schema
    .createTable('passages')
    .addColumn('id', kind === 'postgres' ? 'serial' : 'integer', (c) =>
      kind === 'postgres' ? c.primaryKey() : c.primaryKey().autoIncrement(),
    )
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('source_words', 'text', (c) => c.notNull())
    .addColumn('text_words', 'text', (c) => c.notNull())
    .execute();
  await (kind === 'postgres' ? indexOnPostgres(q) : indexOnSqlite(q));
};

async function indexOnPostgres(q: Kysely<unknown>): Promise<void> {
  await sql`create index passages_by_source on passages using gin (to_tsvector('english', source_words))`.execute(q);
  await sql`create index passages_by_text on passages using gin (to_tsvector('english', text_words))`.execute(q);
}

/** The words hold nothing but letters and digits: `ascii` takes every other letter of the world as it is. */
async function indexOnSqlite(q: Kysely<unknown>): Promise<void> {
  await sql`create virtual table passages_fts using fts5(
    source_words, text_words, content = 'passages', content_rowid = 'id', tokenize = 'porter ascii')`.execute(q);
  await sql`create trigger passage_added after insert on passages begin
    insert into passages_fts (rowid, source_words, text_words) values (new.id, new.source_words, new.text_words);
  end`.execute(q);
  await sql`create trigger passage_removed after delete on passages begin
    insert into passages_fts (passages_fts, rowid, source_words, text_words)
      values ('delete', old.id, old.source_words, old.text_words);
  end`.execute(q);
}
