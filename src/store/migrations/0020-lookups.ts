// What happened to one lead is found by its kind, and who wrote before by their address, however many others there are.
// Only so much of an answer stands in its index as an address can have: Postgres takes no long texts there.
import { sql } from 'kysely';
import type { Step } from './index.ts';

export const lookups: Step = async (q, kind) => {
  await q.schema.dropIndex('events_of_lead').execute();
  await q.schema.createIndex('events_of_lead').on('events').columns(['lead', 'kind', 'at']).execute();
  const email = kind === 'sqlite' ? sql`json_extract("visitor", '$.email')` : sql`(visitor::jsonb #>> '{email}')`;
  await sql`create index leads_by_address on leads (lower(${email}))`.execute(q);
  await sql`create index answers_by_address on answers (substr(lower(value), 1, 256)) where value like '%@%'`.execute(
    q,
  );
};
