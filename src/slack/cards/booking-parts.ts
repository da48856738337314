// What stands of a meeting on a card and in its thread: what the calendar has, what it is asked for, what became of it.
import type { Button } from '@slack/types';
import { isUnderWay } from '../../core/book.ts';
import { ahead, type Booking, type Meeting, type Proposal } from '../../core/booking.ts';
import { isLookedAt } from '../../core/hold-review.ts';
import type { Lead, Rep } from '../../core/lead.ts';
import { meetingKindOf, type Playbook } from '../../core/playbook.ts';
import { bookingWords } from './booking-words.ts';
import { linkPiece } from './card-link.ts';
import { zoneOf } from './ladder-parts.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { type Part, type Piece, plain } from './parts.ts';
import { momentIn, placeIn } from './slot-words.ts';

type About = { lead: Lead; playbook: Playbook; now: string };
type Standing = NonNullable<Booking['meeting']>;

const words = bookingWords.card;

export function bookingParts({ lead, playbook, now }: About): Part[] {
  const { booking } = lead;
  if (booking === null) return [];
  const { wanted, meeting, outcome, proposed, calledOff } = booking;
  const about = { lead, playbook };
  const asked = isUnderWay(lead, now) ? wanted : null;
  if (asked?.kind === 'meet') {
    const stands = ahead(booking, now);
    const until = stands === null ? [] : [line(words.stands, ...meetingPieces(stands, about)), ...wayLines(stands)];
    if (isLookedAt(asked, now)) {
      const by = { when: asked.review, zone: zoneOf(lead, playbook) };
      return [line(words.lookedAt, ...meetingPieces(asked.meeting, about)), line(words.byItself, by), ...until];
    }
    return [line(words.asking, ...meetingPieces(asked.meeting, about)), ...until];
  }
  if (asked?.kind === 'cancel' && meeting !== null) return [line(words.cancelling, ...meetingPieces(meeting, about))];
  if (meeting !== null && outcome === null) {
    const reply = meeting.startsAt > now ? [replyLine(meeting)] : [];
    return [line(...meetingPieces(meeting, about)), ...wayLines(meeting), ...reply];
  }
  const over = outcome === 'held' ? words.held : words.missed;
  return [
    ...(meeting === null ? [] : [line(over, ...meetingPieces(meeting, about))]),
    ...(meeting === null && calledOff !== undefined && lead.state === 'claimed'
      ? [calledOffLine(calledOff, about)]
      : []),
    ...(proposed === null || lead.state === 'closed' ? [] : [offeredLine(proposed, zoneOf(lead, playbook))]),
  ];
}

function calledOffLine({ by, meeting }: NonNullable<Booking['calledOff']>, about: Omit<About, 'now'>): Part {
  return line(words.calledOff, ...meetingPieces(meeting, about), ...byWhom(by, about));
}

function offeredLine({ times }: Proposal, zone: string): Part {
  const pieces = times.flatMap(({ startsAt }, i): Piece[] => [...(i === 0 ? [] : [' · ']), { when: startsAt, zone }]);
  return line(words.offered, ...pieces);
}

/** How to get to the call, and to the event itself. */
export function wayLines({ event: { call, link } }: Standing): Part[] {
  const ways: Piece[] = [
    ...(call === null ? [] : [words.call, linkPiece(call)]),
    ...(call === null || link === null ? [] : [' · ']),
    ...(link === null ? [] : [linkPiece(link, words.inCalendar)]),
  ];
  return ways.length === 0 ? [] : [line(...ways)];
}

function replyLine({ reply }: Standing): Part {
  return line(reply === null ? words.noReply : words.reply[reply]);
}

/** `by`: whoever reads it as their own doing, and is not called for it. */
type Meant = { lead: Lead; playbook: Playbook; by?: string };

/** `Call, Tue, Nov 24 at 10:00 · 30 min · with @sam` */
export function meetingPieces(meeting: Meeting, { lead, playbook, by }: Meant): Piece[] {
  const { label } = meetingKindOf(playbook, meeting.kind);
  const hosts = meeting.hosts
    .slice(0, glance.people)
    .flatMap((rep, i): Piece[] => [
      ...(i === 0 ? [] : [', ']),
      rep.id === by ? { bold: oneLine(rep.name, glance.name) } : { rep },
    ]);
  return [
    `${oneLine(label, glance.label)}, `,
    { when: meeting.startsAt, zone: zoneOf(lead, playbook) },
    words.minutes(meeting.lengthMin),
    ...(hosts.length === 0 ? [] : [words.with, ...hosts]),
  ];
}

const notes = bookingWords.notes;

/** ` · by Sam`, where `by` is a rep's id, the visitor or the calendar. */
export function byWhom(by: string, about: Omit<About, 'now'>): Piece[] {
  if (by === 'visitor') return [notes.byVisitor];
  return by === 'calendar' ? [notes.byCalendar] : saidBy(nearby(by, about));
}

export function saidBy({ name }: Rep): Piece[] {
  return [notes.by, oneLine(name, glance.name)];
}

/** As somebody is called whose id alone is known here. */
export function nearby(id: string, { lead: { rep, booking, repVerdict }, playbook }: Omit<About, 'now'>): Rep {
  const listed = playbook.teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === id);
  const near = [rep, repVerdict?.by, ...(booking?.meeting?.hosts ?? [])].find((each) => each?.id === id);
  return { id, name: near?.name ?? listed?.name ?? notes.colleague };
}

/** As a list tells it: when, what, and what there is to do about it. */
export function listedMeeting({ lead, playbook, now }: About): Piece[] {
  const meeting = lead.booking?.meeting ?? null;
  if (meeting === null) return [];
  const { label } = meetingKindOf(playbook, meeting.kind);
  const todo =
    meeting.startsAt <= now
      ? bookingWords.lists.judge
      : meeting.reply === 'declined'
        ? bookingWords.lists.declined
        : '';
  return [
    ` · ${oneLine(label, glance.label)}, `,
    { when: meeting.startsAt, zone: zoneOf(lead, playbook) },
    words.minutes(meeting.lengthMin),
    ...(todo === '' ? [] : [todo]),
  ];
}

type Press = (name: keyof typeof bookingWords.buttons, style?: 'primary') => Button;

/** What can be done with the meeting now; nothing while the calendar is being asked. */
export function bookingButtons({ lead, playbook, now }: About, press: Press): Button[] {
  const { booking, state } = lead;
  if (!playbook.calendar || isUnderWay(lead, now)) return [];
  if (state === 'claimed') return [press('book', 'primary')];
  if (state !== 'booked') return [];
  const standing = ahead(booking, now);
  if (standing === null) return [press('held', 'primary'), press('noShow')];
  const { title, text, yes, no } = bookingWords.cancel;
  const confirm = {
    title: plain(title, slackLimits.confirmTitle),
    text: plain(text(momentText(standing, { lead, playbook })), slackLimits.confirmText),
    confirm: plain(yes, slackLimits.confirmButton),
    deny: plain(no, slackLimits.confirmButton),
    style: 'danger',
  } as const;
  return [press('move'), { ...press('cancelMeeting'), confirm }];
}

/** In the zone of the team: Slack's own dates cannot stand in a dialogue. */
function momentText({ startsAt }: Meeting, { lead, playbook }: Meant): string {
  const zone = zoneOf(lead, playbook);
  return `${momentIn(zone, startsAt)} (${placeIn(zone, startsAt)})`;
}
