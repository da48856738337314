// What was sent a moment ago by forms: the same twice is one lead. Rows, so that several processes agree.
import type { Lead, LeadId } from '../core/lead.ts';
import type { Tx } from './db.ts';
import { rowToLeadId } from './rows.ts';

/** Null: nobody sent this since then, and it is `lead`'s from here on. Else whose it is. */
export async function keepForm(
  { q }: Tx,
  { digest, lead, at, since }: { digest: string; lead: Lead['id']; at: string; since: string },
): Promise<LeadId | null> {
  const ours = await q
    .insertInto('forms_sent')
    .values({ digest, lead, at })
    .onConflict((conflict) => conflict.column('digest').doUpdateSet({ lead, at }).where('forms_sent.at', '<', since))
    .returning('lead')
    .executeTakeFirst();
  if (ours !== undefined) return null;
  const { lead: id } = await q
    .selectFrom('forms_sent')
    .select('lead')
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow();
  return rowToLeadId({ id });
}

/** What is older than it matters, in a transaction of its own: so no two forms wait for each other. */
export async function forgetForms({ q }: Tx, before: string): Promise<void> {
  await q.deleteFrom('forms_sent').where('at', '<', before).execute();
}
