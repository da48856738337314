// When a team is at work: while any of its people is. Nothing here knows reps, only their calendars.
import { addWorking, type Calendar, closesAt, dayStart, isOpen, opensAt } from './working-time.ts';

/** The first moment from `at` on at which somebody is there; null when nobody ever is. */
export function teamOpensAt(team: readonly Calendar[], at: string): string | null {
  return team.flatMap((each) => opensAt(each, at) ?? []).toSorted()[0] ?? null;
}

/** The moment at which somebody has been there for `minutes` since `at`; null when that never comes. */
export function teamAddWorking(team: readonly Calendar[], at: string, minutes: number): string | null {
  const [only, ...more] = team;
  if (only !== undefined && more.length === 0) return addWorking(only, at, minutes);
  let leftMs = minutes * 60_000;
  let from: string | null = at;
  while (leftMs > 0) {
    from = teamOpensAt(team, from);
    if (from === null) return null;
    const until = teamClosesAt(team, from);
    const spellMs = until === null ? Number.POSITIVE_INFINITY : Date.parse(until) - Date.parse(from);
    if (leftMs <= spellMs) return new Date(Date.parse(from) + leftMs).toISOString();
    leftMs -= spellMs;
    from = until ?? from;
  }
  return from;
}

/** When the last one leaves; null when there is always somebody. */
function teamClosesAt(team: readonly Calendar[], at: string): string | null {
  let end = at;
  for (;;) {
    const there = team.filter((each) => isOpen(each, end));
    if (there.length === 0) return end;
    const ends = there.map((each) => closesAt(each, end));
    if (ends.includes(null)) return null;
    end =
      ends
        .flatMap((each) => each ?? [])
        .toSorted()
        .at(-1) ?? end;
  }
}

/** Whether the team opens then for the first time that day. */
export function isMorning(team: readonly Calendar[], { opens, zone }: { opens: string; zone: string }): boolean {
  return teamOpensAt(team, dayStart({ zone }, opens)) === opens;
}
