// What a visitor's own page shows: the present truth of their meeting, and nothing else of their lead.
import { canBeBooked, isUnderWay } from './book.ts';
import { type Booking, endOf, type Wanted } from './booking.ts';
import type { Lead } from './lead.ts';

type Standing = NonNullable<Booking['meeting']>;

export type MeetView =
  /** Nothing can be booked as things are. */
  | { kind: 'closed' }
  | { kind: 'asking'; wanted: Wanted; meeting: Standing | null }
  /** `isAhead`: it can still be moved and cancelled. */
  | { kind: 'booked'; meeting: Standing; isAhead: boolean }
  | { kind: 'over'; meeting: Standing }
  | { kind: 'choose' };

export function meetView(lead: Lead, now: string): MeetView {
  const { meeting = null, wanted = null, outcome = null } = lead.booking ?? {};
  if (wanted !== null && isUnderWay(lead, now)) return { kind: 'asking', wanted, meeting };
  const stands = meeting !== null && outcome !== 'no-show' ? meeting : null;
  if (stands !== null && endOf(stands) > now)
    return { kind: 'booked', meeting: stands, isAhead: stands.startsAt > now };
  if (stands !== null) return { kind: 'over', meeting: stands };
  return canBeBooked(lead) ? { kind: 'choose' } : { kind: 'closed' };
}
