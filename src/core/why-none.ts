// Why nobody has a free time at all: what keeps the hosts from each of the starts that lie in somebody's working hours.
import { explainSlot, type SlotReason } from './explain-slot.ts';
import type { Host } from './host.ts';
import { type SlotRules, slots, windowOf } from './slots.ts';
import { iso } from './wall-clock.ts';

/** `starts`: how many were looked at. `kept`: of how many of them each host is kept, and by what, most often first. */
export type WhyNone = { until: string; starts: number; kept: { host: string; by: Keeper; starts: number }[] };

/** `cap`: they have as many meetings as a day or a week takes. `hours`: one of the others does not work then. */
export type Keeper = 'busy' | 'away' | 'cap' | 'hours';

export function whyNone(rules: SlotRules): WhyNone {
  // A grid of its own for each host: in a group, one's hours may be another's night.
  const starts = [...new Set(rules.hosts.flatMap((host) => startsOf(host, rules)))];
  const counts = new Map<string, WhyNone['kept'][number]>();
  for (const start of starts) {
    const explained = explainSlot(rules, start);
    const reasons = explained.kind === 'not-offered' ? explained.reasons : [];
    const keys = new Map(
      reasons.flatMap((reason) => keeperOf(reason)).map((kept) => [`${kept.host} ${kept.by}`, kept]),
    );
    for (const [key, kept] of keys) counts.set(key, { ...kept, starts: (counts.get(key)?.starts ?? 0) + 1 });
  }
  const ends = rules.hosts.map((host) => windowOf(host, rules).until);
  return {
    until: iso(Math.min(...ends)),
    starts: starts.length,
    kept: [...counts.values()].sort((a, b) => b.starts - a.starts),
  };
}

/** When the host works, whatever else they do then. */
function startsOf(host: Host, rules: SlotRules): string[] {
  const free = { ...host, busy: [], meetings: [], away: [], maxPerDay: null, maxPerWeek: null };
  return slots({ ...rules, mode: 'group', hosts: [free] }).map(({ start }) => start);
}

function keeperOf(reason: SlotReason): { host: string; by: Keeper }[] {
  switch (reason.kind) {
    case 'busy':
    case 'buffer-before':
    case 'buffer-after':
      return [{ host: reason.host, by: 'busy' }];
    case 'away':
      return [{ host: reason.host, by: 'away' }];
    case 'day-cap':
    case 'week-cap':
      return [{ host: reason.host, by: 'cap' }];
    case 'outside-hours':
    case 'holiday':
    case 'closed':
    case 'outside-window':
      return [{ host: reason.host, by: 'hours' }];
    default:
      return [];
  }
}
