// Baton has written of these leads outside their cards' threads: the log keeps where, once, so that it can be deleted with them.
import type { LeadId } from '../core/lead.ts';
import type { JobDeps, SlackPlace } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { appendEvents, eventsOf } from '../store/events.ts';

export async function keepTold(
  { now, newId }: JobDeps,
  tx: Tx,
  { leads, place }: { leads: readonly LeadId[]; place: SlackPlace },
): Promise<void> {
  const events = [{ kind: 'told' as const, by: 'baton', data: { ...place } }];
  for (const lead of leads) {
    const told = (await eventsOf(tx, lead)).some(
      ({ kind, data }) => kind === 'told' && data.channel === place.channel && data.ts === place.ts,
    );
    if (!told) await appendEvents(tx, { lead, events, at: now().toISOString() }, newId);
  }
}
