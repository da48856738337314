// What reps want to be told, a note beside an absence, and events that are about no lead and are counted by time.
import { type Kysely, sql } from 'kysely';
import type { Step } from './index.ts';

export const repPreferences: Step = async (q, kind) => {
  await q.schema
    .createTable('preferences')
    .addColumn('rep', 'text', (c) => c.primaryKey().notNull())
    .addColumn('notify', 'text', (c) => c.notNull())
    .addColumn('quiet_from', 'integer')
    .addColumn('quiet_until', 'integer')
    .execute();
  await q.schema
    .alterTable('absences')
    .addColumn('note', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await q.schema.dropIndex('events_by_kind').execute();
  if (kind === 'postgres') await sql`alter table events alter column lead drop not null`.execute(q);
  else await rebuildEvents(q);
  await q.schema.createIndex('events_by_kind_at').on('events').columns(['kind', 'at']).execute();
  await q.schema.createIndex('events_by_person').on('events').columns(['by', 'kind', 'at']).execute();
};

/** SQLite cannot take a NOT NULL back. Numbers go on where they were, so a reader's cursor stays true. */
async function rebuildEvents(q: Kysely<unknown>): Promise<void> {
  await q.schema
    .createTable('events_anew')
    .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('lead', 'text', (c) => c.references('leads.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .execute();
  await sql`insert into events_anew select seq, id, lead, kind, "by", at, data from events`.execute(q);
  await q.schema.dropTable('events').execute();
  await q.schema.alterTable('events_anew').renameTo('events').execute();
  await q.schema.createIndex('events_of_lead').on('events').columns(['lead', 'seq']).execute();
}
