// What reviewers are asked and say of conversations, and what managers answered to proposals for the playbook.
import type { Step } from './index.ts';

export const reviews: Step = async (q) => {
  await q.schema
    .createTable('reviews')
    .addColumn('lead', 'text', (c) => c.notNull())
    .addColumn('reviewer', 'text', (c) => c.notNull())
    .addColumn('week', 'integer', (c) => c.notNull())
    .addColumn('at', 'text')
    .addColumn('review', 'text')
    .addColumn('told', 'text')
    .addPrimaryKeyConstraint('reviews_key', ['lead', 'reviewer'])
    .execute();
  await q.schema.createIndex('reviews_of_week').on('reviews').columns(['week', 'reviewer']).execute();
  await q.schema
    .createTable('proposals')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('change', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
};
