// What a rep wants to be told and when: the one thing that everybody asks before mentioning or messaging somebody. Whoever
// says nothing hears everything.
import { DateTime } from 'luxon';
import { type Block, dayMinutes } from './working-time.ts';

/** `mine`: only what is offered to them or theirs. `none`: neither mentions nor direct messages, ever. */
export const notifyChoices = ['all', 'mine', 'none'] as const;
export type Notify = (typeof notifyChoices)[number];

/** `quiet`: every day from then until then in their own zone, across midnight if it ends after minute 1440. */
export type Preferences = { notify: Notify; quiet: Block | null };

export const usualPreferences: Preferences = { notify: 'all', quiet: null };

/** Whether they may be told now. `isTheirs`: it is offered to them or theirs. `zone`: that of their calendar. */
export function mayTell(
  { notify, quiet }: Preferences,
  about: { isTheirs: boolean; zone: string; now: string },
): boolean {
  if (notify === 'none' || (notify === 'mine' && !about.isTheirs)) return false;
  return quietEnds(quiet, about) === null;
}

/** When the quiet hours that are under way end; null when none are. */
export function quietEnds(quiet: Block | null, { zone, now }: { zone: string; now: string }): string | null {
  if (quiet === null) return null;
  const at = DateTime.fromISO(now, { zone });
  for (const days of [-1, 0]) {
    const day = at.startOf('day').plus({ days });
    const [from, until] = [moment(day, quiet.from), moment(day, quiet.until)];
    if (from <= at && at < until) return until.toUTC().toISO();
  }
  return null;
}

/** What the clock on the wall shows, also on days of 23 or 25 hours. */
function moment(day: DateTime, minutes: number): DateTime {
  const on = day.plus({ days: Math.floor(minutes / dayMinutes) });
  const rest = minutes % dayMinutes;
  return on.set({ hour: Math.floor(rest / 60), minute: rest % 60 });
}
