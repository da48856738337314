// The time zone a visitor named anywhere in the conversation; the last one counts.
import type { Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { readZone } from './reading/zone.ts';

export function statedZone({ messages }: Pick<Lead, 'messages'>, { country }: Playbook): string | null {
  const named = messages.flatMap(({ from, text }) => (from === 'visitor' ? (readZone(text, country).zone ?? []) : []));
  return named.at(-1) ?? null;
}
