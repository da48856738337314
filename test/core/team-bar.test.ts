// What happens to a team's bar: every press and every look with what it leaves behind; an old button changes nothing.
import { describe, expect, test } from 'vitest';
import { weekOf } from '../../src/core/iso-week.ts';
import {
  answerBar,
  type BarPress,
  barActs,
  isStale,
  lookForBar,
  newTeamBar,
  restartBar,
  type TeamBar,
} from '../../src/core/team-bar.ts';
import { aPlaybook, now, rita, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const about = { playbook, now };
const week = weekOf(now, playbook.zone) + 1;
const labels = (count: number, accepted: boolean, score = 60) =>
  Array.from({ length: count }, () => ({ score, accepted, week: week - 1 }));
const look = (bar: TeamBar, change: Partial<Parameters<typeof lookForBar>[1]> = {}) =>
  lookForBar(bar, { playbook, now, by: null, week, labels: [], borrowed: [], recent: [], ...change });
const fresh = newTeamBar('sales', about);
const moved = look(fresh, { labels: labels(20, false) }).bar;
const proposed = look(fresh, { labels: labels(20, false), recent: [[60, 60, 61, 61]] }).bar;
const press = (bar: TeamBar, change: Partial<BarPress> = {}) =>
  answerBar(bar, { act: 'approve', step: bar.step, rep: sam, now, ...change });

test('a look moves it, or proposes, or leaves it, and says so as an event', () => {
  expect([moved.state.bar, moved.backTo, moved.proposal]).toEqual([63, 60, null]);
  expect([proposed.state.bar, proposed.backTo, proposed.proposal]).toEqual([60, null, 63]);
  const kinds = [labels(20, false), labels(4, false)].map((given) => look(fresh, { labels: given }).events[0]?.kind);
  expect(kinds).toEqual(['bar-moved', 'bar-stayed']);
  expect(look(fresh, { labels: labels(20, false) }).events).toEqual([
    {
      kind: 'bar-moved',
      by: 'baton',
      data: expect.objectContaining({ team: 'sales', why: 'moved', before: 60, after: 63, labels: 20, share: 0.5 }),
    },
  ]);
});

test('since when it stands there changes only when it moves', () => {
  const later = '2026-11-27T15:00:00.000Z';
  expect(look(fresh, { now: later }).bar.since).toBe(now);
  expect(look(fresh, { now: later, labels: labels(20, false) }).bar.since).toBe(later);
});

describe('presses', () => {
  test.each<[string, TeamBar, Partial<BarPress>, Partial<TeamBar> | 'over' | 'as-it-was']>([
    ['approve what is proposed', proposed, {}, { state: { ...proposed.state, bar: 63 }, proposal: null, backTo: 60 }],
    ['approve nothing', fresh, {}, 'over'],
    ['approve by an old button', proposed, { step: proposed.step - 1 }, 'over'],
    ['hold', proposed, { act: 'hold' }, { proposal: null, state: proposed.state }],
    ['hold by an old button', proposed, { act: 'hold', step: 0 }, 'over'],
    ['roll back', moved, { act: 'roll-back' }, { state: { ...moved.state, bar: 60 }, backTo: null }],
    ['roll back what never moved', fresh, { act: 'roll-back' }, 'over'],
    ['roll back by an old button', moved, { act: 'roll-back', step: 99 }, 'over'],
    ['lock', proposed, { act: 'lock' }, { locked: { by: sam, at: now }, proposal: null }],
    ['lock, by an old button', moved, { act: 'lock', step: 0 }, { locked: { by: sam, at: now } }],
    ['lock twice', { ...fresh, locked: { by: rita, at: now } }, { act: 'lock' }, 'as-it-was'],
    ['unlock', { ...fresh, locked: { by: rita, at: now } }, { act: 'unlock' }, { locked: null }],
    ['unlock what is open', fresh, { act: 'unlock' }, 'as-it-was'],
    ['aim', fresh, { act: 'aim', share: 0.3 }, { share: 0.3 }],
    ['aim as the page says', { ...fresh, share: 0.3 }, { act: 'aim', share: null }, { share: null }],
    ['aim where it aims', { ...fresh, share: 0.3 }, { act: 'aim', share: 0.3 }, 'as-it-was'],
  ])('%s', (_name, bar, how, expected) => {
    const answered = press(bar, how);
    if (typeof expected === 'string') return expect(answered).toEqual({ kind: expected, bar });
    if (answered.kind !== 'done') throw new Error(answered.kind);
    const last = { kind: how.act ?? 'approve', by: sam, at: now };
    expect(answered.bar).toMatchObject({ ...expected, step: bar.step + 1, last });
    const data = { team: 'sales', before: bar.state.bar, after: answered.bar.state.bar };
    expect(answered.events).toMatchObject([{ by: sam.id, data }]);
    expect(answered.events).toHaveLength(1);
  });

  test.each(barActs.filter((act) => !['lock', 'unlock', 'aim'].includes(act)))(
    '%s: of two at once one is second',
    (act) => {
      const bar = act === 'roll-back' ? moved : proposed;
      const first = press(bar, { act });
      if (first.kind !== 'done') throw new Error(first.kind);
      expect(press(first.bar, { act, step: bar.step, rep: rita })).toMatchObject({
        kind: 'over',
        bar: { last: { by: sam } },
      });
    },
  );
});

test('a locked bar stays, however many verdicts say otherwise', () => {
  const locked = { ...fresh, locked: { by: sam, at: now } };
  const { bar, events } = look(locked, { labels: labels(40, false) });
  expect([bar.state.bar, bar.proposal, events[0]?.kind, events[0]?.data.why]).toEqual([
    60,
    null,
    'bar-stayed',
    'locked',
  ]);
});

test('another start begins anew there, but not while it is locked', () => {
  const other = { ...playbook, bar: { ...playbook.bar, start: 70 } };
  expect([isStale(moved, playbook), isStale(moved, other)]).toEqual([false, true]);
  expect(isStale({ ...moved, locked: { by: sam, at: now } }, other)).toBe(false);
  const { bar, events } = restartBar({ ...moved, share: 0.4 }, { playbook: other, now });
  expect(bar).toMatchObject({ start: 70, share: 0.4, state: { bar: 70 }, change: null, step: moved.step + 1 });
  expect(events).toMatchObject([{ kind: 'bar-restarted', by: 'baton', data: { before: 63, after: 70 } }]);
});
