// What the visitor has not been told yet. A line that has set out counts as told: it may arrive, whatever is decided now.
import type { Lead, Message } from './lead.ts';

/**
 * Every line of ours up to `upTo` arrived or was dropped; those up to `sending` have set out, and nobody knows whether they arrived.
 */
export type Delivery = { upTo: number; sending: number | null };

/** The source of a line that somebody wrote in a chat product: the visitor has it from there. */
export const inProduct = (product: string, id: readonly string[]) => `in:${product}:${JSON.stringify(id)}`;
export const isInProduct = ({ source }: Pick<Message, 'source'>): boolean => source?.startsWith('in:') ?? false;

/** Our lines that are still to be delivered, in order. */
export function undelivered({ messages, dropped }: Pick<Lead, 'messages' | 'dropped'>, { upTo }: Delivery): Message[] {
  return messages.filter(
    (message) =>
      message.n > upTo && message.from !== 'visitor' && !dropped.includes(message.n) && !isInProduct(message),
  );
}

/** Of those, the ones that nobody can have read: what is decided now may still keep them back. */
export function waiting(lead: Pick<Lead, 'messages' | 'dropped'>, delivery: Delivery): Message[] {
  return undelivered(lead, delivery).filter(({ n }) => n > (delivery.sending ?? 0));
}
