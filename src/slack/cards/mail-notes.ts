// What comes back by mail and is no line of the visitor's: what went wrong, who else wrote, and mails of nobody we know.
import { clip } from '../../core/clip.ts';
import type { Note } from '../../core/job.ts';
import type { Lead } from '../../core/lead.ts';
import type { Writer } from '../../core/mail-thread.ts';
import type { News } from '../../core/news.ts';
import { heading, line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Part } from './parts.ts';

type MailNote = Extract<Note, { kind: 'mail-refused' | 'mail-failed' | 'colleague-wrote' }>;
type MailNews = Extract<News, { kind: 'mail' }>;

export const wroteByMail = 'The visitor answered by e-mail:';

/** Slack takes no more in one part; the mail program has the rest. */
const longest = 2_000;

const words = {
  bounced: 'A mail to this address came back: ',
  complained: 'The visitor marked a mail as spam: ',
  noMore: 'Nothing more is sent to this address, except about a meeting.',
  colleague: 'Somebody else answered a mail to the visitor: ',
  notTheirs:
    'Baton takes nothing of it for the visitor’s own words and does not answer. Write to them yourself if it helps.',
  colleagueOf: (who: string) => `Somebody else answered a mail to ${who}, who has no card yet`,
  unplaced: 'A mail came in that answers none of Baton’s',
  unplacedNext: 'Nobody got an answer, and it is kept nowhere else: write back if it was meant for you.',
  somebody: 'a visitor',
  from: 'From: ',
  subject: 'Subject: ',
  nothing: '(nothing that could be read)',
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

export function mailNoteParts(note: MailNote, { rep }: Lead): Part[] {
  const called = rep === null ? [] : [{ rep }, ': '];
  if (note.kind === 'colleague-wrote') {
    return [
      line(...called, words.colleague, { bold: writer(note.from) }),
      quote(note.text),
      line({ italic: words.notTheirs }),
    ];
  }
  const { address, why } = note;
  const said = line(words.why(oneLine(why, glance.value)));
  if (note.kind === 'mail-refused') {
    const lost = line(words.lost[note.what], ' ', words.next);
    return [line(...called, words.refused, oneLine(address, glance.value)), said, lost];
  }
  const next = note.what === 'bounced' ? [' ', words.next] : [];
  return [line(...called, words[note.what], oneLine(address, glance.value)), said, line(words.noMore, ...next)];
}

/** `visitor`: what they are called where they are known. */
export function mailNewsParts({ what, from, subject, text }: MailNews, visitor: string | null): Part[] {
  const title = what === 'unplaced' ? words.unplaced : words.colleagueOf(visitor ?? words.somebody);
  return [
    heading(title),
    line(words.from, writer(from)),
    line(words.subject, oneLine(subject, glance.sentence)),
    quote(text),
    line({ italic: what === 'unplaced' ? words.unplacedNext : words.notTheirs }),
  ];
}

function writer({ name, address }: Writer): string {
  const who = oneLine(name ?? '', glance.name);
  const at = oneLine(address, glance.value);
  return who === '' ? at : `${who} (${at})`;
}

const quote = (text: string): Part => ({ kind: 'quote', text: text === '' ? words.nothing : clip(text, longest) });
