// Somebody wrote to a visitor in the chat product itself, or left, or the product lost a line of ours. What is written before Baton
// has heard of the visitor waits for them; of a conversation that Baton does not know, nothing else concerns it.
import { notDelivered } from '../core/not-delivered.ts';
import { type OperatorLine, operatorLeft, operatorSpoke } from '../core/operator.ts';
import type { Deps } from '../deps.ts';
import { findLead } from '../store/conversations.ts';
import { lockDelivery } from '../store/delivery.ts';
import { earlyLines, forgetEarly, keepEarly } from '../store/early-lines.ts';
import { eventsOf } from '../store/events.ts';
import { changeLead } from './change-lead.ts';

type Heard = 'stored' | 'ignored';

export async function hearOperator(deps: Deps, line: OperatorLine, how: { isEarly?: true } = {}): Promise<Heard> {
  const { db, now, playbook } = deps;
  const known = () => findLead(db, line.product, line.conversation);
  let lead = await known();
  if (lead === undefined) {
    await db.inTx((tx) => keepEarly(tx, line, now()));
    // The visitor may have written meanwhile, and seen nothing waiting.
    lead = await known();
  }
  if (lead === undefined) return 'ignored';
  const id = lead;
  const { kind } = await changeLead(deps, id, async (before, at, tx) => {
    const delivery = await lockDelivery(tx, id);
    return operatorSpoke(before, line, { playbook, now: at, delivery, ...how });
  });
  return kind === 'done' ? 'stored' : 'ignored';
}

/** The visitor wrote. */
export async function hearEarly(deps: Deps, where: { channel: string; conversation: string }): Promise<void> {
  const lines = await earlyLines(deps.db, where);
  if (lines.length === 0) return;
  for (const line of lines) await hearOperator(deps, line, { isEarly: true });
  await deps.db.inTx((tx) => forgetEarly(tx, where));
}

export async function hearLeft(
  deps: Deps,
  left: { product: string; conversation: string; at: string; isOver: boolean },
): Promise<Heard> {
  const { db, playbook } = deps;
  const lead = await findLead(db, left.product, left.conversation);
  if (lead === undefined) return 'ignored';
  const { kind } = await changeLead(deps, lead, (before, now) => operatorLeft(before, left, { playbook, now }));
  return kind === 'done' ? 'stored' : 'ignored';
}

export async function hearLoss(
  deps: Deps,
  { channel, conversation, id, why }: { channel: string; conversation: string; id: string; why: string },
): Promise<Heard> {
  const lead = await findLead(deps.db, channel, conversation);
  if (lead === undefined) return 'ignored';
  const { kind } = await changeLead(deps, lead, async (before, now, tx) => {
    const isTold = (await eventsOf(tx, lead)).some((event) => event.kind === 'delayed' && event.data.id === id);
    const decision = isTold ? null : notDelivered(before, { message: null, id, why, now });
    return decision === null ? { kind: 'repeat' } : { kind: 'done', ...decision };
  });
  return kind === 'done' ? 'stored' : 'ignored';
}
