// Who a lead is offered to, whose turn it is, who is away, and to whom accounts belong.
import type { Step } from './index.ts';

export const desk: Step = async (q) => {
  await q.schema.alterTable('leads').addColumn('offered_to', 'text').execute();
  await q.schema.alterTable('leads').addColumn('offered_at', 'text').execute();
  await q.schema.createIndex('leads_offered_to').on('leads').columns(['offered_to', 'state']).execute();
  await q.schema.createIndex('leads_by_offer').on('leads').column('offered_at').execute();
  await q.schema.createIndex('leads_of_visitor').on('leads').column('visitor_id').execute();
  await q.schema
    .createTable('rotation')
    .addColumn('team', 'text', (c) => c.notNull())
    .addColumn('rep', 'text', (c) => c.notNull())
    .addColumn('served', 'integer', (c) => c.notNull())
    .addColumn('last_at', 'text')
    .addPrimaryKeyConstraint('rotation_pk', ['team', 'rep'])
    .execute();
  await q.schema
    .createTable('absences')
    .addColumn('rep', 'text', (c) => c.notNull())
    .addColumn('from_at', 'text', (c) => c.notNull())
    .addColumn('until_at', 'text')
    .addPrimaryKeyConstraint('absences_pk', ['rep', 'from_at'])
    .execute();
  await q.schema
    .createTable('working_habits')
    .addColumn('rep', 'text', (c) => c.primaryKey().notNull())
    .addColumn('zone', 'text')
    .addColumn('hours', 'text')
    .addColumn('at_once', 'integer')
    .execute();
  await q.schema
    .createTable('owners')
    .addColumn('account', 'text', (c) => c.primaryKey().notNull())
    .addColumn('rep', 'text', (c) => c.notNull())
    .execute();
};
