// What clocks on a wall show in a zone, as numbers: a wall time is the milliseconds that UTC clocks would have counted when
// they show the same. An hour that comes twice is always its first: Luxon's own reading of one changes with today's date.
import { IANAZone } from 'luxon';

export const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;

/** In milliseconds, `until` excluded. */
export type Span = { from: number; until: number };

export const isZone = (zone: string): boolean => IANAZone.create(zone).isValid;

/** How far the clocks of the zone are ahead of UTC. */
export function aheadAt(zone: string, at: number): number {
  return IANAZone.create(zone).offset(at) * minuteMs;
}

export const wallAt = (zone: string, at: number): number => at + aheadAt(zone, at);

/** The first moment at which clocks show `wall`. A time that they skip comes as much later as they skip. */
export function momentOf(zone: string, wall: number): number {
  const before = aheadAt(zone, wall - dayMs);
  const after = aheadAt(zone, wall + dayMs);
  const first = wall - before;
  if (before === after || aheadAt(zone, first) === before) return first;
  const later = wall - after;
  return aheadAt(zone, later) === after ? later : first;
}

/** The span in parts within which clocks do not change; there is at most one change in it. */
export function steadyParts(zone: string, { from, until }: Span): (Span & { ahead: number })[] {
  const [before, after] = [aheadAt(zone, from), aheadAt(zone, until)];
  if (before === after) return [{ from, until, ahead: before }];
  let [old, changed] = [from, until];
  while (changed - old > minuteMs) {
    const middle = old + Math.ceil((changed - old) / 2 / minuteMs) * minuteMs;
    if (aheadAt(zone, middle) === before) old = middle;
    else changed = middle;
  }
  const change = Math.floor(changed / minuteMs) * minuteMs;
  return [
    { from, until: change, ahead: before },
    { from: change, until, ahead: after },
  ];
}

/** In order and apart; what overlaps or touches is one, what is empty is none. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    if (until <= from) continue;
    const last = merged.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else merged.push({ from, until });
  }
  return merged;
}

/** What of `spans` is left without `gone`; both in order and apart. */
export function withoutSpans(spans: readonly Span[], gone: readonly Span[]): Span[] {
  return spans.flatMap(({ from, until }) => {
    const left: Span[] = [];
    let begin = from;
    for (const hole of gone) {
      if (hole.until <= begin || hole.from >= until) continue;
      if (hole.from > begin) left.push({ from: begin, until: hole.from });
      begin = hole.until;
    }
    return begin < until ? [...left, { from: begin, until }] : left;
  });
}

/** Days are counted from 1970-01-01, a Thursday. */
export const dayNumber = (date: string): number => Date.parse(date) / dayMs;
export const isoDate = (day: number): string => iso(day * dayMs).slice(0, 10);
/** Monday is 0. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

export const iso = (ms: number): string => new Date(ms).toISOString();
