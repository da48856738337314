// When a person is busy, over all calendars that tell something about them. What cannot be read counts as busy throughout:
// better a time too few than one that is sold twice.
import type { calendar_v3 } from '@googleapis/calendar';
import type { Period } from '../../core/host.ts';
import type { Access, Busy } from './calendar.ts';
import type { Google } from './google-access.ts';
import { notGoogle } from './google-error.ts';

type Listed = { id: string; name: string };

/** Google answers for no more calendars, and for no longer span (90 days), at once. */
const mostCalendars = 50;
const longestSpanMs = 60 * 86_400_000;

export async function readBusy(google: Google, access: Access, span: Period): Promise<Busy> {
  const calendars = await listCalendars(google, access);
  const asks = inParts(calendars).flatMap((part) => inSpans(span).map((each) => ({ part, span: each })));
  const answers = await Promise.all(asks.map((ask) => askBusy(google, access, ask)));
  const unread = new Map(answers.flatMap((answer) => answer.unread.map((each) => [each.calendar, each])));
  return { periods: answers.flatMap(({ periods }) => periods), unread: [...unread.values()] };
}

async function listCalendars(google: Google, access: Access): Promise<Listed[]> {
  const listed: Listed[] = [];
  let pageToken: string | undefined;
  do {
    const query = { maxResults: 250, ...(pageToken !== undefined && { pageToken }) };
    const page = await google.as(access, (api) => api.calendarList.list(query));
    if (!Array.isArray(page.items)) throw notGoogle('list of calendars');
    for (const each of page.items) if (tellsAbout(access.email, each)) listed.push(nameOf(each));
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return listed;
}

/** People also show themselves the calendars of colleagues, of rooms, and Google's own of holidays; hidden ones do not come. */
function tellsAbout(email: string, { id, primary, selected }: calendar_v3.Schema$CalendarListEntry): boolean {
  if (typeof id !== 'string' || !(primary || selected)) return false;
  const domain = email.slice(email.lastIndexOf('@')).toLowerCase();
  const isColleague = !primary && id.toLowerCase().endsWith(domain) && !gmail.test(domain);
  return !isColleague && !/@(resource|group\.v)\.calendar\.google\.com$/.test(id);
}

/** Two addresses there may well be one person's. */
const gmail = /^@(gmail|googlemail)\.com$/;

function nameOf({ id, summary, summaryOverride }: calendar_v3.Schema$CalendarListEntry): Listed {
  return { id: id ?? '', name: summaryOverride ?? summary ?? id ?? '' };
}

async function askBusy(google: Google, access: Access, ask: { part: Listed[]; span: Period }): Promise<Busy> {
  const { part, span } = ask;
  const items = part.map(({ id }) => ({ id }));
  const requestBody = { timeMin: span.from, timeMax: span.until, calendarExpansionMax: mostCalendars, items };
  const { calendars } = await google.as(access, (api) => api.freebusy.query({ requestBody }));
  if (typeof calendars !== 'object' || calendars === null) throw notGoogle('free/busy answer');
  const each = part.map(({ id, name }) => readOne(calendars[id], name, span));
  return { periods: each.flatMap(({ periods }) => periods), unread: each.flatMap(({ unread }) => unread) };
}

function readOne(said: calendar_v3.Schema$FreeBusyCalendar | undefined, calendar: string, span: Period): Busy {
  const why = said === undefined ? 'not answered' : said.errors?.map(({ reason }) => reason ?? 'unknown').join(', ');
  if (why !== undefined && why !== '') return { periods: [span], unread: [{ calendar, why }] };
  const periods = (said?.busy ?? []).map(({ start, end }) => ({ from: iso(start), until: iso(end) }));
  return { periods, unread: [] };
}

function iso(moment: string | null | undefined): string {
  const at = Date.parse(moment ?? '');
  if (Number.isNaN(at)) throw notGoogle('free/busy answer');
  return new Date(at).toISOString();
}

function inParts(calendars: readonly Listed[]): Listed[][] {
  const parts = Math.ceil(calendars.length / mostCalendars);
  return Array.from({ length: parts }, (_, i) => calendars.slice(i * mostCalendars, (i + 1) * mostCalendars));
}

function inSpans({ from, until }: Period): Period[] {
  const [first, last] = [Date.parse(from), Date.parse(until)];
  return Array.from({ length: Math.max(0, Math.ceil((last - first) / longestSpanMs)) }, (_, i) => ({
    from: new Date(first + i * longestSpanMs).toISOString(),
    until: new Date(Math.min(last, first + (i + 1) * longestSpanMs)).toISOString(),
  }));
}
