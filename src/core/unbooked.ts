// A visitor who was offered times and chose none: they are asked once more, and then people are told. Both are dropped when
// anything has happened since.
import { canBeBooked, isUnderWay } from './book.ts';
import { noBooking } from './booking.ts';
import { type Decision, say } from './decision.ts';
import { inTheirLanguage } from './in-language.ts';
import type { Lead, Rep } from './lead.ts';
import { type Nudge, type Reach, reachAt } from './nudge.ts';
import { opensLater } from './opens.ts';
import type { Playbook } from './playbook.ts';
import { offering, type Proposing, propose } from './propose.ts';
import { tell, timesTold } from './tell.ts';

type By = { playbook: Playbook; now: string };

/** Whether times can be put to the visitor now: nobody else talks to them, and the calendar is not being asked. */
export function mayOffer(lead: Lead, now: string): boolean {
  const { state, takeover } = lead;
  const isOpen = state === 'offered' || state === 'claimed' || state === 'booked';
  return isOpen && canBeBooked(lead) && takeover === null && !isUnderWay(lead, now);
}

/** Times by Baton, in answer to line `after`; null: they were offered since, or cannot be any more. */
export function offerTimes(lead: Lead, after: number, proposing: Proposing): Decision | null {
  if (!mayOffer(lead, proposing.now) || (lead.booking?.proposed?.message ?? 0) > after) return null;
  return propose(lead, proposing);
}

/** Why no times can be offered. */
export type NoTimes = 'no-calendar' | 'nothing-free' | 'unreachable' | 'nobody';

/** The ordinary hand-off, where times were promised instead of it; else people settle it. Said once. */
export function withoutTimes(
  lead: Lead,
  { after, why, playbook, now }: By & { after: number; why: NoTimes },
): Decision | null {
  const { offer } = lead;
  if (!mayOffer(lead, now) || offer === null) return null;
  const isFirst = offer.inChat === true && lead.booking?.proposed == null;
  if (!isFirst && timesTold(lead.messages.slice(after), 'noTimes', playbook) > 0) return null;
  const events: Decision['events'] = [{ kind: 'proposed', by: 'baton', data: { times: [], why } }];
  const without = {
    ...lead,
    offer: { ...offer, inChat: false },
    booking: { ...(lead.booking ?? noBooking), proposed: null },
  };
  const decision: Decision = { lead: without, events, owed: [] };
  if (!isFirst) return tell(decision, 'noTimes', { playbook, now });
  // Else the card says it when it stands.
  if (lead.card === null) return decision;
  return tell(decision, opensLater(offer, now) === null ? 'handedOff' : 'handedOffLater', { playbook, now });
}

/** The proposal that stands since line `message` and has brought nothing. */
function openSince(lead: Lead, message: number, now: string) {
  const proposed = lead.booking?.proposed ?? null;
  if (proposed === null || proposed.message !== message || !mayOffer(lead, now)) return null;
  return proposed;
}

/** Once, and only while they have written nothing since. */
export function nudgeVisitor(
  lead: Lead,
  message: number,
  { playbook, now, link }: By & { link: string | null },
): Decision | null {
  const proposed = openSince(lead, message, now);
  if (proposed === null || lead.messages.some(({ n, from }) => n > message && from !== 'baton')) return null;
  if (timesTold(lead.messages.slice(message), 'timesStill', playbook) > 0) return null;
  const times = proposed.times.flatMap(({ startsAt }, i) => (startsAt > now ? [{ n: i + 1, startsAt }] : []));
  if (times.length === 0) return null;
  const [only, ...others] = times;
  const { words } = inTheirLanguage(playbook, lead);
  const lines = offering(lead, { playbook, link, times, ask: 'timesStill' });
  const text = only !== undefined && others.length === 0 ? [words.timesStill, ...lines] : lines;
  const events: Decision['events'] = [{ kind: 'nudged', by: 'baton', data: { to: 'visitor', message } }];
  return say({ lead, events, owed: [] }, { text: text.join('\n'), asks: null, at: now });
}

/** `rep`: whose lead it is; of an unclaimed one, whose it should be. */
export type Told = { rep: { rep: Rep; reach: Reach } | null; managers: readonly { rep: Rep; reach: Reach }[] };

/** Qualified, but not booked: the rep hears of it, of an unclaimed lead the managers. */
export function alertRep(
  lead: Lead,
  message: number,
  { now, told }: By & { told: Told },
): (Decision & { nudges: readonly Nudge[] }) | null {
  const proposed = openSince(lead, message, now);
  if (proposed === null || (lead.booking?.meeting ?? null) !== null) return null;
  const own = told.rep === null ? [] : [told.rep];
  const whom = lead.state === 'offered' && told.managers.length > 0 ? told.managers : own;
  const nudges = whom.flatMap(({ rep, reach }): Nudge[] => {
    const dueAt = reachAt(reach, { isTheirs: rep.id === told.rep?.rep.id, now });
    return dueAt === null ? [] : [{ to: rep.id, lead: lead.id, what: 'unbooked', about: proposed.at, dueAt }];
  });
  const events: Decision['events'] = [
    { kind: 'nudged', by: 'baton', data: { to: nudges.map(({ to }) => to), message } },
  ];
  return { lead, events, owed: [], nudges };
}
