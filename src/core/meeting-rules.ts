// The rules by which times of a meeting are computed: the playbook's, on the calendars of those who would meet the visitor.
import { type Booking, endOf } from './booking.ts';
import { calendarOf, type RepFacts } from './desk.ts';
import type { Host, Period } from './host.ts';
import { bookingOf, type ListedRep, type Playbook, type Team, teamOf } from './playbook.ts';
import type { BookingWindow, SlotRules } from './slots.ts';
import { iso, mergeSpans, withoutSpans } from './wall-clock.ts';
import { isAlwaysOpen } from './working-time.ts';

/** Somebody who could meet the visitor. `meetings`: what others have booked with them; `turn`: of their team, if they are listed. */
export type HostFacts = {
  id: string;
  facts: RepFacts;
  busy: readonly Period[];
  meetings: readonly Period[];
  turn: { served: number; lastAt: string | null } | null;
};

export type MeetingAsked = { mode: SlotRules['mode']; hosts: readonly HostFacts[]; lengthMin: number; team: string };

/** What no calendar can hide: a meeting is looked for this far ahead, in whole days of each host. */
export function meetingRules(
  { mode, hosts, lengthMin, team: id }: MeetingAsked,
  { playbook, now, window }: { playbook: Playbook; now: string; window?: BookingWindow },
): SlotRules {
  const rules = bookingOf(playbook, id);
  return {
    now,
    mode,
    hosts: hosts.map((host) => hostOf(host, { playbook, team: teamOf(playbook, id), rules })),
    lengthMin,
    everyMin: rules.everyMinutes,
    align: rules.align,
    noticeMin: rules.noticeMinutes,
    bufferBeforeMin: rules.bufferBeforeMinutes,
    bufferAfterMin: rules.bufferAfterMinutes,
    window: window ?? { kind: 'days', days: rules.daysAhead },
  };
}

type By = { playbook: Playbook; team: Team | undefined; rules: ReturnType<typeof bookingOf> };

function hostOf({ id, facts, busy, meetings, turn }: HostFacts, { playbook, team, rules }: By): Host {
  const listed = listedRep(id, { playbook, team });
  const calendar = calendarOf(id, playbook, facts);
  return {
    ...calendar,
    hours: isAlwaysOpen(calendar.hours) ? rules.hours : calendar.hours,
    id,
    overrides: listed?.dates ?? {},
    travel: listed?.travel ?? [],
    busy,
    meetings,
    maxPerDay: listed?.meetingsPerDay ?? rules.perDay,
    maxPerWeek: listed?.meetingsPerWeek ?? rules.perWeek,
    turn: {
      priority: listed?.priority ?? 0,
      weight: listed?.weight ?? 1,
      served: turn?.served ?? null,
      lastAt: turn?.lastAt ?? null,
    },
  };
}

/** As their lead's team lists them, else any. */
export function listedRep(
  id: string,
  { playbook, team }: { playbook: Playbook; team: Team | undefined },
): ListedRep | undefined {
  return [...(team?.reps ?? []), ...playbook.teams.flatMap(({ reps }) => reps)].find(({ slack }) => slack === id);
}

/** What keeps a host busy besides the lead's own meeting, which is to move. Whatever else lies at that time is not seen. */
export function withoutOwn(busy: readonly Period[], host: string, booking: Booking | null): readonly Period[] {
  const meeting = booking?.outcome === null ? booking.meeting : null;
  if (!meeting?.hosts.some(({ id }) => id === host)) return busy;
  const span = ({ from, until }: Period) => ({ from: Date.parse(from), until: Date.parse(until) });
  const own = span({ from: meeting.startsAt, until: endOf(meeting) });
  const left = withoutSpans(mergeSpans(busy.map(span)), [own]);
  return left.map(({ from, until }) => ({ from: iso(from), until: iso(until) }));
}
