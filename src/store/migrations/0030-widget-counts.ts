// How often the widget was shown and opened, by day and arm: sums, with nobody in them.
import type { Step } from './index.ts';

export const widgetCounts: Step = async (q) => {
  await q.schema
    .createTable('widget_counts')
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('experiment', 'text', (c) => c.notNull())
    .addColumn('arm', 'text', (c) => c.notNull())
    .addColumn('seen', 'integer', (c) => c.notNull())
    .addColumn('opened', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('widget_counts_pk', ['experiment', 'day', 'arm'])
    .execute();
};
