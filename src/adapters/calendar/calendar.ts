// What Baton asks of a calendar product, one person at a time. Putting, removing and watching are safe twice: the ids are ours.
import type { CalendarEvent, EventId } from '../../core/booking.ts';
import type { Period } from '../../core/host.ts';

/** How to reach one person's calendars: on behalf of the company, or with what they granted themselves. */
export type Access = { kind: 'delegated'; email: string } | { kind: 'granted'; email: string; refreshToken: string };

/** What stands in the calendar for one meeting with a visitor. `guests` get the invitation of the calendar itself. */
export type Entry = {
  id: EventId;
  startsAt: string;
  endsAt: string;
  title: string;
  /** Plain text. */
  description: string;
  /** Where it comes from, which guests do not see. */
  source?: { title: string; url: string };
  guests: readonly { email: string; name?: string }[];
  /** Minutes before the start at which the calendar reminds its owner. */
  remindMin: readonly number[];
};

/** An event of ours as it stands now, whoever changed it. `gone`: deleted, by whomever. */
export type Standing =
  | { kind: 'gone'; id: EventId }
  | {
      kind: 'stands';
      id: EventId;
      startsAt: string;
      endsAt: string;
      event: CalendarEvent;
      /** What each guest answered, by address; the host too, where the calendar lists them among the guests. */
      replies: Readonly<Record<string, 'accepted' | 'declined' | 'tentative' | null>>;
    };

/** `unread`: calendars that could not be read, and why; they count as busy all the time. */
export type Busy = { periods: Period[]; unread: { calendar: string; why: string }[] };

export type Watch = { channel: string; resource: string; expiresAt: string };

export type Changes = { changed: Standing[]; token: string; isWhole: boolean };

export type Calendar = {
  /** Over all calendars of theirs that this person shows themselves, not those of colleagues and rooms; tentative events too. */
  busy(span: Period): Promise<Busy>;
  /** `gone` also when it never stood there. */
  read(id: EventId): Promise<Standing>;
  /**
   * Makes the event of this id be as it is written here, whether or not it stands already. Guests are told of what changes.
   * One that was deleted stands again.
   */
  put(entry: Entry): Promise<Extract<Standing, { kind: 'stands' }>>;
  /** Guests are told. */
  remove(id: EventId): Promise<void>;
  /**
   * Events of ours that changed since `token` was given out; `token` null or too old: all that stand from `from` on, and
   * `isWhole` says so.
   */
  changes(about: { token: string | null; from: string }): Promise<Changes>;
  /** Asks to be called at `address` whenever something changes. `channel` and `secret` come back with every call. */
  watch(about: { channel: string; secret: string; address: string }): Promise<Watch>;
  unwatch(watch: Pick<Watch, 'channel' | 'resource'>): Promise<void>;
};

/**
 * Every failure is an `OutsideError` of the system `calendar`; with the status 401 this person's access is gone, and only
 * they can bring it back.
 */
export type Calendars = { of(access: Access): Calendar };

/** Where a person grants access themselves. */
export type CalendarConsent = {
  /** The page to send them to; `state` comes back with them. */
  url(state: string): string;
  /** What the code that came back with them is worth. */
  redeem(code: string): Promise<{ email: string; refreshToken: string }>;
  /** Takes the grant back at the product. */
  revoke(refreshToken: string): Promise<void>;
};
