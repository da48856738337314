// A lead that turned out to be another one's is no lead any more: nothing counts it, and whatever names it names the other. Its lines,
// events and answers have been moved before.
import { sql } from 'kysely';
import type { LeadId } from '../core/lead.ts';
import type { Tx } from './db.ts';
import { keepApart } from './identities.ts';
import { tell } from './live.ts';

export async function endLead(tx: Tx, ended: LeadId, into: LeadId): Promise<void> {
  const { q } = tx;
  const apart = await q.selectFrom('kept_apart').select('other').where('lead', '=', ended).execute();
  for (const { other } of apart) await keepApart(tx, into, other as LeadId);
  await q
    .deleteFrom('kept_apart')
    .where((row) => row.or([row('lead', '=', ended), row('other', '=', ended)]))
    .execute();
  await q
    .updateTable('answers')
    .set({ evidence: sql`replace(evidence, ${`"lead":"${ended}"`}, ${`"lead":"${into}"`})` })
    .where('evidence', 'like', `{"kind":"carried","lead":"${ended}"%`)
    .where('lead', '<>', into)
    .execute();
  for (const table of ['identities', 'labels', 'nudges'] as const) {
    await q.deleteFrom(table).where('lead', '=', ended).execute();
  }
  await q.deleteFrom('leads').where('id', '=', ended).execute();
  // Whoever followed it learns where it went.
  tell(tx, ended);
}
