// What the visitor has not been told yet. A line that has set out counts as told: it may arrive, whatever is decided now.
import type { Lead, Message } from './lead.ts';

/** Every line of ours up to `upTo` arrived or was dropped; `sending` has set out and nobody knows whether it arrived. */
export type Delivery = { upTo: number; sending: number | null };

/** Our lines that are still to be delivered, in order. */
export function undelivered({ messages, dropped }: Pick<Lead, 'messages' | 'dropped'>, { upTo }: Delivery): Message[] {
  return messages.filter(({ n, from }) => n > upTo && from !== 'visitor' && !dropped.includes(n));
}

/** Of those, the ones that nobody can have read: what is decided now may still keep them back. */
export function waiting(lead: Pick<Lead, 'messages' | 'dropped'>, delivery: Delivery): Message[] {
  return undelivered(lead, delivery).filter(({ n }) => n !== delivery.sending);
}
