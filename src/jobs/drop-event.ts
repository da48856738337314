// Makes a rep's calendar have under this id what the lead says: mostly nothing. Removing what was never there is no error, so
// whoever cannot know what became of an insert owes this.
import type { Booking, Wanted } from '../core/booking.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead } from '../core/lead.ts';
import { cancelled } from '../core/unbook.ts';
import type { Calendar, JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { getLead } from '../store/lead.ts';
import { changeLead } from './change-lead.ts';
import { meetingEntry, meetingSpan } from './meeting-entry.ts';

/** As long as access is lost nobody can do anything, so there is no hurry in looking. */
const lostWaitMs = 3_600_000;

export async function dropEvent(deps: JobDeps, job: JobOf<'drop-event'>): Promise<void> {
  const lead = await getLead(deps.db, job.lead);
  if (isAskedFor(lead, job)) return;
  const access = await deps.calendars.of(job.rep);
  if (access.kind !== 'open') {
    await tellCancelled(deps, job, { left: true });
    // Who has no calendar with us any more looks after it alone.
    if (access.kind === 'none') return;
    throw lost(job);
  }
  try {
    const stays = standsFor(lead, job);
    if (lead !== undefined && stays !== null) return await putBack(deps, access.calendar, { lead, meeting: stays });
    await access.calendar.remove(job.event);
  } catch (error) {
    if (!(error instanceof OutsideError) || error.retry === 'later') throw error;
    await tellCancelled(deps, job, { left: true });
    if (error.status !== 401) throw error;
    await deps.calendars.lose(job.rep, error.message);
    throw lost(job);
  }
  await tellCancelled(deps, job, { left: false });
}

function lost({ event }: JobOf<'drop-event'>): OutsideError {
  const message = `Event ${event} may stand in a calendar that Baton may not look into any more.`;
  return new OutsideError(message, { system: 'calendar', retry: 'later', retryAfterMs: lostWaitMs, status: 401 });
}

/** It is on its way there again: whoever asked for it sees to it. */
function isAskedFor(lead: Lead | undefined, { rep, event }: JobOf<'drop-event'>): boolean {
  const wanted = lead?.booking?.wanted;
  return wanted?.kind === 'meet' && wanted.event === event && wanted.meeting.hosts[0]?.id === rep;
}

type Standing = NonNullable<Booking['meeting']>;

/** The meeting that is to stand there all the same, as it was before somebody tried to move it. */
function standsFor(lead: Lead | undefined, { rep, event }: JobOf<'drop-event'>): Standing | null {
  const { meeting = null, wanted = null } = lead?.booking ?? {};
  if (meeting?.event.id !== event || meeting.hosts[0]?.id !== rep) return null;
  return wanted?.kind === 'cancel' ? null : meeting;
}

/** Only its times: what somebody deleted meanwhile stays deleted, and is heard of. */
async function putBack(deps: JobDeps, calendar: Calendar, about: { lead: Lead; meeting: Standing }): Promise<void> {
  const { lead, meeting } = about;
  const found = await calendar.read(meeting.event.id);
  const { from, until } = meetingSpan(meeting);
  if (found.kind === 'gone' || (found.startsAt === from && found.endsAt === until)) return;
  const guests: { email: string }[] = [];
  for (const { id } of meeting.hosts.slice(1)) {
    const access = await deps.calendars.of(id);
    if (access.kind === 'open') guests.push({ email: access.email });
  }
  await calendar.put(meetingEntry(lead, { meeting, event: meeting.event.id, guests, playbook: deps.playbook }));
}

async function tellCancelled(deps: JobDeps, job: JobOf<'drop-event'>, { left }: { left: boolean }): Promise<void> {
  const { playbook, linkFor } = deps;
  await changeLead(deps, job.lead, (lead, at) => {
    const wanted: Wanted | null = lead.booking?.wanted ?? null;
    if (wanted?.kind !== 'cancel' || lead.booking?.meeting?.event.id !== job.event) return null;
    return cancelled(lead, { by: wanted.by, left, playbook, now: at, link: linkFor(lead.id) });
  });
}
