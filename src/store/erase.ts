// Deletes what is kept of a person. A row of each lead stays, with nothing of them in it, so that the log can say that they
// were erased; whatever else names the lead must find none.
import { sql } from 'kysely';
import type { EventKind } from '../core/event.ts';
import type { Answer, Card, Lead, LeadId, Rep } from '../core/lead.ts';
import { widgetChannel } from '../core/widget-shown.ts';
import type { Tx } from './db.ts';
import { eventsOf } from './events.ts';
import { getLead } from './lead.ts';
import { tell } from './live.ts';
import { rewriteAnswers } from './move-lines.ts';
import { rowToLeadId } from './rows.ts';

/**
 * What was posted of a lead and has to be deleted outside: its cards with their threads, and what else Baton wrote of it.
 * `given`: who was to hear that they were given it.
 */
export type Posted = { lead: LeadId; cards: Card[]; told: Card[]; given: { to: string; at: string }[] };

/**
 * The leads of the same visitor, and those with the same address. `fields`: answers that are addresses. Whoever came in several
 * conversations is each of their visitors, and has proven the same address in them, or told one lead what another knows.
 */
export async function leadsOfPerson(
  { q }: Tx,
  { id, channel, visitor, answers }: Lead,
  { email, fields }: { email: string | null; fields: readonly string[] },
): Promise<LeadId[]> {
  const address = JSON.stringify((email ?? '').toLowerCase());
  const within = `%"email":${address.replace(/[\\%_]/g, '\\$&')}%`;
  const from = answers.flatMap(({ evidence }) => (evidence.kind === 'carried' ? [evidence.lead] : []));
  const isProof = sql<boolean>`(mine.kind = 'visitor' or (mine.rank = 'verified' and theirs.rank = 'verified'))`;
  const related = sql<string>`(
    select theirs.lead from identities as mine
      join identities as theirs on theirs.kind = mine.kind and theirs.value = mine.value and ${isProof}
      where mine.lead = ${id} and theirs.lead not in (select other from kept_apart where kept_apart.lead = ${id})
    union select lead from answers where evidence like ${`{"kind":"carried","lead":"${id}"%`}
    union select id from leads as told where told.id in (${sql.join(from.length === 0 ? [''] : from)}))`;
  const rows = await q
    .selectFrom('leads')
    .select('id')
    .where('erased_at', 'is', null)
    .where((row) =>
      row.or([
        row.and([row('channel', '=', channel), row('visitor_id', '=', visitor.id)]),
        row('id', 'in', related),
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

/** Those that their channel says are the same visitor's. */
export async function leadsOfVisitor(
  { q }: Tx,
  { channel, visitor }: { channel: string; visitor: string },
): Promise<LeadId[]> {
  const rows = await q
    .selectFrom('leads')
    .select('id')
    .where('erased_at', 'is', null)
    .where('channel', '=', channel)
    .where('visitor_id', '=', visitor)
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
  await endConversations(tx, leads);
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
  await q.deleteFrom('identities').where('lead', 'in', leads).execute();
  await q
    .deleteFrom('kept_apart')
    .where((row) => row.or([row('lead', 'in', leads), row('other', 'in', leads)]))
    .execute();
  await forgetCarried(tx, leads);
  await forgetReviews(tx, leads);
  await q.updateTable('events').set({ data: '{}' }).where('lead', 'in', leads).execute();
  if (email !== null) await q.deleteFrom('owners').where('account', '=', email.toLowerCase()).execute();
  return posted;
}

/** What came along from them into other leads is theirs there too. */
async function forgetCarried(tx: Tx, leads: readonly LeadId[]): Promise<void> {
  const { q } = tx;
  const holding = await q
    .selectFrom('answers')
    .select('lead as id')
    .distinct()
    .where((row) => row.or(leads.map((lead) => row('evidence', 'like', `{"kind":"carried","lead":"${lead}"%`))))
    .orderBy('id')
    .execute();
  for (const row of holding) {
    const lead = await getLead(tx, rowToLeadId(row));
    if (lead === undefined) continue;
    const isTheirs = ({ evidence }: Answer) => evidence.kind === 'carried' && leads.includes(evidence.lead);
    const answers = lead.answers.filter((answer) => !isTheirs(answer));
    await rewriteAnswers(tx, { ...lead, answers });
    await q
      .updateTable('leads')
      .set((own) => ({ version: own('version', '+', 1), answer_count: answers.length }))
      .where('id', '=', lead.id)
      .execute();
  }
}

/** A list that named one of them is deleted, so that for what else it named there is none. */
async function forgetReviews({ q }: Tx, leads: readonly LeadId[]): Promise<void> {
  const lists = await q.deleteFrom('reviews').where('lead', 'in', leads).returning(['week', 'reviewer']).execute();
  for (const { week, reviewer } of lists) {
    const rest = q.updateTable('reviews').set({ told: null }).where('week', '=', week);
    await rest.where('reviewer', '=', reviewer).execute();
  }
}

/**
 * Whoever has the key to a conversation of our own widget must find that it is over. Elsewhere a conversation is free again: who writes
 * there next begins a new lead.
 */
async function endConversations({ q }: Tx, leads: readonly LeadId[]): Promise<void> {
  await q.deleteFrom('conversations').where('lead', 'in', leads).where('channel', '<>', widgetChannel).execute();
  await q
    .insertInto('conversations')
    .columns(['channel', 'conversation', 'lead'])
    .expression((from) =>
      from
        .selectFrom('leads')
        .select(['channel', 'conversation', 'id'])
        .where('id', 'in', leads)
        .where('channel', '=', widgetChannel),
    )
    .onConflict((conflict) => conflict.columns(['channel', 'conversation']).doNothing())
    .execute();
}

/** What the row says of them. */
async function blank({ q }: Tx, lead: LeadId, at: string): Promise<void> {
  await q
    .updateTable('leads')
    .set((row) => ({
      version: row('version', '+', 1),
      state: 'closed',
      conversation: lead,
      visitor_id: '',
      visitor: '{}',
      joined: '[]',
      parted: 0,
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
