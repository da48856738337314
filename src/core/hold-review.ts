// A visitor whose address nobody will read tomorrow has chosen a time: it is kept, and a rep may wave it through or turn it
// down before it goes through by itself.
import { type BookingDone, bookable, dataOf, lose, owedAsking } from './book.ts';
import type { Wanted } from './booking.ts';
import type { Lead, Rep } from './lead.ts';
import { bookingOf } from './playbook.ts';
import type { MeetingTelling } from './tell-meeting.ts';
import type { Missed } from './verdict.ts';

export type Reviewing = MeetingTelling & { rep: Rep; verdict: 'keep' | 'decline'; isManager: boolean };

/** `not-open`: it went through, or was turned down, already. */
export function review(lead: Lead, how: Reviewing): BookingDone | Missed | { kind: 'not-open' } {
  const { rep, verdict, isManager, playbook, now } = how;
  const missed = bookable(lead, { rep, playbook, now, isManager });
  if (missed !== null) return missed;
  const { booking } = lead;
  const wanted = booking?.wanted ?? null;
  if (booking === null || !isLookedAt(wanted, now)) return { kind: 'not-open' };
  if (verdict === 'decline') {
    const lost = lose(lead, { ...how, why: 'declined', mayStand: false });
    return lost === null ? { kind: 'not-open' } : { kind: 'done', ...lost };
  }
  const { review: _, ...asked } = wanted;
  const minutes = bookingOf(playbook, lead.offer?.team).holdMinutes;
  const until = new Date(Date.parse(now) + minutes * 60_000).toISOString();
  const next = { ...asked, until };
  return {
    kind: 'done',
    lead: { ...lead, booking: { ...booking, wanted: next } },
    events: [{ kind: 'reserved', by: rep.id, data: { ...dataOf(wanted.meeting), until, reviewed: true } }],
    owed: owedAsking(lead, next, now),
  };
}

/** A person may still look at it. */
export function isLookedAt(
  wanted: Wanted | null,
  now: string,
): wanted is Extract<Wanted, { kind: 'meet' }> & { review: string } {
  return wanted?.kind === 'meet' && wanted.review !== undefined && wanted.review > now;
}
