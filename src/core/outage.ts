// When an outside product counts as down: several failures in a row that last, so that no blip wakes anybody. One success ends it.
import type { OpsNews } from './news.ts';

export type Health = { failures: number; since: string | null; told: boolean };
export type Sign = { system: string; at: string; trouble: string | null };

export const healthy: Health = { failures: 0, since: null, told: false };
export const downAfter = { failures: 3, ms: 30_000 } as const;

/** The health after one more sign, and what there is to tell. */
export function outage(before: Health, { system, at, trouble }: Sign): { health: Health; news: OpsNews | null } {
  if (trouble === null) {
    const { since, told } = before;
    return { health: healthy, news: told && since !== null ? { kind: 'recovered', system, since, at } : null };
  }
  const health = { failures: before.failures + 1, since: before.since ?? at, told: before.told };
  const lasts = Date.parse(at) - Date.parse(health.since) >= downAfter.ms;
  if (health.told || !lasts || health.failures < downAfter.failures) return { health, news: null };
  return { health: { ...health, told: true }, news: { kind: 'down', system, why: trouble, at: health.since } };
}
