// Whose time is taken, on both databases: whatever leads do in whatever order, no two of them have the same time of a host,
// and nothing is kept that no lead has.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { confirm, hold, lose } from '../../src/core/book.ts';
import { type Booking, endOf, type Meeting } from '../../src/core/booking.ts';
import type { Decision } from '../../src/core/decision.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { cancelled, heard } from '../../src/core/unbook.ts';
import type { Db } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { commitLead, getLead, insertLead } from '../../src/store/lead.ts';
import { bookedByVisitor, lockHosts, meetingsOf } from '../../src/store/slots.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, anOffer, aPlaybook } from '../support/leads.ts';

const newId = createNewId();
const tools = { queue: { enqueue: async () => {} }, newId };
const playbook = aPlaybook();
const people = ['U1', 'U2', 'U3'].map((id) => ({ id, name: id }));
const dawn = Date.parse('2026-12-01T09:00:00.000Z');
const at = (minutes: number) => new Date(dawn + minutes * 60_000).toISOString();

/** `late`: how many minutes after dawn it happens, in the order of the list. */
type Act = { lead: number; wait: number } & (
  | { kind: 'hold'; start: number; length: number; hosts: number[] }
  | { kind: 'confirm' | 'lose' | 'cancel' | 'gone' }
  | { kind: 'moved'; start: number; length: number }
);

const lead = fc.nat({ max: 5 });
const wait = fc.constantFrom(0, 0, 1, 4, 12);
const start = fc.integer({ min: 0, max: 40 }).map((n) => 600 + n * 5);
const length = fc.constantFrom(15, 30, 60, 7);
const hosts = fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('hold' as const), lead, wait, start, length, hosts }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('confirm' as const), lead, wait }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('lose' as const, 'cancel' as const, 'gone' as const), lead, wait }),
  },
);
const moved: fc.Arbitrary<Act> = fc.record({ kind: fc.constant('moved' as const), lead, wait, start, length });

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  async function fresh(count: number): Promise<LeadId[]> {
    const leads = Array.from({ length: count }, () => {
      const id = newId('lead');
      return { ...aLead({ id, conversation: id, offer: anOffer({ at: at(0) }) }), messages: [], answers: [] };
    });
    const visitor = (id: string) => ({ id, email: `${id}@x.test` });
    for (const each of leads) await db.inTx((tx) => insertLead(tx, { ...each, visitor: visitor(each.id) }));
    return leads.map(({ id }) => id);
  }

  const forget = () =>
    db.inTx(async ({ q }) => {
      await q.deleteFrom('slots').execute();
      await q.deleteFrom('slot_cells').execute();
    });

  async function seen(id: LeadId): Promise<Lead> {
    return (await getLead(db, id)) ?? Promise.reject(new Error('gone'));
  }

  const commit = (before: Lead, { lead: after, events }: Pick<Decision, 'lead' | 'events'>, now: string) =>
    db.inTx((tx) => commitLead(tx, { before, after, events, owed: [], at: now }, tools));

  function decide(before: Lead, doing: Act, now: string): Decision | null {
    const by = { playbook, now, link: null };
    switch (doing.kind) {
      case 'hold': {
        const meeting: Meeting = {
          kind: 'call',
          startsAt: at(doing.start),
          lengthMin: doing.length,
          hosts: doing.hosts.flatMap((host) => people[host] ?? []),
        };
        const until = new Date(Date.parse(now) + 600_000).toISOString();
        const held = hold(before, { by: 'visitor', meeting, event: newId('event'), until, playbook, now, times: 0 });
        return held.kind === 'done' ? held : null;
      }
      case 'confirm': {
        const wanted = before.booking?.wanted;
        return wanted?.kind === 'meet'
          ? confirm(before, { id: wanted.event, link: null, call: null, uid: '' }, by)
          : null;
      }
      case 'lose':
        return lose(before, { ...by, why: 'taken', mayStand: false });
      case 'cancel':
        return cancelled(before, { ...by, by: 'visitor' });
      case 'gone':
        return heard(before, { kind: 'gone' }, by);
      case 'moved':
        return heard(before, { kind: 'moved', startsAt: at(doing.start), endsAt: at(doing.start + doing.length) }, by);
    }
  }

  type Known = Map<LeadId, Lead>;

  /** `each`: after every act. At the end, what is kept must be what the leads say. */
  async function play(acts: readonly Act[], each: (leads: Lead[], now: string) => void = () => {}): Promise<void> {
    await forget();
    const ids = await fresh(6);
    const known: Known = new Map(await Promise.all(ids.map(async (id) => [id, await seen(id)] as const)));
    let minutes = 0;
    for (const doing of acts) {
      minutes += doing.wait;
      const before = known.get(ids[doing.lead] ?? 'lead_');
      const decided = before && decide(before, doing, at(minutes));
      if (before === undefined || decided == null) continue;
      const answer = await commit(before, decided, at(minutes));
      expect(answer).not.toBe('stale');
      if (answer === 'committed') known.set(before.id, await seen(before.id));
      each([...known.values()], at(minutes));
    }
    await keptAsSaid([...known.values()], at(minutes));
  }

  const taken = (booking: Booking | null, now: string): Meeting[] => [
    ...(booking?.meeting ? [booking.meeting] : []),
    ...(booking?.wanted?.kind === 'meet' && booking.wanted.until > now ? [booking.wanted.meeting] : []),
  ];

  type Held = { id: LeadId; host: string; from: string; until: string };

  const heldBy = (leads: readonly Lead[], now: string): Held[] =>
    leads.flatMap(({ id, booking }) =>
      taken(booking, now).flatMap((meeting) =>
        meeting.hosts.map(({ id: host }) => ({ id, host, from: meeting.startsAt, until: endOf(meeting) })),
      ),
    );

  function onlyOnce(leads: Lead[], now: string): void {
    const all = heldBy(leads, now);
    const twice = all.filter((a) =>
      all.some((b) => b.id !== a.id && b.host === a.host && b.from < a.until && a.from < b.until),
    );
    expect(twice).toEqual([]);
  }

  /** Nothing that is held is missing, and nothing is kept that no lead ever asked for. */
  async function keptAsSaid(leads: Lead[], now: string): Promise<void> {
    const kept = await meetingsOf(
      db,
      people.map(({ id }) => id),
      { span: { from: at(0), until: at(2_000) }, at: now },
    );
    const rows = [...kept].flatMap(([host, periods]) => periods.map((period) => ({ host, ...period })));
    const covers = (a: Omit<Held, 'id'>, b: Omit<Held, 'id'>) =>
      a.host === b.host && a.from <= b.from && b.until <= a.until;
    const held = heldBy(leads, now);
    expect(held.filter((each) => !rows.some((row) => covers(row, each)))).toEqual([]);
    const everAsked = heldBy(leads, at(-10_000));
    expect(rows.filter((row) => !everAsked.some((each) => covers(each, row)))).toEqual([]);
  }

  test('no two leads have one time, whatever they do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), (acts) => play(acts, onlyOnce)),
      { numRuns: 40 },
    );
  }, 60_000);

  test('what somebody drags onto another one’s time in their calendar is kept all the same, and counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(act, moved), { minLength: 5, maxLength: 30 }), (acts) => play(acts)),
      { numRuns: 40 },
    );
  }, 60_000);

  test('two transactions of one moment: one gets the time', async () => {
    await forget();
    const ids = await fresh(8);
    const doing = (n: number): Act => ({
      kind: 'hold',
      lead: n,
      wait: 0,
      start: 600,
      length: 30,
      hosts: n % 2 ? [0, 1] : [1, 0],
    });
    const answers = await Promise.all(
      ids.map(async (id, n) => {
        const before = await seen(id);
        const decided = decide(before, doing(n), at(0));
        if (decided === null) throw new Error('not held');
        return commit(before, decided, at(0));
      }),
    );
    expect(answers.toSorted()).toEqual(['committed', ...Array.from({ length: 7 }, () => 'taken')]);
  });

  test('a hold that ran out is anybody’s, and its lead gets nothing by confirming late', async () => {
    const [first = 'lead_', second = 'lead_'] = await fresh(2);
    const holding: Act = { kind: 'hold', lead: 0, wait: 0, start: 900, length: 30, hosts: [0] };
    const one = await seen(first);
    const held = decide(one, holding, at(0));
    expect(held && (await commit(one, held, at(0)))).toBe('committed');
    const other = await seen(second);
    const late = decide(other, holding, at(11));
    expect(late && (await commit(other, late, at(11)))).toBe('committed');
    const again = await seen(first);
    const confirming = decide(again, { kind: 'confirm', lead: 0, wait: 0 }, at(11));
    expect(confirming && (await commit(again, confirming, at(11)))).toBe('taken');
  });

  test('a visitor’s own bookings are counted over all of their conversations', async () => {
    const [one = 'lead_', other = 'lead_'] = await fresh(2);
    const { visitor, ...lead } = await seen(one);
    const by = (who: string, kind: 'booked' | 'moved' | 'cancelled') => ({ kind, by: who, data: {} });
    for (const [id, events] of [
      [one, [by('visitor', 'booked'), by('U1', 'moved')]],
      [other, [by('visitor', 'moved'), by('visitor', 'cancelled')]],
    ] as const) {
      const before = await seen(id);
      await commit(before, { lead: { ...before, visitor }, events: [...events] }, at(0));
    }
    expect(await bookedByVisitor(db, { ...lead, visitor })).toBe(2);
  });

  test('hosts are locked one after the other, however they are named', async () => {
    const lock = (hosts: string[]) => db.inTx((tx) => lockHosts(tx, hosts));
    await Promise.all(Array.from({ length: 20 }, (_, i) => lock(i % 2 === 0 ? ['U1', 'U2'] : ['U2', 'U1', 'U1'])));
  });
});
