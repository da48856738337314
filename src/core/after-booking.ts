// What else is owed when a meeting came about, changed or went, and when a time that was asked for got lost. Whoever has to
// do something at these moments adds it here, and nowhere else.
import { endOf, type Wanted } from './booking.ts';
import type { Owed, SlotLoss } from './job.ts';
import { until } from './ladder.ts';
import type { Lead } from './lead.ts';

/** The lead as it is afterwards. What waits for the time of a meeting replaces what waited for its former time. */
export function owedAfter(lead: Lead, what: 'booked' | 'moved' | 'cancelled', now: string): Owed[] {
  const meeting = lead.booking?.meeting ?? null;
  if (what === 'cancelled' || meeting === null) return [];
  const { event, startsAt } = meeting;
  return [
    // From then on the card asks what became of it.
    {
      job: { kind: 'update-card', lead: lead.id },
      key: `meeting-begins:${lead.id}`,
      delayMs: until(startsAt, now),
    },
    {
      job: { kind: 'ask-held', lead: lead.id, event: event.id, startsAt },
      key: `ask-held:${lead.id}`,
      delayMs: until(endOf(meeting), now),
    },
  ];
}
