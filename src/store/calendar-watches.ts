// Where Baton stands in the changes of each rep's calendar, and the channel by which it is called when there are more.
import type { Selectable } from 'kysely';
import type { EventId } from '../core/booking.ts';
import type { LeadId } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';
import { rowToLeadId } from './rows.ts';
import type { CalendarWatchRow } from './schema.ts';

/** A channel is renewed when no more than this is left of it. */
export const renewBeforeMs = 86_400_000;

export type Channel = { channel: string; resource: string; expiresAt: string };

/** `token`: the product's own bookmark; null: nothing was read yet. */
export type CalendarWatch = { rep: string; token: string | null; readAt: string | null; channel: Channel | null };

/**
 * Whose calendars have a meeting with a visitor in them that is not over. Colleagues who are only guests of it are left
 * out: what they do to their copy says nothing of the meeting.
 */
export async function organisersAhead({ q }: Reader, now: string): Promise<string[]> {
  const rows = await q
    .selectFrom('leads')
    .innerJoin('slots', (on) => on.onRef('slots.lead', '=', 'leads.id').onRef('slots.host', '=', 'leads.organiser'))
    .select('leads.organiser')
    .where('leads.event', 'is not', null)
    .where('slots.ends_at', '>', now)
    .where('slots.held_until', 'is', null)
    .groupBy('leads.organiser')
    .orderBy('leads.organiser')
    .execute();
  return rows.flatMap(({ organiser }) => organiser ?? []);
}

/** The events that this rep's calendar should have from now on, with the leads they belong to. */
export async function eventsAhead(
  { q }: Reader,
  rep: string,
  now: string,
): Promise<{ event: EventId; lead: LeadId }[]> {
  const rows = await q
    .selectFrom('leads')
    .innerJoin('slots', (on) => on.onRef('slots.lead', '=', 'leads.id').onRef('slots.host', '=', 'leads.organiser'))
    .select(['leads.event', 'leads.id'])
    .where('leads.organiser', '=', rep)
    .where('leads.event', 'is not', null)
    .where('slots.ends_at', '>', now)
    .where('slots.held_until', 'is', null)
    .orderBy('slots.starts_at')
    .execute();
  return rows.flatMap(({ event, id }) => (event === null ? [] : [{ event, lead: rowToLeadId({ id }) }]));
}

export async function leadOfEvent({ q }: Reader, event: EventId): Promise<LeadId | undefined> {
  const row = await q
    .selectFrom('leads')
    .select('id')
    .where('event', '=', event)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return row && rowToLeadId(row);
}

export async function watchOf({ q }: Reader, rep: string): Promise<CalendarWatch | undefined> {
  const row = await q.selectFrom('calendar_watches').selectAll().where('rep', '=', rep).executeTakeFirst();
  return row && rowToWatch(row);
}

export async function watchOfChannel({ q }: Reader, channel: string): Promise<CalendarWatch | undefined> {
  const row = await q.selectFrom('calendar_watches').selectAll().where('channel', '=', channel).executeTakeFirst();
  return row && rowToWatch(row);
}

export async function listWatches({ q }: Reader): Promise<CalendarWatch[]> {
  return (await q.selectFrom('calendar_watches').selectAll().orderBy('rep').execute()).map(rowToWatch);
}

/** `token` as it was before: whoever read faster stays ahead. */
export async function keepToken(
  { q }: Tx,
  { rep, from, token, at }: { rep: string; from: string | null; token: string | null; at: string },
): Promise<void> {
  const kept = { token, read_at: at };
  await q
    .insertInto('calendar_watches')
    .values({ rep, ...kept })
    .onConflict((conflict) =>
      conflict
        .column('rep')
        .doUpdateSet(kept)
        .where('calendar_watches.token', from === null ? 'is' : '=', from),
    )
    .execute();
}

/** The channel that it had before, if any: somebody has to stop it. */
export async function keepChannel({ q }: Tx, rep: string, channel: Channel | null): Promise<void> {
  const kept = {
    channel: channel?.channel ?? null,
    resource: channel?.resource ?? null,
    expires_at: channel?.expiresAt ?? null,
  };
  await q
    .insertInto('calendar_watches')
    .values({ rep, ...kept })
    .onConflict((conflict) => conflict.column('rep').doUpdateSet(kept))
    .execute();
}

/** Whoever reads this calendar next begins anew. */
export async function dropWatch({ q }: Tx, rep: string): Promise<void> {
  await q.deleteFrom('calendar_watches').where('rep', '=', rep).execute();
}

function rowToWatch(row: Selectable<CalendarWatchRow>): CalendarWatch {
  const { rep, token, read_at: readAt, channel, resource, expires_at: expiresAt } = row;
  const isOpen = channel !== null && resource !== null && expiresAt !== null;
  return { rep, token, readAt, channel: isOpen ? { channel, resource, expiresAt } : null };
}
