// Which arms of experiments each lead is in; leads from before there were any are in none.
import type { Step } from './index.ts';

export const arms: Step = async (q) => {
  await q.schema
    .alterTable('leads')
    .addColumn('arms', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute();
};
