// The few leads that have a deal are found without the many that have none.
import { sql } from 'kysely';
import type { Step } from './index.ts';

export const dealLookups: Step = async (q) => {
  await sql`create index leads_with_deal on leads (created_at) where deal is not null`.execute(q);
};
