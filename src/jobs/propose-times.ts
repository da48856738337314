// Reads the calendars of whoever would meet the visitor and offers them three good times, or hands the conversation to people
// where there are none. Safe twice: what was offered since the line it answers is not offered again.

import { inTheirLanguage } from '../core/in-language.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, Rep } from '../core/lead.ts';
import { goodTimes } from '../core/propose.ts';
import type { Slot } from '../core/slots.ts';
import { statedZone } from '../core/stated-zone.ts';
import { visitorZone } from '../core/tell-meeting.ts';
import { mayOffer, type NoTimes, offerTimes, withoutTimes } from '../core/unbooked.ts';
import { type WhoMeets, whoMeets } from '../core/who-meets.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { freshMs } from '../store/busy.ts';
import { freeTimes } from '../store/free-times.ts';
import { getLead } from '../store/lead.ts';
import { repNamed } from '../store/rep.ts';
import { changeBooking } from './change-booking.ts';
import { readBusy } from './read-busy.ts';

type Found =
  | { kind: 'free'; slots: readonly Slot[]; hosts: readonly Rep[]; who: WhoMeets }
  | { kind: 'none'; why: NoTimes };

export async function proposeTimes(deps: JobDeps, job: JobOf<'propose-times'>): Promise<void> {
  const { db, playbook, linkFor } = deps;
  const lead = await getLead(db, job.lead);
  const now = deps.now().toISOString();
  if (lead === undefined || !mayOffer(lead, now)) return;
  const found = await find(deps, lead, job);
  await changeBooking(deps, job.lead, (before, at) => {
    const by = { playbook, now: at };
    const none = (why: NoTimes) => withoutTimes(before, { ...by, after: job.after, why });
    if (found.kind === 'none') return none(found.why);
    const { slots, hosts, who } = found;
    const zone = before.booking?.zone ?? statedZone(before, playbook);
    const where = zone ?? visitorZone(before, playbook);
    const wished = goodTimes(slots, { now: at, zone: where, wish: job.want });
    const others = wished.length === 0 && job.want !== null;
    const good = others ? goodTimes(slots, { now: at, zone: where }) : wished;
    if (good.length === 0) return none('nothing-free');
    const times = good.map(({ start }) => ({ startsAt: start, hosts }));
    const notice = others ? inTheirLanguage(playbook, before).words.notThen : job.notice;
    const meeting = { kind: who.kind, lengthMin: who.lengthMin };
    return offerTimes(before, job.after, {
      ...by,
      ...meeting,
      times,
      by: 'baton',
      zone,
      link: linkFor(job.lead),
      notice,
    });
  });
}

/** A calendar that does not answer is no reason to keep the visitor waiting: people settle it. */
async function find(deps: JobDeps, lead: Lead, { not }: JobOf<'propose-times'>): Promise<Found> {
  const { db, playbook } = deps;
  const now = deps.now().toISOString();
  const who = whoMeets(lead, { playbook, now });
  const [host, ...others] = who.anyOf;
  if (host === undefined || others.length > 0) return { kind: 'none', why: 'nobody' };
  const ids = [host, ...who.along];
  try {
    await readBusy(deps, ids, { maxAgeMs: freshMs });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    deps.log.warn({ err: error, lead: lead.id }, 'a calendar could not be read, so no times were offered');
    return { kind: 'none', why: 'unreachable' };
  }
  const { lengthMin } = who;
  const free = await freeTimes(db, { lead, hosts: ids, mode: 'group', lengthMin, playbook, now, maxAgeMs: freshMs });
  if (free.kind !== 'known') return { kind: 'none', why: free.kind === 'stale' ? 'unreachable' : free.kind };
  const hosts = await Promise.all(ids.map((id) => repNamed(db, id, playbook)));
  return { kind: 'free', slots: free.slots.filter(({ start }) => !not.includes(start)), hosts, who };
}
