// What a lead is written while it is not ready yet, and to which addresses nobody writes again. Of an address only a hash is
// kept, also when its person is erased: it says nothing but whom not to write to.
import type { Step } from './index.ts';

export const nurture: Step = async (q) => {
  await q.schema.alterTable('leads').addColumn('nurture', 'text').execute();
  await q.schema
    .createTable('suppressed')
    .addColumn('address', 'text', (c) => c.primaryKey().notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
};
