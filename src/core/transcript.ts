// Cuts a transcript into parts that each fit one Slack message. Every line is in exactly one part, in order.
import type { Note } from './job.ts';
import type { Message } from './lead.ts';

/** Far under what Slack takes, so that names, numbers and marks beside the lines always fit too. */
export const partLimits = { characters: 8_000, lines: 40 } as const;

export type TranscriptPart = { from: number; to: number };

export function transcriptParts(messages: readonly Message[]): TranscriptPart[] {
  const parts: (TranscriptPart & { characters: number })[] = [];
  for (const { n, text } of messages) {
    const last = parts.at(-1);
    const characters = Math.min(text.length, partLimits.characters);
    const fits =
      last !== undefined && last.characters + characters <= partLimits.characters && n - last.from < partLimits.lines;
    if (fits) {
      last.to = n;
      last.characters += characters;
    } else {
      parts.push({ from: n, to: n, characters });
    }
  }
  return parts.map(({ from, to }) => ({ from, to }));
}

/** The note that comes after this one: parts follow each other, so that no retry can put them out of order. */
export function followUp(note: Note, messages: readonly Message[]): Note | null {
  if (note.kind !== 'claimed' && note.kind !== 'reassigned' && note.kind !== 'transcript') return null;
  const posted = note.kind === 'transcript' ? note.to : (note.from ?? 1) - 1;
  const [part] = transcriptParts(messages.slice(posted, note.upTo));
  return part === undefined ? null : { kind: 'transcript', ...part, upTo: note.upTo };
}
