// A form beside the chat: the input behind each line, what was sent a moment ago, and how much comes from where. Addresses are
// kept as hashes, for minutes.
import type { Step } from './index.ts';

export const form: Step = async (q) => {
  await q.schema.alterTable('messages').addColumn('input', 'text').execute();
  await q.schema
    .createTable('forms_sent')
    .addColumn('digest', 'text', (c) => c.primaryKey().notNull())
    .addColumn('lead', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
  await q.schema
    .createTable('form_counts')
    .addColumn('of', 'text', (c) => c.primaryKey().notNull())
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('since', 'text', (c) => c.notNull())
    .execute();
};
