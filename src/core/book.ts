// How a meeting comes about: a time is held, the calendar is asked, and only what it answers is a meeting. Whoever hosts has
// the lead. A time that was held and lost is said to whoever chose it, and the calendar is made to be what the lead says.
import { owedAfter, owedOthers, owedShown } from './after-booking.ts';
import { ahead, type CalendarEvent, type EventId, type Meeting, noBooking, type Wanted } from './booking.ts';
import { type Decision, owedCard, owedRedraw } from './decision.ts';
import { lookUntil } from './disposable.ts';
import type { NewEvent } from './event.ts';
import type { Note, Owed, SlotLoss } from './job.ts';
import { until } from './ladder.ts';
import { canMove, type Lead, type Rep } from './lead.ts';
import { bookingOf, type Playbook } from './playbook.ts';
import { passTurn } from './rotation.ts';
import { guestOf, type MeetingTelling, tellMeeting } from './tell-meeting.ts';
import { toHost } from './to-host.ts';
import { type Missed, type Press, stopped } from './verdict.ts';
import type { LineName } from './words.ts';

export type BookingDone = { kind: 'done' } & Decision;

/** `until`: the time is kept so long. `times`: how often this visitor has booked or moved by themselves. */
export type Holding = {
  by: Rep | 'visitor';
  meeting: Meeting;
  event: EventId;
  until: string;
  view?: string;
  zone?: string;
  guest?: string;
  playbook: Playbook;
  now: string;
  isManager?: boolean;
  times: number;
};

type Asked = Extract<Wanted, { kind: 'meet' }>;

export type NotHeld =
  | Missed
  /** The calendar is being asked for something already. */
  | { kind: 'under-way' }
  | { kind: 'no-address' }
  | { kind: 'too-often' }
  /** Of a visitor: nobody meets them as things are. */
  | { kind: 'not-open' };

export function hold(lead: Lead, holding: Holding): BookingDone | NotHeld {
  const { by, meeting, event, view, zone, now, playbook } = holding;
  const not = notHeld(lead, holding);
  if (not !== null) return not;
  const before = lead.booking ?? noBooking;
  const who = by === 'visitor' ? by : by.id;
  const wanted: Asked = {
    kind: 'meet',
    meeting,
    event,
    until: holding.until,
    by: who,
    at: now,
    ...(view && { view }),
  };
  const guest = holding.guest ?? before.guest;
  const after: Lead = { ...lead, booking: { ...before, guest, zone: zone ?? before.zone, wanted } };
  const address = guestOf(after, playbook);
  if (address === null) return { kind: 'no-address' };
  const review = by === 'visitor' ? lookUntil(address, { startsAt: meeting.startsAt, now }) : null;
  if (review !== null)
    return held(after, { ...wanted, review, until: longer(wanted.until, { review, now }) }, { address, playbook });
  return {
    kind: 'done',
    lead: after,
    events: [{ kind: 'reserved', by: who, data: { ...dataOf(meeting), until: holding.until } }],
    owed: [...owedStale(lead, event), ...owedAsking(lead, wanted, now), ...owedRedraw(lead)],
  };
}

/** A rep may look at it before the calendar is asked; the visitor is told so. */
function held(lead: Lead, wanted: Asked, { address, playbook }: { address: string; playbook: Playbook }): BookingDone {
  const { meeting, event, at: now, until: over, review = over } = wanted;
  const after = { ...lead, booking: { ...(lead.booking ?? noBooking), wanted } };
  const note: Note = { kind: 'review', at: now, address, until: review, meeting };
  const decision: Decision = {
    lead: after,
    events: [{ kind: 'reserved', by: wanted.by, data: { ...dataOf(meeting), until: over, review } }],
    owed: [
      ...owedStale(lead, event),
      ...owedAsking(lead, wanted, now),
      ...owedRedraw(lead),
      { job: { kind: 'post-note', lead: lead.id, note } },
    ],
  };
  return { kind: 'done', ...tellMeeting(decision, ['timeKept'], { playbook, now, link: null, meeting }) };
}

/** After they have looked, the calendar has as long as ever to answer. */
function longer(over: string, { review, now }: { review: string; now: string }): string {
  return new Date(Date.parse(review) + Date.parse(over) - Date.parse(now)).toISOString();
}

function notHeld(lead: Lead, { by, times, playbook, now, isManager }: Holding): NotHeld | null {
  if (by === 'visitor') {
    if (!canBeBooked(lead)) return { kind: 'not-open' };
    if (times >= bookingOf(playbook, lead.offer?.team).perVisitor) return { kind: 'too-often' };
  } else {
    const missed = bookable(lead, { rep: by, playbook, now, ...(isManager !== undefined && { isManager }) });
    if (missed !== null) return missed;
  }
  return isUnderWay(lead, now) ? { kind: 'under-way' } : null;
}

/** Why this rep cannot book this lead, if so: asked before the modal opens and again when it is submitted. */
export function bookable(lead: Lead, press: Press): Missed | null {
  if (!canBeBooked(lead)) return { kind: 'over', lead };
  return press.isManager === true ? null : (stopped(lead, press) ?? othersMeeting(lead, press));
}

/** It has been handed over, and a meeting can come of it. */
export function canBeBooked({ offer, state }: Lead): boolean {
  return offer !== null && (state === 'booked' || canMove(state, 'booked'));
}

export function othersMeeting({ state, rep, repVerdict, updatedAt }: Lead, { rep: by, now }: Press): Missed | null {
  if (state !== 'booked' || rep === null || rep.id === by.id) return null;
  return { kind: 'taken', by: rep, msAgo: Date.parse(now) - Date.parse(repVerdict?.at ?? updatedAt) };
}

/** A hold that ran out stands in nobody's way. */
export function isUnderWay({ booking }: Lead, now: string): boolean {
  const wanted = booking?.wanted ?? null;
  return wanted !== null && (wanted.kind === 'cancel' || wanted.until > now);
}

export function owedAsking(lead: Lead, wanted: Extract<Wanted, { kind: 'meet' }>, now: string): Owed[] {
  const { event, until: over, review = now } = wanted;
  return [
    {
      job: { kind: 'confirm-booking', lead: lead.id, event },
      key: `booking:${lead.id}`,
      ...(review > now && { delayMs: until(review, now) }),
    },
    { job: { kind: 'expire-hold', lead: lead.id, event }, key: `hold:${lead.id}`, delayMs: until(over, now) },
  ];
}

/** The calendar may have got what an earlier hold asked for, although it never said so. */
export function owedStale({ id, booking }: Lead, next: EventId | null): Owed[] {
  const wanted = booking?.wanted;
  return wanted?.kind === 'meet' && wanted.event !== next ? owedDrop(id, wanted.meeting, wanted.event) : [];
}

export function owedDrop(lead: Lead['id'], { hosts: [host] }: Meeting, event: EventId): Owed[] {
  if (host === undefined) return [];
  return [{ job: { kind: 'drop-event', lead, rep: host.id, event }, key: `drop:${host.id}:${event}` }];
}

/** The calendar has it. Null: the lead wants it no more, or cannot have it any more. */
export function confirm(lead: Lead, event: CalendarEvent, by: MeetingTelling): Decision | null {
  const { booking } = lead;
  const wanted = booking?.wanted;
  if (booking == null || wanted?.kind !== 'meet' || wanted.event !== event.id || !canBeBooked(lead)) return null;
  const [host] = wanted.meeting.hosts;
  if (host === undefined) return null;
  const old = movedFrom(lead, wanted);
  const meeting = { ...wanted.meeting, event, reply: null };
  const at = by.now;
  const booked = { ...lead, booking: { ...booking, proposed: null, wanted: null, meeting, outcome: null } };
  const given = toHost(booked, host, { by: wanted.by, at });
  const passed = passTurn(given.lead, host.id, by);
  const what = old === null ? 'booked' : 'moved';
  const data = { ...dataOf(meeting), from: old?.startsAt ?? null };
  const told = { at, by: wanted.by, meeting: wanted.meeting };
  const note: Note = old === null ? { kind: 'booked', ...told } : { kind: 'moved', ...told, from: plain(old) };
  const decision: Decision = {
    ...passed,
    events: [...given.events, { kind: what, by: wanted.by, data }, ...passed.events],
    owed: [
      ...owedCard(lead),
      ...given.owed,
      { job: { kind: 'post-note', lead: lead.id, note } },
      ...(old === null || old.event.id === event.id ? [] : owedDrop(lead.id, old, old.event.id)),
      ...owedAfter(passed.lead, what, by),
      ...owedShown(lead.id, wanted, null),
    ],
  };
  return tellMeeting(decision, [what, 'callLink', 'changeLink'], { ...by, meeting });
}

/** The meeting that this one is in place of. */
export function movedFrom({ booking }: Lead, { event, at }: Extract<Wanted, { kind: 'meet' }>) {
  if (booking?.meeting?.event.id === event) return booking.meeting;
  return ahead(booking, at);
}

/** `mayStand`: the calendar may have been asked. */
export type Losing = MeetingTelling & { why: SlotLoss; mayStand: boolean };

/** What was asked for does not come about; what stood before still stands. */
export function lose(lead: Lead, losing: Losing): Decision | null {
  const { booking } = lead;
  const wanted = booking?.wanted;
  if (booking == null || wanted?.kind !== 'meet') return null;
  const { why, mayStand, now } = losing;
  const { meeting, by, event } = wanted;
  const stays = movedFrom(lead, wanted);
  const lost: NewEvent = { kind: 'slot-lost', by: 'baton', data: { ...dataOf(meeting), why, asked: by } };
  const note: Note = { kind: 'slot-lost', at: now, by, why, meeting, stays: stays && plain(stays) };
  const decision: Decision = {
    lead: { ...lead, booking: { ...booking, wanted: null } },
    events: [lost],
    owed: [
      ...owedRedraw(lead),
      ...owedShown(lead.id, wanted, why),
      ...owedOthers(lead, wanted, why),
      ...(mayStand ? owedDrop(lead.id, meeting, event) : []),
      ...(why === 'over' ? [] : [{ job: { kind: 'post-note', lead: lead.id, note } } as const]),
    ],
  };
  if (by !== 'visitor' || why === 'over') return decision;
  if (stays !== null) return tellMeeting(decision, ['moveFailed', 'chooseLink'], { ...losing, meeting: stays });
  const says: readonly LineName[] =
    why === 'taken' ? ['slotGone', 'chooseLink'] : why === 'declined' ? ['slotDeclined'] : ['bookingLater'];
  return tellMeeting(decision, says, { ...losing, meeting });
}

export const plain = ({ kind, startsAt, lengthMin, hosts }: Meeting): Meeting => ({ kind, startsAt, lengthMin, hosts });

export function dataOf({ kind, startsAt, lengthMin, hosts }: Meeting) {
  return { meeting: kind, startsAt, lengthMin, hosts: hosts.map(({ id }) => id) };
}
