// Leads that sleep until a time, what of the transcript stands in the card's thread, where the card is, and who was erased.
import type { Step } from './index.ts';

export const cardActions: Step = async (q) => {
  await q.schema.alterTable('leads').addColumn('snoozed_until', 'text').execute();
  await q.schema
    .alterTable('leads')
    .addColumn('in_thread', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await q.schema.alterTable('leads').addColumn('card_link', 'text').execute();
  await q.schema.alterTable('leads').addColumn('erased_at', 'text').execute();
};
