// Which leads are not whole in the CRM: whoever mends it asks for them, among however many.
import { sql } from 'kysely';
import type { Step } from './index.ts';

export const leftOut: Step = async (q) => {
  await q.schema
    .alterTable('leads')
    .addColumn('crm_left_out', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await q.schema
    .createIndex('leads_left_out')
    .on('leads')
    .column('id')
    .where(sql.ref('crm_left_out'), '>', sql.lit(0))
    .execute();
};
