// What a lead has in a rep's calendar, and what it is to have there. `meeting` is what the calendar has said; `wanted` is
// what it is asked for; `proposed` are times the visitor may choose from. Nothing here may be told as done before it is.
import type { Rep } from './lead.ts';

/** The id of an event in a calendar, ours to choose: see `event-id.ts`. */
export type EventId = string;

/** `kind`: one of the playbook's meetings. */
export type Meeting = {
  kind: string;
  startsAt: string;
  lengthMin: number;
  /** All who meet the visitor; the first one's calendar has the event. */
  hosts: readonly Rep[];
};

/** What the calendar knows of it: Google's own page of it, the address of the call, and the name by which every mail program knows it. */
export type CalendarEvent = { id: EventId; link: string | null; call: string | null; uid: string };

/**
 * What the calendar is asked for. `by`: a rep's id or `visitor`. `view`: the modal of the rep who waits for the answer.
 * `review`: until then a rep may look at it first.
 */
export type Wanted = { by: string; at: string; view?: string } & (
  | { kind: 'meet'; meeting: Meeting; event: EventId; until: string; review?: string }
  | { kind: 'cancel' }
);

export type ProposedTime = { startsAt: string; hosts: readonly Rep[] };

/** `message`: the line of the transcript that offers them. */
export type Proposal = {
  kind: string;
  lengthMin: number;
  times: readonly ProposedTime[];
  by: string;
  at: string;
  message: number;
};

export type Outcome = 'held' | 'no-show';

export type Booking = {
  /** The visitor's time zone, as far as they named or chose one. */
  zone: string | null;
  /** Their address for the invitation, where a rep typed one and they have not said one. */
  guest: string | null;
  proposed: Proposal | null;
  wanted: Wanted | null;
  meeting: (Meeting & { event: CalendarEvent; reply: 'accepted' | 'declined' | 'tentative' | null }) | null;
  outcome: Outcome | null;
  /** The last meeting that was cancelled; `by` as in events. */
  calledOff?: { by: string; meeting: Meeting };
};

export const noBooking: Booking = {
  zone: null,
  guest: null,
  proposed: null,
  wanted: null,
  meeting: null,
  outcome: null,
};

/** A time that is being asked for keeps the lead for whoever would meet the visitor, until the calendar has answered. */
export function keptFor(booking: Booking | null, now: string): Rep | null {
  const wanted = booking?.wanted;
  return wanted?.kind === 'meet' && wanted.until > now ? (wanted.meeting.hosts[0] ?? null) : null;
}

/** The meeting that can still be moved or cancelled: it lies ahead. What was, stays in the calendar as it was. */
export function ahead(booking: Booking | null, now: string): NonNullable<Booking['meeting']> | null {
  const { meeting = null, outcome = null } = booking ?? {};
  return meeting !== null && outcome === null && meeting.startsAt > now ? meeting : null;
}

export function endOf({ startsAt, lengthMin }: Pick<Meeting, 'startsAt' | 'lengthMin'>): string {
  return new Date(Date.parse(startsAt) + lengthMin * 60_000).toISOString();
}
