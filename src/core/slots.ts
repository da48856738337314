// The times at which a meeting can begin: on the grid, within hours, notice and window, and free of whatever the hosts have
// in their calendars. Every rule here has its reason in explain-slot.ts, and a property holds the two together.
import { awayOf, capsOf, type Day, dayAt, daysOf, type Host, startOfDay, takenOf, workOf, wrongZone } from './host.ts';
import { inTurn } from './rotation.ts';
import { dayNumber, iso, type Span, steadyParts, withoutSpans } from './wall-clock.ts';

/** In which meetings begin. Days on the host's clock: today and so many more. A bound is a moment, or a whole date. */
export type BookingWindow = { kind: 'days'; days: number } | { kind: 'range'; from: string | null; until: string };

export type SlotRules = {
  now: string;
  /** `group`: all of them meet the visitor. `pool`: one of them does. */
  mode: 'group' | 'pool';
  hosts: readonly Host[];
  lengthMin: number;
  /** Starts are so far apart, counted on the host's clock from the begin of a block, or from midnight. */
  everyMin: number;
  align: 'block' | 'clock';
  noticeMin: number;
  /** Minutes around the meeting in which nothing else may be; they may lie outside hours. */
  bufferBeforeMin: number;
  bufferAfterMin: number;
  window: BookingWindow;
};

/** `hosts`: all of a group; of a pool those who can, whoever gets it first. */
export type Slot = { start: string; hosts: string[] };

export function slots(rules: SlotRules): Slot[] {
  if (wrongNumbers(rules).length > 0) return [];
  return rules.mode === 'pool' ? ofPool(rules) : ofGroup(rules);
}

/** Numbers that no meeting can have. */
export function wrongNumbers(rules: SlotRules): { name: string; value: number | string }[] {
  const { now, lengthMin, everyMin, noticeMin, bufferBeforeMin, bufferAfterMin } = rules;
  const isNotFrom = (least: number) => (number: readonly [string, number]) =>
    !(Number.isInteger(number[1]) && number[1] >= least);
  const wrong = [
    ...Object.entries({ lengthMin, everyMin }).filter(isNotFrom(1)),
    ...Object.entries({ noticeMin, bufferBeforeMin, bufferAfterMin }).filter(isNotFrom(0)),
  ].map(([name, value]) => ({ name, value }));
  return Number.isNaN(Date.parse(now)) ? [{ name: 'now', value: now }, ...wrong] : wrong;
}

/** A group meets at a start of any of its clocks, whichever of them is named first. */
function ofGroup(rules: SlotRules): Slot[] {
  const { hosts } = rules;
  if (hosts.length === 0 || hosts.some((host) => wrongZone(host) !== null)) return [];
  const spans = hosts.map((host) => bookable(host, rules));
  const span = {
    from: Math.max(...spans.map(({ from }) => from)),
    until: Math.min(...spans.map(({ until }) => until)),
  };
  const each = hosts.map((host) => ({ host, days: daysOf(host, span) }));
  const grid = inOrder(each.flatMap(({ days }) => startsOn(days, span, rules)));
  const starts = each.reduce((left, { host, days }) => left.filter(isFreeFor(host, days, rules)), grid);
  return starts.map((at) => ({ start: iso(at), hosts: hosts.map(({ id }) => id) }));
}

function ofPool(rules: SlotRules): Slot[] {
  const takers = new Map<number, string[]>();
  for (const host of byTurn(rules.hosts)) {
    if (wrongZone(host) !== null) continue;
    const span = bookable(host, rules);
    const days = daysOf(host, span);
    for (const at of startsOn(days, span, rules).filter(isFreeFor(host, days, rules))) {
      const known = takers.get(at);
      if (known === undefined) takers.set(at, [host.id]);
      else known.push(host.id);
    }
  }
  return inOrder([...takers.keys()]).map((at) => ({ start: iso(at), hosts: takers.get(at) ?? [] }));
}

/** Who gets it first. Equal hosts go by their id, so that no order of a list decides. */
export function byTurn(hosts: readonly Host[]): Host[] {
  const seats = hosts.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((host) => ({ rep: host.id, ...host.turn, host }));
  return inTurn(seats)
    .toSorted((a, b) => b.priority - a.priority)
    .map(({ host }) => host);
}

/** What the window says, without the notice. */
export function windowOf(host: Host, { now, window }: SlotRules): Span {
  const at = Date.parse(now);
  if (window.kind === 'days') return { from: at, until: startOfDay(host, dayAt(host, at) + window.days + 1) };
  const bound = (text: string, days: number) =>
    text.length > 10 ? Date.parse(text) : startOfDay(host, dayNumber(text) + days);
  return { from: window.from === null ? at : bound(window.from, 0), until: bound(window.until, 1) };
}

/** Where starts can lie at all. */
function bookable(host: Host, rules: SlotRules): Span {
  const { from, until } = windowOf(host, rules);
  return { from: Math.max(from, Date.parse(rules.now) + rules.noticeMin * 60_000), until };
}

/** The grid of the shifts that take place. What clocks skip is left out, and what they show twice is there twice. */
export function startsOn(days: readonly Day[], span: Span, { everyMin, align }: Pick<SlotRules, 'everyMin' | 'align'>) {
  const every = everyMin * 60_000;
  const starts: number[] = [];
  for (const day of days) {
    for (const shift of day.off === null ? day.shifts : []) {
      const begin = align === 'block' ? shift.wall : day.wall;
      const within = { from: Math.max(shift.from, span.from), until: Math.min(shift.until, span.until) };
      if (within.from >= within.until) continue;
      const parts = day.ahead === null ? steadyParts(day.zone, within) : [{ ...within, ahead: day.ahead }];
      for (const { from, until, ahead } of parts) {
        const first = begin + Math.ceil((from + ahead - begin) / every) * every - ahead;
        for (let at = first; at < until; at += every) starts.push(at);
      }
    }
  }
  return inOrder(starts);
}

/** For starts in ascending order: spells, busy times and days are gone through once. */
function isFreeFor(host: Host, days: readonly Day[], rules: SlotRules): (at: number) => boolean {
  const spells = withoutSpans(workOf(days), awayOf(host));
  const taken = takenOf(host);
  const caps = capsOf(host);
  const length = rules.lengthMin * 60_000;
  const before = rules.bufferBeforeMin * 60_000;
  const after = rules.bufferAfterMin * 60_000;
  let [spell, busy, day] = [0, 0, 0];
  return (at) => {
    while ((spells[spell]?.until ?? Infinity) <= at) spell++;
    const work = spells[spell];
    if (work === undefined || at < work.from || at + length > work.until) return false;
    while ((taken[busy]?.until ?? Infinity) + before <= at) busy++;
    if ((taken[busy]?.from ?? Infinity) < at + length + after) return false;
    while ((days[day + 1]?.from ?? Infinity) <= at) day++;
    return caps(days[day]?.number ?? 0).length === 0;
  };
}

const inOrder = (starts: readonly number[]): number[] => [...new Set(starts)].sort((a, b) => a - b);
