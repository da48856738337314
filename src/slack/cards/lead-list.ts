// A list of leads, one line each, oldest first: who, since when, where the card is.
import { whoIs } from '../../core/brief.ts';
import { aloneWith } from '../../core/ladder.ts';
import type { Lead } from '../../core/lead.ts';
import { nextStep } from '../../core/next-step.ts';
import { companyOf, person } from '../../core/person.ts';
import type { Playbook } from '../../core/playbook.ts';
import { veiled } from '../../core/veiled.ts';
import { listedMeeting } from './booking-parts.ts';
import { bookingWords } from './booking-words.ts';
import { cardPiece } from './card-link.ts';
import { byWhen, zoneOf } from './ladder-parts.ts';
import { ladderWords } from './ladder-words.ts';
import { heading, line, more, oneLine, whoAndCompany } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Part, Piece } from './parts.ts';
import { words } from './words.ts';

export type Lists = { playbook: Playbook; now: string };

export function waitingParts(leads: readonly Lead[], about: Lists): Part[] {
  if (leads.length === 0) return [line(words.lists.nobodyWaits)];
  const items = byAge(leads, (lead) => lead.offer?.at ?? lead.updatedAt, about, words.lists.waitingSince);
  return [heading(words.lists.waiting(leads.length)), { kind: 'bullets', items }];
}

/** Meetings first: they have their time. */
export function mineParts(all: readonly Lead[], about: Lists): Part[] {
  const leads = all.filter(({ state }) => state !== 'booked');
  const meetings = meetingParts(
    all.filter(({ state }) => state === 'booked'),
    about,
  );
  if (leads.length === 0) return [...meetings, line(words.lists.noneMine)];
  const items = byAge(leads, (lead) => lead.repVerdict?.at ?? lead.updatedAt, about, words.lists.claimedAt);
  return [...meetings, heading(words.lists.mine(leads.length)), { kind: 'bullets', items }];
}

function meetingParts(leads: readonly Lead[], about: Lists): Part[] {
  if (leads.length === 0) return [];
  const startOf = (lead: Lead) => lead.booking?.meeting?.startsAt ?? '';
  const shown = leads.toSorted((a, b) => startOf(a).localeCompare(startOf(b))).slice(0, glance.leadsInList);
  const items = shown.map((lead): Piece[] => [
    cardPiece(lead.card, nameOf(lead, about.playbook)),
    ...listedMeeting({ lead, ...about }),
    ...(lead.card === null ? [] : [words.lists.in, { channel: lead.card.channel }]),
  ]);
  const count = bookingWords.lists.meetings(leads.length);
  return [heading(count), { kind: 'bullets', items: [...items, ...more(leads.length - shown.length)] }];
}

/** Newest first, as they were found. */
export function foundParts(leads: readonly Lead[], { typed, playbook, now }: Lists & { typed: string }): Part[] {
  const about = oneLine(typed, glance.name);
  if (leads.length === 0) return [line(words.why.none(about))];
  const items = leads.map((lead): Piece[] => [
    cardPiece(lead.card, nameOf(lead, playbook)),
    words.lists.score(lead.score),
    words.lists.foundAt(words.title(lead).toLowerCase()),
    { ago: lead.updatedAt, now },
    ...(lead.rep === null ? [] : [words.card.at, { rep: lead.rep }]),
    ...(lead.card === null ? [] : [words.lists.in, { channel: lead.card.channel }]),
  ]);
  return [heading(words.lists.found(leads.length, about)), { kind: 'bullets', items }];
}

function byAge(leads: readonly Lead[], at: (lead: Lead) => string, about: Lists, since: string): Piece[][] {
  const shown = [...leads].sort((a, b) => at(a).localeCompare(at(b))).slice(0, glance.leadsInList);
  const items = shown.map((lead): Piece[] => [
    cardPiece(lead.card, nameOf(lead, about.playbook)),
    words.lists.score(lead.score),
    since,
    { ago: at(lead), now: about.now },
    ...(lead.card === null ? [] : [words.lists.in, { channel: lead.card.channel }]),
    ...(lead.state === 'claimed' ? nextPieces(lead, about) : turnPieces(lead, about)),
  ]);
  return [...items, ...more(leads.length - shown.length)];
}

/** What the rep owes this visitor now, and by when. */
function nextPieces(lead: Lead, { playbook, now }: Lists): Piece[] {
  const zone = zoneOf(lead, playbook);
  if (isAsleep(lead, now)) return [words.lists.snoozed, { when: lead.snoozedUntil, zone }];
  const { kind, wants } = nextStep(lead, playbook);
  const dueAt = lead.ladder?.kind === 'claimed' ? lead.ladder.dueAt : null;
  return [
    words.lists.next[kind],
    ...(kind === 'say-hello' && dueAt !== null ? [words.lists.by, byWhen(dueAt, { zone, now })] : []),
    ...(wants === null ? [] : [words.lists.wants(oneLine(wants, glance.label))]),
  ];
}

/** Whose turn it is to claim, and until when. */
function turnPieces(lead: Lead, { playbook, now }: Lists): Piece[] {
  const zone = zoneOf(lead, playbook);
  if (isAsleep(lead, now)) return [words.lists.snoozed, { when: lead.snoozedUntil, zone }];
  const alone = aloneWith(lead, now);
  if (alone !== null) {
    return [words.card.at, { rep: alone.rep }, ladderWords.theirs, byWhen(alone.until, { zone, now })];
  }
  return lead.offer?.rep ? [ladderWords.for, { rep: lead.offer.rep }] : [];
}

function isAsleep(lead: Lead, now: string): lead is Lead & { snoozedUntil: string } {
  return lead.snoozedUntil !== null && lead.snoozedUntil > now;
}

export function nameOf(lead: Lead, playbook: Playbook): string {
  const known = person(veiled(lead, playbook), playbook);
  return whoAndCompany({ who: whoIs(known), company: companyOf(known) });
}
