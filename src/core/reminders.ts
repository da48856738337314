// When a visitor is reminded of their meeting, and with which words. Reminders are planned when a time is booked or moved and
// dropped when it is not that time any more.
import type { Decision } from './decision.ts';
import type { LeadEvent } from './event.ts';
import type { JobOf, Owed } from './job.ts';
import { until } from './ladder.ts';
import type { Lead } from './lead.ts';
import { bookingOf, type Playbook } from './playbook.ts';
import { type MeetingTelling, tellMeeting } from './tell-meeting.ts';

type Reminder = Pick<JobOf<'remind-visitor'>, 'startsAt' | 'minutes'>;

/** Whoever has just booked knows it: no reminder follows within this time. */
const knownMs = 15 * 60_000;

export function owedReminders(lead: Lead, { playbook, now }: { playbook: Playbook; now: string }): Owed[] {
  const meeting = lead.booking?.meeting ?? null;
  if (meeting === null) return [];
  const { startsAt } = meeting;
  return remindersOf(lead, playbook).flatMap((minutes) => {
    const at = dueAt({ startsAt, minutes });
    if (Date.parse(at) - Date.parse(now) < knownMs) return [];
    const job = { kind: 'remind-visitor', lead: lead.id, startsAt, minutes } as const;
    return [{ job, key: `remind:${lead.id}:${minutes}`, delayMs: until(at, now) }];
  });
}

/** Null: there is nothing to be reminded of, they were reminded, or a later reminder is due by now as well. */
export function remind(
  lead: Lead,
  reminder: Reminder,
  { events, ...by }: MeetingTelling & { events: readonly LeadEvent[] },
): Decision | null {
  const { playbook, now } = by;
  const { startsAt, minutes } = reminder;
  const meeting = lead.booking?.meeting ?? null;
  if (meeting === null || meeting.startsAt !== startsAt || startsAt <= now || lead.booking?.outcome !== null)
    return null;
  if (lead.booking.wanted?.kind === 'cancel') return null;
  const isTold = events.some(
    ({ kind, data }) => kind === 'reminded' && data.startsAt === startsAt && data.minutes === minutes,
  );
  const isLate = remindersOf(lead, playbook).some(
    (other) => other < minutes && dueAt({ startsAt, minutes: other }) <= now,
  );
  if (isTold || isLate) return null;
  const mail: Owed = {
    job: { kind: 'send-mail', lead: lead.id, what: 'reminder', for: startsAt, minutes },
    key: `mail:${lead.id}:reminder:${startsAt}:${minutes}`,
  };
  const decision: Decision = {
    lead,
    events: [{ kind: 'reminded', by: 'baton', data: { startsAt, minutes } }],
    owed: [mail],
  };
  return tellMeeting(decision, ['reminder', 'callLink', 'changeLink'], { ...by, meeting });
}

function remindersOf({ offer }: Lead, playbook: Playbook): number[] {
  return [...new Set(bookingOf(playbook, offer?.team).remindMinutes)];
}

function dueAt({ startsAt, minutes }: Reminder): string {
  return new Date(Date.parse(startsAt) - minutes * 60_000).toISOString();
}
