// What is kept of calendars, and the times that are computed from it, on both databases.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import type { ListedRep, Playbook } from '../../src/core/playbook.ts';
import { busyOf, busySpan, forgetBusy, type KeptBusy, keepBusy } from '../../src/store/busy.ts';
import type { Db } from '../../src/store/db.ts';
import { type FreeTimesAsked, freeTimes } from '../../src/store/free-times.ts';
import { createNewId } from '../../src/store/id.ts';
import { commitLead, insertLead } from '../../src/store/lead.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, anOffer, aPlaybook } from '../support/leads.ts';

const now = '2026-12-01T08:00:00.000Z';
const newId = createNewId();
const clock = (time: string) => `2026-12-01T${time}:00.000Z`;
const listed = (slack: string, change: Partial<ListedRep> = {}) => ({
  slack,
  name: slack,
  takes: [],
  weight: 1,
  ...change,
});

function playbookWith(booking: Playbook['booking'] | object = {}, reps = [listed('U1'), listed('U2')]): Playbook {
  const page = aPlaybook({ zone: 'UTC' });
  const [team] = page.teams;
  if (team === undefined) throw new Error('no team');
  const rules = { noticeMinutes: 0, daysAhead: 1, everyMinutes: 60, ...booking };
  return { ...page, booking: { ...page.booking, ...rules }, teams: [{ ...team, hours: nineToTwelve, reps }] };
}

const nineToTwelve = Array.from({ length: 7 }, () => [{ from: 540, until: 720 }]);

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(() =>
    db.inTx(async ({ q }) => {
      for (const table of ['busy_times', 'slots', 'slot_cells', 'rotation'] as const)
        await q.deleteFrom(table).execute();
    }),
  );

  const lead = (change: Partial<Lead> = {}): Lead => aLead({ offer: anOffer({ team: 'sales' }), ...change });
  const read = (rep: string, busy: [string, string][] = [], change: Partial<KeptBusy> = {}): KeptBusy =>
    ({
      kind: 'read',
      rep,
      readAt: now,
      span: busySpan(playbookWith(), now),
      periods: busy.map(([from, until]) => ({ from: clock(from), until: clock(until) })),
      unread: [],
      ...change,
    }) as KeptBusy;
  const keep = (...all: KeptBusy[]) =>
    db.inTx(async (tx) => {
      for (const each of all) await keepBusy(tx, each);
    });
  const ask = (change: Partial<FreeTimesAsked> = {}) =>
    freeTimes(db, {
      lead: lead(),
      hosts: ['U1'],
      mode: 'group',
      lengthMin: 60,
      playbook: playbookWith(),
      now,
      maxAgeMs: 60_000,
      window: { kind: 'range', from: null, until: clock('13:00') },
      ...change,
    });
  const starts = async (change: Partial<FreeTimesAsked> = {}) => {
    const free = await ask(change);
    return free.kind === 'known'
      ? free.slots.map(({ start, hosts }) => `${start.slice(11, 16)} ${hosts.join()}`)
      : free;
  };

  test('what is kept of a calendar comes back as it was read, and is forgotten', async () => {
    const unread = [{ calendar: 'Team', why: 'notFound' }];
    await keep(read('U1', [['09:00', '10:00']], { unread }), read('U2'), read('U3', [], { kind: 'lost' }));
    expect(await busyOf(db, ['U1', 'U3', 'U9'])).toEqual(
      new Map<string, unknown>([
        ['U1', read('U1', [['09:00', '10:00']], { unread })],
        ['U3', { kind: 'lost', rep: 'U3', readAt: now, span: busySpan(playbookWith(), now) }],
      ]),
    );
    await keep(read('U1'));
    expect((await busyOf(db, ['U1'])).get('U1')).toEqual(read('U1'));
    await db.inTx((tx) => forgetBusy(tx, 'U1'));
    expect(await busyOf(db, ['U1'])).toEqual(new Map());
    expect(await busyOf(db, [])).toEqual(new Map());
  });

  test('hours less what the calendar says', async () => {
    await keep(read('U1', [['10:15', '10:30']]));
    expect(await starts()).toEqual(['09:00 U1', '11:00 U1']);
  });

  test('whoever was not read, or too long ago, is to be read first', async () => {
    expect(await ask()).toEqual({ kind: 'stale', reps: ['U1'] });
    await keep(read('U1', [], { readAt: clock('07:58') }), read('U2'));
    expect(await ask({ hosts: ['U1', 'U2'] })).toEqual({ kind: 'stale', reps: ['U1'] });
    expect(await ask({ hosts: ['U1', 'U2'], mode: 'pool' })).toEqual({ kind: 'stale', reps: ['U1'] });
    expect(await ask({ maxAgeMs: 180_000 })).toMatchObject({ kind: 'known' });
  });

  test('a group needs all of its calendars, a pool does without', async () => {
    await keep(read('U1'), read('U2', [], { kind: 'none' }), read('U3', [], { kind: 'lost' }));
    const hosts = ['U1', 'U2', 'U3'];
    const without = [
      { rep: 'U2', why: 'none' },
      { rep: 'U3', why: 'lost' },
    ];
    expect(await ask({ hosts })).toEqual({ kind: 'no-calendar', reps: without });
    expect(await starts({ hosts, mode: 'pool' })).toEqual(['09:00 U1', '10:00 U1', '11:00 U1']);
    expect(await ask({ hosts: ['U2', 'U3'], mode: 'pool' })).toEqual({ kind: 'no-calendar', reps: without });
  });

  test('a group meets when all are free; of a pool, whoever had the fewest turns goes first', async () => {
    await keep(read('U1', [['09:00', '10:00']]), read('U2', [['11:00', '12:00']]));
    expect(await starts({ hosts: ['U1', 'U2'] })).toEqual(['10:00 U1,U2']);
    await db.inTx(({ q }) =>
      q.insertInto('rotation').values({ team: 'sales', rep: 'U1', served: 2, last_at: now }).execute(),
    );
    expect(await starts({ hosts: ['U1', 'U2'], mode: 'pool' })).toEqual(['09:00 U2', '10:00 U2,U1', '11:00 U1']);
  });

  test('what other leads have is busy and counts; what this one has is its own to move', async () => {
    await keep(read('U1', [['09:00', '10:00']]));
    const host = { id: 'U1', name: 'U1' };
    const event = { id: 'e', link: null, call: null, uid: 'u' };
    const meeting = { kind: 'call', startsAt: clock('09:00'), lengthMin: 60, hosts: [host], event, reply: null };
    const booking = { zone: null, guest: null, proposed: null, wanted: null, meeting, outcome: null };
    const id = newId('lead');
    const before = lead({ id, conversation: id, messages: [], answers: [] });
    await db.inTx((tx) => insertLead(tx, before));
    const after: Lead = { ...before, state: 'booked', booking };
    const tools = { queue: { enqueue: async () => {} }, newId };
    await db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at: now }, tools));
    expect(await starts()).toEqual(['10:00 U1', '11:00 U1']);
    expect(await starts({ lead: after })).toEqual(['09:00 U1', '10:00 U1', '11:00 U1']);
    const capped = playbookWith({}, [listed('U1', { meetingsPerDay: 1 })]);
    expect(await starts({ playbook: capped })).toEqual([]);
    expect(await starts({ lead: after, playbook: capped })).toHaveLength(3);
  });

  test('beyond what was read nothing is free, and calendars that could not be read are named', async () => {
    const span = { from: now, until: clock('10:30') };
    await keep(read('U1', [], { span, unread: [{ calendar: 'Team', why: 'notFound' }] }));
    const window = { kind: 'range', from: null, until: '2026-12-02T13:00:00.000Z' } as const;
    const free = await ask({ window });
    expect(free).toMatchObject({ kind: 'known', unread: [{ rep: 'U1', calendar: 'Team', why: 'notFound' }] });
    expect(await starts({ window })).toEqual(['09:00 U1']);
  });

  test('nobody to meet, no times', async () => {
    expect(await starts({ hosts: [] })).toEqual([]);
  });
});
