// A visitor who was offered times and chose none: they are asked once more, and then people are told. Both are dropped when
// anything has happened since.
import { ahead } from './booking.ts';
import { type Decision, say } from './decision.ts';
import type { Lead, Rep } from './lead.ts';
import { type Nudge, type Reach, reachAt } from './nudge.ts';
import { mayOffer } from './offer-times.ts';
import type { Playbook } from './playbook.ts';
import { offering } from './propose.ts';
import { timesTold } from './tell.ts';

type By = { playbook: Playbook; now: string };

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
  // Whoever has a meeting and was to move it lets it be.
  if (proposed === null || ahead(lead.booking, now) !== null) return null;
  if (lead.messages.some(({ n, from }) => n > message && from !== 'baton')) return null;
  const since = lead.messages.slice(message);
  if (timesTold(since, 'timesStill', playbook) + timesTold(since, 'timeAsk', playbook) > 0) return null;
  const times = proposed.times.flatMap(({ startsAt }, i) => (startsAt > now ? [{ n: i + 1, startsAt }] : []));
  if (times.length === 0) return null;
  const ask = times.length === 1 ? 'timesAsk' : 'timesStill';
  const text = offering(lead, { playbook, link, times, ask }).join('\n');
  const events: Decision['events'] = [{ kind: 'nudged', by: 'baton', data: { to: 'visitor', message } }];
  return say({ lead, events, owed: [] }, { text, asks: null, at: now });
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
