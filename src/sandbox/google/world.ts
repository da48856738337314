// What the stand-in Google remembers: people, calendars, events, channels. Every change of an event gets the next version;
// etags and sync tokens are made of it, so it only ever rises.
import { DateTime } from 'luxon';

export type When = { dateTime?: string | null; date?: string | null; timeZone?: string | null };
export type Reply = 'needsAction' | 'accepted' | 'declined' | 'tentative';
export type Guest = { email: string; displayName?: string; responseStatus: Reply } & Record<string, unknown>;
export type Conference = {
  createRequest: {
    requestId: string;
    conferenceSolutionKey: { type: string };
    status: { statusCode: 'pending' | 'success' };
  };
  entryPoints?: { entryPointType: string; uri: string; label: string }[];
  conferenceSolution?: { key: { type: string }; name: string };
  conferenceId?: string;
};
/** The part of an event that callers write and read. */
export type EventBody = {
  summary?: string;
  description?: string;
  start: When;
  end: When;
  status: 'confirmed' | 'tentative' | 'cancelled';
  transparency?: 'opaque' | 'transparent';
  visibility?: string;
  attendees?: Guest[];
  extendedProperties?: { private?: Record<string, string>; shared?: Record<string, string> };
  conferenceData?: Conference;
} & Record<string, unknown>;
export type Mail = { to: string; kind: 'invitation' | 'update' | 'cancellation'; at: string };
export type StoredEvent = {
  id: string;
  /** The calendar of the organizer; guests with an account see it in theirs. */
  calendar: string;
  version: number;
  sequence: number;
  created: string;
  updated: string;
  body: EventBody;
  mails: Mail[];
  /** How often it is still read before its Meet is there. */
  callAfterReads: number;
};

export type Account = { email: string; name: string; zone: string; isOpen: boolean };
export type StoredCalendar = {
  id: string;
  owner: string;
  name: string;
  zone: string;
  isReadable: boolean;
  hasMeet: boolean;
};
/** A line of somebody's list of calendars. */
export type Listed = {
  account: string;
  calendar: string;
  role: 'owner' | 'writer' | 'reader' | 'freeBusyReader';
  selected: boolean;
  hidden: boolean;
};
export type Channel = {
  id: string;
  resource: string;
  account: string;
  calendar: string;
  address: string;
  token: string | null;
  expiresAt: number;
  messages: number;
};

export type World = {
  accounts: Account[];
  calendars: StoredCalendar[];
  lists: Listed[];
  events: StoredEvent[];
  channels: Channel[];
  version: number;
  /** Sync tokens of before are not taken any more. */
  syncFloor: number;
  slowMeetReads: number;
  now(): Date;
  changed(): void;
  onChange(fn: () => void): () => void;
  /** Told of every event that changes. */
  onEvent: (event: StoredEvent) => void;
};

export function createWorld(now: () => Date): World {
  const listeners = new Set<() => void>();
  return {
    accounts: [],
    calendars: [],
    lists: [],
    events: [],
    channels: [],
    version: 1,
    syncFloor: 0,
    slowMeetReads: 0,
    now,
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    onEvent: () => undefined,
  };
}

/** With a primary calendar; the first of them all also gets a second one. */
export function addAccount(world: World, account: Account, hasMeet: boolean): void {
  const { email, name, zone } = account;
  const isFirst = world.accounts.length === 0;
  world.accounts.push(account);
  addCalendar(world, { id: email, owner: email, name: email, zone, isReadable: true, hasMeet });
  if (!isFirst) return;
  const id = `c_personal_${name.toLowerCase().replace(/[^a-z]+/g, '_')}@group.calendar.google.com`;
  addCalendar(world, { id, owner: email, name: 'Personal', zone, isReadable: true, hasMeet: false });
}

export function addCalendar(world: World, calendar: StoredCalendar): void {
  world.calendars.push(calendar);
  const { id, owner } = calendar;
  world.lists.push({ account: owner, calendar: id, role: 'owner', selected: true, hidden: false });
}

/** `primary` is whatever calendar bears the caller's own address. */
export function calendarOf(world: World, account: string, id: string): StoredCalendar | undefined {
  const wanted = id === 'primary' ? account : id;
  const isListed = world.lists.some((each) => each.account === account && each.calendar === wanted);
  return isListed ? world.calendars.find((each) => each.id === wanted) : undefined;
}

export function roleOf(world: World, account: string, calendar: StoredCalendar): Listed['role'] | undefined {
  return world.lists.find((each) => each.account === account && each.calendar === calendar.id)?.role;
}

/** Its own events, and those to which its owner is invited. */
export function eventsOn(world: World, { id }: StoredCalendar): StoredEvent[] {
  return world.events.filter((event) => event.calendar === id || guestOf(event, id) !== undefined);
}

export function guestOf({ body }: StoredEvent, email: string): Guest | undefined {
  return body.attendees?.find((guest) => guest.email === email);
}

/** It stands in the world only when it is put there. */
export function newEvent(world: World, given: Pick<StoredEvent, 'id' | 'calendar' | 'body'>): StoredEvent {
  const at = world.now().toISOString();
  return {
    ...given,
    version: ++world.version,
    sequence: 0,
    created: at,
    updated: at,
    mails: [],
    callAfterReads: 0,
  };
}

/** Every change ends here. */
export function touch(world: World, event: StoredEvent): void {
  event.version = ++world.version;
  event.updated = world.now().toISOString();
  world.onEvent(event);
  world.changed();
}

export const etagOf = ({ version }: StoredEvent): string => `"${version}"`;

export function momentOf({ dateTime, date, timeZone }: When, zone: string): number {
  // The way by luxon is slow, and the sandbox page reads every event at every change.
  if (dateTime && /(Z|[+-]\d\d:?\d\d)$/i.test(dateTime)) return Date.parse(dateTime);
  if (dateTime) return DateTime.fromISO(dateTime, { zone: timeZone ?? zone }).toMillis();
  return DateTime.fromISO(date ?? '', { zone })
    .startOf('day')
    .toMillis();
}

export function spanOf(world: World, { body, calendar }: StoredEvent): { from: number; until: number } {
  const zone = world.calendars.find(({ id }) => id === calendar)?.zone ?? 'UTC';
  return { from: momentOf(body.start, zone), until: momentOf(body.end, zone) };
}

/** As Google writes a time: on the calendar's own clock. */
export function shownWhen(when: When, zone: string): When {
  if (!when.dateTime) return { date: when.date ?? '' };
  const at = DateTime.fromISO(when.dateTime, { zone: when.timeZone ?? zone }).setZone(zone);
  return { dateTime: at.toISO({ suppressMilliseconds: true }) ?? '', timeZone: when.timeZone ?? zone };
}
