// What the modal in which a rep books shows, as data: whose times, in whose zone, and what keeps them from others.
import type { ExplainedSlot } from './explain-slot.ts';
import type { Lead, Rep } from './lead.ts';
import type { Playbook } from './playbook.ts';
import type { SlotChoice } from './slot-choice.ts';
import type { Slot } from './slots.ts';
import type { WhyNone } from './why-none.ts';

export type ShownTimes =
  /**
   * `good`: those that the visitor may be sent. `unread`: calendars that count as busy. `asked`: what is to be said of the
   * time that the rep asks about. `none`: why there are none at all.
   */
  | {
      kind: 'known';
      slots: readonly Slot[];
      good: readonly string[];
      unread: readonly { rep: string; calendar: string; why: string }[];
      asked: ExplainedSlot | null;
      none: WhyNone | null;
    }
  | { kind: 'no-calendar'; reps: readonly { rep: string; why: 'none' | 'lost' }[] }
  | { kind: 'unreachable' };

/**
 * `rep`: who looks, and in whose zone times are. `theirs`: the visitor's own zone, as far as they said it. `guest`: the address
 * that is invited, as far as it is known.
 */
export type SlotsView = {
  lead: Lead;
  playbook: Playbook;
  now: string;
  rep: string;
  zone: string;
  theirs: string | null;
  guest: string | null;
  choice: SlotChoice;
  hosts: readonly Rep[];
  /** Where whoever looks can let Baton into their own calendar; null where they cannot. */
  connect: string | null;
};
