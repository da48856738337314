// Whatever comes in too often is counted in one table, and forgotten by when it began.
import type { Step } from './index.ts';

export const counts: Step = async (q) => {
  await q.schema.alterTable('form_counts').renameTo('counts').execute();
  await q.schema.createIndex('counts_by_since').on('counts').column('since').execute();
};
