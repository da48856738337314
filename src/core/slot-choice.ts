// What a rep has chosen so far in the modal in which they book. The modal carries it from one drawing to the next, and the
// job that fills it reads it; nothing of it is promised to anybody.
import { z } from 'zod';
import type { LeadId } from './lead.ts';

const slotChoice = z.object({
  /** One of the playbook's meetings. */
  kind: z.string(),
  lengthMin: z.int(),
  /** All who would meet the visitor; the first one's calendar gets the event. */
  hosts: z.array(z.string()).min(1),
  /** How many times they have turned to later days. */
  page: z.int().min(0),
  /** The visitor's address, where the rep has typed one. */
  guest: z.string().optional(),
  /** A time of which they ask why it is not offered. */
  asked: z.string().optional(),
});

/** Why the time they chose is not theirs, told above the times that are free. */
export type SlotNotice = {
  kind: 'taken' | 'not-offered' | 'no-access' | 'unreachable' | 'expired' | 'over';
  startsAt: string;
};

export type SlotChoice = z.infer<typeof slotChoice> & { notice?: SlotNotice };

/** What a modal carries: the choice, and of which lead. What was told once is told no more. */
export function writeChoice(lead: LeadId, { notice: _, ...choice }: SlotChoice): string {
  return JSON.stringify({ lead, ...choice });
}

/** Null: not written by this Baton. */
export function readChoice(carried: string): { lead: LeadId; choice: SlotChoice } | null {
  try {
    const { lead, ...choice } = slotChoice
      .extend({ lead: z.templateLiteral(['lead_', z.string()]) })
      .parse(JSON.parse(carried));
    return { lead, choice };
  } catch {
    return null;
  }
}
