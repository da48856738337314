// Our meetings as events of Google, and back. A patch leaves alone what people made of an event of ours, as far as time,
// title and our own guests are as they should be; guests that people added stay in any case.
import type { calendar_v3 } from '@googleapis/calendar';
import type { Entry, Standing } from './calendar.ts';
import { notGoogle } from './google-error.ts';

export type GoogleEvent = calendar_v3.Schema$Event;
export type Stands = Extract<Standing, { kind: 'stands' }>;
type Attendee = calendar_v3.Schema$EventAttendee;

/** Google keeps no more in one property. A name that is cut off is taken for a guest whom people added. */
const longestProperty = 1_024;

export function newEvent(entry: Entry): GoogleEvent {
  return {
    id: entry.id,
    ...factsOf(entry),
    attendees: entry.guests.map(attendee),
    guestsCanModify: false,
    reminders: {
      useDefault: false,
      overrides: entry.remindMin.map((minutes) => ({ method: 'popup', minutes })),
    },
    conferenceData: newCall(entry.id),
  };
}

/**
 * What has to change in an event that stands or stood, null when nothing has to. The description goes with the rest: with
 * another time or guest the old one would be wrong.
 */
export function changeFor(event: GoogleEvent, entry: Entry): GoogleEvent | null {
  const isGone = event.status === 'cancelled';
  const attendees = guestsFor(event, entry);
  const isRight =
    !isGone &&
    event.summary === entry.title &&
    isAt(event.start, entry.startsAt) &&
    isAt(event.end, entry.endsAt) &&
    attendees === null;
  if (isRight) return null;
  return {
    ...factsOf(entry),
    ...(attendees !== null && { attendees }),
    ...(isGone && { status: 'confirmed' }),
    ...(callOf(event) === null && { conferenceData: newCall(`${entry.id}-${event.sequence ?? 0}`) }),
  };
}

/** Google may make the call a moment after the event. */
export function isCallPending({ conferenceData }: GoogleEvent): boolean {
  return conferenceData?.createRequest?.status?.statusCode === 'pending';
}

export function isOurs({ id }: GoogleEvent): boolean {
  return id?.startsWith('baton') ?? false;
}

export function standing(event: GoogleEvent): Standing {
  const { id, status } = event;
  if (typeof id !== 'string') throw notGoogle('event');
  return status === 'cancelled' ? { kind: 'gone', id } : stands(event);
}

export function stands(event: GoogleEvent): Stands {
  const { id, start, end, htmlLink, iCalUID, attendees } = event;
  const [startsAt, endsAt] = [momentOf(start), momentOf(end)];
  if (typeof id !== 'string' || startsAt === null || endsAt === null) throw notGoogle('event');
  const guests = (attendees ?? []).filter(({ resource, email }) => !resource && email);
  return {
    kind: 'stands',
    id,
    startsAt,
    endsAt,
    event: { id, link: htmlLink ?? null, call: callOf(event), uid: iCalUID ?? `${id}@google.com` },
    replies: Object.fromEntries(guests.map((guest) => [addressOf(guest), replyOf(guest)])),
  };
}

/** What a patch merges: the day of an event that people made last all day has to be taken out. */
function factsOf({ title, description, source, startsAt, endsAt, guests }: Entry): GoogleEvent {
  const ours = guests.map(({ email }) => email.toLowerCase()).join(' ');
  return {
    summary: title,
    description: asHtml(description),
    ...(source !== undefined && { source }),
    start: { dateTime: startsAt, date: null },
    end: { dateTime: endsAt, date: null },
    extendedProperties: { private: { baton: '1', guests: ours.slice(0, longestProperty) } },
  };
}

/** Google shows descriptions as HTML: what a visitor typed must neither vanish nor become a link. */
const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const newCall = (requestId: string) => ({
  createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } },
});

function attendee({ email, name }: Entry['guests'][number]): Attendee {
  return name === undefined ? { email } : { email, displayName: name };
}

/** The guests it should have, with what they answered; null: it has them. */
function guestsFor({ attendees = [], extendedProperties }: GoogleEvent, { guests }: Entry): Attendee[] | null {
  const ours = new Set(extendedProperties?.private?.guests?.split(' '));
  const wanted = new Set(guests.map(({ email }) => email.toLowerCase()));
  const staying = attendees.filter((each) => !ours.has(addressOf(each)) || wanted.has(addressOf(each)));
  const there = new Set(staying.map(addressOf));
  const missing = guests.filter(({ email }) => !there.has(email.toLowerCase()));
  if (missing.length === 0 && staying.length === attendees.length) return null;
  return [...staying, ...missing.map(attendee)];
}

const addressOf = ({ email }: Attendee) => email?.toLowerCase() ?? '';

function replyOf({ responseStatus }: Attendee): Stands['replies'][string] {
  const isAnswer = responseStatus === 'accepted' || responseStatus === 'declined' || responseStatus === 'tentative';
  return isAnswer ? responseStatus : null;
}

function callOf({ hangoutLink, conferenceData }: GoogleEvent): string | null {
  const video = conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === 'video');
  return hangoutLink ?? video?.uri ?? null;
}

function isAt(time: calendar_v3.Schema$EventDateTime | undefined, moment: string): boolean {
  return time?.dateTime != null && Date.parse(time.dateTime) === Date.parse(moment);
}

function momentOf(time: calendar_v3.Schema$EventDateTime | undefined): string | null {
  const at = Date.parse(time?.dateTime ?? time?.date ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
