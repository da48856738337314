// A claim lasts while the visitor hears something in time: reminded at half of it, released at the end, held by a word.
import { describe, expect, test } from 'vitest';
import { withConsequences } from '../../src/core/consequences.ts';
import { withLadder } from '../../src/core/ladder.ts';
import type { Lead } from '../../src/core/lead.ts';
import type { Reach } from '../../src/core/nudge.ts';
import type { PlaybookPage } from '../../src/core/playbook.ts';
import { usualPreferences } from '../../src/core/preferences.ts';
import { release, sayTouched } from '../../src/core/release.ts';
import type { ClaimedLadder } from '../../src/core/rungs.ts';
import { aLead, anOffer, aPlaybook, claimedBy, rita, sam } from '../support/leads.ts';

const nine = '2026-11-23T09:00:00.000Z';
const minutes = (count: number) => new Date(Date.parse(nine) + count * 60_000).toISOString();
const page = (ladder: PlaybookPage['ladder'] = { firstTouchMinutes: 60 }) =>
  aPlaybook({
    ladder,
    teams: [{ ...aPlaybook().teams[0]!, reps: [{ slack: sam.id, name: sam.name, takes: [], weight: 1 }] }],
  });
const rep: Reach = {
  calendar: {
    zone: 'UTC',
    hours: Array.from({ length: 7 }, () => [
      { from: 540, until: 720 },
      { from: 780, until: 1_020 },
    ]),
    holidays: [],
    away: [],
  },
  preferences: usualPreferences,
};
const by = (now: string, change: Partial<Parameters<typeof release>[2]> = {}) => ({
  playbook: page(),
  now,
  rep,
  isTouched: false,
  ...change,
});

/** Claimed at nine: watched from then on. */
function watched(change: Partial<Lead> = {}): { lead: Lead; ladder: ClaimedLadder } {
  const offer = anOffer({ at: nine, rep: sam, by: 'rotation', turn: sam.id });
  const repVerdict = { kind: 'claimed', by: sam, at: nine, from: 'offered' } as const;
  const lead = claimedBy(sam, 0, { offer, repVerdict, ...change });
  const decided = withLadder(aLead({ offer }), { lead, events: [], owed: [] }, { playbook: page(), now: nine });
  const begun = release(decided.lead, { step: 'begin', at: nine }, by(nine));
  if (begun?.lead.ladder?.kind !== 'claimed') throw new Error('nobody watches');
  return { lead: begun.lead, ladder: begun.lead.ladder };
}

describe('a claimed lead', () => {
  test('is reminded of at half time and released at the end of it, in the rep’s working time', () => {
    const { lead, ladder } = watched();
    expect(ladder).toMatchObject({ dueAt: minutes(60), next: { step: 'remind', at: minutes(30) } });
    const reminded = release(lead, ladder.next, by(minutes(30)))!;
    expect(reminded.nudges).toMatchObject([{ to: sam.id, what: 'first-word', dueAt: minutes(30) }]);
    const next = (reminded.lead.ladder as ClaimedLadder).next;
    expect(next).toEqual({ step: 'release', at: minutes(60) });
    const released = release(reminded.lead, next, by(minutes(60)))!;
    expect(released.lead).toMatchObject({ state: 'offered', rep: null, repVerdict: null, takeover: null });
    expect(released.lead.offer).toMatchObject({ at: minutes(60), rep: null, by: 'nobody', turn: null });
    expect(released.lead.offer?.log.at(-1)).toEqual({ kind: 'released', rep: sam.name });
    expect(released.lead.ladder).toMatchObject({ alone: null, next: { step: 'channel', at: minutes(60) } });
    expect(released.turns).toEqual([{ team: 'sales', rep: sam.id, by: -1, at: null }]);
    expect(released.events.map(({ kind }) => kind)).toEqual(['released', 'credited']);
    expect(released.owed.map(({ job }) => job.kind)).toEqual([
      'climb-ladder',
      'update-card',
      'post-note',
      'send-reply',
    ]);
    expect(released.lead.messages.at(-1)?.text).toContain('finding the right colleague');
  });

  test('released, it is on the ladder that asks everybody at once', () => {
    const { lead, ladder } = watched();
    const reminded = release(lead, ladder.next, by(minutes(30)))!;
    const { next } = reminded.lead.ladder as ClaimedLadder;
    const released = release(reminded.lead, next, by(minutes(60)))!;
    const decided = withConsequences(reminded.lead, released, { playbook: page(), now: minutes(60) });
    expect(decided.lead.ladder).toEqual(released.lead.ladder);
    expect(decided.owed).toEqual(released.owed);
  });

  test('over lunch no time passes', () => {
    const offered = aLead();
    const lead = claimedBy(sam, 0, { repVerdict: { kind: 'claimed', by: sam, at: minutes(150), from: 'offered' } });
    const decided = withLadder(offered, { lead, events: [], owed: [] }, { playbook: page(), now: minutes(150) });
    const begun = release(decided.lead, { step: 'begin', at: minutes(150) }, by(minutes(150)))!;
    expect(begun.lead.ladder).toMatchObject({ dueAt: '2026-11-23T13:30:00.000Z' });
  });

  test('is held by a word to the visitor, of whatever kind', () => {
    const { lead, ladder } = watched();
    const held = release(lead, ladder.next, by(minutes(30), { isTouched: true }))!;
    expect(held.lead).toMatchObject({ state: 'claimed', ladder: null });
    const said = sayTouched(lead, { rep: sam, playbook: page(), now: minutes(10) });
    expect(said).toMatchObject({
      kind: 'done',
      lead: { ladder: null },
      events: [{ kind: 'touched', by: sam.id, data: { message: null, afterMs: 600_000 } }],
    });
    expect(sayTouched(held.lead, { rep: sam, playbook: page(), now: minutes(10) }).kind).toBe('touched-already');
    expect(sayTouched(lead, { rep: rita, playbook: page(), now: minutes(10) }).kind).toBe('taken');
    expect(sayTouched(aLead(), { rep: rita, playbook: page(), now: minutes(10) }).kind).toBe('over');
  });

  test('asleep, the time begins anew when it wakes', () => {
    expect(watched({ snoozedUntil: minutes(120) }).ladder).toMatchObject({ dueAt: minutes(180) });
    const snoozed = { ...watched().lead, snoozedUntil: minutes(60) };
    const due = (snoozed.ladder as ClaimedLadder).next;
    expect(release(snoozed, due, by(minutes(30)))?.lead.ladder).toMatchObject({ dueAt: minutes(120) });
  });

  test.each<[string, Partial<Lead>]>([
    [
      'claimed by somebody else since',
      { ladder: { kind: 'claimed', since: minutes(5), dueAt: null, next: { step: 'begin', at: minutes(5) } } },
    ],
    ['rejected since', { state: 'rejected' }],
    ['held already', { ladder: null }],
  ])('what is due for a lead that was %s is dropped', (_name, change) => {
    const { lead, ladder } = watched();
    expect(release({ ...lead, ...change }, ladder.next, by(minutes(30)))).toBeNull();
  });

  test('without a limit, or of somebody who never works again, it stays', () => {
    const lead = claimedBy(sam, 0);
    const free = withLadder(aLead(), { lead, events: [], owed: [] }, { playbook: page({}), now: nine });
    expect([free.lead.ladder, free.owed]).toEqual([null, []]);
    const { lead: mine } = watched();
    const begin = {
      ...mine,
      ladder: { kind: 'claimed', since: nine, dueAt: null, next: { step: 'begin', at: nine } } as const,
    };
    const gone = { ...rep, calendar: { ...rep.calendar, hours: [] } };
    expect(release(begin, { step: 'begin', at: nine }, by(nine, { rep: gone }))?.lead.ladder).toBeNull();
  });

  test('somebody else’s from here on has the whole time', () => {
    const { lead } = watched();
    const to = {
      ...lead,
      rep: rita,
      repVerdict: { kind: 'claimed', by: rita, at: minutes(20), from: 'offered' } as const,
    };
    const given = withLadder(lead, { lead: to, events: [], owed: [] }, { playbook: page(), now: minutes(20) });
    expect(given.lead.ladder).toMatchObject({ kind: 'claimed', since: minutes(20), next: { step: 'begin' } });
  });
});
