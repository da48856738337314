// The desk on both databases: what is kept comes back, counts move, and two leads of one moment never read the same turn.
import { beforeAll, expect, test } from 'vitest';
import { assign } from '../../src/core/assign.ts';
import { type Lead, newLead } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import {
  absencesOf,
  clearAbsences,
  endAbsence,
  habitsOf,
  keepAbsence,
  keepHabits,
  keepOwner,
  lockDesk,
  moveTurns,
  turnsHad,
} from '../../src/store/desk.ts';
import { createNewId } from '../../src/store/id.ts';
import { commitLead, getLead, insertLead } from '../../src/store/lead.ts';
import { eachDatabase } from '../support/databases.ts';
import { anOffer, aPlaybook } from '../support/leads.ts';

const at = '2026-11-23T15:00:00.000Z';
const newId = createNewId();
const rep = (slack: string, name: string) => ({ slack, name, takes: [], weight: 1 });
const reps = [rep('U0DANA', 'Dana'), rep('U0MIA', 'Mia'), rep('U0LUIS', 'Luis')];
const playbook = aPlaybook({
  teams: [{ id: 'sales', name: 'Sales', channel: '#s', takes: [], claim: 'channel', reps }],
});

function aFresh(change: Partial<Lead> = {}): Lead {
  const start = { id: newId('lead'), conversation: newId('conversation'), channel: 'web', page: null, playbook: 'p1' };
  return { ...newLead({ ...start, visitor: { id: newId('visitor') }, now: at }), ...change };
}

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  const desk = (lead = aFresh()) => db.inTx((tx) => lockDesk(tx, { lead, playbook, at }));
  const store = async (lead: Lead) => {
    await db.inTx((tx) => insertLead(tx, lead));
    return lead;
  };
  const to = (slack: string, minutes = 0) =>
    anOffer({ at: new Date(Date.parse(at) - minutes * 60_000).toISOString(), rep: { id: slack, name: slack } });

  test('turns move by so many, from nothing and back', async () => {
    const turn = { team: 'emea', rep: 'U0DANA', by: 5, at };
    await db.inTx((tx) => moveTurns(tx, [turn]));
    await db.inTx((tx) =>
      moveTurns(tx, [
        { ...turn, by: -1, at: null },
        { ...turn, rep: 'U0MIA', by: 1 },
      ]),
    );
    const had = (await turnsHad(db)).filter(({ team }) => team === 'emea');
    expect(had.toSorted((a, b) => a.rep.localeCompare(b.rep))).toEqual([
      { team: 'emea', rep: 'U0DANA', served: 4, lastAt: null },
      { team: 'emea', rep: 'U0MIA', served: 1, lastAt: at },
    ]);
  });

  test('a rep goes away, says until when, and comes back', async () => {
    await db.inTx((tx) => keepAbsence(tx, 'U0LUIS', { from: '2026-11-20T00:00:00.000Z', until: null }));
    await db.inTx((tx) =>
      keepAbsence(tx, 'U0LUIS', { from: '2026-11-20T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' }),
    );
    const fair = { from: '2026-11-28T00:00:00.000Z', until: '2026-11-29T00:00:00.000Z', note: 'At the fair' };
    const holidays = { from: '2026-12-24T00:00:00.000Z', until: null, note: '' };
    for (const each of [fair, holidays]) await db.inTx((tx) => keepAbsence(tx, 'U0LUIS', each));
    expect((await desk()).reps.get('U0LUIS')?.away).toHaveLength(3);
    expect(await db.inTx((tx) => endAbsence(tx, 'U0LUIS', at))).toBe(true);
    expect(await db.inTx((tx) => endAbsence(tx, 'U0LUIS', at))).toBe(false);
    const over = { from: '2026-11-20T00:00:00.000Z', until: at, note: '' };
    expect(await absencesOf(db, 'U0LUIS')).toEqual([over, fair, holidays]);
    const clear = (from: string, until: string | null) => db.inTx((tx) => clearAbsences(tx, 'U0LUIS', { from, until }));
    await clear('2026-11-29T00:00:00.000Z', '2026-12-24T00:00:00.000Z');
    expect(await absencesOf(db, 'U0LUIS')).toEqual([over, fair, holidays]);
    await clear('2026-11-28T12:00:00.000Z', '2026-11-28T13:00:00.000Z');
    expect(await absencesOf(db, 'U0LUIS')).toEqual([over, holidays]);
    await clear(at, null);
    expect(await absencesOf(db, 'U0LUIS')).toEqual([over]);
    expect((await desk()).reps.get('U0LUIS')?.away).toEqual([]);
  });

  test('a rep keeps hours, zone and limit of their own', async () => {
    const hours = [[{ from: 540, until: 1020 }], [], [], [], [], [], []];
    await db.inTx((tx) => keepHabits(tx, 'U0MIA', { hours: null, zone: null, atOnce: 3 }));
    await db.inTx((tx) => keepHabits(tx, 'U0MIA', { hours, zone: 'Europe/Berlin', atOnce: null }));
    expect(await habitsOf(db, 'U0MIA')).toEqual({ hours, zone: 'Europe/Berlin', atOnce: null });
    expect((await desk()).reps.get('U0MIA')).toMatchObject({ hours, zone: 'Europe/Berlin', atOnce: null });
    expect(await habitsOf(db, 'U0NOBODY')).toEqual({ hours: null, zone: null, atOnce: null });
  });

  test('leads count for whoever claimed them, else for whom they are offered to', async () => {
    await store(aFresh({ state: 'offered', offer: to('U0DANA') }));
    await store(aFresh({ state: 'offered', offer: to('U0DANA', 3 * 24 * 60) }));
    await store(aFresh({ state: 'claimed', offer: to('U0DANA'), rep: { id: 'U0MIA', name: 'Mia' } }));
    await store(aFresh({ state: 'rejected', offer: to('U0DANA') }));
    await store(aFresh({ state: 'closed', offer: to('U0DANA', 60) }));
    const { reps: facts } = await desk();
    expect(facts.get('U0DANA')).toMatchObject({ open: 2 });
    expect(facts.get('U0DANA')?.offeredAt.toSorted()).toEqual([to('U0DANA', 3 * 24 * 60).at, to('U0DANA', 60).at, at]);
    expect(facts.get('U0MIA')).toMatchObject({ open: 1, offeredAt: [at] });
  });

  test('an address goes before its company, and both before a lead that is open', async () => {
    const visitor = { id: 'visitor_acme', email: 'Ana.Ray@Acme.example' };
    const open = await store(aFresh({ visitor, state: 'claimed', rep: { id: 'U0LUIS', name: 'Luis' } }));
    await store(aFresh({ visitor, state: 'rejected', rep: { id: 'U0DANA', name: 'Dana' } }));
    const lead = aFresh({ visitor });
    expect((await desk(lead)).owners).toEqual([{ rep: 'U0LUIS', why: 'lead', of: open.id }]);
    await db.inTx((tx) => keepOwner(tx, { account: 'acme.example', rep: 'U0DANA' }));
    await db.inTx((tx) => keepOwner(tx, { account: 'ana.ray@ACME.example', rep: 'U0MIA' }));
    expect((await desk(lead)).owners).toEqual([
      { rep: 'U0MIA', why: 'account', of: 'ana.ray@acme.example' },
      { rep: 'U0DANA', why: 'account', of: 'acme.example' },
      { rep: 'U0LUIS', why: 'lead', of: open.id },
    ]);
    await db.inTx((tx) => keepOwner(tx, { account: 'ana.ray@acme.example', rep: null }));
    expect((await desk(lead)).owners.map(({ rep }) => rep)).toEqual(['U0DANA', 'U0LUIS']);
  });

  test('without a rep in the playbook nothing is read and nobody waits', async () => {
    const lead = aFresh();
    const nobody = aPlaybook();
    const both = await db.inTx((tx) => lockDesk(tx, { lead, playbook: nobody, at }));
    expect(both).toEqual({ reps: new Map(), turns: [], owners: [] });
  });

  test('leads offered at the same moment go to one rep after the other', async () => {
    const crowd = aPlaybook({
      teams: [{ id: 'rush', name: 'Rush', channel: '#s', takes: [], claim: 'channel', reps }],
    });
    const leads = await Promise.all(Array.from({ length: 12 }, () => store(aFresh())));
    const give = (lead: Lead) =>
      db.inTx(async (tx) => {
        const given = await lockDesk(tx, { lead, playbook: crowd, at });
        const { team, turns, ...whose } = assign(lead, { playbook: crowd, desk: given, now: at });
        const after: Lead = { ...lead, state: 'offered', offer: { why: 'qualified', team: team.id, at, ...whose } };
        const change = { before: lead, after, events: [], owed: [], turns, at };
        return commitLead(tx, change, { newId, queue: { enqueue: async () => {} } });
      });
    expect(await Promise.all(leads.map(give))).toEqual(leads.map(() => 'committed'));
    const given = await Promise.all(leads.map(async ({ id }) => (await getLead(db, id))?.offer?.rep?.id));
    expect(['U0DANA', 'U0MIA', 'U0LUIS'].map((id) => given.filter((each) => each === id).length)).toEqual([4, 4, 4]);
    expect((await turnsHad(db)).filter(({ team }) => team === 'rush').map(({ served }) => served)).toEqual([4, 4, 4]);
  });

  test('a turn given back while another is taken stays given back', async () => {
    const turn = { team: 'both', rep: 'U0DANA', at };
    await db.inTx((tx) => moveTurns(tx, [{ ...turn, by: 9 }]));
    await Promise.all([
      db.inTx((tx) => moveTurns(tx, [{ ...turn, by: 1 }])),
      db.inTx((tx) => moveTurns(tx, [{ ...turn, by: -1, at: null }])),
    ]);
    expect((await turnsHad(db)).find(({ team }) => team === 'both')?.served).toBe(9);
  });

  test('a decision that comes too late takes no turn', async () => {
    const lead = await store(aFresh());
    const change = { before: { ...lead, version: 7 }, after: lead, events: [], owed: [], at };
    const turns = [{ team: 'late', rep: 'U0DANA', by: 1, at }];
    const tools = { newId, queue: { enqueue: async () => {} } };
    expect(await db.inTx((tx) => commitLead(tx, { ...change, turns }, tools))).toBe('stale');
    expect((await turnsHad(db)).filter(({ team }) => team === 'late')).toEqual([]);
  });
});
