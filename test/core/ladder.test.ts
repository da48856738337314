// The offer ladder as tables and, for whatever hours, absences and wishes people have, as promises: steps in order, nobody
// told out of hours, and somebody told in the end.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMorning, teamAddWorking, teamOpensAt } from '../../src/core/at-work.ts';
import type { Decision } from '../../src/core/decision.ts';
import { type Around, aloneWith, climb, withLadder } from '../../src/core/ladder.ts';
import type { Lead } from '../../src/core/lead.ts';
import { holdsStill, type Nudge, type Reach } from '../../src/core/nudge.ts';
import type { PlaybookPage } from '../../src/core/playbook.ts';
import { quietEnds, usualPreferences } from '../../src/core/preferences.ts';
import type { OfferedLadder, Rung } from '../../src/core/rungs.ts';
import { claim, nurture, reject, undo } from '../../src/core/verdict.ts';
import { alwaysOpen, type Calendar, isOpen } from '../../src/core/working-time.ts';
import { aLead, anOffer, aPlaybook, rita, sam } from '../support/leads.ts';

const nine = '2026-11-23T09:00:00.000Z';
const minutes = (count: number, from = nine) => new Date(Date.parse(from) + count * 60_000).toISOString();
const hours = (from: number, until: number) =>
  Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: from * 60, until: until * 60 }] : []));
const desk: Calendar = { zone: 'UTC', hours: hours(9, 17), holidays: [], away: [] };
const off: Calendar = { ...desk, away: [{ from: '2020-01-01T00:00:00.000Z', until: null }] };
const reach = (calendar: Calendar = desk, change: Partial<Reach['preferences']> = {}): Reach => ({
  calendar,
  preferences: { ...usualPreferences, ...change },
});

const usual = { exclusiveMinutes: 5, remindMinutes: 15, managerMinutes: 40, firstTouchMinutes: 60 };
const page = (ladder: PlaybookPage['ladder'] = usual) => aPlaybook({ ladder });
const around = (now: string, change: Partial<Around> = {}): Around => ({
  playbook: page(),
  now,
  team: [desk],
  suggested: reach(),
  managers: [{ rep: rita, reach: reach() }],
  called: new Set(),
  ...change,
});

/** An offer that was just made, and what it means for the ladder. */
function fresh(at: string, change: Partial<Lead> = {}): Decision {
  const lead = aLead({
    offer: anOffer({ at, rep: sam, by: 'rotation' }),
    card: { channel: 'C0SALES', ts: '1.2' },
    ...change,
  });
  return withLadder(
    { ...lead, state: 'chatting', offer: null },
    { lead, events: [], owed: [] },
    { playbook: page(), now: at },
  );
}

const ladderOf = ({ ladder }: Lead): OfferedLadder => {
  if (ladder?.kind !== 'offered') throw new Error('no ladder');
  return ladder;
};

type Step = { at: string; step: Rung | null; nudges: readonly Nudge[]; owed: Decision['owed'] };

/** Every step at the moment it is due. */
function climbAll(start: Lead, about: (now: string) => Around, most = 20): { lead: Lead; steps: Step[] } {
  let lead = start;
  const steps: Step[] = [];
  for (let i = 0; i < most; i++) {
    const { next } = ladderOf(lead);
    if (next === null) break;
    const climbed = climb(lead, next, about(next.at));
    if (climbed === null) throw new Error('what was due was dropped');
    lead = climbed.lead;
    steps.push({ at: next.at, step: ladderOf(lead).step, nudges: climbed.nudges, owed: climbed.owed });
  }
  return { lead, steps };
}

describe('by day', () => {
  test('each step at its time, and whom it tells', () => {
    const { lead, steps } = climbAll(fresh(nine).lead, around);
    expect(steps.map(({ at, step, nudges }) => [at, step, nudges.map(({ to, what }) => `${to} ${what}`)])).toEqual([
      [nine, 'exclusive', [`${sam.id} yours`]],
      [minutes(5), 'channel', ['#sdr-leads channel']],
      [minutes(20), 'reminder', ['#sdr-leads reminder']],
      [minutes(45), 'managers', [`${rita.id} managers`]],
    ]);
    expect(ladderOf(lead).next).toBeNull();
  });

  test.each<[string, PlaybookPage['ladder'], (Rung | null)[]]>([
    ['nothing', {}, ['open']],
    ['exclusive minutes only', { exclusiveMinutes: 5 }, ['exclusive', 'channel']],
    ['a reminder only', { remindMinutes: 5 }, ['open', 'reminder']],
    ['managers only', { managerMinutes: 5 }, ['open', 'managers']],
    ['0 is off', { ...usual, remindMinutes: 0 }, ['exclusive', 'channel', 'managers']],
  ])('with %s on the page', (_name, ladder, expected) => {
    const { steps } = climbAll(fresh(nine).lead, (now) => around(now, { playbook: page(ladder) }));
    expect(steps.map(({ step }) => step)).toEqual(expected);
  });

  test('a team’s own limits go before those of the page', () => {
    const playbook = aPlaybook({
      ladder: usual,
      teams: [{ ...page().teams[0]!, ladder: { exclusiveMinutes: 0, remindMinutes: 1 } }],
    });
    const { steps } = climbAll(fresh(nine).lead, (now) => around(now, { playbook }));
    expect(steps.map(({ at, step }) => [at, step])).toEqual([
      [nine, 'open'],
      [minutes(1), 'reminder'],
      [minutes(40), 'managers'],
    ]);
  });

  test('the rep alone, until the minute is over; a manager always', () => {
    const { lead } = climb(fresh(nine).lead, { step: 'begin', at: nine }, around(nine))!;
    const press = (rep: typeof sam, now: string) => ({ rep, playbook: page(), now });
    expect(aloneWith(lead, minutes(4))).toEqual({ rep: sam, until: minutes(5) });
    expect(aloneWith(lead, minutes(5))).toBeNull();
    expect(claim(lead, press(rita, minutes(4)))).toEqual({ kind: 'not-yet', by: sam, msLeft: 60_000 });
    for (const decide of [
      () => reject(lead, press(rita, minutes(4)), { reason: 'competitor', wrongField: null, note: '' }),
      () => nurture(lead, press(rita, minutes(4)), { until: '2027-01-01', note: '' }),
    ]) {
      expect(decide().kind).toBe('not-yet');
    }
    expect(claim(lead, press(rita, minutes(5))).kind).toBe('done');
    expect(claim(lead, press(sam, minutes(1))).kind).toBe('done');
    expect(claim(lead, { ...press(rita, minutes(1)), isManager: true }).kind).toBe('done');
    const roles = { managers: [rita.id], admins: [] };
    expect(claim(lead, { ...press(rita, minutes(1)), playbook: aPlaybook({ ladder: usual, roles }) }).kind).toBe(
      'done',
    );
  });

  test('called by a mention and a message, but not a second time within moments', () => {
    const note = (called: ReadonlySet<string>) =>
      climb(fresh(nine).lead, { step: 'begin', at: nine }, around(nine, { called }))!.owed.flatMap(({ job }) =>
        job.kind === 'post-note' ? [job.note] : [],
      );
    expect(note(new Set())).toMatchObject([{ kind: 'yours', isCalled: true }]);
    expect(note(new Set([sam.id]))).toMatchObject([{ kind: 'yours', isCalled: false }]);
  });
});

describe('out of hours', () => {
  test('a night is one brief; the ladder begins when the team opens', () => {
    const night = '2026-11-24T02:00:00.000Z';
    const opens = '2026-11-24T09:00:00.000Z';
    const begun = climb(
      fresh(night, { offer: anOffer({ at: night }) }).lead,
      { step: 'begin', at: night },
      around(night),
    )!;
    expect(ladderOf(begun.lead)).toMatchObject({ brief: '2026-11-24', next: { step: 'open', at: opens } });
    expect(begun.owed).toContainEqual({
      job: { kind: 'post-brief', team: 'sales', day: '2026-11-24' },
      key: 'brief:sales:2026-11-24',
      delayMs: 7 * 3_600_000,
    });
    expect(begun.nudges).toEqual([]);
    const { steps } = climbAll(begun.lead, around);
    expect(steps.map(({ at, step }) => [at, step])).toEqual([
      [opens, 'open'],
      [minutes(15, opens), 'reminder'],
      [minutes(40, opens), 'managers'],
    ]);
  });

  test('an owner who is out keeps it for when they are in; a turn ends with the shift', () => {
    const evening = '2026-11-23T16:58:00.000Z';
    const until = (by: 'owner' | 'rotation') => {
      const lead = fresh(evening, { offer: anOffer({ at: evening, rep: sam, by }) }).lead;
      return ladderOf(climb(lead, { step: 'begin', at: evening }, around(evening))!.lead).alone?.until;
    };
    expect(until('owner')).toBe('2026-11-24T09:03:00.000Z');
    expect(until('rotation')).toBe('2026-11-23T17:00:00.000Z');
  });

  test.each<[string, Partial<Around>]>([
    ['is quiet now', { suggested: reach(desk, { quiet: { from: 0, until: 600 } }) }],
    ['wants no messages', { suggested: reach(desk, { notify: 'none' }) }],
  ])('a rep who %s keeps nobody waiting', (_name, change) => {
    const { steps } = climbAll(fresh(nine).lead, (now) => around(now, change));
    expect(steps[0]).toMatchObject({ at: nine });
    expect(steps.flatMap(({ nudges }) => nudges)[0]).toMatchObject({ to: '#sdr-leads', dueAt: nine });
  });

  test('an owner who is not back when they should be keeps nobody waiting', () => {
    const night = '2026-11-24T02:00:00.000Z';
    const opens = '2026-11-24T09:00:00.000Z';
    const { lead } = fresh(night, { offer: anOffer({ at: night, rep: sam, by: 'owner' }) });
    const begun = climb(lead, { step: 'begin', at: night }, around(night))!.lead;
    expect(ladderOf(begun).next).toEqual({ step: 'exclusive', at: opens });
    const climbed = climb(begun, { step: 'exclusive', at: opens }, around(opens, { suggested: reach(off) }))!;
    expect(ladderOf(climbed.lead)).toMatchObject({ step: 'channel', alone: null });
    expect(climbed.nudges).toMatchObject([{ to: '#sdr-leads', dueAt: opens }]);
  });

  test('without managers the channel is asked once more; managers who are out hear when they are in', () => {
    const last = (change: Partial<Around>) =>
      climbAll(fresh(nine).lead, (now) => around(now, change)).steps.at(-1)!.nudges;
    expect(last({ managers: [] })).toMatchObject([{ to: '#sdr-leads', what: 'reminder' }]);
    const late = { ...desk, hours: hours(12, 20) };
    expect(last({ managers: [{ rep: rita, reach: reach(late) }] })).toMatchObject([
      { to: rita.id, dueAt: '2026-11-23T12:00:00.000Z' },
    ]);
    expect(last({ managers: [{ rep: rita, reach: reach(desk, { notify: 'mine' }) }] })).toMatchObject([
      { to: '#sdr-leads', what: 'reminder' },
    ]);
  });
});

describe('moved on', () => {
  const begun = climb(fresh(nine).lead, { step: 'begin', at: nine }, around(nine))!.lead;
  const press = { rep: sam, playbook: page(), now: minutes(1) };
  const done = (pressed: { kind: string } | ({ kind: 'done' } & Decision), before: Lead) => {
    if (!('lead' in pressed) || pressed.kind !== 'done') throw new Error(pressed.kind);
    return withLadder(before, pressed as Decision, { playbook: page(), now: press.now });
  };

  test('a step of a claimed, or of another, offer is dropped', () => {
    const claimed = done(claim(begun, press), begun).lead;
    const due = ladderOf(begun).next!;
    expect(climb(claimed, due, around(due.at))).toBeNull();
    expect(climb(begun, { ...due, at: minutes(6) }, around(due.at))).toBeNull();
    expect(climb(begun, { ...due, step: 'managers' }, around(due.at))).toBeNull();
    expect(claimed.ladder).toMatchObject({ kind: 'claimed', since: press.now });
  });

  test('what is taken back is everybody’s, and begins anew', () => {
    const claimed = done(claim(begun, press), begun).lead;
    const back = done(undo(claimed, press), claimed);
    expect(ladderOf(back.lead)).toMatchObject({ alone: null, next: { step: 'begin', at: press.now } });
    expect(back.owed[0]).toMatchObject({ job: { kind: 'climb-ladder' } });
    expect(climbAll(back.lead, around).steps.map(({ step }) => step)).toEqual(['open', 'reminder', 'managers']);
  });

  test('a rejected lead is on no ladder', () => {
    const rejected = done(reject(begun, press, { reason: 'competitor', wrongField: null, note: '' }), begun);
    expect(rejected.lead.ladder).toBeNull();
  });

  test('a turn of the visitor changes no step', () => {
    const decision = { lead: begun, events: [], owed: [] };
    expect(withLadder(begun, decision, { playbook: page(), now: minutes(2) })).toBe(decision);
  });

  test.each<[string, Partial<Lead>, boolean]>([
    ['offered as it was', {}, true],
    ['asleep', { snoozedUntil: minutes(60) }, false],
    ['awake again', { snoozedUntil: minutes(-60) }, true],
    ['claimed', { state: 'claimed', rep: rita }, false],
    ['offered anew', { offer: anOffer({ at: minutes(1) }) }, false],
  ])('a message about a lead that is %s', (_name, change, holds) => {
    const nudge = { to: sam.id, what: 'yours', about: nine } as const;
    expect(holdsStill(nudge, { ...begun, ...change }, minutes(2))).toBe(holds);
  });

  test('asleep, every step begins its wait anew when the lead wakes', () => {
    const lead = { ...begun, snoozedUntil: minutes(60) };
    const due = ladderOf(lead).next!;
    const later = climb(lead, due, around(due.at))!;
    expect(later.nudges).toEqual([]);
    expect(ladderOf(later.lead).next).toEqual({ step: 'channel', at: minutes(65) });
    const steps = climbAll({ ...later.lead, snoozedUntil: null }, around).steps;
    expect(steps.map(({ at, step }) => [at, step])).toEqual([
      [minutes(65), 'channel'],
      [minutes(80), 'reminder'],
      [minutes(105), 'managers'],
    ]);
  });
});

describe('whatever hours, absences and wishes people have', () => {
  const calendar: fc.Arbitrary<Calendar> = fc
    .record({
      zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      from: fc.integer({ min: 0, max: 20 }),
      length: fc.integer({ min: 1, max: 9 }),
      days: fc.integer({ min: 1, max: 7 }),
      away: fc.array(fc.record({ day: fc.integer({ min: 0, max: 9 }), length: fc.integer({ min: 1, max: 72 }) }), {
        maxLength: 2,
      }),
    })
    .map(({ zone, from, length, days, away }) => ({
      zone,
      hours: Array.from({ length: 7 }, (_, i) => (i < days ? [{ from: from * 60, until: (from + length) * 60 }] : [])),
      holidays: ['2026-11-26'],
      away: away.map(({ day, length: spell }) => ({
        from: minutes(day * 1_440),
        until: minutes(day * 1_440 + spell * 60),
      })),
    }));
  const quiet = fc.option(
    fc.record({ from: fc.integer({ min: 0, max: 1_439 }), length: fc.integer({ min: 1, max: 700 }) }),
  );
  const person: fc.Arbitrary<Reach> = fc
    .record({ calendar, quiet, notify: fc.constantFrom('all', 'mine', 'none') })
    .map(({ calendar: works, quiet: block, notify }) => ({
      calendar: works,
      preferences: { notify, quiet: block && { from: block.from, until: block.from + block.length } },
    }));
  const world = fc.record({
    team: fc.array(person, { minLength: 1, maxLength: 3 }),
    manager: fc.option(person),
    offset: fc.integer({ min: 0, max: 7 * 1_440 }),
    by: fc.constantFrom('owner', 'rotation'),
    limits: fc.record({
      exclusiveMinutes: fc.constantFrom(0, 5, 90),
      remindMinutes: fc.constantFrom(0, 15, 300),
      managerMinutes: fc.constantFrom(301, 600),
    }),
  });
  const order: Rung[] = ['exclusive', 'open', 'channel', 'reminder', 'managers'];

  test('steps come in order, nobody hears anything out of hours, and in the end somebody has been told', () => {
    fc.assert(
      fc.property(world, ({ team, manager, offset, by, limits }) => {
        const at = minutes(offset);
        const [first] = team;
        const people = new Map([
          [sam.id, first!],
          [rita.id, manager],
        ]);
        const managers = manager === null ? [] : [{ rep: rita, reach: manager }];
        const about = (now: string): Around =>
          around(now, { playbook: page(limits), team: team.map((each) => each.calendar), suggested: first!, managers });
        const { lead, steps } = climbAll(fresh(at, { offer: anOffer({ at, rep: sam, by }) }).lead, about, 60);
        const reached = steps.flatMap(({ step }) => step ?? []).map((step) => order.indexOf(step));
        expect(reached).toEqual(reached.toSorted((a, b) => a - b));
        const nudges = steps.flatMap((each) => each.nudges);
        for (const { to, dueAt } of nudges) {
          const whom = people.get(to);
          if (to.startsWith('#')) expect(team.some((each) => isOpen(each.calendar, dueAt))).toBe(true);
          else {
            expect(isOpen(whom!.calendar, dueAt)).toBe(true);
            expect(whom!.preferences.notify).not.toBe('none');
            expect(quietEnds(whom!.preferences.quiet, { zone: whom!.calendar.zone, now: dueAt })).toBeNull();
          }
        }
        expect(ladderOf(lead)).toMatchObject({ step: 'managers', next: null });
        expect(nudges.length).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
  });
});

describe('a team at work', () => {
  const early = { ...desk, hours: hours(8, 12) };
  const late = { ...desk, hours: hours(11, 20) };
  test.each<[string, Calendar[], string | null]>([
    ['one after the other', [early, late], '2026-11-23T14:00:00.000Z'],
    ['the same hours twice', [desk, desk], '2026-11-23T14:00:00.000Z'],
    ['a gap in between', [early, { ...desk, hours: hours(13, 20) }], '2026-11-23T15:00:00.000Z'],
    ['somebody always', [{ ...desk, hours: alwaysOpen }, early], '2026-11-23T14:00:00.000Z'],
    ['nobody ever', [off, off], null],
    ['nobody at all', [], null],
  ])('five hours from nine with %s', (_name, team, ends) => {
    expect(teamAddWorking(team, nine, 300)).toBe(ends);
  });

  test('opens with the first one, and for the first time in the morning', () => {
    expect(teamOpensAt([late, early], '2026-11-23T21:00:00.000Z')).toBe('2026-11-24T08:00:00.000Z');
    const lunch = {
      ...desk,
      hours: desk.hours.map(() => [
        { from: 540, until: 720 },
        { from: 780, until: 1_020 },
      ]),
    };
    expect(isMorning([lunch], { opens: '2026-11-23T13:00:00.000Z', zone: 'UTC' })).toBe(false);
    expect(isMorning([lunch], { opens: nine, zone: 'UTC' })).toBe(true);
  });
});
