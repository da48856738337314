// Reads what the modal in which a rep books shows. It needs no calendar to answer: whose times have not been read for a while
// is said, and whoever may ask calendars does that first.
import { explainSlot } from '../core/explain-slot.ts';
import type { Rep } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import { goodTimes } from '../core/propose.ts';
import type { SlotChoice } from '../core/slot-choice.ts';
import type { ShownTimes, SlotsView } from '../core/slots-view.ts';
import { statedZone } from '../core/stated-zone.ts';
import { guestOf, visitorZone } from '../core/tell-meeting.ts';
import { whyNone } from '../core/why-none.ts';
import { freshMs } from './busy.ts';
import type { Reader } from './db.ts';
import { zoneOf } from './desk.ts';
import { freeTimes } from './free-times.ts';
import { repNamed } from './rep.ts';

/** `connect`: where they let Baton into their own calendar. */
type Asked = Pick<SlotsView, 'lead' | 'rep' | 'choice' | 'playbook' | 'now' | 'connect'>;

export async function readSlotsView(reader: Reader, asked: Asked): Promise<SlotsView> {
  const { lead, rep, choice, playbook } = asked;
  return {
    ...asked,
    zone: await zoneOf(reader, rep, playbook),
    guest: guestOf(lead, playbook),
    theirs: lead.booking?.zone ?? statedZone(lead, playbook),
    hosts: await hostsOf(reader, choice, playbook),
  };
}

export async function readShownTimes(
  reader: Reader,
  { lead, choice, playbook, now }: Omit<Asked, 'connect'>,
): Promise<ShownTimes | { kind: 'stale'; reps: string[] }> {
  const { hosts, lengthMin, asked } = choice;
  const free = await freeTimes(reader, { lead, hosts, mode: 'group', lengthMin, playbook, now, maxAgeMs: freshMs });
  if (free.kind !== 'known') return free;
  const { slots, unread, rules } = free;
  return {
    kind: 'known',
    slots,
    unread,
    good: goodTimes(slots, { now, zone: visitorZone(lead, playbook) }).map(({ start }) => start),
    asked: asked === undefined ? null : explainSlot(rules, asked),
    none: slots.length > 0 ? null : whyNone(rules),
  };
}

export function hostsOf(reader: Reader, { hosts }: SlotChoice, playbook: Playbook): Promise<Rep[]> {
  return Promise.all(hosts.map((id) => repNamed(reader, id, playbook)));
}
