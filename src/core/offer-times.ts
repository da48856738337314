// Three times for a visitor out of all that are free, or the ordinary hand-off where there are none. Either is said once.
import { canBeBooked, isUnderWay } from './book.ts';
import { noBooking } from './booking.ts';
import { type Decision, say } from './decision.ts';
import { inTheirLanguage } from './in-language.ts';
import type { JobOf } from './job.ts';
import type { Lead, Rep } from './lead.ts';
import { opensLater } from './opens.ts';
import type { Playbook } from './playbook.ts';
import { goodTimes, propose } from './propose.ts';
import type { Slot } from './slots.ts';
import { statedZone } from './stated-zone.ts';
import { tell, timesTold } from './tell.ts';
import { guestOf, visitorZone } from './tell-meeting.ts';
import type { WhoMeets } from './who-meets.ts';

type By = { playbook: Playbook; now: string };
type Asked = Pick<JobOf<'propose-times'>, 'after' | 'want' | 'not' | 'notice'>;

/** Whether times can be put to the visitor now: nobody else talks to them, and the calendar is not being asked. */
export function mayOffer(lead: Lead, now: string): boolean {
  const { state, takeover } = lead;
  const isOpen = state === 'offered' || state === 'claimed' || state === 'booked';
  return isOpen && canBeBooked(lead) && takeover === null && !isUnderWay(lead, now);
}

/** What the calendars of those who would meet them say is free. `hosts`: whoever may be in one of the slots. */
export type Free = { slots: readonly Slot[]; hosts: readonly Rep[]; who: Pick<WhoMeets, 'kind' | 'lengthMin'> };

type Offering = By & { link: string | null };

/** The three best times, in answer to line `after`; null: they were offered since, or cannot be any more. */
export function offerTimes(lead: Lead, free: Free, { job, ...by }: Offering & { job: Asked }): Decision | null {
  const { playbook, now, link } = by;
  if (!mayOffer(lead, now) || (lead.booking?.proposed?.message ?? 0) > job.after) return null;
  const zone = lead.booking?.zone ?? statedZone(lead, playbook);
  const where = zone ?? visitorZone(lead, playbook);
  const slots = free.slots.filter(({ start }) => !job.not.includes(start));
  const wished = goodTimes(slots, { now, zone: where, wish: job.want });
  const isElse = wished.length === 0 && job.want !== null;
  const good = isElse ? goodTimes(slots, { now, zone: where }) : wished;
  if (good.length === 0) return withoutTimes(lead, { ...by, after: job.after, why: 'nothing-free' });
  const { hosts, who } = free;
  const times = good.map(({ start, hosts: ids }) => ({
    startsAt: start,
    hosts: ids.flatMap((id) => hosts.filter((host) => host.id === id)),
  }));
  const notice = isElse ? inTheirLanguage(playbook, lead).words.notThen : job.notice;
  const { kind, lengthMin } = who;
  return propose(lead, { times, kind, lengthMin, by: 'baton', zone, playbook, now, link, notice });
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
  const line = opensLater(offer, now) === null ? 'handedOff' : 'handedOffLater';
  // Else the card says it when it stands.
  const told = lead.card === null ? decision : tell(decision, line, { playbook, now });
  return offer.why === 'asked' ? withAddress(told, { playbook, now }) : told;
}

/** Who asked for a person at once may have said nothing of where to reach them. */
function withAddress(decision: Decision, { playbook, now }: By): Decision {
  const email = inTheirLanguage(playbook, decision.lead).fields.find(({ kind }) => kind === 'email');
  if (email === undefined || guestOf(decision.lead, playbook) !== null) return decision;
  return say(decision, { text: email.question, asks: email.id, at: now });
}
