// A time that somebody chose is theirs, or it is not, before anybody outside is asked: in one transaction with the lead.
// Whoever would meet the visitor is locked, so that two choices of one moment see each other.
import { type BookingDone, type Holding, hold, type NotHeld } from '../core/book.ts';
import { ahead, endOf, type Meeting } from '../core/booking.ts';
import { eventId } from '../core/event-id.ts';
import { explainSlot, type SlotReason } from '../core/explain-slot.ts';
import type { Lead, Rep } from '../core/lead.ts';
import { meetingRules } from '../core/meeting-rules.ts';
import { bookingOf, type Playbook } from '../core/playbook.ts';
import { busyOf } from './busy.ts';
import type { Tx } from './db.ts';
import { hostFacts, teamIdOf } from './free-times.ts';
import type { NewId } from './id.ts';
import { bookedByVisitor, lockHosts } from './slots.ts';

/** The first host is the organiser, and becomes the lead's rep. */
export type SlotAsked = { by: Rep | 'visitor'; hosts: readonly Rep[] } & Pick<
  Meeting,
  'startsAt' | 'lengthMin' | 'kind'
> &
  Pick<Holding, 'view' | 'zone' | 'guest'>;

export type SlotNotHeld = NotHeld | { kind: 'slot-taken' } | { kind: 'not-offered'; reasons: SlotReason[] };

/** What was read longer ago says nothing about now; the calendar itself is asked later in any case. */
const believedMs = 5 * 60_000;

type By = { asked: SlotAsked; playbook: Playbook; newId: NewId; now: string; isManager: boolean };

export async function holdTime(tx: Tx, lead: Lead, by: By): Promise<BookingDone | SlotNotHeld> {
  const { asked, playbook, newId, now, isManager } = by;
  const { by: who, startsAt, lengthMin, kind, hosts, ...rest } = asked;
  const meeting = { kind, startsAt, lengthMin, hosts };
  const [first] = hosts;
  if (first === undefined) throw new Error('A meeting needs a host.');
  const old = ahead(lead.booking, now);
  const event = old?.hosts[0]?.id === first.id ? old.event.id : eventId(newId('booking'));
  const minutes = bookingOf(playbook, lead.offer?.team).holdMinutes;
  const until = new Date(Date.parse(now) + minutes * 60_000).toISOString();
  const times = who === 'visitor' ? await bookedByVisitor(tx, lead) : 0;
  const held = hold(lead, { by: who, meeting, event, until, ...rest, playbook, now, isManager, times });
  if (held.kind !== 'done') return held;
  await lockHosts(
    tx,
    [...hosts, ...(lead.booking?.meeting?.hosts ?? [])].map((host) => host.id),
  );
  return (await notFree(tx, { lead, meeting, playbook, now })) ?? held;
}

type Asking = { lead: Lead; meeting: Meeting; playbook: Playbook; now: string };

async function notFree(tx: Tx, { lead, meeting, playbook, now }: Asking): Promise<SlotNotHeld | null> {
  const { startsAt, lengthMin } = meeting;
  const hosts = meeting.hosts.map(({ id }) => id);
  const span = { from: startsAt, until: endOf(meeting) };
  const since = new Date(Date.parse(now) - believedMs).toISOString();
  const kept = new Map([...(await busyOf(tx, hosts))].filter(([, { readAt }]) => readAt >= since));
  const facts = await hostFacts(tx, { lead, hosts, playbook, now, span, kept });
  const isOthers = facts.some(({ meetings }) =>
    meetings.some(({ from, until }) => from < span.until && span.from < until),
  );
  if (isOthers) return { kind: 'slot-taken' };
  const rules = meetingRules(
    { mode: 'group', hosts: facts, lengthMin, team: teamIdOf(lead, playbook) },
    { playbook, now },
  );
  const explained = explainSlot(rules, startsAt);
  return explained.kind === 'offered' ? null : explained;
}
