// How a meeting goes, or changes by itself: cancelled here or in the calendar, moved there, held or missed. Its rep keeps the
// lead; a meeting that did not take place gives their turn back.
import { owedAfter } from './after-booking.ts';
import { type BookingDone, bookable, dataOf, isUnderWay, owedDrop, owedStale, plain } from './book.ts';
import { ahead, type Booking, endOf, type Outcome } from './booking.ts';
import { type Decision, owedRedraw } from './decision.ts';
import type { NewEvent } from './event.ts';
import type { Note } from './job.ts';
import { type Lead, move, type Rep } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { passTurn } from './rotation.ts';
import { type MeetingTelling, tellMeeting } from './tell-meeting.ts';
import type { Missed } from './verdict.ts';

type Standing = NonNullable<Booking['meeting']>;

export type Cancelling = {
  by: Rep | 'visitor';
  view?: string;
  playbook: Playbook;
  now: string;
  isManager?: boolean;
};

/** The calendar is asked to take the meeting out; until it has, the meeting stands. */
export function cancel(
  lead: Lead,
  { by, view, playbook, now, isManager }: Cancelling,
): BookingDone | Missed | { kind: 'under-way' } | { kind: 'not-open' } {
  if (by !== 'visitor') {
    const missed = bookable(lead, { rep: by, playbook, now, ...(isManager !== undefined && { isManager }) });
    if (missed !== null) return missed;
  }
  if (isUnderWay(lead, now)) return { kind: 'under-way' };
  const { booking } = lead;
  const meeting = ahead(booking, now);
  if (booking === null || meeting === null) return { kind: 'not-open' };
  const wanted = { kind: 'cancel', by: by === 'visitor' ? by : by.id, at: now, ...(view && { view }) } as const;
  return {
    kind: 'done',
    lead: { ...lead, booking: { ...booking, wanted } },
    events: [],
    owed: [...owedStale(lead, meeting.event.id), ...owedDrop(lead.id, meeting, meeting.event.id), ...owedRedraw(lead)],
  };
}

/** `left`: it could not be taken out of the calendar, because the access to it is gone. */
export type Gone = MeetingTelling & { by: string; left?: boolean };

/** There is no such meeting any more. */
export function cancelled(lead: Lead, how: Gone): Decision | null {
  const { booking } = lead;
  const meeting = booking?.meeting ?? null;
  if (booking === null || meeting === null) return null;
  const { by, now, left = false } = how;
  const calledOff = { by, meeting: plain(meeting) };
  const without = { ...lead, booking: { ...booking, meeting: null, wanted: null, outcome: null, calledOff } };
  const passed = backWithRep(without, how);
  const note: Note = { kind: 'cancelled', at: now, by, meeting: plain(meeting), left };
  const decision: Decision = {
    ...passed,
    events: [{ kind: 'cancelled', by, data: { ...dataOf(meeting), left, uid: meeting.event.uid } }, ...passed.events],
    owed: [
      ...owedRedraw(lead),
      { job: { kind: 'post-note', lead: lead.id, note } },
      ...owedAfter(passed.lead, 'cancelled', how),
    ],
  };
  return tellMeeting(decision, ['cancelled', 'chooseLink'], { ...how, meeting });
}

/** They talk to the visitor as before. */
function backWithRep(lead: Lead, by: { playbook: Playbook; now: string }) {
  const { takeover } = lead;
  return passTurn(lead.state === 'booked' ? { ...move(lead, 'claimed'), takeover } : lead, null, by);
}

/** What somebody did to the event in their calendar, or a guest answered. */
export type Heard =
  | { kind: 'moved'; startsAt: string; endsAt: string }
  | { kind: 'gone' }
  | { kind: 'replied'; reply: Standing['reply'] };

/** Null: nothing new, or what Baton itself has just asked for and tells when it is done. */
export function heard(lead: Lead, change: Heard, by: MeetingTelling): Decision | null {
  const { booking } = lead;
  const meeting = booking?.meeting ?? null;
  if (booking === null || meeting === null || booking.outcome !== null) return null;
  if (change.kind === 'replied') return replied(lead, { booking, meeting, reply: change.reply });
  if (isUnderWay(lead, by.now)) return null;
  if (change.kind === 'moved') return moved(lead, { booking, meeting, ...change }, by);
  // Who tidies a calendar up afterwards cancels nothing.
  return meeting.startsAt <= by.now ? null : cancelled(lead, { ...by, by: 'calendar' });
}

type Known = { booking: Booking; meeting: Standing };

function replied(lead: Lead, { booking, meeting, reply }: Known & Pick<Standing, 'reply'>): Decision | null {
  if (reply === meeting.reply) return null;
  const events: NewEvent[] = [{ kind: 'replied', by: 'visitor', data: { reply } }];
  return { lead: { ...lead, booking: { ...booking, meeting: { ...meeting, reply } } }, events, owed: owedRedraw(lead) };
}

type Times = Known & { startsAt: string; endsAt: string };

/** Whoever stretches an event over a week does not mean a meeting of that length. */
const longestMin = 24 * 60;

function moved(lead: Lead, { booking, meeting: from, startsAt, endsAt }: Times, by: MeetingTelling): Decision | null {
  const minutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  const lengthMin = Math.min(Math.max(1, minutes), longestMin);
  if (startsAt === from.startsAt && lengthMin === from.lengthMin) return null;
  const meeting: Standing = { ...from, startsAt, lengthMin, reply: null };
  const after = { ...lead, booking: { ...booking, meeting, wanted: null } };
  const note: Note = { kind: 'moved', at: by.now, by: 'calendar', meeting: plain(meeting), from: plain(from) };
  const decision: Decision = {
    lead: after,
    events: [{ kind: 'moved', by: 'calendar', data: { ...dataOf(meeting), from: from.startsAt } }],
    owed: [
      ...owedStale(lead, from.event.id),
      ...owedRedraw(lead),
      { job: { kind: 'post-note', lead: lead.id, note } },
      ...owedAfter(after, 'moved', by),
    ],
  };
  return tellMeeting(decision, ['moved', 'callLink', 'changeLink'], { ...by, meeting });
}

export type Judging = MeetingTelling & { rep: Rep; outcome: Outcome; isManager?: boolean };

/** What became of the meeting, once it has begun: everybody who was to be there may say so. */
export function outcome(
  lead: Lead,
  how: Judging,
): BookingDone | Missed | { kind: 'not-begun'; startsAt: string } | { kind: 'not-open' } {
  const { rep, now, playbook } = how;
  const { booking } = lead;
  const meeting = booking?.meeting ?? null;
  if (booking === null || meeting === null || lead.state !== 'booked') return { kind: 'not-open' };
  if (!meeting.hosts.some(({ id }) => id === rep.id)) {
    const { isManager } = how;
    const missed = bookable(lead, { rep, playbook, now, ...(isManager !== undefined && { isManager }) });
    if (missed !== null) return missed;
  }
  if (meeting.startsAt > now) return { kind: 'not-begun', startsAt: meeting.startsAt };
  const known: Lead = { ...lead, booking: { ...booking, outcome: how.outcome } };
  return { kind: 'done', ...(how.outcome === 'held' ? met(known, meeting, how) : missed(known, meeting, how)) };
}

function met(lead: Lead, meeting: Standing, { rep, now }: Judging): Decision {
  const note: Note = { kind: 'met', at: now, rep, meeting: plain(meeting) };
  return {
    lead: move(lead, 'closed'),
    events: [{ kind: 'met', by: rep.id, data: { ...dataOf(meeting), name: rep.name } }],
    owed: [...owedRedraw(lead), { job: { kind: 'post-note', lead: lead.id, note } }],
  };
}

function missed(lead: Lead, meeting: Standing, how: Judging): Decision {
  const { rep, now } = how;
  const passed = backWithRep(lead, how);
  const note: Note = { kind: 'missed', at: now, rep, meeting: plain(meeting) };
  const decision: Decision = {
    ...passed,
    events: [{ kind: 'missed', by: rep.id, data: { ...dataOf(meeting), name: rep.name } }, ...passed.events],
    owed: [...owedRedraw(lead), { job: { kind: 'post-note', lead: lead.id, note } }],
  };
  return tellMeeting(decision, ['noShow', 'chooseLink'], { ...how, meeting });
}

/** Whether the meeting that began then is over and nobody has said what became of it. */
export function isToAsk(
  lead: Lead,
  { event, startsAt, now }: { event: string; startsAt: string; now: string },
): boolean {
  const { booking, state } = lead;
  const meeting = booking?.meeting;
  if (state !== 'booked' || booking?.outcome !== null || meeting == null) return false;
  return meeting.event.id === event && meeting.startsAt === startsAt && endOf(meeting) <= now;
}
