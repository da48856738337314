// What a weekly report asks for by time alone.
import type { Step } from './index.ts';

export const reports: Step = async (q) => {
  await q.schema.createIndex('leads_by_created_at').on('leads').column('created_at').execute();
  await q.schema.createIndex('refusals_by_at').on('refusals').column('at').execute();
};
