// In which CRM a record stands: its ids and values mean nothing in another one. What was kept before says nothing of it.
import type { Step } from './index.ts';

export const crmProduct: Step = async (q) => {
  await q.schema
    .alterTable('crm_records')
    .addColumn('product', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
};
