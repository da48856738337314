// By which id a visitor's browser knows each of its own lines.
import type { LeadId } from '../core/lead.ts';
import type { Reader } from './db.ts';

/** The channel's own id of a message, which need only be unique within one of its conversations. */
export const sentIn = (conversation: string, id: string): string => JSON.stringify([conversation, id]);
const sentAs = (given: string): string => (JSON.parse(given) as [conversation: string, id: string])[1];

/** Of the lines after `after`, by their number. */
export async function sentIds(
  { q }: Reader,
  lead: LeadId,
  { channel, after }: { channel: string; after: number },
): Promise<ReadonlyMap<number, string>> {
  const rows = await q
    .selectFrom('messages')
    .select(['n', 'provider_id as given'])
    .where('lead', '=', lead)
    .where('channel', '=', channel)
    .where('from', '=', 'visitor')
    .where('n', '>', after)
    .execute();
  return new Map(rows.flatMap(({ n, given }) => (given === null ? [] : [[n, sentAs(given)] as const])));
}
