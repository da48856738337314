// Which page it is that a visitor sees now.
import type { Context } from 'hono';
import type { Meeting } from '../../core/booking.ts';
import type { LeadEvent } from '../../core/event.ts';
import { isLookedAt } from '../../core/hold-review.ts';
import type { MeetWord } from '../../core/meet-words.ts';
import { meetingKindOf } from '../../core/playbook.ts';
import { guestOf } from '../../core/tell-meeting.ts';
import { whoMeets } from '../../core/who-meets.ts';
import type { Deps } from '../../deps.ts';
import { eventsOf } from '../../store/events.ts';
import { askingPage, bookedPage, cancelPage, choosePage, overPage, readingPage, sentencePage } from './pages.ts';
import { timesFor } from './times.ts';
import type { Visit } from './visit.ts';

export async function show(deps: Deps, c: Context, visit: Visit): Promise<Response> {
  const { lead, said, view } = visit;
  if (view.kind === 'asking')
    return c.html(askingPage(said, { wanted: view.wanted, isHeld: isLookedAt(view.wanted, said.now) }));
  if (view.kind === 'over') return c.html(overPage(said, view));
  const events = await eventsOf(deps.db, lead.id);
  const notice = noticeOf(c, events);
  if (view.kind === 'choose') return c.html(await chooseOrWait(deps, visit, { notice, events, present: null }));
  const { meeting, isAhead } = view;
  const wish = isAhead ? c.req.query('show') : undefined;
  if (wish === 'move') return c.html(await chooseOrWait(deps, visit, { notice, events, present: meeting }));
  const page = { ...aboutOf(deps, meeting), meeting, isAhead, guest: guestOf(lead, deps.playbook), notice };
  return c.html(wish === 'cancel' ? cancelPage(said, page) : bookedPage(said, page));
}

type Choosing = { notice: MeetWord | null; events: readonly LeadEvent[]; present: Present | null };
type Present = Extract<Visit['view'], { kind: 'booked' }>['meeting'];

async function chooseOrWait(deps: Deps, { lead, said }: Visit, { notice, events, present }: Choosing) {
  const who = whoMeets(lead, { playbook: deps.playbook, now: said.now });
  const times = await timesFor(deps, { lead, who, now: said.now });
  if (times.kind === 'none') return sentencePage(said, { title: 'noCalendarTitle', text: 'noCalendar' });
  if (times.kind === 'reading') return readingPage(said, { notice });
  const starts = (offered: readonly { startsAt: string }[]) =>
    offered.map(({ startsAt }) => startsAt).filter((at) => at !== present?.startsAt);
  const last = events.findLast(({ kind }) => kind === 'booked' || kind === 'moved' || kind === 'cancelled');
  return choosePage(said, {
    label: who.label,
    lengthMin: who.lengthMin,
    rep: lead.rep?.name ?? null,
    notice,
    isCancelled: last?.kind === 'cancelled',
    present,
    picking: {
      purpose: present === null ? 'book' : 'move',
      suggested: starts(times.suggested),
      free: starts(times.free),
      askAddress: guestOf(lead, deps.playbook) === null,
    },
  });
}

function aboutOf({ playbook }: Deps, { kind, lengthMin, hosts }: Meeting) {
  return { label: meetingKindOf(playbook, kind).label, lengthMin, rep: hosts[0]?.name ?? null };
}

const notices = ['taken', 'notOffered', 'tooOften', 'underWay', 'known', 'wrongAddress', 'wrongTime'] as const;

/** Why the last thing they did came to nothing. What a calendar said of the time they asked for stands in the events. */
function noticeOf(c: Context, events: readonly LeadEvent[]): MeetWord | null {
  const asked = c.req.query('asked');
  const last = events.findLast(({ kind, data }) => answers.has(kind) && data.startsAt === asked);
  if (asked !== undefined && last?.kind === 'slot-lost') {
    const { why } = last.data;
    return why === 'taken' || why === 'declined' ? why : 'failed';
  }
  return notices.find((each) => each === c.req.query('say')) ?? null;
}

const answers = new Set(['slot-lost', 'booked', 'moved']);
