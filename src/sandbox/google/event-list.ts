// Lists of events, with sync tokens and page tokens. Both name the version up to which they have seen; a list goes by versions,
// so that nothing falls between two pages while events change.
import { DateTime } from 'luxon';
import { type Answer, fullSyncRequired, invalid, notFound, ok } from './answers.ts';
import { shownEvent } from './event-body.ts';
import type { Ask } from './events.ts';
import { calendarOf, eventsOn, roleOf, type StoredEvent, spanOf, type World } from './world.ts';

type SyncToken = { calendar: string; seen: number; timeMin: string | null };
type PageToken = { calendar: string; after: number; upTo: number; query: string };

/** Google's own list of what a sync token does not go with. */
const notWithToken = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
];
/** Filters of which Google makes no sync token. */
const notSyncable = notWithToken.filter((each) => each !== 'timeMin' && each !== 'timeMax');

export function listEvents(ask: Ask, pageSize: number): Answer {
  const { world, account, query } = ask;
  const place = calendarOf(world, account.email, ask.calendar);
  if (place === undefined || roleOf(world, account.email, place) === 'freeBusyReader') return notFound();
  const wrong = wrongQuery(query);
  if (wrong !== null) return wrong;
  const sync = read<SyncToken>(query.get('syncToken'));
  if (sync === undefined || (sync !== null && isOutdated(world, sync, place.id))) return fullSyncRequired();
  const page = read<PageToken>(query.get('pageToken'));
  if (page === undefined || (page !== null && (page.calendar !== place.id || page.query !== without(query)))) {
    return invalid('Invalid Value', 'pageToken');
  }
  const timeMin = sync === null ? query.get('timeMin') : sync.timeMin;
  const upTo = page?.upTo ?? world.version;
  const after = page?.after ?? sync?.seen ?? 0;
  const all = eventsOn(world, place)
    .filter(({ version }) => version > after && version <= upTo)
    .filter((event) => isWanted(world, event, { query, timeMin, isSync: sync !== null }))
    .toSorted((a, b) => a.version - b.version);
  const size = Math.min(pageSize, Number(query.get('maxResults') ?? 250));
  const items = all.slice(0, size);
  const last = items.at(-1);
  const token = write({ calendar: place.id, seen: upTo, timeMin } satisfies SyncToken);
  return ok({
    kind: 'calendar#events',
    summary: place.name,
    updated: world.now().toISOString(),
    timeZone: place.zone,
    accessRole: roleOf(world, account.email, place),
    items: items.map((event) => (isStub(event, sync) ? stub(event) : shownEvent(event, place, account))),
    ...(all.length > size && last !== undefined
      ? {
          nextPageToken: write({
            calendar: place.id,
            after: last.version,
            upTo,
            query: without(query),
          } satisfies PageToken),
        }
      : notSyncable.some((name) => query.has(name))
        ? {}
        : { nextSyncToken: token }),
  });
}

function wrongQuery(query: URLSearchParams): Answer | null {
  const most = query.get('maxResults');
  if (most !== null && !(Number(most) >= 1 && Number(most) <= 2_500)) return invalid('Invalid Value', 'maxResults');
  for (const name of ['timeMin', 'timeMax', 'updatedMin']) {
    const time = query.get(name);
    if (time !== null && !(/(Z|[+-]\d\d:\d\d)$/.test(time) && DateTime.fromISO(time).isValid))
      return invalid('Bad Request', name);
  }
  if (!query.has('syncToken')) return null;
  const both = notWithToken.find((name) => query.has(name));
  if (both !== undefined) return invalid(`Sync token cannot be used together with ${both}.`, both);
  return query.get('showDeleted') === 'false'
    ? invalid('Sync token cannot be used together with showDeleted=false.', 'showDeleted')
    : null;
}

function isWanted(
  world: World,
  event: StoredEvent,
  { query, timeMin, isSync }: { query: URLSearchParams; timeMin: string | null; isSync: boolean },
): boolean {
  const { body, updated } = event;
  if (body.status === 'cancelled') return isSync || query.get('showDeleted') === 'true';
  const { from, until } = spanOf(world, event);
  const [timeMax, updatedMin] = [query.get('timeMax'), query.get('updatedMin')];
  if (timeMin !== null && until <= Date.parse(timeMin)) return false;
  if (timeMax !== null && from >= Date.parse(timeMax)) return false;
  if (updatedMin !== null && updated < new Date(updatedMin).toISOString()) return false;
  return query.getAll('privateExtendedProperty').every((pair) => {
    const at = pair.indexOf('=');
    return body.extendedProperties?.private?.[pair.slice(0, at)] === pair.slice(at + 1);
  });
}

const isStub = ({ body }: StoredEvent, sync: SyncToken | null) => sync !== null && body.status === 'cancelled';
/** No more than Google promises of one that is gone. */
const stub = ({ id, version }: StoredEvent) => ({
  kind: 'calendar#event',
  etag: `"${version}"`,
  id,
  status: 'cancelled',
});

const isOutdated = (world: World, { calendar, seen }: SyncToken, id: string) =>
  calendar !== id || seen < world.syncFloor;

/** All but the page: a page token is good for the question it came with. */
function without(query: URLSearchParams): string {
  const rest = [...query].filter(([name]) => name !== 'pageToken').toSorted(([a], [b]) => a.localeCompare(b));
  return new URLSearchParams(rest).toString();
}

const write = (token: SyncToken | PageToken) => Buffer.from(JSON.stringify(token)).toString('base64url');

/** Null: none was sent; undefined: not one of ours. */
function read<Token>(text: string | null): Token | null | undefined {
  if (text === null) return null;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Token;
  } catch {
    return undefined;
  }
}
