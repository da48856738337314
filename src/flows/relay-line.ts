// Somebody wrote, edited or deleted a line in the thread of a card. Slack tells some of it twice or late: a line is known
// again by its source, and only the core says whether it leaves the thread.
import type { Card, LeadId } from '../core/lead.ts';
import { deleted, edited, repLine, type ThreadLine } from '../core/takeover.ts';
import type { Deps } from '../deps.ts';
import { lockDelivery } from '../store/delivery.ts';
import { eventsOf } from '../store/events.ts';
import { findLeadByCard } from '../store/lead.ts';
import { type Changed, changeLead } from './change-lead.ts';

/** `thread`: the message at its head. */
export type Heard = { channel: string; thread: string; line: Omit<ThreadLine, 'source'> };
type Relayed = Promise<Changed<{ kind: 'private' | 'repeat' }>>;

export function relayLine(deps: Deps, { channel, thread, line }: Heard): Relayed {
  const source = sourceOf(channel, line.ts);
  return inThread(deps, { channel, ts: thread }, (lead) =>
    changeLead(deps, lead, async (before, now, tx) => {
      const events = await eventsOf(tx, lead);
      const ended = events.findLast(({ kind }) => kind === 'handed-back');
      const endedAt = ended?.by === 'baton' && ended.data.product === undefined ? ended.at : null;
      const isWithdrawn = events.some(({ kind, data }) => kind === 'withdrawn' && data.source === source);
      return repLine(before, { ...line, source }, { playbook: deps.playbook, now, endedAt, isWithdrawn });
    }),
  );
}

/** `line` is how it reads now. */
export function relayEdit(
  deps: Deps,
  { channel, thread, line }: Heard & { line: { before: string; editTs: string } },
): Relayed {
  return inThread(deps, { channel, ts: thread }, (lead) =>
    changeLead(deps, lead, async (before, now, tx) => {
      const delivery = await lockDelivery(tx, lead);
      const source = sourceOf(channel, line.ts);
      return edited(before, { ...line, source }, { playbook: deps.playbook, now, delivery });
    }),
  );
}

/** `line` is how it read. */
export function relayDelete(deps: Deps, { channel, thread, line }: Heard): Relayed {
  return inThread(deps, { channel, ts: thread }, (lead) =>
    changeLead(deps, lead, async (before, _now, tx) => {
      const delivery = await lockDelivery(tx, lead);
      return deleted(before, { ...line, source: sourceOf(channel, line.ts) }, { delivery });
    }),
  );
}

/** Unique among all that is stored: a line of a thread is stored once. */
export const sourceOf = (channel: string, ts: string): string => `slack:${channel}:${ts}`;

async function inThread(deps: Deps, card: Card, relay: (lead: LeadId) => Relayed): Relayed {
  const lead = await findLeadByCard(deps.db, card);
  return lead === undefined ? { kind: 'gone' } : relay(lead);
}
