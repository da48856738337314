// Why nothing is free at all: of how many starts in working hours, and who is kept from how many of them by what.
import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/core/host.ts';
import { hoursSchema } from '../../src/core/hours.ts';
import { type SlotRules, slots } from '../../src/core/slots.ts';
import { whyNone } from '../../src/core/why-none.ts';
import { aHost, dates, slotRules } from '../support/slot-rules.ts';

const host = (id: string, change: Partial<Host> = {}): Host => aHost({ id, ...change });

/** Monday and Tuesday, 23 and 24 November 2026: six starts. */
const rules = (...hosts: Host[]): SlotRules => slotRules({ hosts, window: dates('2026-11-23', '2026-11-24') });
const at = (from: string, until: string) => ({ from: `2026-11-${from}:00Z`, until: `2026-11-${until}:00Z` });
const both = at('23T00:00', '25T00:00');

describe('of one', () => {
  test.each([
    ['busy', { busy: [both] }, [{ host: 'a', by: 'busy', starts: 6 }]],
    ['away', { away: [both] }, [{ host: 'a', by: 'away', starts: 6 }]],
    ['full', { maxPerWeek: 1, meetings: [at('23T06:00', '23T06:30')] }, [{ host: 'a', by: 'cap', starts: 6 }]],
    [
      'busy on one day, away on the other',
      { busy: [at('23T00:00', '24T00:00')], away: [at('24T00:00', '25T00:00')] },
      [
        { host: 'a', by: 'busy', starts: 3 },
        { host: 'a', by: 'away', starts: 3 },
      ],
    ],
  ] as const)('%s', (_what, change, kept) => {
    const given = rules(host('a', change));
    expect(slots(given)).toEqual([]);
    expect(whyNone(given)).toEqual({ until: '2026-11-25T00:00:00.000Z', starts: 6, kept });
  });

  test('no working hours: there was nothing to look at', () => {
    const given = rules(host('a', { hours: hoursSchema.parse({ sat: '9-12' }) }));
    expect(whyNone(given)).toMatchObject({ starts: 0, kept: [] });
  });

  test('half an hour of something keeps the buffers around it too', () => {
    const given = {
      ...rules(host('a', { busy: [at('23T10:00', '23T11:00')] })),
      bufferBeforeMin: 30,
      bufferAfterMin: 30,
    };
    expect(whyNone(given).kept).toEqual([{ host: 'a', by: 'busy', starts: 3 }]);
  });
});

test('of two whose hours do not meet: each is kept from the other’s', () => {
  const given = rules(host('a'), host('b', { zone: 'Asia/Tokyo' }));
  expect(slots(given)).toEqual([]);
  const { starts, kept } = whyNone(given);
  expect(starts).toBe(12);
  expect(kept).toEqual([
    { host: 'b', by: 'hours', starts: 6 },
    { host: 'a', by: 'hours', starts: 6 },
  ]);
});
