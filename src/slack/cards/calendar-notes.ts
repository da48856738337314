// What Baton noticed in a rep's calendar that no visitor is told: times that are none, and that it cannot look any more.
import type { Note } from '../../core/job.ts';
import type { Lead } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { calendarWords as words } from './calendar-words.ts';
import { zoneOf } from './ladder-parts.ts';
import { line } from './lead-parts.ts';
import type { Part } from './parts.ts';

type CalendarNote = Extract<Note, { kind: 'odd-time' | 'access-lost' | 'host-declined' }>;

export function calendarNoteParts(note: CalendarNote, about: { lead: Lead; playbook: Playbook }): Part[] {
  const when = { when: note.meeting.startsAt, zone: zoneOf(about.lead, about.playbook) };
  if (note.kind === 'access-lost') {
    return [line({ bold: words.lost }, { rep: note.rep }, words.lostMeeting, when, words.lostNext)];
  }
  if (note.kind === 'host-declined') return [line({ rep: note.rep }, words.declined, when, words.declinedNext)];
  if (note.what === 'all-day') return [line({ rep: note.rep }, words.allDay)];
  return [line({ rep: note.rep }, words[note.what], when, words.next[note.what])];
}
