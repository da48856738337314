// A list of leads, one line each, oldest first: who, since when, where the card is.
import { whoIs } from '../../core/brief.ts';
import type { Lead } from '../../core/lead.ts';
import { nextStep } from '../../core/next-step.ts';
import { companyOf, person } from '../../core/person.ts';
import type { Playbook } from '../../core/playbook.ts';
import { veiled } from '../../core/veiled.ts';
import { cardPiece } from './card-link.ts';
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

export function mineParts(leads: readonly Lead[], about: Lists): Part[] {
  if (leads.length === 0) return [line(words.lists.noneMine)];
  const items = byAge(leads, (lead) => lead.repVerdict?.at ?? lead.updatedAt, about, words.lists.claimedAt);
  return [heading(words.lists.mine(leads.length)), { kind: 'bullets', items }];
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
    ...(lead.state === 'claimed' ? [nextPiece(lead, about.playbook)] : []),
  ]);
  return [...items, ...more(leads.length - shown.length)];
}

/** What the rep owes this visitor now. */
function nextPiece(lead: Lead, playbook: Playbook): string {
  const { kind, wants } = nextStep(lead, playbook);
  return words.lists.next[kind] + (wants === null ? '' : words.lists.wants(oneLine(wants, glance.label)));
}

export function nameOf(lead: Lead, playbook: Playbook): string {
  const known = person(veiled(lead, playbook), playbook);
  return whoAndCompany({ who: whoIs(known), company: companyOf(known) });
}
