// By what the person of each lead is known again: rows that follow from the lead, kept with it. Whoever decides by them locks them
// first, before any lead, so that two conversations of one person that begin at one moment find each other.
import { sql } from 'kysely';
import { type Identity, identitiesOf, keyOf, type Told } from '../core/identities.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Tx } from './db.ts';

/** As the playbook tells addresses; without one, only what the channel says. */
const untold: Told = { fields: [], country: 'US' };

/** `before` null: the lead is new. */
export async function keepIdentities(
  { q }: Tx,
  before: Lead | null,
  { lead, by = untold }: { lead: Lead; by: Told | undefined },
): Promise<void> {
  const isTheSame =
    before !== null &&
    before.visitor === lead.visitor &&
    before.joined === lead.joined &&
    before.answers.length === lead.answers.length;
  if (isTheSame) return;
  const now = identitiesOf(lead, by);
  if (before !== null && JSON.stringify(identitiesOf(before, by)) === JSON.stringify(now)) return;
  if (before !== null) await q.deleteFrom('identities').where('lead', '=', lead.id).execute();
  if (now.length === 0) return;
  await q
    .insertInto('identities')
    .values(now.map((each) => ({ lead: lead.id, ...each })))
    .execute();
}

/** Whatever there was: some of what it followed from is another lead's now. */
export async function renewIdentities(tx: Tx, lead: Lead, by: Told): Promise<void> {
  await tx.q.deleteFrom('identities').where('lead', '=', lead.id).execute();
  await keepIdentities(tx, null, { lead, by });
}

/** Nobody else decides who these are until the transaction ends. On SQLite transactions wait for each other anyway. */
export async function lockIdentities({ kind, q }: Tx, identities: readonly Identity[]): Promise<void> {
  if (kind === 'sqlite') return;
  const sorted = JSON.stringify(identities.map(keyOf).sort());
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 3)) from json_array_elements_text(${sorted}::json) as key`.execute(
    q,
  );
}

/** They are two people, whatever they share. */
export async function keepApart({ q }: Tx, one: LeadId, other: LeadId): Promise<void> {
  await q
    .insertInto('kept_apart')
    .values([
      { lead: one, other },
      { lead: other, other: one },
    ])
    .onConflict((conflict) => conflict.columns(['lead', 'other']).doNothing())
    .execute();
}
