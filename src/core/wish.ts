// Another time that a visitor would rather have, as far as they said: days, a part of the day, a time of day.
import { DateTime } from 'luxon';

/** Days and minutes of the day on the clock of the visitor; `null`: on any day, at any time. `after`, `before`: moments. */
export type Wish = {
  days: readonly string[] | null;
  from: number;
  until: number;
  at: number | null;
  after: string | null;
  before: string | null;
};

/** At all times. */
export const anyTime: Wish = { days: null, from: 0, until: 24 * 60, at: null, after: null, before: null };

/** This very moment. */
export function wishFor(moment: string, zone: string): Wish {
  const local = DateTime.fromISO(moment, { zone });
  return { ...anyTime, days: [local.toFormat('yyyy-MM-dd')], at: local.hour * 60 + local.minute };
}
