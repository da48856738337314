// Somebody wrote to a visitor in the chat product itself, or the product lost a line of ours: told of a conversation that Baton
// does not know, neither concerns it.
import { notDelivered } from '../core/not-delivered.ts';
import { type OperatorLine, operatorSpoke } from '../core/operator.ts';
import type { Deps } from '../deps.ts';
import { findLead } from '../store/conversations.ts';
import { lockDelivery } from '../store/delivery.ts';
import { eventsOf } from '../store/events.ts';
import { changeLead } from './change-lead.ts';

export async function hearOperator(deps: Deps, line: OperatorLine): Promise<'stored' | 'ignored'> {
  const { db, playbook } = deps;
  const lead = await findLead(db, line.product, line.conversation);
  if (lead === undefined) return 'ignored';
  const { kind } = await changeLead(deps, lead, async (before, now, tx) => {
    const delivery = await lockDelivery(tx, lead);
    return operatorSpoke(before, line, { playbook, now, delivery });
  });
  return kind === 'done' ? 'stored' : 'ignored';
}

export async function hearLoss(
  deps: Deps,
  { channel, conversation, id, why }: { channel: string; conversation: string; id: string; why: string },
): Promise<'stored' | 'ignored'> {
  const lead = await findLead(deps.db, channel, conversation);
  if (lead === undefined) return 'ignored';
  const { kind } = await changeLead(deps, lead, async (before, now, tx) => {
    const isTold = (await eventsOf(tx, lead)).some((event) => event.kind === 'delayed' && event.data.id === id);
    const decision = isTold ? null : notDelivered(before, { message: null, id, why, now });
    return decision === null ? { kind: 'repeat' } : { kind: 'done', ...decision };
  });
  return kind === 'done' ? 'stored' : 'ignored';
}
