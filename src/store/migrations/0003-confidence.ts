// How sure an answer is, in points. Answers from before stay without one.
import type { Step } from './index.ts';

export const confidence: Step = async (q) => {
  await q.schema.alterTable('answers').addColumn('confidence', 'integer').execute();
};
