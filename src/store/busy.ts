// When reps are busy, as their calendars said last. Kept so that doors, which never leave the building, can compute times;
// who may not be asked at all is kept too. It may say no to a time, never yes.
import type { Selectable } from 'kysely';
import type { Period } from '../core/host.ts';
import { bookingOf, type Playbook } from '../core/playbook.ts';
import type { Reader, Tx } from './db.ts';
import type { BusyTimesRow } from './schema.ts';

export type Unread = { calendar: string; why: string };

/** `none`: they have no calendar here. `lost`: they had one, and Baton may look into it no more. */
export type KeptBusy = { rep: string; span: Period; readAt: string } & (
  | { kind: 'read'; periods: readonly Period[]; unread: readonly Unread[] }
  | { kind: 'none' | 'lost' }
);

/** Times read within this are good enough to offer. */
export const freshMs = 60_000;

const dayMs = 86_400_000;

/** As far as anybody may book, with room for the last day of every zone and for a long meeting. */
export function busySpan(playbook: Playbook, now: string): Period {
  const days = Math.max(...playbook.teams.map(({ id }) => bookingOf(playbook, id).daysAhead));
  return { from: now, until: new Date(Date.parse(now) + (days + 3) * dayMs).toISOString() };
}

export async function busyOf({ q }: Reader, reps: readonly string[]): Promise<Map<string, KeptBusy>> {
  if (reps.length === 0) return new Map();
  const rows = await q.selectFrom('busy_times').selectAll().where('rep', 'in', reps).execute();
  return new Map(rows.map((row) => [row.rep, rowToBusy(row)]));
}

export async function keepBusy({ q }: Tx, busy: KeptBusy): Promise<void> {
  const { rep, span, readAt, kind } = busy;
  const said = kind === 'read' ? { periods: busy.periods, unread: busy.unread } : { periods: [], unread: kind };
  const row = {
    rep,
    from_at: span.from,
    until_at: span.until,
    periods: JSON.stringify(said.periods),
    unread: JSON.stringify(said.unread),
    read_at: readAt,
  };
  await q
    .insertInto('busy_times')
    .values(row)
    .onConflict((conflict) => conflict.column('rep').doUpdateSet(row))
    .execute();
}

/** Whoever connects or disconnects a calendar is asked anew. */
export async function forgetBusy({ q }: Tx, rep: string): Promise<void> {
  await q.deleteFrom('busy_times').where('rep', '=', rep).execute();
}

function rowToBusy(row: Selectable<BusyTimesRow>): KeptBusy {
  const about = { rep: row.rep, span: { from: row.from_at, until: row.until_at }, readAt: row.read_at };
  const unread = JSON.parse(row.unread) as Unread[] | 'none' | 'lost';
  if (typeof unread === 'string') return { ...about, kind: unread };
  return { ...about, kind: 'read', periods: JSON.parse(row.periods) as Period[], unread };
}
