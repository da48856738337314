// How far an offered or claimed lead has climbed, and what people are still to be told of it.
import type { Step } from './index.ts';

export const ladder: Step = async (q) => {
  await q.schema.alterTable('leads').addColumn('ladder', 'text').execute();
  await q.schema
    .createTable('nudges')
    .addColumn('to', 'text', (c) => c.notNull())
    .addColumn('lead', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('about', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('batch', 'text')
    .addPrimaryKeyConstraint('nudges_pk', ['to', 'lead'])
    .execute();
};
