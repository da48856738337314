// Asks the calendar for what a lead wants, and tells it as booked only when the calendar has it. Whatever is lost, refused or
// cut short on the way ends in one event or in none and a sentence: the id is ours, and what may stand is looked for first.

import { canBeBooked, confirm, lose, owedAsking, owedDrop } from '../core/book.ts';
import type { EventId, Wanted } from '../core/booking.ts';
import type { JobOf, SlotLoss } from '../core/job.ts';
import type { Lead } from '../core/lead.ts';
import { withoutOwn } from '../core/meeting-rules.ts';
import { bookingOf } from '../core/playbook.ts';
import type { Calendar, JobDeps, Standing } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { getLead } from '../store/lead.ts';
import { changeLead } from './change-lead.ts';
import { meetingEntry, meetingSpan } from './meeting-entry.ts';

type Meet = Extract<Wanted, { kind: 'meet' }>;
type Asking = { lead: Lead; wanted: Meet; mayStand: boolean };

/** With less than this left, a hold is made longer before the calendar is asked. */
const leastMs = 60_000;

export async function confirmBooking(
  deps: JobDeps,
  job: JobOf<'confirm-booking'>,
  { tries }: { tries: number },
): Promise<void> {
  const lead = await getLead(deps.db, job.lead);
  const wanted = wantedOf(lead, job.event);
  // A hold that ran out is told of by `expire-hold`.
  if (lead === undefined || wanted === null || wanted.until <= deps.now().toISOString()) return;
  const asking = { lead, wanted, mayStand: tries > 1 };
  if (!canBeBooked(lead)) return giveUp(deps, asking, 'over');
  if ((await keepLonger(deps, asking)) === 'taken') return giveUp(deps, asking, 'taken');
  const hosts = await openHosts(deps, wanted);
  if (hosts === null) return giveUp(deps, asking, 'no-access');
  await ask(deps, asking, hosts);
}

export function wantedOf(lead: Lead | undefined, event: EventId): Meet | null {
  const wanted = lead?.booking?.wanted;
  return wanted?.kind === 'meet' && wanted.event === event ? wanted : null;
}

type OpenHost = { id: string; email: string; calendar: Calendar };

/** Null: into one of the calendars nobody may look, so nobody can say that the time is free. */
async function openHosts({ calendars }: JobDeps, { meeting }: Meet): Promise<OpenHost[] | null> {
  const hosts: OpenHost[] = [];
  for (const { id } of meeting.hosts) {
    const access = await calendars.of(id);
    if (access.kind !== 'open') return null;
    hosts.push({ id, ...access });
  }
  return hosts;
}

async function ask(deps: JobDeps, asking: Asking, hosts: readonly OpenHost[]): Promise<void> {
  const { lead, wanted } = asking;
  const [host, ...others] = hosts;
  if (host === undefined) throw new Error(`Lead ${lead.id} wants a meeting with nobody.`);
  let asked = asking;
  let at = host.id;
  try {
    let stands = asking.mayStand ? await standing(host.calendar, wanted) : null;
    for (const each of stands === null ? hosts : []) {
      at = each.id;
      if (await isBusy(deps, each, asking)) return await giveUp(deps, asking, 'taken');
    }
    at = host.id;
    asked = { ...asking, mayStand: true };
    stands ??= await host.calendar.put(meetingEntry(lead, { ...wanted, guests: others, playbook: deps.playbook }));
    await keep(deps, asked, stands);
  } catch (error) {
    if (!(error instanceof OutsideError) || error.system !== 'calendar') throw error;
    if (error.status === 401) {
      await deps.calendars.lose(at, error.message);
      return giveUp(deps, asked, 'no-access');
    }
    // Refused for good: whoever waits hears of it now, and those who keep Baton running see why.
    if (error.retry === 'never') await giveUp(deps, asked, 'unreachable');
    throw error;
  }
}

/** An earlier try may have got through, and its answer been lost. */
async function standing(
  calendar: Calendar,
  { event, meeting }: Meet,
): Promise<Extract<Standing, { kind: 'stands' }> | null> {
  const found = await calendar.read(event);
  const { from, until } = meetingSpan(meeting);
  return found.kind === 'stands' && found.startsAt === from && found.endsAt === until ? found : null;
}

async function isBusy({ playbook }: JobDeps, host: OpenHost, { lead, wanted }: Asking): Promise<boolean> {
  const { bufferBeforeMinutes, bufferAfterMinutes } = bookingOf(playbook, lead.offer?.team);
  const span = meetingSpan(wanted.meeting, bufferBeforeMinutes, bufferAfterMinutes);
  const { periods } = await host.calendar.busy(span);
  return withoutOwn(periods, host.id, lead.booking).some(({ from, until }) => from < span.until && span.from < until);
}

/** The calendar has it. A lead that cannot have it any more gives it back. */
async function keep(deps: JobDeps, asking: Asking, { event }: Extract<Standing, { kind: 'stands' }>): Promise<void> {
  const { playbook, linkFor, db, queue } = deps;
  const { lead, wanted } = asking;
  const kept = await changeLead(deps, lead.id, (now, at) => {
    const isSame = wantedOf(now, wanted.event)?.at === wanted.at;
    return isSame ? confirm(now, event, { playbook, now: at, link: linkFor(lead.id) }) : null;
  });
  if (kept === 'taken') return giveUp(deps, asking, 'taken');
  if (kept === 'done') return;
  await giveUp(deps, asking, 'over');
  await db.inTx((tx) => queue.enqueue(tx, owedDrop(lead.id, wanted.meeting, wanted.event)));
}

async function giveUp(deps: JobDeps, { lead, wanted, mayStand }: Asking, why: SlotLoss): Promise<void> {
  const { playbook, linkFor } = deps;
  await changeLead(deps, lead.id, (now, at) => {
    if (wantedOf(now, wanted.event)?.at !== wanted.at) return null;
    return lose(now, { why, mayStand, playbook, now: at, link: linkFor(lead.id) });
  });
}

/** Never for long: a calendar that stays silent must not keep a time for ever. */
async function keepLonger(deps: JobDeps, { lead, wanted }: Asking): Promise<'done' | 'left' | 'gone' | 'taken'> {
  const { playbook, now } = deps;
  const at = now().getTime();
  const latest = Date.parse(wanted.at) + 2 * bookingOf(playbook, lead.offer?.team).holdMinutes * 60_000;
  const until = new Date(Math.min(at + 2 * leastMs, latest)).toISOString();
  if (Date.parse(wanted.until) - at >= leastMs || until <= wanted.until) return 'left';
  return changeLead(deps, lead.id, (before, now) => {
    const { booking } = before;
    if (booking === null || wantedOf(before, wanted.event)?.at !== wanted.at) return null;
    const longer = { ...wanted, until };
    const [, expiry] = owedAsking(before, longer, now);
    return {
      lead: { ...before, booking: { ...booking, wanted: longer } },
      events: [],
      owed: expiry === undefined ? [] : [expiry],
    };
  });
}
