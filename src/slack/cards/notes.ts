// The lines in a card's thread, one message per note. A visitor's line is shown whole and as typed; bold marks evidence.
import { type Brief, brief } from '../../core/brief.ts';
import { clip } from '../../core/clip.ts';
import type { Note } from '../../core/job.ts';
import type { Lead, LeadId, Message as Line, Rep } from '../../core/lead.ts';
import { again, mailChannel } from '../../core/line.ts';
import type { Playbook } from '../../core/playbook.ts';
import { partLimits } from '../../core/transcript.ts';
import { showValue } from '../../core/value.ts';
import { veiled } from '../../core/veiled.ts';
import { actionWords } from './action-words.ts';
import { bookingNoteParts, noteButtons } from './booking-notes.ts';
import { calendarNoteParts } from './calendar-notes.ts';
import { chatNoteName, chatNoteParts } from './chat-notes.ts';
import { byWhen, zoneOf } from './ladder-parts.ts';
import { ladderWords } from './ladder-words.ts';
import {
  answeredParts,
  committeeParts,
  contactLines,
  fieldParts,
  heading,
  line,
  notYetShown,
  oldLine,
  oneLine,
  questionParts,
  unknownLine,
  wantLine,
  whoAndCompany,
  whyNowParts,
  wrongAnswer,
} from './lead-parts.ts';
import { glance } from './limits.ts';
import { mailNoteParts, wroteByMail } from './mail-notes.ts';
import { memoryWords } from './memory-words.ts';
import { nurtureWords } from './nurture-words.ts';
import { type Message, message, type Part, type Piece } from './parts.ts';
import { reviewButtons, reviewParts } from './review-note.ts';
import { takeoverWords } from './takeover-words.ts';
import { transcriptLines } from './transcript-parts.ts';
import { words } from './words.ts';

/** `isHeard`: whether Slack tells Baton what is written in the thread. */
type About = { lead: Lead; playbook: Playbook; isHeard?: boolean };
export type NoteMessage = Message & {
  metadata: { event_type: 'baton_note'; event_payload: { lead: LeadId; note: string } };
};

export function noteMessage(note: Note, { lead, ...rest }: About): NoteMessage {
  const about = { ...rest, lead: veiled(lead, rest.playbook) };
  return {
    ...message(noteParts(note, about), note.kind === 'review' ? [reviewButtons(lead.id)] : noteButtons(note, lead.id)),
    metadata: {
      event_type: 'baton_note',
      event_payload: { lead: about.lead.id, note: `${nameOf(note)}${again(lead)}` },
    },
  };
}

/** Tells the notes of one lead apart, so that a second try finds the first. */
function nameOf(note: Note): string {
  switch (note.kind) {
    case 'transcript':
      return `transcript:${note.from}-${note.to}`;
    case 'wrote':
      return `wrote:${note.message}`;
    case 'operator':
    case 'undelivered':
      return chatNoteName(note);
    // However often it is noticed.
    case 'odd-time':
      return `odd-time:${note.what}:${note.meeting.startsAt}:${note.meeting.lengthMin}`;
    case 'host-declined':
      return `host-declined:${note.rep.id}:${note.meeting.startsAt}`;
    default:
      return `${note.kind}:${note.at}`;
  }
}

function noteParts(note: Note, about: About): Part[] {
  switch (note.kind) {
    case 'claimed':
      return handover(note.rep, brief(about.lead, about.playbook));
    case 'reassigned':
      return reassigned(note, about);
    case 'passed-on':
      return passedOn(note);
    case 'woke':
      return woke(note, about);
    case 'transcript':
      return transcript(note, about);
    case 'rejected': {
      const reason = oneLine(note.reason, glance.value);
      const wrong = note.wrongField === null ? [] : [line(wrongAnswer(about.playbook, note.wrongField))];
      return [line(person(note.rep.name), words.notes.rejected, reason), ...wrong, ...quoted(note.words)];
    }
    case 'nurtured':
      return [line(person(note.rep.name), words.notes.nurtured(showValue('date', note.until))), ...quoted(note.words)];
    case 'undone':
      return [line(person(note.rep.name), words.notes.undone(words.taken(note.what)))];
    case 'returned':
      return [line({ bold: words.notes.returned }), line(whoAndCompany(brief(about.lead, about.playbook)))];
    case 'step-answered': {
      const zone = zoneOf(about.lead, about.playbook);
      return [line({ bold: nurtureWords.answered(note.sequence, note.step) }, { when: note.sentAt, zone }, '.')];
    }
    case 'yours':
      return yours(note, about);
    case 'managers-told':
      return managersTold(note);
    case 'released':
      return [line(person(note.rep.name), ladderWords.notes.released)];
    case 'operator':
    case 'undelivered':
      return chatNoteParts(note, about.lead);
    case 'wrote':
      return wrote(about.lead.messages[note.message - 1], about.lead);
    case 'taken-over':
      return takenOver(note.rep, about.isHeard ?? true);
    case 'handed-back':
      return handedBack(note, about.lead);
    case 'review':
      return reviewParts(note, about);
    case 'mail-refused':
    case 'mail-failed':
    case 'colleague-wrote':
      return mailNoteParts(note, about.lead);
    case 'odd-time':
    case 'access-lost':
    case 'host-declined':
      return calendarNoteParts(note, about);
    default:
      return bookingNoteParts(note, about);
  }
}

/** The mention puts this thread among theirs. */
function reassigned({ by, rep, words: said, brief: isBrief }: Extract<Note, { kind: 'reassigned' }>, about: About) {
  const given = [line(person(by.name), actionWords.notes.reassigned, { rep }, '.'), ...quoted(said)];
  return isBrief ? [...given, ...briefParts(brief(about.lead, about.playbook))] : given;
}

function passedOn({ rep, to }: Extract<Note, { kind: 'passed-on' }>): Part[] {
  const { passedOn: says, passedTo, passedToAll } = actionWords.notes;
  return [line(person(rep.name), says, ...(to === null ? [passedToAll] : [passedTo, { rep: to }, '.']))];
}

function woke({ reps }: Extract<Note, { kind: 'woke' }>, { lead, playbook }: About): Part[] {
  const called = reps.slice(0, glance.people).flatMap((rep, i): Piece[] => (i === 0 ? [{ rep }] : [', ', { rep }]));
  const colon: Piece[] = called.length === 0 ? [] : [': '];
  return [
    line(...called, ...colon, {
      bold: lead.state === 'nurturing' ? actionWords.notes.comeBack : actionWords.notes.woke,
    }),
    line(whoAndCompany(brief(lead, playbook))),
  ];
}

function yours({ rep, until, at, isCalled }: Extract<Note, { kind: 'yours' }>, { lead, playbook }: About): Part[] {
  const { yours: says, claimAbove } = ladderWords.notes;
  const clock = byWhen(until, { zone: zoneOf(lead, playbook), now: at });
  return [line(isCalled ? { rep } : person(rep.name), says, clock, ladderWords.thenAll, claimAbove)];
}

function managersTold({ reps }: Extract<Note, { kind: 'managers-told' }>): Part[] {
  const shown = reps.slice(0, glance.people);
  const named = shown.flatMap(({ rep, isCalled }, i): Piece[] => [
    ...(i === 0 ? [] : [', ']),
    isCalled ? { rep } : person(rep.name),
  ]);
  return [line(...named, ladderWords.notes.managers)];
}

function takenOver(rep: Rep, isHeard: boolean): Part[] {
  const who = person(rep.name);
  if (!isHeard) return [line({ rep }), line({ bold: takeoverWords.deaf })];
  return [line(who, takeoverWords.takenOver, who, takeoverWords.fromHereOn)];
}

/** Who pressed knows; who did not is called. */
function handedBack({ rep, why }: Extract<Note, { kind: 'handed-back' }>, { messages }: Lead): Part[] {
  if (why === 'pressed') return [line(person(rep.name), takeoverWords.handedBack)];
  const last = messages.findLast(({ from }) => from !== 'baton');
  return [line({ rep }, takeoverWords[why]), ...(last?.from === 'visitor' ? [line(takeoverWords.waits)] : [])];
}

/** The mention of the rep puts this thread among theirs. */
function handover(rep: Rep, known: Brief): Part[] {
  return [line({ bold: words.notes.handover }, { rep }), ...briefParts(known)];
}

function briefParts(known: Brief): Part[] {
  const agenda = known.agenda.map((each): Piece[] => [clip(each, glance.sentence)]);
  return [
    line({ bold: whoAndCompany(known) }),
    ...wantLine(known),
    ...contactLines(known),
    ...whyNowParts(known),
    ...questionParts(words.notes.asked, known.questions, glance.questionsInNote),
    ...answeredParts(known, glance.questionsInNote),
    ...questionParts(words.notes.promised, known.promised, glance.promisesInNote),
    ...fieldParts(notYetShown(known), glance.fieldsInNote),
    ...oldLine(known),
    ...committeeParts(known),
    unknownLine(known),
    heading(words.notes.agenda),
    { kind: 'bullets', items: agenda },
  ];
}

function transcript({ from, to }: { from: number; to: number }, about: About): Part[] {
  const { messages } = about.lead;
  const title = `${words.notes.transcript(from, to, messages.length)}${words.notes.bold}`;
  return [line({ italic: title }), ...transcriptLines(about, messages.slice(from - 1, to))];
}

function wrote(each: Line | undefined, { joined }: Lead): Part[] {
  if (each === undefined) return [heading(words.notes.wrote), line(words.notes.noLine)];
  const title = each.channel === mailChannel ? wroteByMail : words.notes.wrote;
  const place = joined.length === 0 ? '' : `${words.card.at}${memoryWords.where(each.channel)}`;
  return [heading(`${title}${place}`), { kind: 'quote', text: clip(each.text, partLimits.characters) }];
}

function quoted(text: string): Part[] {
  return text.trim() === '' ? [] : [{ kind: 'quote', text: clip(text.trim(), 1_000) }];
}

function person(name: string): Piece {
  return { bold: oneLine(name, glance.name) };
}
