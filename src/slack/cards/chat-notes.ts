// The notes about what happened in the chat product itself: somebody wrote to the visitor there, or a line of ours got lost.
import { clip } from '../../core/clip.ts';
import type { Note } from '../../core/job.ts';
import type { Lead } from '../../core/lead.ts';
import { partLimits } from '../../core/transcript.ts';
import { line } from './lead-parts.ts';
import type { Part } from './parts.ts';
import { takeoverWords } from './takeover-words.ts';

export type ChatNote = Extract<Note, { kind: 'operator' | 'undelivered' }>;

export const chatNoteName = (note: ChatNote): string =>
  `${note.kind}:${note.message ?? (note.kind === 'undelivered' ? note.at : '')}`;

export function chatNoteParts(note: ChatNote, { messages }: Lead): Part[] {
  const about = note.message === null ? undefined : messages[note.message - 1];
  const quote: Part[] = about === undefined ? [] : [{ kind: 'quote', text: clip(about.text, partLimits.characters) }];
  if (note.kind === 'undelivered') {
    const what = note.message === null ? takeoverWords.lost : takeoverWords.undelivered(note.message);
    return [line({ bold: what }, ' ', note.why), ...quote];
  }
  const wrote = line({ bold: about?.name ?? '' }, takeoverWords.wroteIn(note.product));
  return [wrote, ...quote, ...(note.pauses ? [line(takeoverWords.paused)] : [])];
}
