// Google Calendar with Google's own client, loaded when it is first used. Each call is safe twice: the ids of events are ours,
// and whatever is changed is changed only as it was read.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutsideError } from '../../errors.ts';
import type { Access, Calendar, CalendarConsent, Calendars, Changes, Entry, Standing, Watch } from './calendar.ts';
import { createGoogle, type Google, type GoogleConfig } from './google-access.ts';
import { readBusy } from './google-busy.ts';
import { createGoogleConsent } from './google-consent.ts';
import { notGoogle } from './google-error.ts';
import {
  changeFor,
  type GoogleEvent,
  isCallPending,
  isOurs,
  newEvent,
  type Stands,
  standing,
  stands,
} from './google-event.ts';

export type { GoogleConfig } from './google-access.ts';

export function createGoogleCalendars(config: GoogleConfig): { calendars: Calendars; consent: CalendarConsent | null } {
  const google = createGoogle(config);
  const { apiUrl, oauth } = config;
  return {
    calendars: { of: (access) => calendarOf(google, access) },
    consent: oauth === null ? null : createGoogleConsent(google, { apiUrl, oauth }),
  };
}

const calendarId = 'primary';
/** Whoever is a guest hears of it from Google. */
const told = { calendarId, sendUpdates: 'all', conferenceDataVersion: 1 } as const;
const callWaitMs = 300;
const callTries = 3;

function calendarOf(google: Google, access: Access): Calendar {
  return {
    busy: (span) => readBusy(google, access, span),
    async read(eventId) {
      try {
        return standing(await google.as(access, (api) => api.events.get({ calendarId, eventId })));
      } catch (error) {
        if (isStatus(error, 404, 410)) return { kind: 'gone', id: eventId };
        throw error;
      }
    },
    put: (entry) => put(google, access, entry),
    async remove(eventId) {
      try {
        await google.as(access, (api) => api.events.delete({ calendarId, eventId, sendUpdates: 'all' }));
      } catch (error) {
        if (!isStatus(error, 404, 410)) throw error;
      }
    },
    async changes({ token, from }) {
      try {
        return await listChanges(google, access, token === null ? { timeMin: from } : { syncToken: token });
      } catch (error) {
        if (token === null || !isStatus(error, 410)) throw error;
        return listChanges(google, access, { timeMin: from });
      }
    },
    watch: (about) => watch(google, access, about),
    async unwatch({ channel, resource }) {
      const requestBody = { id: channel, resourceId: resource };
      try {
        await google.as(access, (api) => api.channels.stop({ requestBody }));
      } catch (error) {
        if (!isStatus(error, 404)) throw error;
      }
    },
  };
}

async function put(google: Google, access: Access, entry: Entry): Promise<Stands> {
  try {
    return await withCall(google, access, await insert(google, access, newEvent(entry)));
  } catch (error) {
    if (!isStatus(error, 409)) throw error;
  }
  try {
    return await amend(google, access, entry);
  } catch (error) {
    // Somebody changed it between our reading and our writing.
    if (!isStatus(error, 412)) throw error;
    return amend(google, access, entry);
  }
}

async function insert(google: Google, access: Access, event: GoogleEvent): Promise<GoogleEvent> {
  try {
    return await google.as(access, (api) => api.events.insert({ ...told, requestBody: event }));
  } catch (error) {
    if (!hasNoMeet(error)) throw error;
    const { conferenceData: _, ...plain } = event;
    return google.as(access, (api) => api.events.insert({ ...told, requestBody: plain }));
  }
}

/** Makes what stands, or stood, as it should be. */
async function amend(google: Google, access: Access, entry: Entry): Promise<Stands> {
  const eventId = entry.id;
  const event = await google.as(access, (api) => api.events.get({ calendarId, eventId }));
  const change = changeFor(event, entry);
  if (change === null) return withCall(google, access, event);
  const patch = (requestBody: GoogleEvent) =>
    google.as(access, (api) =>
      api.events.patch({ ...told, eventId, requestBody }, { headers: { 'if-match': event.etag ?? '*' } }),
    );
  try {
    return await withCall(google, access, await patch(change));
  } catch (error) {
    if (!hasNoMeet(error)) throw error;
    const { conferenceData: _, ...plain } = change;
    return stands(await patch(plain));
  }
}

/** Some calendars may not have a Google Meet; a meeting without one is still a meeting. */
function hasNoMeet(error: unknown): boolean {
  return isStatus(error, 400) && error instanceof Error && /conference type/i.test(error.message);
}

/** Waits a moment for a call that is being made; a later reading brings it otherwise. */
async function withCall(google: Google, access: Access, made: GoogleEvent): Promise<Stands> {
  let event = made;
  for (let tries = 0; isCallPending(event) && tries < callTries; tries++) {
    await sleep(callWaitMs);
    event = await google.as(access, (api) => api.events.get({ calendarId, eventId: stands(made).id }));
  }
  return stands(event);
}

type From = { syncToken: string } | { timeMin: string };

/** What else stands in a person's events is none of our business. */
const changeFields =
  'nextPageToken,nextSyncToken,items(id,status,start,end,htmlLink,iCalUID,hangoutLink,conferenceData/entryPoints,attendees)';

/** Google takes no filter together with a token, so all that changed comes and ours are picked out. */
async function listChanges(google: Google, access: Access, from: From): Promise<Changes> {
  const changed: Standing[] = [];
  let pageToken: string | undefined;
  for (;;) {
    const next = pageToken === undefined ? {} : { pageToken };
    const query = { calendarId, maxResults: 2_500, fields: changeFields, ...from, ...next };
    const page = await google.as(access, (api) => api.events.list(query));
    if (!Array.isArray(page.items)) throw notGoogle('list of events');
    changed.push(...page.items.filter(isOurs).map(standing));
    const { nextSyncToken: token } = page;
    if (typeof token === 'string') return { changed, token, isWhole: 'timeMin' in from };
    if (typeof page.nextPageToken !== 'string') throw notGoogle('list of events');
    pageToken = page.nextPageToken;
  }
}

type WatchAsk = Parameters<Calendar['watch']>[0];

async function watch(google: Google, access: Access, about: WatchAsk): Promise<Watch> {
  try {
    return await openChannel(google, access, about);
  } catch (error) {
    const isTaken = isStatus(error, 400) && error instanceof Error && error.message.includes('channelIdNotUnique');
    if (!isTaken) throw error;
  }
  // An earlier try came through and its answer was lost. What Google calls the calendar is learned from a second channel; when
  // the first one ends is not, but no try is older than a day.
  const { channel, resource, expiresAt } = await openChannel(google, access, { ...about, channel: randomUUID() });
  await google.as(access, (api) => api.channels.stop({ requestBody: { id: channel, resourceId: resource } }));
  const end = Date.parse(expiresAt) - 86_400_000;
  return { channel: about.channel, resource, expiresAt: new Date(end).toISOString() };
}

async function openChannel(google: Google, access: Access, { channel, secret, address }: WatchAsk): Promise<Watch> {
  const requestBody = { id: channel, type: 'web_hook', address, token: secret };
  const { resourceId, expiration } = await google.as(access, (api) => api.events.watch({ calendarId, requestBody }));
  if (typeof resourceId !== 'string' || Number.isNaN(Number(expiration ?? Number.NaN))) throw notGoogle('channel');
  return { channel, resource: resourceId, expiresAt: new Date(Number(expiration)).toISOString() };
}

function isStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof OutsideError && error.status !== undefined && statuses.includes(error.status);
}
