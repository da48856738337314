// The bar of each team, what verdicts teach it, the bar that judged each lead, and which ticks were seen to.
import { sql } from 'kysely';
import type { Step } from './index.ts';

export const bars: Step = async (q, kind) => {
  await q.schema.alterTable('leads').addColumn('bar', 'integer').execute();
  await q.schema.alterTable('leads').addColumn('bar_team', 'text').execute();
  await q.schema.createIndex('leads_by_bar_team').on('leads').columns(['bar_team', 'created_at']).execute();
  await q.schema
    .createTable('bars')
    .addColumn('team', 'text', (c) => c.primaryKey().notNull())
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('bar', 'text', (c) => c.notNull())
    .execute();
  await q.schema
    .createTable('labels')
    .addColumn('lead', 'text', (c) => c.primaryKey().notNull())
    .addColumn('team', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('score', 'integer', (c) => c.notNull())
    .addColumn('accepted', 'integer', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('from', 'text', (c) => c.notNull())
    .execute();
  await q.schema.createIndex('labels_of_team').on('labels').columns(['team', 'at']).execute();
  await q.schema
    .createTable('ticks')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .execute();
  const part = (column: string, ...path: string[]) =>
    kind === 'sqlite'
      ? sql`json_extract(${sql.ref(column)}, ${`$.${path.join('.')}`})`
      : sql`(${sql.ref(column)}::jsonb #>> ${sql.lit(`{${path.join(',')}}`)}::text[])`;
  await sql`insert into labels (lead, team, at, score, accepted, reason, "by", "from")
    select id, team, ${part('rep_verdict', 'at')}, score, case when rep_verdict_kind = 'claimed' then 1 else 0 end,
      ${part('rep_verdict', 'reason')}, ${part('rep_verdict', 'by', 'id')}, 'verdict'
    from leads where rep_verdict_kind in ('claimed', 'rejected') and rep_verdict is not null and offer is not null
      and ${part('offer', 'why')} = 'qualified'`.execute(q);
};
