// How a rep lets Baton into their calendar, one row a try, and which lead an event of a calendar belongs to.
import type { Step } from './index.ts';

export const calendarConnections: Step = async (q) => {
  await q.schema
    .createTable('calendar_consents')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('rep', 'text', (c) => c.notNull())
    .addColumn('code', 'text')
    .addColumn('came_at', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .execute();
  await q.schema.alterTable('calendar_watches').dropColumn('secret').execute();
  await q.schema.alterTable('leads').addColumn('event', 'text').execute();
  await q.schema.alterTable('leads').addColumn('organiser', 'text').execute();
  await q.schema.createIndex('leads_by_event').on('leads').column('event').where('event', 'is not', null).execute();
};
