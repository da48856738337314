// A line of ours that the visitor never gets: the product refuses it for good, or took it and could not bring it. Whoever has
// the lead reads so in the thread, and the lines after it go out.
import { type Decision, owedRedrawSoon } from './decision.ts';
import type { Lead } from './lead.ts';

/** `message`: null where the product says only which `id` of its own it was. `why`: a sentence. */
export function notDelivered(
  lead: Lead,
  about: { message: number | null; id?: string; why: string; now: string },
): Decision | null {
  const { message, id, why, now } = about;
  if (message !== null && lead.dropped.includes(message)) return null;
  const dropped = message === null ? lead.dropped : [...lead.dropped, message];
  const after = { ...lead, dropped };
  const note = { kind: 'undelivered', at: now, message, why } as const;
  return {
    lead: after,
    events: [{ kind: 'delayed', by: 'baton', data: { message, why, ...(id !== undefined && { id }) } }],
    owed: lead.card === null ? [] : [...owedRedrawSoon(after), { job: { kind: 'post-note', lead: lead.id, note } }],
  };
}
