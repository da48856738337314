// Deletes what is kept of a person. A row of each lead stays, with nothing of them in it, so that the log can say that they
// were erased; whatever else names the lead must find none.
import { sql } from 'kysely';
import type { EventKind } from '../core/event.ts';
import type { Card, Lead, LeadId, Rep } from '../core/lead.ts';
import type { Tx } from './db.ts';
import { eventsOf } from './events.ts';
import { tell } from './live.ts';
import { rowToLeadId } from './rows.ts';

/**
 * What was posted of a lead and has to be deleted outside: its cards with their threads, and what else Baton wrote of it.
 * `given`: who was to hear that they were given it.
 */
export type Posted = { lead: LeadId; cards: Card[]; told: Card[]; given: { to: string; at: string }[] };

/** The leads of the same visitor, and those with the same address. `fields`: answers that are addresses. */
export async function leadsOfPerson(
  { q }: Tx,
  { channel, visitor }: Lead,
  { email, fields }: { email: string | null; fields: readonly string[] },
): Promise<LeadId[]> {
  const address = JSON.stringify((email ?? '').toLowerCase());
  const within = `%"email":${address.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await q
    .selectFrom('leads')
    .select('id')
    .where('erased_at', 'is', null)
    .where((row) =>
      row.or([
        row.and([row('channel', '=', channel), row('visitor_id', '=', visitor.id)]),
        ...(email === null ? [] : [sql<boolean>`lower(leads.visitor) like ${within} escape '\\'`]),
        ...(email === null || fields.length === 0
          ? []
          : [
              row.exists(
                row
                  .selectFrom('answers')
                  .select('answers.n')
                  .whereRef('answers.lead', '=', 'leads.id')
                  .where('answers.field', 'in', fields)
                  .where(sql<boolean>`lower(answers.value) = ${address}`),
              ),
            ]),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map(rowToLeadId);
}

/** Whoever is changing one of these leads finds it changed, and then gone. */
export async function eraseLeads(
  tx: Tx,
  { leads, email, at }: { leads: readonly LeadId[]; email: string | null; at: string },
): Promise<Posted[]> {
  const { q } = tx;
  for (const lead of leads) {
    await blank(tx, lead, at);
    tell(tx, lead);
  }
  const posted: Posted[] = [];
  for (const lead of leads) posted.push(await postedOf(tx, lead));
  await q.deleteFrom('messages').where('lead', 'in', leads).execute();
  await q.deleteFrom('answers').where('lead', 'in', leads).execute();
  await q.deleteFrom('refusals').where('lead', 'in', leads).execute();
  await q.deleteFrom('nudges').where('lead', 'in', leads).execute();
  await q.deleteFrom('slot_cells').where('lead', 'in', leads).execute();
  await q.deleteFrom('slots').where('lead', 'in', leads).execute();
  await q.deleteFrom('labels').where('lead', 'in', leads).execute();
  await q.deleteFrom('crm_records').where('lead', 'in', leads).execute();
  await forgetReviews(tx, leads);
  await q.updateTable('events').set({ data: '{}' }).where('lead', 'in', leads).execute();
  if (email !== null) await q.deleteFrom('owners').where('account', '=', email.toLowerCase()).execute();
  return posted;
}

/** A list that named one of them is deleted, so that for what else it named there is none. */
async function forgetReviews({ q }: Tx, leads: readonly LeadId[]): Promise<void> {
  const lists = await q.deleteFrom('reviews').where('lead', 'in', leads).returning(['week', 'reviewer']).execute();
  for (const { week, reviewer } of lists) {
    const rest = q.updateTable('reviews').set({ told: null }).where('week', '=', week);
    await rest.where('reviewer', '=', reviewer).execute();
  }
}

/** Its conversation is free again: who writes there next begins a new lead. */
async function blank({ q }: Tx, lead: LeadId, at: string): Promise<void> {
  await q
    .updateTable('leads')
    .set((row) => ({
      version: row('version', '+', 1),
      state: 'closed',
      conversation: lead,
      visitor_id: '',
      visitor: '{}',
      page: null,
      message_count: 0,
      answer_count: 0,
      refusal_count: 0,
      declined: '[]',
      read_up_to: 0,
      delivered_up_to: 0,
      sending: null,
      score: 0,
      reasons: '[]',
      offer: null,
      rep: null,
      rep_verdict: null,
      card: null,
      card_link: null,
      booking: null,
      event: null,
      organiser: null,
      takeover: null,
      crm: null,
      crm_left_out: 0,
      deal: null,
      nurture: null,
      ladder: null,
      dropped: '[]',
      snoozed_until: null,
      erased_at: at,
      updated_at: at,
    }))
    .where('id', '=', lead)
    .execute();
}

async function postedOf(tx: Tx, lead: LeadId): Promise<Posted> {
  const events = await eventsOf(tx, lead);
  const places = (what: EventKind) => events.flatMap(({ kind, data }) => (kind === what ? [data as Card] : []));
  const given = events.flatMap(({ kind, data, at }) =>
    kind === 'reassigned' ? [{ to: (data.to as Rep).id, at }] : [],
  );
  return { lead, cards: places('posted'), told: places('told'), given };
}
