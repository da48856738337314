// Another time that a visitor would rather have, as far as they said: days, a part of the day, a time of day.
/** Days and minutes of the day on the clock of the visitor; `null`: on any day, at any time. `after`, `before`: moments. */
export type Wish = {
  days: readonly string[] | null;
  from: number;
  until: number;
  at: number | null;
  after: string | null;
  before: string | null;
};
