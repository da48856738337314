// What became of a meeting's event in its calendar, whoever changed it there. Our own writes come back as news too and are
// none; where an event was put to no time at all, or into the past, its rep hears of it and the visitor does not.
import { owedAfter } from './after-booking.ts';
import { dataOf, isUnderWay, plain } from './book.ts';
import { type Booking, type EventId, endOf } from './booking.ts';
import { type Decision, owedRedraw } from './decision.ts';
import type { OddTime, Owed } from './job.ts';
import type { Lead } from './lead.ts';
import { guestOf, type MeetingTelling } from './tell-meeting.ts';
import { heard } from './unbook.ts';

type Reply = NonNullable<Booking['meeting']>['reply'];

/** An event as its calendar has it. */
export type Stood = { id: EventId } & (
  | { kind: 'gone' }
  | { kind: 'stands'; startsAt: string; endsAt: string; replies: Replies }
);
type Replies = Readonly<Record<string, Reply>>;

/** `hostEmails`: whose calendars are meant, by the ids of the reps. */
export type Noticing = MeetingTelling & { hostEmails: ReadonlyMap<string, string> };

const dayMin = 1_440;

/** `later`: Baton is changing it at this moment, and only then can be said what others did. Null: no news. */
export function calendarChange(lead: Lead, stood: Stood, by: Noticing): Decision | 'later' | null {
  const meeting = lead.booking?.meeting ?? null;
  if (meeting === null || meeting.event.id !== stood.id) return null;
  if (isUnderWay(lead, by.now)) return isAsAsked(lead, stood) ? null : 'later';
  if (stood.kind === 'gone') return heard(lead, { kind: 'gone' }, by);
  const { startsAt, endsAt } = stood;
  const at = { ...plain(meeting), startsAt, lengthMin: minutes(startsAt, endsAt) };
  const isSame = at.startsAt === meeting.startsAt && at.lengthMin === meeting.lengthMin;
  if (!isSame && at.lengthMin % dayMin === 0) return noted(lead, owedOdd(lead, 'all-day', { at, now: by.now }));
  const moved = isSame
    ? null
    : endsAt <= by.now
      ? movedBack(lead, at, by)
      : heard(lead, { kind: 'moved', startsAt, endsAt }, by);
  const reply = replyIn(stood.replies, guestOf(lead, by.playbook));
  const replied = reply === undefined ? null : heard(moved?.lead ?? lead, { kind: 'replied', reply }, by);
  const owed = owedDeclined(lead, stood.replies, { ...by, at });
  const declined = owed.length === 0 ? null : noted(replied?.lead ?? moved?.lead ?? lead, owed);
  return [moved, replied, declined].reduce(both);
}

/** A meeting that overlaps another one is where the calendar has it; somebody has to move one of the two. */
export function owedOverlap(lead: Lead, now: string): Owed[] {
  const meeting = lead.booking?.meeting ?? null;
  return meeting === null ? [] : owedOdd(lead, 'overlap', { at: plain(meeting), now });
}

function isAsAsked({ booking }: Lead, stood: Stood): boolean {
  const { wanted, meeting } = booking ?? {};
  if (wanted == null || meeting == null) return false;
  const isAt = (known: { startsAt: string; lengthMin: number }) =>
    stood.kind === 'stands' && stood.startsAt === known.startsAt && stood.endsAt === endOf(known);
  if (wanted.kind === 'cancel') return stood.kind === 'gone' || isAt(meeting);
  return isAt(meeting) || (wanted.event === stood.id && isAt(wanted.meeting));
}

type Meant = ReturnType<typeof plain>;

/** Caps and credits follow; whoever came to no meeting is not told that it was then. */
function movedBack(lead: Lead, at: Meant, { now, playbook }: MeetingTelling): Decision | null {
  const { booking } = lead;
  if (booking?.meeting == null || booking.outcome !== null) return null;
  const after = { ...lead, booking: { ...booking, meeting: { ...booking.meeting, ...at } } };
  const from = booking.meeting.startsAt;
  return {
    lead: after,
    events: [{ kind: 'moved', by: 'calendar', data: { ...dataOf(at), from } }],
    owed: [...owedRedraw(lead), ...owedOdd(lead, 'past', { at, now }), ...owedAfter(after, 'moved', { playbook, now })],
  };
}

function owedOdd(lead: Lead, what: OddTime, { at, now }: { at: Meant; now: string }): Owed[] {
  const [rep] = at.hosts;
  if (rep === undefined) return [];
  const note = { kind: 'odd-time', at: now, rep, what, meeting: at } as const;
  const key = `odd-time:${lead.id}:${what}:${at.startsAt}`;
  return [{ job: { kind: 'post-note', lead: lead.id, note, look: true }, key }];
}

/** Whoever hosts and declines leaves a visitor waiting. */
function owedDeclined(lead: Lead, replies: Replies, { hostEmails, now, at }: Noticing & { at: Meant }): Owed[] {
  if (endOf(at) <= now) return [];
  const away = at.hosts.filter(({ id }) => replyIn(replies, hostEmails.get(id) ?? null) === 'declined');
  return away.map((rep) => {
    const note = { kind: 'host-declined', at: now, rep, meeting: at } as const;
    const key = `host-declined:${lead.id}:${rep.id}:${at.startsAt}`;
    return { job: { kind: 'post-note', lead: lead.id, note, look: true }, key };
  });
}

const noted = (lead: Lead, owed: Owed[]): Decision => ({ lead, events: [], owed });

function replyIn(replies: Replies, guest: string | null): Reply | undefined {
  return guest === null ? undefined : replies[guest.toLowerCase()];
}

function both(first: Decision | null, second: Decision | null): Decision | null {
  if (first === null || second === null) return first ?? second;
  const turns = [...(first.turns ?? []), ...(second.turns ?? [])];
  const events = [...first.events, ...second.events];
  return { lead: second.lead, events, owed: [...first.owed, ...second.owed], turns };
}

const minutes = (from: string, until: string) =>
  Math.max(1, Math.round((Date.parse(until) - Date.parse(from)) / 60_000));
