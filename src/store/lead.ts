// Leads as whole aggregates. `commitLead` is the only way a decision becomes true: the lead, the events that explain it
// and the jobs it calls for go in together, or not at all.
import type { NewEvent } from '../core/event.ts';
import type { Told } from '../core/identities.ts';
import type { Owed } from '../core/job.ts';
import type { Card, Lead, LeadId, LeadState } from '../core/lead.ts';
import { lossNudges, type Nudge } from '../core/nudge.ts';
import type { Turn } from '../core/rotation.ts';
import { keepConversations } from './conversations.ts';
import type { Reader, Tx } from './db.ts';
import { moveTurns } from './desk.ts';
import { appendEvents } from './events.ts';
import type { NewId } from './id.ts';
import { keepIdentities } from './identities.ts';
import { keepLabel } from './labels.ts';
import { appendLists, readLists } from './lists.ts';
import { tell } from './live.ts';
import { keepNudges } from './nudges.ts';
import type { Queue } from './queue/queue.ts';
import { cardToText, type LeadSummary, leadToRow, rowToLeadId, rowToLeadSummary } from './rows.ts';
import { isTaken, keepSlots } from './slots.ts';

export type { LeadSummary } from './rows.ts';

export type LeadChange = {
  before: Lead;
  after: Lead;
  events: readonly NewEvent[];
  owed: readonly Owed[];
  turns?: readonly Turn[] | undefined;
  nudges?: readonly Nudge[] | undefined;
  at: string;
};

export type VisitorMessage = {
  text: string;
  channel: string;
  at: string;
  name: string | null;
  /** The chat product's own id of the message; the same one twice is a repeat. */
  providerId: string | null;
  /** Of the channel; without it, the lead's own. */
  conversation?: string;
};

/** A lead that was erased is no lead any more. */
export async function getLead(reader: Reader, id: LeadId): Promise<Lead | undefined> {
  const row = await reader.q
    .selectFrom('leads')
    .selectAll()
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return row && (await readLists(reader, [row]))[0];
}

/** The lead whose card this is; its thread is the card's own. */
export async function findLeadByCard(reader: Reader, card: Card): Promise<LeadId | undefined> {
  const row = await reader.q.selectFrom('leads').select('id').where('card', '=', cardToText(card)).executeTakeFirst();
  return row && rowToLeadId(row);
}

/** Whose channel it is offered in, and the workspace where its card stands if several may install Baton. */
export async function placeOfLead(reader: Reader, id: LeadId): Promise<{ team?: string; workspace?: string }> {
  const row = await reader.q
    .selectFrom('leads')
    .select(['team', 'card_workspace as workspace'])
    .where('id', '=', id)
    .executeTakeFirst();
  return { ...(row?.team && { team: row.team }), ...(row?.workspace && { workspace: row.workspace }) };
}

/** The newest leads first; `before` is the id of the last one already seen. */
export async function listLeads(
  reader: Reader,
  page: { state?: LeadState; limit: number; before?: LeadId },
): Promise<LeadSummary[]> {
  let query = reader.q
    .selectFrom('leads')
    .selectAll()
    .where('erased_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.state !== undefined) query = query.where('state', '=', page.state);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  return (await query.execute()).map(rowToLeadSummary);
}

/** Those that are left of them, in this order. */
export async function getLeads(reader: Reader, ids: readonly LeadId[]): Promise<Lead[]> {
  if (ids.length === 0) return [];
  const rows = await reader.q
    .selectFrom('leads')
    .selectAll()
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .execute();
  const places = new Map<string, number>(ids.map((id, place) => [id, place]));
  const place = (row: { id: string }) => places.get(row.id) ?? 0;
  return readLists(
    reader,
    rows.toSorted((a, b) => place(a) - place(b)),
  );
}

/** Whole leads in one state, oldest first, at most fifty: what a rep has before them. */
export async function leadsInState(
  reader: Reader,
  { state, rep, team }: { state: LeadState; rep?: string; team?: string },
): Promise<Lead[]> {
  let query = reader.q.selectFrom('leads').selectAll().where('state', '=', state).orderBy('id').limit(50);
  if (rep !== undefined) query = query.where('rep_id', '=', rep);
  if (team !== undefined) query = query.where('team', '=', team);
  const rows = await query.execute();
  return readLists(reader, rows);
}

/** What a rep has before them: the leads they have claimed, and those with whom they have a meeting, whoever's lead it is. */
export async function leadsOfRep(reader: Reader, rep: string): Promise<Lead[]> {
  const rows = await reader.q
    .selectFrom('leads')
    .selectAll()
    .where('state', '=', 'booked')
    .where('id', 'in', (slots) =>
      slots.selectFrom('slots').select('lead').where('host', '=', rep).where('held_until', 'is', null),
    )
    .orderBy('id')
    .limit(50)
    .execute();
  const booked = await readLists(reader, rows);
  return [...(await leadsInState(reader, { state: 'claimed', rep })), ...booked];
}

/** `exists` when the conversation already has a lead, which a message of the same moment may just have made. `by`: tells its addresses. */
export async function insertLead(tx: Tx, lead: Lead, by?: Told): Promise<'inserted' | 'exists'> {
  const row = await tx.q
    .insertInto('leads')
    .values(leadToRow(lead))
    .onConflict((conflict) => conflict.columns(['channel', 'conversation']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return 'exists';
  await appendLists(tx, { ...lead, messages: [], answers: [], refused: [] }, lead);
  await keepIdentities(tx, null, { lead, by });
  return 'inserted';
}

/** Needs no version and no retry; a turn that was being taken meanwhile finds its lead stale. */
export async function appendVisitorMessage(
  tx: Tx,
  lead: LeadId,
  message: VisitorMessage,
): Promise<{ kind: 'stored'; n: number } | { kind: 'repeat' } | { kind: 'erased' }> {
  const { text, channel, at, name, providerId, conversation } = message;
  if (providerId !== null && (await isStored(tx, channel, providerId))) return { kind: 'repeat' };
  const grown = await grow(tx, lead, 1, at);
  if (grown === undefined) return { kind: 'erased' };
  const { n, conversation: own } = grown;
  const stored = await tx.q
    .insertInto('messages')
    .values({
      lead,
      n,
      from: 'visitor',
      name,
      text,
      channel,
      at,
      asks: null,
      tells: null,
      provider_id: providerId,
      input: null,
      conversation: conversation === own ? null : (conversation ?? null),
    })
    .onConflict((conflict) =>
      conflict.columns(['channel', 'provider_id']).where('provider_id', 'is not', null).doNothing(),
    )
    .returning('n')
    .executeTakeFirst();
  if (stored !== undefined) {
    tell(tx, lead);
    return { kind: 'stored', n };
  }
  // Another transaction stored the same message while we waited for the lead: nobody has seen our number yet.
  await grow(tx, lead, -1, at);
  return { kind: 'repeat' };
}

/**
 * `stale` when anything has touched the lead since `before` was read, `taken` when it wants a time that another lead has;
 * nothing is written then.
 */
export async function commitLead(
  tx: Tx,
  change: LeadChange,
  tools: { queue: Pick<Queue, 'enqueue'>; newId: NewId; playbook?: Told },
): Promise<'committed' | 'stale' | 'taken'> {
  const { before, after, events, owed, turns = [], nudges = [], at } = change;
  if (await isTaken(tx, { before, after, at })) return 'taken';
  const row = { ...leadToRow(after), version: before.version + 1, updated_at: at };
  const updated = await tx.q
    .updateTable('leads')
    .set(row)
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) return 'stale';
  await keepSlots(tx, { before, after, at });
  await keepLabel(tx, { before, after });
  await keepIdentities(tx, before, { lead: after, by: tools.playbook });
  await keepConversations(tx, before, after);
  await appendLists(tx, before, after);
  await appendEvents(tx, { lead: before.id, events, at }, tools.newId);
  await moveTurns(tx, turns);
  const told = [...lossNudges(after, events, at), ...nudges];
  await tools.queue.enqueue(tx, [...owed, ...(await keepNudges(tx, told, at))]);
  tell(tx, before.id);
  return 'committed';
}

async function isStored({ q }: Reader, channel: string, providerId: string): Promise<boolean> {
  const row = await q
    .selectFrom('messages')
    .select('n')
    .where('channel', '=', channel)
    .where('provider_id', '=', providerId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Undefined when the lead was erased meanwhile. */
async function grow(
  { q }: Tx,
  lead: LeadId,
  by: 1 | -1,
  at: string,
): Promise<{ n: number; conversation: string } | undefined> {
  return q
    .updateTable('leads')
    .set((row) => ({ version: row('version', '+', by), message_count: row('message_count', '+', by), updated_at: at }))
    .where('id', '=', lead)
    .where('erased_at', 'is', null)
    .returning(['message_count as n', 'conversation'])
    .executeTakeFirst();
}
