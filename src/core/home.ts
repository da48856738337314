// What somebody finds in Baton's home, as data: their leads, their availability, their numbers; for managers the team too.
import type { Lead, Rep } from './lead.ts';
import type { Preferences } from './preferences.ts';
import type { Presence } from './presence.ts';
import type { Numbers } from './rep-numbers.ts';
import type { Absence, Hours } from './working-time.ts';

/** When and how much somebody works, with what of it is their own choice and not the playbook's. */
export type Availability = {
  rep: Rep;
  presence: Presence;
  /** The absence under way first, then those ahead. */
  away: readonly (Absence & { note: string })[];
  zone: string;
  hours: Hours;
  ownHours: boolean;
  /** Null: no limit. */
  atOnce: number | null;
  ownLimit: boolean;
  preferences: Preferences;
};

export type Colleague = { rep: Rep; presence: Presence; open: number; numbers: Numbers };

export type Home = {
  availability: Availability;
  mine: readonly Lead[];
  waiting: readonly Lead[];
  numbers: Numbers;
  /** The days that the numbers are of. */
  days: number;
  team: readonly Colleague[] | null;
};
