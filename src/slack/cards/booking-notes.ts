// What happened to a meeting, in the thread of its card, and the question after it whether it was held.
import type { ActionsBlock } from '@slack/types';
import type { Note } from '../../core/job.ts';
import type { Lead, LeadId } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { actionIds } from './actions.ts';
import { byWhom, meetingPieces, nearby, saidBy } from './booking-parts.ts';
import { bookingWords } from './booking-words.ts';
import { zoneOf } from './ladder-parts.ts';
import { line } from './lead-parts.ts';
import { slackLimits } from './limits.ts';
import { type Part, type Piece, plain } from './parts.ts';

const words = bookingWords.notes;

export type BookingNote = Extract<
  Note,
  { kind: 'booked' | 'moved' | 'cancelled' | 'slot-lost' | 'times-sent' | 'ask-held' | 'met' | 'missed' }
>;
type About = { lead: Lead; playbook: Playbook };

export function bookingNoteParts(note: BookingNote, about: About): Part[] {
  const zone = zoneOf(about.lead, about.playbook);
  switch (note.kind) {
    case 'booked':
      return [
        line(
          { bold: words.booked },
          ...meetingPieces(note.meeting, { ...about, by: note.by }),
          ...byWhom(note.by, about),
        ),
      ];
    case 'moved': {
      const { startsAt } = note.from;
      const pieces = meetingPieces(note.meeting, { ...about, by: note.by });
      return [line({ bold: words.moved }, ...pieces, words.was, { when: startsAt, zone }, ...byWhom(note.by, about))];
    }
    case 'cancelled': {
      const left = note.left ? [line(words.left)] : [];
      const pieces = meetingPieces(note.meeting, { ...about, by: note.by });
      return [line({ bold: words.cancelled }, ...pieces, ...byWhom(note.by, about)), ...left];
    }
    case 'slot-lost':
      return lost(note, about);
    case 'times-sent':
      return [
        line(
          { bold: words.timesSent },
          ...note.times.flatMap((time, i) => timePieces(time, i, zone)),
          ...saidBy(note.rep),
        ),
      ];
    case 'ask-held':
      return [
        line({ rep: note.rep }, ',', words.ask, ' '),
        line(...meetingPieces(note.meeting, { ...about, by: note.rep.id })),
      ];
    case 'met':
      return [
        line({ bold: words.held }, ...meetingPieces(note.meeting, { ...about, by: note.rep.id }), ...saidBy(note.rep)),
      ];
    case 'missed':
      return [
        line(
          { bold: words.missed },
          ...meetingPieces(note.meeting, { ...about, by: note.rep.id }),
          ...saidBy(note.rep),
        ),
        line(words.meetAgain),
      ];
  }
}

const timePieces = ({ startsAt }: { startsAt: string }, i: number, zone: string): Piece[] => [
  ...(i === 0 ? [] : [' · ']),
  { when: startsAt, zone },
];

/** Whoever chose the time is called: they wait for it. */
function lost({ by: who, why, meeting, stays }: Extract<Note, { kind: 'slot-lost' }>, about: About): Part[] {
  const called: Piece[] = who === 'visitor' ? [] : [' · ', { rep: nearby(who, about) }];
  return [
    line({ bold: words.lost }, ...meetingPieces(meeting, { ...about, by: who }), ...called),
    line(words.lostWhy[why]),
    ...(who === 'visitor' ? [line(words.visitorKnows)] : []),
    ...(stays === null ? [] : [line(words.stays, { when: stays.startsAt, zone: zoneOf(about.lead, about.playbook) })]),
  ];
}

/** The two answers, where the question stands. */
export function noteButtons(note: Note, lead: LeadId): ActionsBlock[] {
  if (note.kind !== 'ask-held') return [];
  const { held, noShow } = bookingWords.buttons;
  const button = (id: 'held' | 'noShow', label: string) =>
    ({ type: 'button', action_id: actionIds[id], text: plain(label, slackLimits.buttonText), value: lead }) as const;
  return [{ type: 'actions', elements: [{ ...button('held', held), style: 'primary' }, button('noShow', noShow)] }];
}
