// Where meetings come from: how many leads could book in the chat, and who booked how many of them where.
import { sql } from 'kysely';
import type { Reader } from './db.ts';

/** `inChat`, `handedOff`: offers. `booked`: meetings, by whoever chose the time. */
export type BookingStats = {
  inChat: number;
  handedOff: number;
  booked: { chat: number; page: number; rep: number };
};

export async function bookingStats({ kind, q }: Reader): Promise<BookingStats> {
  const part = (of: string, name: string) =>
    kind === 'sqlite'
      ? sql`json_extract(${sql.ref(`${of}.data`)}, ${`$.${name}`})`
      : sql`(${sql.ref(`${of}.data`)}::jsonb ->> ${sql.lit(name)})`;
  const isTrue = kind === 'sqlite' ? sql`= 1` : sql`= 'true'`;
  const sum = (condition: ReturnType<typeof part>) =>
    sql<number>`cast(coalesce(sum(case when ${condition} then 1 else 0 end), 0) as integer)`;
  const offers = await q
    .selectFrom('events as offer')
    .where('offer.kind', '=', 'offered')
    .select([
      sum(sql`${part('offer', 'inChat')} ${isTrue}`).as('inChat'),
      sql<number>`cast(count(*) as integer)`.as('all'),
    ])
    .executeTakeFirstOrThrow();
  const inChat = sql`exists (
    select 1 from events as held where held.lead = booking.lead and held.kind = 'reserved'
    and ${part('held', 'where')} = 'chat' and ${part('held', 'startsAt')} = ${part('booking', 'startsAt')})`;
  const booked = await q
    .selectFrom('events as booking')
    .where('booking.kind', '=', 'booked')
    .select([
      sum(sql`booking.by = 'visitor' and ${inChat}`).as('chat'),
      sum(sql`booking.by = 'visitor' and not ${inChat}`).as('page'),
      sum(sql`booking.by <> 'visitor'`).as('rep'),
    ])
    .executeTakeFirstOrThrow();
  return { inChat: offers.inChat, handedOff: offers.all - offers.inChat, booked };
}
