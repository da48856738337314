// Events one at a time: made, read, changed, deleted. A deleted event keeps its id and can be brought back, as with Google.
import { randomBytes } from 'node:crypto';
import {
  type Answer,
  conditionNotMet,
  deleted,
  duplicate,
  forbidden,
  invalid,
  isRefused,
  notFound,
  nothing,
  ok,
  refuse,
} from './answers.ts';
import { openCall, readBody, readCall, shownEvent } from './event-body.ts';
import { mailGuests, type SendUpdates } from './mails.ts';
import {
  type Account,
  calendarOf,
  type EventBody,
  etagOf,
  eventsOn,
  newEvent,
  roleOf,
  type StoredCalendar,
  type StoredEvent,
  touch,
  type World,
} from './world.ts';

export type Ask = {
  world: World;
  /** Who asks. */
  account: Account;
  calendar: string;
  event: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  ifMatch: string | null;
};

export function insertEvent(ask: Ask): Answer {
  const place = writableCalendar(ask);
  if (isRefused(place)) return place;
  const { world, body: sent, account } = ask;
  const id = sent.id ?? randomBytes(13).toString('hex');
  if (typeof id !== 'string' || !/^[a-v0-9]{5,1024}$/.test(id)) return invalid('Invalid resource id value.');
  const send = sendUpdatesOf(ask);
  if (typeof send !== 'string') return send;
  // Ids are for ever: a deleted event still has its own.
  if (world.events.some((each) => each.id === id && each.calendar === place.id)) return duplicate();
  const body = readBody(sent, place, {});
  if (isRefused(body)) return body;
  const event = newEvent(world, { id, calendar: place.id, body });
  const call = withCall(ask, event, place);
  if (call !== undefined) return call;
  world.events.push(event);
  mailGuests(world, event, { before: null, send });
  touch(world, event);
  return ok(shownEvent(event, place, account), etagOf(event));
}

export function getEvent(ask: Ask): Answer {
  const found = find(ask);
  if (isRefused(found)) return found;
  const { event, place } = found;
  if (event.callAfterReads > 0 && --event.callAfterReads === 0) settleCall(ask.world, event);
  return ok(shownEvent(event, place, ask.account), etagOf(event));
}

/** `whole`: a PUT, which keeps nothing of before. */
export function changeEvent(ask: Ask, whole = false): Answer {
  const found = find(ask);
  if (isRefused(found)) return found;
  const { event, place } = found;
  const send = sendUpdatesOf(ask);
  if (typeof send !== 'string') return send;
  const refused = mayChange(ask, event, place);
  if (refused !== null) return refused;
  const { world, account } = ask;
  const body = readBody(ask.body, place, whole ? {} : event.body);
  if (isRefused(body)) return body;
  const before = structuredClone(event.body);
  if (before.conferenceData !== undefined) body.conferenceData = before.conferenceData;
  const call = withCall(ask, { ...event, body }, place);
  if (call !== undefined) return call;
  replaceBody(event, body);
  if (body.conferenceData?.createRequest.status.statusCode === 'pending') event.callAfterReads = world.slowMeetReads;
  mailGuests(world, event, { before, send });
  touch(world, event);
  return ok(shownEvent(event, place, account), etagOf(event));
}

export function replaceBody(event: StoredEvent, body: EventBody): void {
  const moved = (['start', 'end', 'status'] as const).some(
    (key) => JSON.stringify(event.body[key]) !== JSON.stringify(body[key]),
  );
  if (moved) event.sequence++;
  event.body = body;
}

export function deleteEvent(ask: Ask): Answer {
  const found = find(ask);
  if (isRefused(found)) return found;
  const { event, place } = found;
  const send = sendUpdatesOf(ask);
  if (typeof send !== 'string') return send;
  if (event.body.status === 'cancelled') return deleted();
  const refused = mayChange(ask, event, place);
  if (refused !== null) return refused;
  cancelEvent(ask.world, event, send);
  return nothing;
}

export function cancelEvent(world: World, event: StoredEvent, send: SendUpdates): void {
  const before = structuredClone(event.body);
  replaceBody(event, { ...event.body, status: 'cancelled' });
  mailGuests(world, event, { before, send });
  touch(world, event);
}

function find({ world, account, calendar, event: id }: Ask): { event: StoredEvent; place: StoredCalendar } | Answer {
  const place = calendarOf(world, account.email, calendar);
  if (place === undefined || roleOf(world, account.email, place) === 'freeBusyReader') return notFound();
  const event = eventsOn(world, place).find((each) => each.id === id);
  return event === undefined ? notFound() : { event, place };
}

function writableCalendar({ world, account, calendar }: Ask): StoredCalendar | Answer {
  const place = calendarOf(world, account.email, calendar);
  if (place === undefined) return notFound();
  const role = roleOf(world, account.email, place);
  if (role === 'owner' || role === 'writer') return place;
  return refuse(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.', { domain: 'calendar' });
}

function mayChange(ask: Ask, event: StoredEvent, place: StoredCalendar): Answer | null {
  const writable = writableCalendar(ask);
  if (isRefused(writable)) return writable;
  if (event.calendar !== place.id) {
    return forbidden('Shared properties can only be changed by the organizer of the event.');
  }
  const { ifMatch } = ask;
  return ifMatch === null || ifMatch === '*' || ifMatch === etagOf(event) ? null : conditionNotMet();
}

function sendUpdatesOf({ query }: Ask): SendUpdates | Answer {
  const send = query.get('sendUpdates') ?? 'none';
  return send === 'all' || send === 'externalOnly' || send === 'none' ? send : invalid('Invalid Value', 'sendUpdates');
}

/** Lays a new call into the event's body where one is asked for; an answer when it may not be. */
function withCall({ world, query, body }: Ask, event: StoredEvent, place: StoredCalendar): Answer | undefined {
  if (query.get('conferenceDataVersion') !== '1' || body.conferenceData === undefined) return undefined;
  const call = readCall(body.conferenceData, place, event.body.conferenceData);
  if (call === undefined) return undefined;
  if (isRefused(call)) return call;
  event.body.conferenceData = world.slowMeetReads === 0 ? openCall(call) : call;
  event.callAfterReads = world.slowMeetReads;
  return undefined;
}

function settleCall(world: World, event: StoredEvent): void {
  if (event.body.conferenceData === undefined) return;
  event.body.conferenceData = openCall(event.body.conferenceData);
  touch(world, event);
}
