// What leads have in calendars, whose time is taken, and how calendars are read.
import type { Step } from './index.ts';

export const booking: Step = async (q) => {
  await q.schema.alterTable('leads').addColumn('booking', 'text').execute();
  await q.schema
    .createTable('slots')
    .addColumn('lead', 'text', (c) => c.notNull())
    .addColumn('host', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .addColumn('held_until', 'text')
    .addPrimaryKeyConstraint('slots_pk', ['lead', 'host', 'starts_at'])
    .execute();
  await q.schema.createIndex('slots_of_host').on('slots').columns(['host', 'ends_at']).execute();
  await q.schema
    .createTable('slot_cells')
    .addColumn('host', 'text', (c) => c.notNull())
    .addColumn('cell', 'integer', (c) => c.notNull())
    .addColumn('lead', 'text', (c) => c.notNull())
    .addColumn('held_until', 'text')
    .addPrimaryKeyConstraint('slot_cells_pk', ['host', 'cell'])
    .execute();
  await q.schema.createIndex('slot_cells_of_lead').on('slot_cells').column('lead').execute();
  await q.schema
    .createTable('busy_times')
    .addColumn('rep', 'text', (c) => c.primaryKey().notNull())
    .addColumn('from_at', 'text', (c) => c.notNull())
    .addColumn('until_at', 'text', (c) => c.notNull())
    .addColumn('periods', 'text', (c) => c.notNull())
    .addColumn('unread', 'text', (c) => c.notNull())
    .addColumn('read_at', 'text', (c) => c.notNull())
    .execute();
  await q.schema
    .createTable('calendar_grants')
    .addColumn('rep', 'text', (c) => c.primaryKey().notNull())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('token', 'text', (c) => c.notNull())
    .addColumn('granted_at', 'text', (c) => c.notNull())
    .addColumn('lost_at', 'text')
    .execute();
  await q.schema
    .createTable('calendar_watches')
    .addColumn('rep', 'text', (c) => c.primaryKey().notNull())
    .addColumn('token', 'text')
    .addColumn('channel', 'text')
    .addColumn('resource', 'text')
    .addColumn('secret', 'text')
    .addColumn('expires_at', 'text')
    .addColumn('read_at', 'text')
    .execute();
};
