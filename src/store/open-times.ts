// The times at which a visitor can be met, whoever it will be: one host, one of several by turn, and whoever comes along always.
import type { Lead } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Slot } from '../core/slots.ts';
import type { WhoMeets } from '../core/who-meets.ts';
import type { Reader } from './db.ts';
import { freeTimes } from './free-times.ts';

/** `maxAgeMs`: what was read of a calendar longer ago is stale. */
export type OpenTimesAsked = {
  lead: Lead;
  who: Pick<WhoMeets, 'anyOf' | 'along' | 'lengthMin'>;
  playbook: Playbook;
  now: string;
  maxAgeMs: number;
};

/** `hosts` of a slot: who would meet them then. `stale`: whose calendars have to be read first. */
export type OpenTimes = { kind: 'known'; slots: Slot[] } | { kind: 'stale'; reps: string[] } | { kind: 'no-calendar' };

export async function openTimes(reader: Reader, { who, ...asked }: OpenTimesAsked): Promise<OpenTimes> {
  const { anyOf, along, lengthMin } = who;
  const ask = (hosts: readonly string[], mode: 'group' | 'pool') =>
    freeTimes(reader, { ...asked, hosts, mode, lengthMin });
  if (anyOf.length === 1) return ask([...anyOf, ...along], 'group');
  const pool = await ask(anyOf, 'pool');
  const others: OpenTimes = along.length === 0 ? { kind: 'known', slots: [] } : await ask(along, 'group');
  if (pool.kind === 'no-calendar' || others.kind === 'no-calendar') return { kind: 'no-calendar' };
  if (pool.kind === 'stale' || others.kind === 'stale') {
    return { kind: 'stale', reps: [pool, others].flatMap((each) => (each.kind === 'stale' ? each.reps : [])) };
  }
  const free = new Set(others.slots.map(({ start }) => start));
  const slots = pool.slots.filter(({ start }) => along.length === 0 || free.has(start));
  return {
    kind: 'known',
    slots: slots.map(({ start, hosts }) => ({ start, hosts: [...hosts.slice(0, 1), ...along] })),
  };
}
