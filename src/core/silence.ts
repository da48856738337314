// Since when the visitor has not answered us. Whoever waits for us is not silent.
import type { Lead, Message } from './lead.ts';

type Said = Pick<Lead, 'messages' | 'dropped'>;

export const dropped = (lead: Said, { n }: Message): boolean => lead.dropped.includes(n);

/** The first line of ours that stands unanswered; null when it is our turn. */
export function silentSince(lead: Said): string | null {
  const last = lead.messages.findLastIndex(({ from }) => from === 'visitor');
  if (last === -1) return null;
  return lead.messages.slice(last + 1).find((message) => !dropped(lead, message))?.at ?? null;
}
