// What a lead knows of the CRM, what Baton wrote there of it, and how far it has read what became of leads.
import type { Step } from './index.ts';

export const crm: Step = async (q) => {
  await q.schema.alterTable('leads').addColumn('crm', 'text').execute();
  await q.schema
    .createTable('crm_records')
    .addColumn('lead', 'text', (c) => c.notNull())
    .addColumn('thing', 'text', (c) => c.notNull())
    .addColumn('kind', 'text')
    .addColumn('id', 'text')
    .addColumn('link', 'text')
    .addColumn('wished', 'text', (c) => c.notNull())
    .addColumn('stands', 'text', (c) => c.notNull())
    .addColumn('tried', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('crm_records_key', ['lead', 'thing'])
    .execute();
  await q.schema.createIndex('crm_records_by_place').on('crm_records').columns(['id', 'kind']).execute();
  await q.schema
    .createTable('watermarks')
    .addColumn('what', 'text', (c) => c.primaryKey().notNull())
    .addColumn('next', 'text', (c) => c.notNull())
    .execute();
};
