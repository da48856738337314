// The cheapest question the database can answer: is it there.
import { sql } from 'kysely';
import type { Reader } from './db.ts';

export async function ping({ q }: Reader): Promise<void> {
  await sql`select 1`.execute(q);
}
