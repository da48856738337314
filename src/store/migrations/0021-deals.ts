// What became of a lead in money.
import type { Step } from './index.ts';

export const deals: Step = async (q) => {
  await q.schema.alterTable('leads').addColumn('deal', 'text').execute();
};
