// What went wrong with a mail to the visitor, for the rep whom it concerns.
import type { Note } from '../../core/job.ts';
import type { Lead } from '../../core/lead.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Part } from './parts.ts';

type Refused = Extract<Note, { kind: 'mail-refused' }>;

const words = {
  refused: 'The mail server refused this address: ',
  why: (why: string) => `It said: “${why}”`,
  lost: {
    booked: 'The visitor did not get the confirmation by e-mail; the chat has it.',
    moved: 'The visitor did not get the new time by e-mail; the chat has it.',
    cancelled: 'The visitor did not read by e-mail that the meeting is cancelled; the chat has it.',
    reminder: 'The visitor did not get the reminder by e-mail; the chat has it.',
    choose: 'The visitor did not get the times by e-mail; the chat has them.',
  },
  next: 'If the address is wrong, ask the visitor for another one.',
} as const;

export function mailNoteParts({ address, why, what }: Refused, { rep }: Lead): Part[] {
  return [
    line(...(rep === null ? [] : [{ rep }, ': ']), words.refused, oneLine(address, glance.value)),
    line(words.why(oneLine(why, glance.value))),
    line(words.lost[what], ' ', words.next),
  ];
}
