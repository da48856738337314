// Free/busy, and the list of calendars a person has. Only what somebody may see is answered; the rest is an error of that
// one calendar, never of the whole answer.
import { z } from 'zod';
import { type Answer, invalid, ok, timeRangeEmpty, timeRangeTooLong } from './answers.ts';
import type { Ask } from './events.ts';
import {
  calendarOf,
  eventsOn,
  guestOf,
  type Listed,
  type StoredCalendar,
  type StoredEvent,
  spanOf,
  type World,
} from './world.ts';

const mostCalendars = 50;
const longestMs = 90 * 86_400_000;
const moment = z.iso.datetime({ offset: true });
const question = z.object({
  timeMin: moment,
  timeMax: moment,
  timeZone: z.string().optional(),
  calendarExpansionMax: z.int().max(mostCalendars).optional(),
  groupExpansionMax: z.int().max(100).optional(),
  items: z.array(z.object({ id: z.string() })).default([]),
});

export function freeBusy({ world, account, body }: Ask): Answer {
  const asked = question.safeParse(body);
  if (!asked.success) return invalid('Bad Request', String(asked.error.issues[0]?.path[0] ?? 'body'));
  const { timeMin, timeMax, items, calendarExpansionMax = mostCalendars } = asked.data;
  const span = { from: Date.parse(timeMin), until: Date.parse(timeMax) };
  if (span.until <= span.from) return timeRangeEmpty();
  if (span.until - span.from > longestMs) return timeRangeTooLong();
  const tooMany = items.length > calendarExpansionMax;
  const answers = items.map(({ id }) => {
    const calendar = calendarOf(world, account.email, id);
    if (tooMany) return [id, failed('tooManyCalendarsRequested')];
    if (calendar === undefined || !calendar.isReadable) return [id, failed('notFound')];
    return [id, { busy: busyIn(world, calendar, span) }];
  });
  return ok({
    kind: 'calendar#freeBusy',
    timeMin: iso(span.from),
    timeMax: iso(span.until),
    calendars: Object.fromEntries(answers),
  });
}

const failed = (reason: string) => ({ errors: [{ domain: 'global', reason }], busy: [] });
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

type Span = { from: number; until: number };

/** Clipped to what was asked, overlapping ones made one. */
function busyIn(world: World, calendar: StoredCalendar, { from, until }: Span): { start: string; end: string }[] {
  const spans = eventsOn(world, calendar)
    .filter((event) => keepsBusy(event, calendar))
    .map((event) => spanOf(world, event))
    .map((span) => ({ from: Math.max(from, span.from), until: Math.min(until, span.until) }))
    .filter((span) => span.from < span.until)
    .toSorted((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else merged.push({ ...span });
  }
  return merged.map((span) => ({ start: iso(span.from), end: iso(span.until) }));
}

/** Tentative ones do, and invitations not yet answered. */
function keepsBusy(event: StoredEvent, { id }: StoredCalendar): boolean {
  const { status, transparency } = event.body;
  return status !== 'cancelled' && transparency !== 'transparent' && guestOf(event, id)?.responseStatus !== 'declined';
}

export function listCalendars({ world, account, query }: Ask, pageSize: number): Answer {
  const most = Number(query.get('maxResults') ?? 100);
  if (!(most >= 1 && most <= 250)) return invalid('Invalid Value', 'maxResults');
  const from = Number(query.get('pageToken') ?? 0);
  if (!Number.isInteger(from) || from < 0) return invalid('Invalid Value', 'pageToken');
  const all = world.lists.filter(
    (each) => each.account === account.email && (!each.hidden || query.get('showHidden') === 'true'),
  );
  const size = Math.min(most, pageSize);
  return ok({
    kind: 'calendar#calendarList',
    items: all.slice(from, from + size).flatMap((entry) => shown(world, entry)),
    ...(from + size < all.length ? { nextPageToken: String(from + size) } : { nextSyncToken: String(world.version) }),
  });
}

function shown(world: World, { account, calendar: id, role, selected, hidden }: Listed): object[] {
  const calendar = world.calendars.find((each) => each.id === id);
  if (calendar === undefined) return [];
  const { name, zone, hasMeet } = calendar;
  return [
    {
      kind: 'calendar#calendarListEntry',
      etag: '"1"',
      id,
      summary: name,
      timeZone: zone,
      accessRole: role,
      conferenceProperties: { allowedConferenceSolutionTypes: hasMeet ? ['hangoutsMeet'] : [] },
      // Google leaves out what is false.
      ...(selected && { selected }),
      ...(hidden && { hidden }),
      ...(id === account && { primary: true }),
    },
  ];
}
