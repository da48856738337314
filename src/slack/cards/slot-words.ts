// Moments as reps read them in a form, and every reason for which a time is not offered, in a sentence. Slack's own dates
// cannot stand in a menu, so these say whose clock they mean.
import { DateTime } from 'luxon';
import type { SlotReason } from '../../core/explain-slot.ts';
import { zoneText } from '../../core/when.ts';

/** `zone`: of whoever reads; `nameOf`: a host as they know them. */
export type Reader = { zone: string; nameOf(host: string): string };

/** `Tue 24 Nov, 10:00`; where clocks show the hour twice, with the distance to UTC. */
export function momentIn(zone: string, at: string): string {
  return `${dayIn(zone, at)}, ${clockIn(zone, at)}`;
}

export function dayIn(zone: string, at: string): string {
  return read(zone, at).toFormat('ccc d LLL');
}

export function clockIn(zone: string, at: string): string {
  const said = placeIn(zone, at);
  const usual = placeIn(zone, new Date(Date.parse(at) + 2 * 86_400_000).toISOString());
  const clock = read(zone, at).toFormat('HH:mm');
  return said === usual ? clock : `${clock} ${read(zone, at).toFormat("'UTC'Z")}`;
}

/** `Tue 24 Nov, 13:00–15:00` */
function spanIn(zone: string, from: string, until: string): string {
  const end = dayIn(zone, from) === dayIn(zone, until) ? `–${clockIn(zone, until)}` : ` – ${momentIn(zone, until)}`;
  return `${momentIn(zone, from)}${end}`;
}

/** `Berlin time` */
export const placeIn = (zone: string, at: string) => zoneText(at, { zone, language: 'en' });

const read = (zone: string, at: string) => DateTime.fromISO(at, { zone, locale: 'en-GB' });

/** `Tue 24 Nov`, of an ISO date. */
const dateOf = (date: string) => dayIn('UTC', `${date}T00:00:00.000Z`);

function lengthOf(minutes: number): string {
  if (minutes % 1_440 === 0) return minutes === 1_440 ? '1 day' : `${minutes / 1_440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
  return `${minutes} min`;
}

export function whyNot(reason: SlotReason, { zone, nameOf }: Reader): string {
  const at = (moment: string) => momentIn(zone, moment);
  switch (reason.kind) {
    case 'not-a-time':
      return 'That is no time. Choose a day and a time.';
    case 'wrong-number':
      return `The playbook says ${reason.value} for ${reason.name}, which cannot be counted with.`;
    case 'no-hosts':
      return 'Nobody is chosen to meet the visitor.';
    case 'past':
      return 'That time is over.';
    case 'before-notice':
      return `Too soon: the playbook asks for ${lengthOf(reason.noticeMin)} of notice, so ${at(reason.earliest)} is the earliest.`;
    case 'off-grid':
      return `Meetings start every ${lengthOf(reason.everyMin)}; this is between two starts.`;
    case 'unknown-zone':
      return `${nameOf(reason.host)}’s time zone, “${reason.zone}”, is none that Baton knows. They set it under Working hours in Baton’s Home.`;
    case 'outside-window':
      return `Meetings with ${nameOf(reason.host)} are booked from ${at(reason.from)} until ${at(reason.until)}.`;
    case 'outside-hours':
      return `${nameOf(reason.host)} does not work then: there it is ${reason.clock} on ${dateOf(reason.date)}.`;
    case 'holiday':
      return `${dateOf(reason.date)} is a holiday for ${nameOf(reason.host)}.`;
    case 'closed':
      return `${nameOf(reason.host)} takes no meetings on ${dateOf(reason.date)}, as the playbook says.`;
    case 'away':
      return reason.until === null
        ? `${nameOf(reason.host)} is away from ${at(reason.from)} on; nobody knows until when.`
        : `${nameOf(reason.host)} is away from ${at(reason.from)} until ${at(reason.until)}.`;
    case 'busy':
      return `${nameOf(reason.host)} is busy: ${spanIn(zone, reason.from, reason.until)}.`;
    case 'buffer-before':
      return `${nameOf(reason.host)} has something until ${at(reason.until)}, and ${lengthOf(reason.bufferMin)} before a meeting stay free.`;
    case 'buffer-after':
      return `${nameOf(reason.host)} has something from ${at(reason.from)}, and ${lengthOf(reason.bufferMin)} after a meeting stay free.`;
    case 'day-cap':
      return `${nameOf(reason.host)} has their ${meetings(reason.max)} for ${dateOf(reason.from)} already.`;
    case 'week-cap':
      return `${nameOf(reason.host)} has their ${meetings(reason.max)} for the week of ${dateOf(reason.from)} already.`;
  }
}

const meetings = (max: number) => (max === 1 ? 'one meeting' : `${max} meetings`);
