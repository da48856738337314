// Who talks to the visitor in Baton's place, which lines never set out, and which one is on its way; and the way from a
// card's thread to its lead.
import type { Step } from './index.ts';

export const takeover: Step = async (q) => {
  await q.schema.alterTable('leads').addColumn('takeover', 'text').execute();
  await q.schema
    .alterTable('leads')
    .addColumn('dropped', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  await q.schema.alterTable('leads').addColumn('sending', 'integer').execute();
  await q.schema.createIndex('leads_by_card').on('leads').column('card').execute();
};
