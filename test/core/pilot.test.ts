import { expect, test } from 'vitest';
import { difference } from '../../src/core/intervals.ts';
import { daysSpan, type Pilot, pilotView, readDays } from '../../src/core/pilot.ts';
import { type Figures, figuresOf } from '../../src/core/report.ts';

const zone = 'America/New_York';
const lane = (change: Partial<Figures>): Figures => ({ ...figuresOf([]), ...change });
const pilot = (form: Partial<Figures>, chat: Partial<Figures>, change: Partial<Pilot> = {}): Pilot => ({
  ...{ from: '2026-10-24', to: '2026-11-22', zone, isOver: true, channels: ['form'] },
  lanes: { form: lane(form), chat: lane(chat) },
  ...change,
});

test('one sentence says what the numbers say, and no more', () => {
  const said = (...about: Parameters<typeof pilot>) => pilotView(pilot(...about)).said;
  expect(said({ accepted: 3, rejected: 4 }, { accepted: 60, rejected: 40 })).toBe(
    'Too early to say: reps have judged 7 form leads and 100 chat leads, and below 20 of each nothing is sure.',
  );
  expect(said({ accepted: 40, rejected: 60 }, { accepted: 62, rejected: 38 })).toContain('chat leads more often');
  expect(said({ accepted: 62, rejected: 38 }, { accepted: 40, rejected: 60 })).toContain('form leads more often');
  expect(said({ accepted: 50, rejected: 50 }, { accepted: 52, rejected: 48 })).toBe(
    'No difference is sure yet. Reps took 52% of the chat leads they judged and 50% of the form leads: with 90% certainty, chat is between 10 points worse and 13 points better.',
  );
  expect(said({}, { accepted: 60, rejected: 40 }, { channels: [] })).toContain('name the form’s channels');
});

test('both lanes with their numbers, and the share that still uses the form', () => {
  const form = { conversations: 30, accepted: 12, rejected: 18, toClaim: { of: 12, medianMs: 600_000, p90Ms: null } };
  const { rows, columns, lines } = pilotView(pilot(form, { conversations: 70 }, { isOver: false }));
  expect(columns).toEqual(['Form', 'Chat']);
  expect(rows.map(({ cells: [of] }) => of)).toEqual(['30', '0', '12', '12 of 30, 40%', '27–55%', '10 min', '0', '0']);
  expect(rows.map(({ cells }) => cells[1])).toEqual(['70', '0', '0', '–', '–', '–', '0', '0']);
  expect(rows.at(-1)?.name).toBe('Meetings held');
  expect(lines.join()).toContain('still runs');
  expect(lines.at(-1)).toBe('Still using the form: 30 of 100, 30% (90% sure: 23% to 38%)');
});

test('days in the zone of the page, over a change of its clocks; no others', () => {
  expect(daysSpan({ from: '2026-10-31', to: '2026-11-01' }, zone)).toEqual({
    from: '2026-10-31T04:00:00.000Z',
    until: '2026-11-02T05:00:00.000Z',
  });
  for (const [from, to] of [
    ['2026-11-02', '2026-11-01'],
    ['2026-02-30', '2026-03-01'],
    ['2024-01-01', '2026-01-01'],
    ['', ''],
    ['2026-11-01T00', '2026-11-02'],
  ] as const) {
    expect(daysSpan({ from, to }, zone)).toBeNull();
  }
  const now = '2026-11-23T03:00:00.000Z';
  expect(readDays('', { zone, now })).toEqual({ from: '2026-10-24', to: '2026-11-22' });
  expect(readDays('2026-10-01 to 2026-10-31', { zone, now })).toEqual({ from: '2026-10-01', to: '2026-10-31' });
  expect(readDays('since easter', { zone, now })).toBeNull();
});

test('nine of ten intervals of a difference hold the true one', () => {
  const [n, m, p, q] = [40, 60, 0.5, 0.6];
  const chances = (of: number, share: number) => {
    let chance = (1 - share) ** of;
    return Array.from({ length: of + 1 }, (_, k) => {
      if (k > 0) chance *= ((of - k + 1) / k) * (share / (1 - share));
      return chance;
    });
  };
  let covered = 0;
  for (const [k, one] of chances(n, p).entries()) {
    for (const [l, other] of chances(m, q).entries()) {
      const { low, high } = difference({ successes: k, of: n }, { successes: l, of: m });
      if (low <= p - q && p - q <= high) covered += one * other;
    }
  }
  expect(covered).toBeGreaterThan(0.88);
  expect(covered).toBeLessThan(0.93);
});
