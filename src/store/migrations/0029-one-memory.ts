// By what a person is known again, which conversations go on as another lead, and who is kept apart for good. Who wrote before
// this is known by what their leads say, as far as it is spelled in the one way.
import { sql } from 'kysely';
import type { Step } from './index.ts';

export const oneMemory: Step = async (q, kind) => {
  await q.schema
    .alterTable('leads')
    .addColumn('joined', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  await q.schema
    .alterTable('leads')
    .addColumn('parted', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await q.schema
    .createTable('identities')
    .addColumn('lead', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('rank', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('identities_pk', ['lead', 'kind', 'value'])
    .execute();
  await q.schema.createIndex('identities_by_value').on('identities').columns(['kind', 'value']).execute();
  await q.schema
    .createTable('kept_apart')
    .addColumn('lead', 'text', (c) => c.notNull())
    .addColumn('other', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('kept_apart_pk', ['lead', 'other'])
    .execute();
  await keepWhoWrote(q, kind);
};

/** Nothing was verified then, as far as anybody kept it. */
export const keepWhoWrote: Step = async (q, kind) => {
  const { told, isEmail, isPhone } = kind === 'sqlite' ? onSqlite : onPostgres;
  const keep = sql`insert into identities (lead, kind, value, rank)`;
  const ours = sql`leads where erased_at is null and channel <> 'import'`;
  await sql`${keep} select id, 'visitor', channel || ' ' || visitor_id, 'claimed' from ${ours} and visitor_id <> ''`.execute(
    q,
  );
  await sql`${keep} select id, 'email', lower(trim(${told('email')})), 'claimed' from ${ours}
    and ${isEmail(sql`trim(${told('email')})`)}`.execute(q);
  const digits = sql`replace(replace(replace(replace(replace(${told('phone')}, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')`;
  await sql`${keep} select id, 'phone', ${digits}, 'claimed' from ${ours} and ${isPhone(digits)}`.execute(q);
  const said = sql`substr(answers.value, 2, length(answers.value) - 2)`;
  const latest = sql`answers join leads on leads.id = answers.lead and leads.erased_at is null
    where answers.n = (select max(later.n) from answers as later
      where later.lead = answers.lead and later.field = answers.field and later.n <= leads.answer_count)`;
  await sql`${keep} select distinct answers.lead, 'email', lower(${said}), 'claimed' from ${latest} and answers.value like '"%"'
    and ${isEmail(said)} on conflict do nothing`.execute(q);
  await sql`${keep} select distinct answers.lead, 'phone', ${said}, 'claimed' from ${latest} and answers.value like '"%"'
    and ${isPhone(said)} on conflict do nothing`.execute(q);
};

type Sql = ReturnType<typeof sql<unknown>>;

const onSqlite = {
  told: (part: string) => sql`json_extract(visitor, ${sql.lit(`$.${part}`)})`,
  isEmail: (text: Sql) => sql`${text} like '_%@_%' and ${text} not like '% %' and ${text} not like '%@%@%'`,
  isPhone: (text: Sql) =>
    sql`${text} like '+%' and length(${text}) between 8 and 16 and substr(${text}, 2) not glob '*[^0-9]*'`,
};

const onPostgres = {
  told: (part: string) => sql`(visitor::jsonb ->> ${sql.lit(part)})`,
  isEmail: (text: Sql) => sql`${text} ~ '^[^[:space:]@]+@[^[:space:]@]+$'`,
  isPhone: (text: Sql) => sql`${text} ~ '^[+][0-9]{7,15}$'`,
};
