// What somebody of the company wrote in a chat product before Baton had heard of the visitor.
import type { Step } from './index.ts';

export const earlyLines: Step = async (q) => {
  await q.schema
    .createTable('early_lines')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('line', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('heard_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('early_lines_pk', ['channel', 'conversation', 'id'])
    .execute();
  await q.schema.createIndex('early_lines_heard').on('early_lines').column('heard_at').execute();
};
