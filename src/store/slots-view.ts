// Reads what the modal in which a rep books shows. It needs no calendar to answer: whose times have not been read for a while
// is said, and whoever may ask calendars does that first.
import { explainSlot } from '../core/explain-slot.ts';
import type { Lead } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import type { SlotChoice } from '../core/slot-choice.ts';
import type { ShownTimes, SlotsView } from '../core/slots-view.ts';
import { guestOf } from '../core/tell-meeting.ts';
import { whyNone } from '../core/why-none.ts';
import { freshMs } from './busy.ts';
import type { Reader } from './db.ts';
import { zoneOf } from './desk.ts';
import { freeTimes } from './free-times.ts';
import { getRep } from './rep.ts';

type Asked = { lead: Lead; rep: string; choice: SlotChoice; playbook: Playbook; now: string };

export async function readSlotsView(reader: Reader, asked: Asked): Promise<SlotsView> {
  const { lead, rep, choice, playbook } = asked;
  return {
    ...asked,
    zone: await zoneOf(reader, rep, playbook),
    guest: guestOf(lead, playbook),
    names: await namesOf(reader, [...choice.hosts, rep], playbook),
  };
}

export async function readShownTimes(
  reader: Reader,
  { lead, choice, playbook, now }: Asked,
): Promise<ShownTimes | { kind: 'stale'; reps: string[] }> {
  const { hosts, lengthMin, asked } = choice;
  const free = await freeTimes(reader, { lead, hosts, mode: 'group', lengthMin, playbook, now, maxAgeMs: freshMs });
  if (free.kind !== 'known') return free;
  const { slots, unread, rules } = free;
  return {
    kind: 'known',
    slots,
    unread,
    good: [],
    asked: asked === undefined ? null : explainSlot(rules, asked),
    none: slots.length > 0 ? null : whyNone(rules),
  };
}

/** As the playbook lists them, else as Slack calls them. */
export async function namesOf(
  reader: Reader,
  ids: readonly string[],
  playbook: Playbook,
): Promise<Map<string, string>> {
  const listed = new Map(playbook.teams.flatMap(({ reps }) => reps).map(({ slack, name }) => [slack, name]));
  const names = new Map<string, string>();
  for (const id of new Set(ids)) names.set(id, listed.get(id) ?? (await getRep(reader, id))?.name ?? id);
  return names;
}
