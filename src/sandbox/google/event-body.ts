// What may be written into an event, with Google's refusals for what may not, and how an event looks to whoever reads it.
import { DateTime } from 'luxon';
import { z } from 'zod';
import { type Answer, invalid, isRefused, refuse, required, timeRangeEmpty } from './answers.ts';
import {
  type Account,
  type Conference,
  type EventBody,
  etagOf,
  type Guest,
  momentOf,
  type StoredCalendar,
  type StoredEvent,
  shownWhen,
  type When,
} from './world.ts';

type Json = Record<string, unknown>;

/** All that a caller may write; the rest is Google's to say. */
const writable = [
  'summary',
  'description',
  'location',
  'start',
  'end',
  'status',
  'transparency',
  'visibility',
  'attendees',
  'reminders',
  'extendedProperties',
  'guestsCanModify',
  'guestsCanInviteOthers',
  'guestsCanSeeOtherGuests',
  'source',
  'colorId',
];

const when = z.object({
  dateTime: z.string().nullish(),
  date: z.string().nullish(),
  timeZone: z.string().nullish(),
});
const guest = z.looseObject({
  email: z.string(),
  responseStatus: z.enum(['needsAction', 'accepted', 'declined', 'tentative']).optional(),
});
const minutes = z.int().min(0).max(40_320);
const property = z.record(z.string().max(44), z.string().max(1_024).nullable());
const shape = z.looseObject({
  summary: z.string().optional(),
  description: z.string().max(8_192).optional(),
  start: when.optional(),
  end: when.optional(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']).optional(),
  transparency: z.enum(['opaque', 'transparent']).optional(),
  attendees: z.array(guest).max(200).optional(),
  reminders: z
    .object({
      useDefault: z.boolean().optional(),
      overrides: z
        .array(z.object({ method: z.enum(['popup', 'email']), minutes }))
        .max(5)
        .optional(),
    })
    .optional(),
  extendedProperties: z.object({ private: property.optional(), shared: property.optional() }).optional(),
  guestsCanModify: z.boolean().optional(),
});

/** `before`: what a patch is laid over. */
export function readBody(sent: Json, calendar: StoredCalendar, before: Json): EventBody | Answer {
  if (sent.recurrence !== undefined) return invalid('The sandbox knows no recurring events.', 'recurrence');
  const given = Object.fromEntries(writable.filter((key) => key in sent).map((key) => [key, sent[key]]));
  const merged = merge(before, given);
  const parsed = shape.safeParse(merged);
  if (!parsed.success) return invalid(`Invalid value at ${parsed.error.issues[0]?.path.join('.') ?? 'event'}`);
  const { start, end, attendees, reminders, status = 'confirmed' } = parsed.data;
  const timed = readTimes(start, end, calendar);
  if (isRefused(timed)) return timed;
  if (reminders?.useDefault === true && (reminders.overrides?.length ?? 0) > 0) {
    const message = 'Cannot specify both default reminders and overrides at the same time.';
    return refuse(400, 'cannotUseDefaultRemindersAndSpecifyOverride', message, { domain: 'calendar' });
  }
  const guests = attendees === undefined ? undefined : readGuests(attendees, calendar);
  if (guests !== undefined && isRefused(guests)) return guests;
  return { ...merged, ...timed, status, ...(guests !== undefined && { attendees: guests }) };
}

/** A patch: objects are merged, lists replaced, null takes away. */
function merge(before: Json, patch: Json): Json {
  const merged = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) ? merge(isObject(merged[key]) ? merged[key] : {}, value) : value;
  }
  return merged;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readTimes(
  start: z.infer<typeof when> | undefined,
  end: z.infer<typeof when> | undefined,
  { zone }: StoredCalendar,
): { start: When; end: When } | Answer {
  if (start === undefined || isEmpty(start)) return required('Missing start time.');
  if (end === undefined || isEmpty(end)) return required('Missing end time.');
  if (Boolean(start.date) !== Boolean(end.date))
    return invalid('Start and end times must either both be date or both be dateTime.');
  if (!isTime(start)) return invalid('Invalid start time.');
  if (!isTime(end)) return invalid('Invalid end time.');
  const times = { start: strip(start), end: strip(end) };
  return momentOf(times.end, zone) <= momentOf(times.start, zone) ? timeRangeEmpty() : times;
}

const isEmpty = ({ dateTime, date }: z.infer<typeof when>) => !dateTime && !date;
const strip = (time: z.infer<typeof when>): When =>
  Object.fromEntries(Object.entries(time).filter(([, value]) => value));

function isTime({ dateTime, date, timeZone }: z.infer<typeof when>): boolean {
  if (dateTime && date) return false;
  if (date) return /^\d{4}-\d\d-\d\d$/.test(date) && DateTime.fromISO(date).isValid;
  const isPlaced = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(dateTime ?? '') || Boolean(timeZone);
  return isPlaced && DateTime.fromISO(dateTime ?? '').isValid;
}

function readGuests(sent: readonly z.infer<typeof guest>[], { owner }: StoredCalendar): Guest[] | Answer {
  const guests = new Map<string, Guest>();
  for (const { organizer: _, self: __, ...each } of sent) {
    const email = each.email.toLowerCase();
    if (!/^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(email)) return invalid('Invalid attendee email.');
    const isOwner = email === owner;
    const responseStatus = each.responseStatus ?? (isOwner ? 'accepted' : 'needsAction');
    guests.set(email, { ...each, email, responseStatus, ...(isOwner && { organizer: true }) });
  }
  return [...guests.values()];
}

/** The answer to a `createRequest`; undefined: the event stays with the call it has. */
export function readCall(
  sent: unknown,
  calendar: StoredCalendar,
  before?: Conference,
): Conference | Answer | undefined {
  const read = z
    .object({
      createRequest: z.object({ requestId: z.string().min(1), conferenceSolutionKey: z.object({ type: z.string() }) }),
    })
    .safeParse(sent);
  if (!read.success) return isObject(sent) && 'createRequest' in sent ? invalid('Invalid conference data.') : undefined;
  const { createRequest } = read.data;
  if (createRequest.conferenceSolutionKey.type !== 'hangoutsMeet' || !calendar.hasMeet) {
    return invalid('Invalid conference type value.');
  }
  if (before?.createRequest.requestId === createRequest.requestId) return undefined;
  return { createRequest: { ...createRequest, status: { statusCode: 'pending' } } };
}

/** The Meet is there, with a code made of the request. */
export function openCall(call: Conference): Conference {
  const { createRequest } = call;
  const letters = [...createRequest.requestId].reduceRight(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 26 ** 8,
    7,
  );
  const code = Array.from({ length: 10 }, (_, i) =>
    String.fromCharCode(97 + (Math.floor(letters / 26 ** (i % 8)) % 26)),
  ).join('');
  const conferenceId = `${code.slice(0, 3)}-${code.slice(3, 7)}-${code.slice(7)}`;
  return {
    createRequest: { ...createRequest, status: { statusCode: 'success' } },
    entryPoints: [
      {
        entryPointType: 'video',
        uri: `https://meet.google.com/${conferenceId}`,
        label: `meet.google.com/${conferenceId}`,
      },
    ],
    conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
    conferenceId,
  };
}

/** An event as `reader` sees it in this calendar. */
export function shownEvent(event: StoredEvent, calendar: StoredCalendar, reader: Account): Json {
  const { id, body, sequence, created, updated } = event;
  const call = body.conferenceData?.entryPoints?.[0]?.uri;
  const address = `${id} ${calendar.id}`;
  return {
    kind: 'calendar#event',
    etag: etagOf(event),
    id,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(address).toString('base64url')}`,
    created,
    updated,
    ...body,
    creator: { email: event.calendar, self: event.calendar === reader.email },
    organizer: { email: event.calendar, self: event.calendar === reader.email },
    start: shownWhen(body.start, calendar.zone),
    end: shownWhen(body.end, calendar.zone),
    ...(body.attendees && {
      attendees: body.attendees.map((each) => (each.email === reader.email ? { ...each, self: true } : each)),
    }),
    ...(call !== undefined && { hangoutLink: call }),
    iCalUID: `${id}@google.com`,
    sequence,
    eventType: 'default',
  };
}
