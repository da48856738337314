// Reads what changed in a rep's calendar since Baton looked last, and holds it against the meetings that stand in it. Looking
// twice, or late, finds no more news than once; what Baton is changing itself at this moment comes again the next time.
import { calendarChange, owedOverlap } from '../core/calendar-change.ts';
import type { Decision } from '../core/decision.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, LeadId, Rep } from '../core/lead.ts';
import type { Calendar, JobDeps, Standing } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { eventsAhead, keepToken, leadOfEvent, watchOf } from '../store/calendar-watches.ts';
import type { Tx } from '../store/db.ts';
import { getLead } from '../store/lead.ts';
import { meetingsOf } from '../store/slots.ts';
import { changeLead } from './change-lead.ts';
import { meetingSpan } from './meeting-entry.ts';

/** Without a bookmark: events that ended since then are looked at too. */
const backMs = 86_400_000;

export async function readCalendar(deps: JobDeps, { rep }: JobOf<'read-calendar'>): Promise<void> {
  const { calendars } = deps;
  const access = await calendars.of(rep);
  if (access.kind !== 'open') return;
  try {
    await read(deps, rep, access.calendar);
  } catch (error) {
    if (!(error instanceof OutsideError) || error.system !== 'calendar' || error.retry === 'later') throw error;
    if (error.status === 401) return calendars.lose(rep, error.message);
    // Whoever books hears of it from the job that wanted something; this one comes again in a few minutes.
    deps.log.warn({ rep, err: error }, 'what changed in a calendar cannot be read');
  }
}

async function read(deps: JobDeps, rep: string, calendar: Calendar): Promise<void> {
  const { db, now } = deps;
  const at = now().toISOString();
  const from = (await watchOf(db, rep))?.token ?? null;
  const since = new Date(Date.parse(at) - backMs).toISOString();
  const { changed, token, isWhole } = await calendar.changes({ token: from, from: since });
  const found = isWhole ? [...changed, ...(await missing(deps, calendar, { rep, listed: changed, at }))] : changed;
  let settled = true;
  for (const standing of found) {
    const lead = await leadOfEvent(db, standing.id);
    if (lead !== undefined && (await hear(deps, { lead, rep, standing })) === 'later') settled = false;
  }
  await db.inTx((tx) => keepToken(tx, { rep, from, token: settled ? token : from, at }));
}

type Looking = { rep: string; listed: readonly Standing[]; at: string };

/** A list of what stands says nothing of what was deleted, or moved to long ago. */
async function missing({ db }: JobDeps, calendar: Calendar, { rep, listed, at }: Looking): Promise<Standing[]> {
  const known = new Set(listed.map(({ id }) => id));
  const found: Standing[] = [];
  for (const { event } of await eventsAhead(db, rep, at)) if (!known.has(event)) found.push(await calendar.read(event));
  return found;
}

type Hearing = { lead: LeadId; rep: string; standing: Standing };

async function hear(deps: JobDeps, { lead: id, rep, standing }: Hearing): Promise<'settled' | 'later'> {
  const { db, playbook, linkFor } = deps;
  const hostEmails = await emailsOf(deps, (await getLead(db, id))?.booking?.meeting?.hosts ?? []);
  let settled: 'settled' | 'later' = 'settled';
  await changeLead(deps, id, async (lead, at, tx) => {
    settled = 'settled';
    // A colleague's copy of the invitation is not the meeting.
    if (lead.booking?.meeting?.hosts[0]?.id !== rep) return null;
    const decided = calendarChange(lead, standing, { playbook, now: at, link: linkFor(id), hostEmails });
    if (decided === 'later') {
      settled = 'later';
      return null;
    }
    return decided && withOverlap(tx, { before: lead, decided, at });
  });
  return settled;
}

async function emailsOf({ calendars }: JobDeps, hosts: readonly Rep[]): Promise<Map<string, string>> {
  const emails = new Map<string, string>();
  for (const { id } of hosts) {
    const access = await calendars.of(id);
    if (access.kind === 'open') emails.set(id, access.email);
  }
  return emails;
}

/** Nothing here can undo that two meetings are at one time now, but somebody has to know. */
async function withOverlap(
  tx: Tx,
  { before, decided, at }: { before: Lead; decided: Decision; at: string },
): Promise<Decision> {
  const meeting = decided.lead.booking?.meeting ?? null;
  if (meeting === null || meeting.startsAt === before.booking?.meeting?.startsAt) return decided;
  const hosts = meeting.hosts.map(({ id }) => id);
  const others = await meetingsOf(tx, hosts, { span: meetingSpan(meeting), at, without: before.id });
  const overlaps = [...others.values()].some((each) => each.length > 0);
  return overlaps ? { ...decided, owed: [...decided.owed, ...owedOverlap(decided.lead, at)] } : decided;
}
