// A host and rules of slots in round numbers: an hour each on the hour, from nine to twelve in UTC, and nothing in the way.
import type { Host } from '../../src/core/host.ts';
import { hoursSchema } from '../../src/core/hours.ts';
import type { BookingWindow, SlotRules } from '../../src/core/slots.ts';

export function aHost(change: Partial<Host> = {}): Host {
  return {
    id: 'ana',
    zone: 'UTC',
    hours: hoursSchema.parse({ 'mon-sun': '9-12' }),
    holidays: [],
    overrides: {},
    away: [],
    travel: [],
    busy: [],
    meetings: [],
    maxPerDay: null,
    maxPerWeek: null,
    turn: { priority: 0, weight: 1, served: null, lastAt: null },
    ...change,
  };
}

export const dates = (from: string, until = from): BookingWindow => ({ kind: 'range', from, until });

/** On Monday, 2026-11-23. */
export function slotRules(change: Partial<SlotRules> = {}): SlotRules {
  return {
    now: '2026-11-20T00:00:00.000Z',
    mode: 'group',
    hosts: [aHost()],
    lengthMin: 60,
    everyMin: 60,
    align: 'block',
    noticeMin: 0,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    window: dates('2026-11-23'),
    ...change,
  };
}
