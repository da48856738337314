// Leads with their lists, the log, playbooks, reps, and the queue of the embedded database.
import { type Kysely, sql } from 'kysely';
import type { Step } from './index.ts';

export const firstTables: Step = async (q, kind) => {
  await createLeads(q);
  await createLists(q);
  await q.schema
    .createTable('events')
    .addColumn('seq', kind === 'postgres' ? 'bigserial' : 'integer', (c) =>
      kind === 'postgres' ? c.primaryKey() : c.primaryKey().autoIncrement(),
    )
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('lead', 'text', (c) => c.notNull().references('leads.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .execute();
  await q.schema.createIndex('events_of_lead').on('events').columns(['lead', 'seq']).execute();
  await q.schema.createIndex('events_by_kind').on('events').column('kind').execute();
  await q.schema
    .createTable('playbooks')
    .addColumn('version', 'text', (c) => c.primaryKey().notNull())
    .addColumn('page', 'text', (c) => c.notNull())
    .addColumn('first_used_at', 'text', (c) => c.notNull())
    .execute();
  await q.schema
    .createTable('reps')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('email', 'text')
    .addColumn('learned_at', 'text', (c) => c.notNull())
    .execute();
  if (kind === 'sqlite') await createJobs(q);
};

async function createLeads(q: Kysely<unknown>): Promise<void> {
  await q.schema
    .createTable('leads')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('visitor_id', 'text', (c) => c.notNull())
    .addColumn('visitor', 'text', (c) => c.notNull())
    .addColumn('page', 'text')
    .addColumn('playbook', 'text', (c) => c.notNull())
    .addColumn('message_count', 'integer', (c) => c.notNull())
    .addColumn('answer_count', 'integer', (c) => c.notNull())
    .addColumn('refusal_count', 'integer', (c) => c.notNull())
    .addColumn('declined', 'text', (c) => c.notNull())
    .addColumn('read_up_to', 'integer', (c) => c.notNull())
    .addColumn('visit_from', 'integer', (c) => c.notNull())
    .addColumn('delivered_up_to', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('score', 'integer', (c) => c.notNull())
    .addColumn('reasons', 'text', (c) => c.notNull())
    .addColumn('pillars', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text')
    .addColumn('team', 'text')
    .addColumn('offer', 'text')
    .addColumn('rep_id', 'text')
    .addColumn('rep', 'text')
    .addColumn('rep_verdict_kind', 'text')
    .addColumn('rep_verdict', 'text')
    .addColumn('card', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('one_lead_a_conversation', ['channel', 'conversation'])
    .execute();
  await q.schema.createIndex('leads_by_state').on('leads').columns(['state', 'id']).execute();
  await q.schema.createIndex('leads_of_rep').on('leads').columns(['rep_id', 'state']).execute();
}

async function createLists(q: Kysely<unknown>): Promise<void> {
  await q.schema
    .createTable('messages')
    .addColumn('lead', 'text', (c) => c.notNull().references('leads.id'))
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('from', 'text', (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('asks', 'text')
    .addColumn('provider_id', 'text')
    .addPrimaryKeyConstraint('messages_pk', ['lead', 'n'])
    .execute();
  await sql`create unique index a_message_once on messages (channel, provider_id) where provider_id is not null`.execute(
    q,
  );
  await q.schema
    .createTable('answers')
    .addColumn('lead', 'text', (c) => c.notNull().references('leads.id'))
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('evidence', 'text', (c) => c.notNull())
    .addColumn('interviewer', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('answers_pk', ['lead', 'n'])
    .execute();
  await q.schema
    .createTable('refusals')
    .addColumn('lead', 'text', (c) => c.notNull().references('leads.id'))
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('message', 'integer', (c) => c.notNull())
    .addColumn('quote', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('interviewer', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('refusals_pk', ['lead', 'n'])
    .execute();
}

/** On Postgres graphile-worker has its own tables. */
async function createJobs(q: Kysely<unknown>): Promise<void> {
  await q.schema
    .createTable('jobs')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('job', 'text', (c) => c.notNull())
    .addColumn('key', 'text')
    .addColumn('serial', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('tries_left', 'integer', (c) => c.notNull())
    .addColumn('error', 'text')
    .addColumn('buried_at', 'text')
    .execute();
  await sql`create unique index one_waiting_job_a_key on jobs (key) where state <> 'running' and key is not null`.execute(
    q,
  );
  await sql`create index jobs_due on jobs (due_at) where state = 'waiting'`.execute(q);
  await sql`create index jobs_of_lead on jobs (serial, due_at) where state = 'waiting'`.execute(q);
  await sql`create unique index one_running_job_a_lead on jobs (serial) where state = 'running' and serial is not null`.execute(
    q,
  );
}
