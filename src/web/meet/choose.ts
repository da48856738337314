// A visitor has chosen a time, on their page or in the widget: it is held for whoever would meet them, or it is not theirs, and
// why. The same for both, so that neither gives away what the other would not.
import type { Lead } from '../../core/lead.ts';
import type { MeetWord } from '../../core/meet-words.ts';
import { whoMeets } from '../../core/who-meets.ts';
import type { Deps } from '../../deps.ts';
import { holdSlot } from '../../flows/hold-slot.ts';
import { hostsAt } from './times.ts';

/** `guest`: the address for the invitation, as they typed it; empty: none. */
export type Choosing = { lead: Lead; startsAt: string; zone: string; guest: string; now: string };

/** Null: it is kept for them, or whatever they see next says the rest. Else the sentence that says why it is not. */
export async function chooseTime(deps: Deps, choosing: Choosing): Promise<MeetWord | null> {
  const { lead, startsAt, zone, guest, now } = choosing;
  const who = whoMeets(lead, { playbook: deps.playbook, now });
  const { kind, lengthMin } = who;
  // Of several, the one whose turn it was may be gone by now, and the next one free.
  for (let left = who.anyOf.length; left > 0; left--) {
    const hosts = await hostsAt(deps, { lead, who, now }, startsAt);
    if (hosts.length === 0) break;
    const held = await holdSlot(deps, lead.id, {
      by: 'visitor',
      startsAt,
      lengthMin,
      kind,
      hosts,
      zone,
      ...(guest !== '' && { guest }),
    });
    if (held.kind === 'slot-taken' && left > 1) continue;
    return saidOf(held);
  }
  return 'notOffered';
}

/** Null: whatever they see next says it. */
function saidOf(held: Awaited<ReturnType<typeof holdSlot>>): MeetWord | null {
  switch (held.kind) {
    case 'slot-taken':
      return 'taken';
    case 'not-offered':
      return held.reasons.every(({ kind }) => kind === 'busy') ? 'taken' : 'notOffered';
    case 'no-address':
      return 'wrongAddress';
    case 'too-often':
      return 'tooOften';
    case 'under-way':
      return 'underWay';
    default:
      return null;
  }
}
