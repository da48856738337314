// A visitor with a disposable address has chosen a time: what the rep should look at, and by when it goes through by itself.
import type { ActionsBlock } from '@slack/types';
import type { Note } from '../../core/job.ts';
import type { Lead, LeadId } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { actionIds } from './actions.ts';
import { meetingPieces } from './booking-parts.ts';
import { zoneOf } from './ladder-parts.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { type Part, plain } from './parts.ts';

type Review = Extract<Note, { kind: 'review' }>;

export const reviewWords = {
  chosen: 'Chosen by the visitor: ',
  why: 'Their address is one that people throw away after use: ',
  byItself: 'Please have a look. Without an answer it is booked by itself: ',
  keep: 'Book it',
  decline: 'Do not book',
  done: {
    keep: 'The calendar is being asked now. The thread says what comes of it.',
    decline: 'Nothing was booked, and the time is free again. The visitor knows.',
  },
  late: 'There is nothing to decide any more. The card shows where the lead stands now.',
} as const;

/** Whoever would meet them is called: nobody may have claimed the lead yet. */
export function reviewParts({ meeting, address, until }: Review, about: { lead: Lead; playbook: Playbook }): Part[] {
  const [host] = meeting.hosts;
  const pieces = meetingPieces(meeting, { ...about, ...(host !== undefined && { by: host.id }) });
  return [
    line(...(host === undefined ? [] : [{ rep: host }, ' ']), { bold: reviewWords.chosen }, ...pieces),
    line(reviewWords.why, oneLine(address, glance.value)),
    line(reviewWords.byItself, { when: until, zone: zoneOf(about.lead, about.playbook) }),
  ];
}

export function reviewButtons(lead: LeadId): ActionsBlock {
  const button = (id: 'keepTime' | 'declineTime', label: string) =>
    ({ type: 'button', action_id: actionIds[id], text: plain(label, slackLimits.buttonText), value: lead }) as const;
  return {
    type: 'actions',
    elements: [
      { ...button('keepTime', reviewWords.keep), style: 'primary' },
      { ...button('declineTime', reviewWords.decline), style: 'danger' },
    ],
  };
}
