// What a person or a channel is told about one lead, gathered into one message for each of them. Nobody is told anything
// outside their working hours, in their quiet hours, or that they do not want to hear.
import { teamOpensAt } from './at-work.ts';
import type { NewEvent } from './event.ts';
import type { Lead, LeadId } from './lead.ts';
import { isLost } from './lost.ts';
import { mayTell, type Preferences, quietEnds } from './preferences.ts';
import { type Calendar, opensAt } from './working-time.ts';

export const nudgeKinds = ['yours', 'channel', 'reminder', 'managers', 'first-word', 'unbooked', 'cql-lost'] as const;
export type NudgeKind = (typeof nudgeKinds)[number];

/** `to`: a person or a channel. `about`: the offer or the claim it is about. `dueAt`: not before. */
export type Nudge = { to: string; lead: LeadId; what: NudgeKind; about: string; dueAt: string };

export type Reach = { calendar: Calendar; preferences: Preferences };

/** Several hours of quiet in a row are days of them: whoever is quiet whenever they work is never told. */
const tries = 60;

/** When a person may be told, `now` or later; null: never. */
export function reachAt({ calendar, preferences }: Reach, about: { isTheirs: boolean; now: string }): string | null {
  const { zone } = calendar;
  let at = about.now;
  for (let i = 0; i < tries; i++) {
    const opens = opensAt(calendar, at);
    if (opens === null) return null;
    if (mayTell(preferences, { isTheirs: about.isTheirs, zone, now: opens })) return opens;
    const ends = quietEnds(preferences.quiet, { zone, now: opens });
    if (ends === null) return null;
    at = ends;
  }
  return null;
}

/** When a team's channel may be told: while somebody of the team is at work. */
export function channelAt(team: readonly Calendar[], now: string): string | null {
  return teamOpensAt(team, now);
}

/**
 * Whose visitor it is hears that the lead is qualified no more, whatever made it so; of one that sleeps, when it wakes. Their
 * hours are asked when it is told. An unclaimed lead has nobody but its card.
 */
export function lossNudges(lead: Lead, events: readonly Pick<NewEvent, 'kind'>[], now: string): Nudge[] {
  const { id, rep, state, offer, snoozedUntil } = lead;
  if (rep === null || offer === null || state !== 'claimed') return [];
  if (!events.some(({ kind }) => kind === 'cql-lost')) return [];
  const dueAt = snoozedUntil !== null && snoozedUntil > now ? snoozedUntil : now;
  return [{ to: rep.id, lead: id, what: 'cql-lost', about: offer.at, dueAt }];
}

/** Whether the lead still stands where this was said of it. */
export function holdsStill(
  { to, what, about }: Pick<Nudge, 'to' | 'what' | 'about'>,
  lead: Lead,
  now: string,
): boolean {
  const { state, ladder, offer, rep, snoozedUntil, booking } = lead;
  if (snoozedUntil !== null && snoozedUntil > now) return false;
  if (what === 'unbooked') return booking?.proposed?.at === about && booking.meeting === null;
  if (what === 'cql-lost') return rep?.id === to && state === 'claimed' && offer?.at === about && isLost(lead);
  if (what === 'first-word') return rep?.id === to && ladder?.kind === 'claimed' && ladder.since === about;
  if (state !== 'offered' || offer?.at !== about || ladder?.kind !== 'offered') return false;
  return what !== 'yours' || ladder.alone?.rep.id === to;
}
