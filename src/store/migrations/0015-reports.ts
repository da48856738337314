// What a weekly report asks for by time alone, and who wants to read their own week.
import type { Step } from './index.ts';

export const reports: Step = async (q) => {
  await q.schema.createIndex('leads_by_created_at').on('leads').column('created_at').execute();
  await q.schema.createIndex('refusals_by_at').on('refusals').column('at').execute();
  await q.schema
    .createTable('week_readers')
    .addColumn('rep', 'text', (c) => c.primaryKey().notNull())
    .execute();
};
