// Whose time is taken, by which lead and until when. Every five minutes of a host are a row of their own, so that a time
// sold twice is a second row with the same key, which no race gets past.
import { sql } from 'kysely';
import { type Booking, endOf, type Meeting } from '../core/booking.ts';
import type { Period } from '../core/host.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Reader, Tx } from './db.ts';

const cellMs = 5 * 60_000;

/** Any number that no other user of advisory locks in this database takes. On SQLite transactions wait for each other anyway. */
const lock = 7_266_003;

type Taken = { host: string; startsAt: string; endsAt: string; heldUntil: string | null };

type Cell = { host: string; cell: number; heldUntil: string | null };

type Change = { before: Lead; after: Lead; at: string };

/**
 * Nobody else can take or count any of these hosts' time until the transaction ends. Whoever needs several locks them at
 * once, and always in one order, so that two groups never wait for each other.
 */
export async function lockHosts(tx: Tx, hosts: readonly string[]): Promise<void> {
  if (tx.kind === 'sqlite') return;
  for (const host of [...new Set(hosts)].sort()) {
    await sql`select pg_advisory_xact_lock(${lock}, hashtext(${host}))`.execute(tx.q);
  }
}

/**
 * Whether another lead has some of the time that this one asks for, or was asking for until the calendar said yes. A hold
 * that ran out keeps nobody from anything. What somebody moved in their calendar is where it is, whoever has that time:
 * nothing here can undo that, so it is never refused.
 */
export async function isTaken(tx: Tx, { before, after, at }: Change): Promise<boolean> {
  if (before.booking === after.booking) return false;
  const taken = takenBy(after.booking);
  await lockHosts(
    tx,
    taken.map(({ host }) => host),
  );
  const cells = cellsOf(taken.filter(isAskedFor(before.booking, after.booking)));
  for (const host of new Set(cells.map((each) => each.host))) {
    const theirs = cells.flatMap((each) => (each.host === host ? [each.cell] : []));
    const other = await tx.q
      .selectFrom('slot_cells')
      .select('lead')
      .where('host', '=', host)
      .where('cell', 'in', theirs)
      .where('lead', '<>', after.id)
      .where((row) => row.or([row('held_until', 'is', null), row('held_until', '>', at)]))
      .limit(1)
      .executeTakeFirst();
    if (other !== undefined) return true;
  }
  return false;
}

function isAskedFor(before: Booking | null, after: Booking | null): (taken: Taken) => boolean {
  const wanted = [before, after].flatMap((booking) =>
    booking?.wanted?.kind === 'meet' ? [booking.wanted.meeting] : [],
  );
  return ({ host, startsAt, endsAt }) =>
    wanted.some((asked) => {
      return asked.hosts.some(({ id }) => id === host) && startsAt < endOf(asked) && asked.startsAt < endsAt;
    });
}

/** What the lead takes of anybody's time is as its booking says. Only after `isTaken` has said that it is free. */
export async function keepSlots({ q }: Tx, { before, after, at }: Change): Promise<void> {
  if (before.booking === after.booking) return;
  const times = takenBy(after.booking);
  const cells = cellsOf(times);
  await q.deleteFrom('slot_cells').where('lead', '=', after.id).execute();
  await q.deleteFrom('slots').where('lead', '=', after.id).execute();
  if (cells.length === 0) return;
  const hosts = [...new Set(cells.map(({ host }) => host))];
  await q.deleteFrom('slot_cells').where('host', 'in', hosts).where('held_until', '<=', at).execute();
  const isAsked = isAskedFor(before.booking, after.booking);
  await addCells(q, after, cellsOf(times.filter(isAsked)), 'all');
  // What was moved to where somebody else is has a row in `slots`, which keeps others away; of the cells it gets what is left.
  await addCells(q, after, cellsOf(times.filter((each) => !isAsked(each))), 'free');
  await q
    .insertInto('slots')
    .values(
      times.map(({ host, startsAt, endsAt, heldUntil }) => {
        return { lead: after.id, host, starts_at: startsAt, ends_at: endsAt, held_until: heldUntil };
      }),
    )
    .execute();
}

async function addCells(q: Tx['q'], { id: lead }: Lead, cells: readonly Cell[], which: 'all' | 'free'): Promise<void> {
  if (cells.length === 0) return;
  const rows = cells.map(({ host, cell, heldUntil }) => ({ host, cell, lead, held_until: heldUntil }));
  const add = q.insertInto('slot_cells').values(rows);
  await (which === 'all'
    ? add
    : add.onConflict((conflict) => conflict.columns(['host', 'cell']).doNothing())
  ).execute();
}

function takenBy(booking: Booking | null): Taken[] {
  const times: Taken[] = [];
  const add = (meeting: Meeting, heldUntil: string | null) => {
    for (const { id: host } of meeting.hosts) {
      const known = times.find((each) => each.host === host && each.startsAt === meeting.startsAt);
      if (known === undefined) times.push({ host, startsAt: meeting.startsAt, endsAt: endOf(meeting), heldUntil });
      else if (endOf(meeting) > known.endsAt) known.endsAt = endOf(meeting);
    }
  };
  if (booking?.meeting) add(booking.meeting, null);
  if (booking?.wanted?.kind === 'meet') add(booking.wanted.meeting, booking.wanted.until);
  return times;
}

function cellsOf(times: readonly Taken[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { host, startsAt, endsAt, heldUntil } of times) {
    const last = Math.ceil(Date.parse(endsAt) / cellMs);
    for (let cell = Math.floor(Date.parse(startsAt) / cellMs); cell < last; cell++) {
      const key = `${host} ${cell}`;
      if (cells.get(key)?.heldUntil !== null) cells.set(key, { host, cell, heldUntil });
    }
  }
  return [...cells.values()];
}

/** What leads other than this one take of each of these hosts' time, in a span. */
export async function meetingsOf(
  { q }: Reader,
  hosts: readonly string[],
  about: { span: Period; at: string; without?: LeadId },
): Promise<Map<string, Period[]>> {
  const rows =
    hosts.length === 0
      ? []
      : await q
          .selectFrom('slots')
          .select(['lead', 'host', 'starts_at', 'ends_at'])
          .where('host', 'in', hosts)
          .where('ends_at', '>', about.span.from)
          .where('starts_at', '<', about.span.until)
          .where((row) => row.or([row('held_until', 'is', null), row('held_until', '>', about.at)]))
          .orderBy('starts_at')
          .execute();
  const theirs = rows.filter(({ lead }) => lead !== about.without);
  return new Map(
    hosts.map((host) => [
      host,
      theirs.filter((row) => row.host === host).map((row) => ({ from: row.starts_at, until: row.ends_at })),
    ]),
  );
}

/** How often this visitor has booked or moved a meeting by themselves, in whatever conversation. */
export async function bookedByVisitor({ q }: Reader, { channel, visitor }: Lead): Promise<number> {
  const { times } = await q
    .selectFrom('events')
    .innerJoin('leads', 'leads.id', 'events.lead')
    .select((row) => row.fn.countAll().as('times'))
    .where('leads.visitor_id', '=', visitor.id)
    .where('leads.channel', '=', channel)
    .where('events.kind', 'in', ['booked', 'moved'])
    .where('events.by', '=', 'visitor')
    .executeTakeFirstOrThrow();
  return Number(times);
}
