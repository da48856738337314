// What was sent a moment ago by forms: the same twice is one lead, and nobody sends more than their share. Both are rows, so that
// several processes agree.
import { formChannel } from '../core/form.ts';
import { isHeld } from '../core/form-turn.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';
import { getLead } from './lead.ts';
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

/** With this one; and when the counting began. */
export async function countForm(
  { q }: Tx,
  { of, at, since }: { of: string; at: string; since: string },
): Promise<{ n: number; since: string }> {
  return q
    .insertInto('form_counts')
    .values({ of, n: 1, since: at })
    .onConflict((conflict) =>
      conflict.column('of').doUpdateSet((row) => ({
        n: row
          .case()
          .when('form_counts.since', '<', since)
          .then(1)
          .else(row('form_counts.n', '+', 1))
          .end(),
        since: row.case().when('form_counts.since', '<', since).then(at).else(row.ref('form_counts.since')).end(),
      })),
    )
    .returning(['n', 'since'])
    .executeTakeFirstOrThrow();
}

/** What is older than it matters. Each in a transaction of its own that wants nothing else: so no two forms wait for each other. */
export async function forgetForms({ q }: Tx, before: string): Promise<void> {
  await q.deleteFrom('forms_sent').where('at', '<', before).execute();
}

/** Websites stay: they are few. */
export async function forgetAddresses({ q }: Tx, before: string): Promise<void> {
  await q.deleteFrom('form_counts').where('since', '<', before).where('of', 'like', 'address:%').execute();
}

/** Forms that look like spam and that nobody has let through, the newest first. */
export async function heldForms(reader: Reader): Promise<Lead[]> {
  const rows = await reader.q
    .selectFrom('leads')
    .select('id')
    .where('state', '=', 'quiet')
    .where('channel', '=', formChannel)
    .where('read_up_to', '=', 0)
    .where('erased_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(mostHeld)
    .execute();
  const leads = await Promise.all(rows.map((row) => getLead(reader, rowToLeadId(row))));
  return leads.flatMap((lead) => (lead !== undefined && isHeld(lead) ? [lead] : []));
}

/** More is a flood, and nobody reads it one by one. */
const mostHeld = 100;
