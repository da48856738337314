// What somebody finds in Baton's home, as data: their leads, their availability, their numbers; for managers the team too.
import type { Curation } from './curation.ts';
import type { FieldsTold } from './field-quality.ts';
import type { Lead, LeadId, Rep } from './lead.ts';
import type { PageChange } from './page-change.ts';
import type { Preferences } from './preferences.ts';
import type { Presence } from './presence.ts';
import type { Numbers } from './rep-numbers.ts';
import type { TeamBar } from './team-bar.ts';
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

/** How reps let Baton into their calendars. */
export type CalendarAccess = {
  /** The company lets Baton into everybody's: nobody has to do anything. */
  byCompany: boolean;
  /** Where this rep lets it in themselves; null where that is not possible. */
  linkFor(rep: string): string | null;
  /** Whether what they granted can still be read. */
  opens(rep: string, sealedToken: string): boolean;
};

/** `none`: there is no calendar product. `lost`: it lets Baton into this one no more. `works`: as far as anybody has tried. */
export type CalendarState =
  | { kind: 'none' }
  | { kind: 'missing' }
  | { kind: 'company'; works: boolean }
  | { kind: 'connected' | 'lost'; email: string; since: string };

export type Colleague = {
  rep: Rep;
  presence: Presence;
  open: number;
  numbers: Numbers;
  calendar: 'works' | 'missing' | 'lost' | null;
};

export type Home = {
  availability: Availability;
  calendar: CalendarState;
  mine: readonly Lead[];
  waiting: readonly Lead[];
  numbers: Numbers;
  /** The days that the numbers are of. */
  days: number;
  team: readonly Colleague[] | null;
  /** Whether they are sent their own numbers every week. */
  readsWeek: boolean;
};

/** What managers see of what verdicts have taught. */
export type Learning = { bars: readonly TeamBar[]; told: FieldsTold };

/** What reviews came to last, null before the first; and what was accepted and the page does not say yet. */
export type Curated = { numbers: Curation | null; toWrite: readonly PageChange[] };

/** Leads that are not whole in the CRM, because fields of it would not take what they were to have; most leads first. */
export type LeftOut = { leads: readonly LeadId[]; fields: readonly { field: string; why: string; leads: number }[] };
