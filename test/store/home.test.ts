// What the home, stats and lists are read from, on both databases: counts of the right time and the right person, and the
// same availability that routing reads.
import { beforeAll, describe, expect, test } from 'vitest';
import type { EventKind } from '../../src/core/event.ts';
import { type Lead, type LeadId, newLead } from '../../src/core/lead.ts';
import { usualPreferences } from '../../src/core/preferences.ts';
import { readAnswer } from '../../src/store/answers.ts';
import type { Db } from '../../src/store/db.ts';
import { keepAbsence, keepHabits } from '../../src/store/desk.ts';
import { appendEvents } from '../../src/store/events.ts';
import { availabilityOf, readHome } from '../../src/store/home.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import { claimsSince, countedEvents, leadsByState } from '../../src/store/numbers.ts';
import { readStuck } from '../../src/store/stuck.ts';
import { eachDatabase } from '../support/databases.ts';
import { someHours } from '../support/home.ts';
import { anOffer, aPlaybook } from '../support/leads.ts';

// A Monday, ten in the morning in New York.
const now = '2026-11-23T15:00:00.000Z';
const ago = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString();
const newId = createNewId();
const [dana, marco, luis] = ['U0DANA', 'U0MARCO', 'U0LUIS'];
const reps = [
  { slack: dana, name: 'Dana', takes: [], weight: 1, atOnce: 4 },
  { slack: marco, name: 'Marco', takes: [], weight: 1 },
];
const teams = [{ id: 'sales', name: 'Sales', channel: '#s', takes: [], claim: 'channel' as const, reps }];
const playbook = { ...aPlaybook({ zone: 'America/New_York', teams }), hours: someHours };

eachDatabase((_kind, open) => {
  let db: Db;
  const store = async (change: Partial<Lead>): Promise<LeadId> => {
    const start = { id: newId('lead'), conversation: newId('conversation'), channel: 'web', page: null, playbook: 'p' };
    const lead = { ...newLead({ ...start, visitor: { id: newId('visitor'), name: 'Ana Ray' }, now }), ...change };
    await db.inTx((tx) => insertLead(tx, lead));
    return lead.id;
  };
  const log = (lead: LeadId, at: string, kind: EventKind, { by, ...data }: { by: string } & Record<string, unknown>) =>
    db.inTx((tx) => appendEvents(tx, { lead, events: [{ kind, by, data }], at }, newId));
  let offered: LeadId;

  beforeAll(async () => {
    db = await open();
    offered = await store({ state: 'offered', offer: anOffer({ at: now, rep: { id: marco, name: 'Marco' } }) });
    const claimed = await store({ state: 'claimed', rep: { id: dana, name: 'Dana' } });
    await store({ state: 'claimed', rep: { id: marco, name: 'Marco' } });
    await log(claimed, ago(1), 'claimed', { by: dana, afterMs: 60_000 });
    await log(claimed, ago(1), 'touched', { by: dana, afterMs: 30_000 });
    await log(offered, ago(10), 'rejected', { by: dana });
    await log(claimed, ago(40), 'rejected', { by: dana });
    await log(claimed, ago(1), 'answered', { by: 'visitor', fields: ['size', 'email'], refused: 1 });
    await log(claimed, ago(40), 'answered', { by: 'visitor', fields: ['size'], refused: 5 });
    await log(offered, ago(2), 'offered', { by: 'baton' });
  });

  test('only what is counted, of that time and that person, in order', async () => {
    const kinds = async (since: string, rep?: string) =>
      (await countedEvents(db, { since, ...(rep !== undefined && { rep }) })).map(({ kind }) => kind);
    expect(await kinds(ago(28))).toEqual(['claimed', 'touched', 'rejected']);
    expect(await kinds(ago(7), dana)).toEqual(['claimed', 'touched']);
    expect(await kinds(ago(7), marco)).toEqual([]);
    expect(await claimsSince(db, ago(7))).toEqual({ made: 3, refused: 1 });
    expect(await claimsSince(db, ago(60))).toEqual({ made: 9, refused: 6 });
    expect(await claimsSince(db, now)).toEqual({ made: 0, refused: 0 });
    const states = await leadsByState(db);
    expect(states.toSorted((a, b) => a.state.localeCompare(b.state))).toEqual([
      { state: 'claimed', count: 2 },
      { state: 'offered', count: 1 },
    ]);
  });

  test('a question is answered from it', async () => {
    const about = { rep: dana, playbook, now, reportLinks: () => null, pageLink: () => null };
    const stats = await readAnswer(db, { kind: 'stats' }, about);
    if (stats.kind !== 'stats') throw new Error(stats.kind);
    expect(stats.spans.map(({ days, made, refused }) => [days, made, refused])).toEqual([
      [7, 3, 1],
      [28, 3, 1],
    ]);
    expect(stats.spans.map(({ numbers: { accepted, rejected } }) => [accepted, rejected])).toEqual([
      [1, 0],
      [1, 1],
    ]);
    const leads = async (kind: 'queue' | 'mine') => {
      const answer = await readAnswer(db, { kind }, about);
      return 'leads' in answer ? answer.leads.map(({ rep }) => rep?.id) : null;
    };
    expect(await leads('queue')).toEqual([undefined]);
    expect(await leads('mine')).toEqual([dana]);
    expect(await readAnswer(db, { kind: 'find', text: 'ana ray' }, about)).toMatchObject({ leads: { length: 3 } });
  });

  describe('the home', () => {
    test('of a rep is theirs alone, of a manager the team’s too', async () => {
      const about = { rep: { id: dana, name: 'Dana' }, playbook, now };
      const home = await readHome(db, { ...about, withTeam: false, calendarAccess: null });
      expect(home).toMatchObject({
        team: null,
        days: 28,
        numbers: { accepted: 1, rejected: 1, medianToClaimMs: 60_000, medianToTouchMs: 30_000 },
      });
      expect(home.mine.map(({ rep }) => rep?.id)).toEqual([dana]);
      expect(home.waiting.map(({ id }) => id)).toEqual([offered]);
      const { team } = await readHome(db, { ...about, withTeam: true, calendarAccess: null });
      expect(team?.map(({ rep, open, numbers }) => [rep.name, open, numbers.accepted])).toEqual([
        ['Dana', 1, 1],
        ['Marco', 2, 0],
      ]);
    });

    test('says of a rep what the playbook says, until they say otherwise', async () => {
      const about = { rep: { id: dana, name: 'Dana' }, playbook, now };
      const usual = { zone: 'America/New_York', hours: someHours, preferences: usualPreferences };
      expect(await availabilityOf(db, about)).toEqual({
        ...usual,
        rep: about.rep,
        presence: { kind: 'in', until: '2026-11-23T22:30:00.000Z' },
        away: [],
        ownHours: false,
        atOnce: 4,
        ownLimit: false,
      });
      const past = { from: ago(9), until: ago(8), note: 'over' };
      const flu = { from: ago(1), until: null, note: 'Flu' };
      await db.inTx(async (tx) => {
        await keepHabits(tx, dana, { hours: null, zone: null, atOnce: 2 });
        for (const each of [past, flu]) await keepAbsence(tx, dana, each);
      });
      expect(await availabilityOf(db, about)).toMatchObject({
        presence: { kind: 'away', back: null },
        away: [flu],
        atOnce: 2,
        ownLimit: true,
      });
    });

    test('of somebody in no team has the hours of the page', async () => {
      const availability = await availabilityOf(db, { rep: { id: luis, name: 'Luis' }, playbook, now });
      expect(availability).toMatchObject({ hours: someHours, atOnce: null, presence: { kind: 'in' } });
    });
  });

  test('what is stuck comes latest first, named as far as it is shown', async () => {
    const buried = ['2026-11-23T10:00:00.000Z', '2026-11-23T12:00:00.000Z'].map((buriedAt, i) => ({
      id: `job_${i}`,
      job: { kind: 'post-card', lead: offered } as const,
      tries: 5,
      error: 'invalid_blocks',
      buriedAt,
    }));
    const stuck = await readStuck(db, { queue: { buried: async () => buried }, named: 1 });
    expect(stuck.map(({ id, lead }) => [id, lead?.id])).toEqual([
      ['job_1', offered],
      ['job_0', undefined],
    ]);
  });
});
