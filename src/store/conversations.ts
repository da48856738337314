// Whose lead a conversation is. A lead begins with one of its own; others may have joined it since.
import type { Lead, LeadId } from '../core/lead.ts';
import { isAt } from '../core/line.ts';
import type { Delivery } from '../core/undelivered.ts';
import type { Reader, Tx } from './db.ts';
import { rowToLeadId } from './rows.ts';

/** A conversation that went on as another lead is that one's. */
export async function findLead({ q }: Reader, channel: string, conversation: string): Promise<LeadId | undefined> {
  const joined = await q
    .selectFrom('conversations')
    .select('lead as id')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .executeTakeFirst();
  const row =
    joined ??
    (await q
      .selectFrom('leads')
      .select('id')
      .where('channel', '=', channel)
      .where('conversation', '=', conversation)
      .executeTakeFirst());
  return row && rowToLeadId(row);
}

export type Stand = { lead: LeadId; version: number; delivery: Delivery; isErased: boolean };

/** Whose it is, and how far that lead is, in one query: everybody who streams asks at every wake-up. */
export async function standOf({ q }: Reader, channel: string, conversation: string): Promise<Stand | undefined> {
  const row = await q
    .selectFrom('leads')
    .select(['id', 'version', 'delivered_up_to as upTo', 'sending', 'erased_at as erasedAt'])
    .where(({ selectFrom, fn, eb }) => {
      const is = { channel, conversation };
      const joined = selectFrom('conversations as own')
        .select('own.lead')
        .where(({ and }) => and(is));
      const begun = selectFrom('leads as own')
        .select('own.id')
        .where(({ and }) => and(is));
      return eb('id', '=', fn.coalesce(joined.$asScalar(), begun.$asScalar()));
    })
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { version, upTo, sending, erasedAt } = row;
  return { lead: rowToLeadId(row), version, delivery: { upTo, sending }, isErased: erasedAt !== null };
}

/** Those of a channel whose leads moved since then, the last ones first. */
export async function recentConversations(
  { q }: Reader,
  { channel, since, limit }: { channel: string; since: string; limit: number },
): Promise<string[]> {
  const rows = await q
    .selectFrom('leads')
    .where('leads.channel', '=', channel)
    .where('leads.updated_at', '>=', since)
    .where('leads.erased_at', 'is', null)
    .select(['leads.conversation', 'leads.updated_at as at'])
    .union(
      q
        .selectFrom('conversations')
        .innerJoin('leads', 'leads.id', 'conversations.lead')
        .where('conversations.channel', '=', channel)
        .where('leads.updated_at', '>=', since)
        .select(['conversations.conversation', 'leads.updated_at as at']),
    )
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return [...new Set(rows.map(({ conversation }) => conversation))];
}

/** As the lead has them. */
export async function keepConversations({ q }: Tx, before: Lead, { id: lead, joined }: Lead): Promise<void> {
  if (before.joined === joined) return;
  const gone = before.joined.filter((each) => !joined.some(isAt(each)));
  for (const { channel, conversation } of gone) {
    const rows = q.deleteFrom('conversations').where('lead', '=', lead);
    await rows.where('channel', '=', channel).where('conversation', '=', conversation).execute();
  }
  const come = joined.filter((each) => !before.joined.some(isAt(each)));
  if (come.length === 0) return;
  await q
    .insertInto('conversations')
    .values(come.map(({ channel, conversation }) => ({ channel, conversation, lead })))
    .onConflict((conflict) => conflict.columns(['channel', 'conversation']).doUpdateSet({ lead }))
    .execute();
}
