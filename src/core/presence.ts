// Whether a rep is there now, and until when: what others see of them, and what they see of themselves.
import { type Calendar, closesAt, isOpen, opensAt } from './working-time.ts';

/** `until` null: no end is known. `back` null: nobody knows when. */
export type Presence = { kind: 'in'; until: string | null } | { kind: 'away' | 'off'; back: string | null };

export function presence(calendar: Calendar, now: string): Presence {
  if (isOpen(calendar, now)) return { kind: 'in', until: closesAt(calendar, now) };
  return { kind: isAway(calendar, now) ? 'away' : 'off', back: opensAt(calendar, now) };
}

/** Not merely off duty. */
export function isAway({ away }: Pick<Calendar, 'away'>, now: string): boolean {
  return away.some(({ from, until }) => from <= now && (until === null || now < until));
}
