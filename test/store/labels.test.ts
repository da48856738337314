// What verdicts leave behind for the bar: kept with the verdict, taken back with it, and read fast however many leads there are.
import { expect, test } from 'vitest';
import { emptyDesk } from '../../src/core/desk.ts';
import type { NewEvent } from '../../src/core/event.ts';
import { labelOf } from '../../src/core/label.ts';
import { type Lead, type LeadId, move, type RepVerdict } from '../../src/core/lead.ts';
import { passOn } from '../../src/core/pass-on.ts';
import { lookForBar } from '../../src/core/team-bar.ts';
import { unpostedLeads } from '../../src/store/bar-leads.ts';
import { beginBars, holdBar, keepBar, lookAgain, readBars, readTeamBars } from '../../src/store/bars.ts';
import type { Db } from '../../src/store/db.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { appendEvents, eventsAfter } from '../../src/store/events.ts';
import { fieldQuality } from '../../src/store/field-quality.ts';
import { createNewId } from '../../src/store/id.ts';
import { getLabel, labelsOf, putLabel } from '../../src/store/labels.ts';
import { commitLead, getLead, insertLead } from '../../src/store/lead.ts';
import { takePeriod } from '../../src/store/ticks.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, anOffer, aPlaybook, now, sam } from '../support/leads.ts';
import { openSink } from '../support/sink.ts';

const newId = createNewId();
const queue = { enqueue: async () => undefined };
const playbook = aPlaybook();
const said = { by: sam, at: now, from: 'offered' } as const;
const claimed: RepVerdict = { ...said, kind: 'claimed' };
const rejected: RepVerdict = { ...said, kind: 'rejected', reason: 'not_qualified', wrongField: 'size', note: '' };

async function stored(db: Db, change: Partial<Lead> = {}): Promise<Lead> {
  const id = newId('lead');
  const lead = aLead({ id, conversation: id, bar: { team: 'sales', points: 60 }, ...change });
  await db.inTx((tx) => insertLead(tx, lead));
  return read(db, id);
}

async function read(db: Db, id: LeadId): Promise<Lead> {
  const lead = await getLead(db, id);
  if (lead === undefined) throw new Error('no lead');
  return lead;
}

async function become(db: Db, before: Lead, after: Lead): Promise<Lead> {
  await db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at: now }, { queue, newId }));
  return read(db, before.id);
}

eachDatabase((_kind, open) => {
  test('a verdict leaves a label, the next one another, and one that is taken back none', async () => {
    const db = await open();
    const offered = await stored(db);
    expect(await getLabel(db, offered.id)).toBeUndefined();
    const taken = await become(db, offered, { ...move(offered, 'claimed'), rep: sam, repVerdict: claimed });
    expect(await getLabel(db, taken.id)).toEqual(labelOf(taken));
    expect(await getLabel(db, taken.id)).toMatchObject({ team: 'sales', score: 78, accepted: true, from: 'verdict' });
    const turned = await become(db, taken, {
      ...move(taken, 'rejected'),
      repVerdict: { ...rejected, before: claimed },
    });
    expect(await getLabel(db, taken.id)).toMatchObject({ accepted: false, reason: 'not_qualified' });
    const back = await become(db, turned, { ...move(turned, 'claimed'), repVerdict: claimed });
    expect(await getLabel(db, taken.id)).toMatchObject({ accepted: true, reason: null });
    await become(db, back, { ...move(back, 'offered'), rep: null, repVerdict: null });
    expect(await getLabel(db, taken.id)).toBeUndefined();
    await db.close();
  });

  test('a claim that was passed on or ran out teaches nothing', async () => {
    const db = await open();
    const take = async () => {
      const offered = await stored(db);
      const taken = await become(db, offered, { ...move(offered, 'claimed'), rep: sam, repVerdict: claimed });
      expect(await getLabel(db, taken.id)).toMatchObject({ accepted: true });
      return taken;
    };
    const misrouted = await take();
    const passed = passOn(misrouted, { rep: sam, playbook, now, team: null, desk: emptyDesk, over: [] });
    if (passed.kind !== 'done') throw new Error(passed.kind);
    await become(db, misrouted, passed.lead);
    expect(await getLabel(db, misrouted.id)).toBeUndefined();
    const forgotten = await take();
    await become(db, forgotten, { ...move(forgotten, 'offered'), rep: null, repVerdict: null });
    expect(await getLabel(db, forgotten.id)).toBeUndefined();
    await db.close();
  });

  test('a visitor who is offered anew leaves the verdict on their first visit', async () => {
    const db = await open();
    const offered = await stored(db);
    const turned = await become(db, offered, { ...move(offered, 'rejected'), repVerdict: rejected });
    const chatting = await become(db, turned, { ...move(turned, 'chatting'), verdict: null });
    const offer = anOffer({ at: '2026-11-21T09:00:00.000Z' });
    await become(db, chatting, { ...move(chatting, 'offered'), offer, repVerdict: null });
    expect(await getLabel(db, offered.id)).toMatchObject({ accepted: false });
    await db.close();
  });

  test('a verdict goes over a thumb, and both go with the person', async () => {
    const db = await open();
    const lead = await stored(db, { offer: null, state: 'nurturing' });
    const thumb = { lead: lead.id, team: 'sales', at: now, score: 55, accepted: false, reason: null, by: 'U0RITA0001' };
    await db.inTx((tx) => putLabel(tx, { ...thumb, from: 'thumb' }));
    const offered = await become(db, lead, { ...move(lead, 'offered'), offer: anOffer() });
    expect(await getLabel(db, lead.id)).toMatchObject({ from: 'thumb' });
    await become(db, offered, { ...move(offered, 'claimed'), rep: sam, repVerdict: claimed });
    expect(await getLabel(db, lead.id)).toMatchObject({ from: 'verdict', accepted: true });
    await db.inTx((tx) => eraseLeads(tx, { leads: [lead.id], email: null, at: now }));
    expect(await getLabel(db, lead.id)).toBeUndefined();
    await db.close();
  });

  test('a thumb that was pressed while a rep judged does not go over the verdict', async () => {
    const db = await open();
    const offered = await stored(db);
    const taken = await become(db, offered, { ...move(offered, 'claimed'), rep: sam, repVerdict: claimed });
    const verdict = labelOf(taken)!;
    const thumb = { ...verdict, accepted: false, by: 'U0BOSS', from: 'thumb' } as const;
    await db.inTx((tx) => putLabel(tx, thumb));
    expect(await getLabel(db, taken.id)).toEqual(verdict);
    const near = await stored(db, { offer: null });
    for (const accepted of [true, false]) {
      await db.inTx((tx) => putLabel(tx, { ...thumb, lead: near.id, accepted }));
      expect(await getLabel(db, near.id)).toMatchObject({ accepted, from: 'thumb' });
    }
    await db.close();
  });

  test('a bar is kept as it was decided, and the page’s start counts until there is one', async () => {
    const db = await open();
    expect((await readBars(db, playbook)).size).toBe(0);
    await db.inTx((tx) => beginBars(tx, { playbook, now }, newId));
    await db.inTx((tx) => beginBars(tx, { playbook, now }, newId));
    const labels = Array.from({ length: 20 }, () => ({ score: 62, accepted: false, week: 2_968 }));
    await db.inTx(async (tx) => {
      const held = await holdBar(tx, 'sales', { playbook, now }, newId);
      const looked = lookForBar(held, { playbook, now, by: null, week: 2_969, labels, borrowed: [], recent: [] });
      await keepBar(tx, looked, { at: now, newId });
    });
    const [bar] = await readTeamBars(db, { playbook, now });
    expect([bar?.state.bar, (await readBars(db, playbook)).get('sales')]).toEqual([63, 63]);
    const other = { ...playbook, bar: { ...playbook.bar, start: 70 } };
    expect((await readBars(db, other)).get('sales')).toBeUndefined();
    await db.inTx((tx) => beginBars(tx, { playbook: other, now }, newId));
    expect((await readBars(db, other)).get('sales')).toBe(70);
    const { items } = (await eventsAfter(db, '', 100)) ?? { items: [] };
    expect(items.flatMap(({ kind }) => (kind.startsWith('bar-') ? [kind] : []))).toEqual([
      'bar-moved',
      'bar-restarted',
    ]);
    await db.close();
  });

  test('a field is as right as the rejects that name it let it be', async () => {
    const db = await open();
    const before = new Map((await fieldQuality(db)).fields.map((each) => [each.field, each]));
    const offered = await stored(db);
    await become(db, offered, { ...move(offered, 'rejected'), repVerdict: rejected });
    await stored(db);
    const { leads, fields: after } = await fieldQuality(db);
    const grew = (field: string) => {
      const [was, is] = [before.get(field), after.find((each) => each.field === field)];
      return [(is?.posted ?? 0) - (was?.posted ?? 0), (is?.wrong ?? 0) - (was?.wrong ?? 0)];
    };
    expect([grew('size'), grew('use_case')]).toEqual([
      [2, 1],
      [2, 0],
    ]);
    expect(after[0]?.field).toBe('size');
    expect(leads).toBeGreaterThan(1);
    await db.close();
  });

  test('a period is seen to once, by whoever is first, and the first ever is none', async () => {
    const db = await open();
    const take = (period: string) => db.inTx((tx) => takePeriod(tx, 'bars', period));
    expect(await take('2026-W52')).toBe(false);
    const both = await Promise.all([take('2026-W53'), take('2026-W53')]);
    expect(both.toSorted()).toEqual([false, true]);
    expect([await take('2026-W53'), await take('2026-W51'), await take('2027-W01')]).toEqual([false, false, true]);
    await db.close();
  });

  test('how many leads a bar would have posted is asked of the scores they came by, whatever became of them', async () => {
    const db = await open();
    const silent = { intent: true, context: true, continuity: false, nextStep: true };
    const past = '2026-11-10T10:00:00.000Z';
    const lost = { createdAt: past, score: 41, pillars: silent, state: 'claimed', verdict: 'borderline' } as const;
    for (const why of ['qualified', 'qualified', 'qualified', 'learning', 'asked'] as const) {
      const { id } = await stored(db, { ...lost, offer: anOffer({ why }) });
      for (const score of [80, 62]) {
        const events: NewEvent[] = [{ kind: 'offered', by: 'baton', data: { why, score } }];
        await db.inTx((tx) => appendEvents(tx, { lead: id, events, at: past }, newId));
      }
    }
    await stored(db, { createdAt: past, score: 58, state: 'nurturing', verdict: 'borderline', offer: null });
    await stored(db, {
      createdAt: past,
      score: 58,
      pillars: silent,
      state: 'closed',
      verdict: 'unqualified',
      offer: null,
    });
    const volumeAt = async (start: number) => {
      const page = { ...playbook, bar: { ...playbook.bar, start } };
      const bar = await db.inTx(async (tx) => {
        const held = await holdBar(tx, 'sales', { playbook: page, now }, newId);
        return lookAgain(tx, held, { playbook: page, now, week: held.state.week, by: null }, newId);
      });
      return bar.change?.volume.before;
    };
    // Two a week are posted anyway.
    expect([await volumeAt(58), await volumeAt(59), await volumeAt(62), await volumeAt(63)]).toEqual([5, 4, 4, 2]);
    await db.close();
  });

  test('of a hundred thousand leads only what still weighs is read', { timeout: 120_000 }, async () => {
    const db = await open();
    const week = 604_800_000;
    const begin = Date.parse('2025-01-06T00:00:00.000Z');
    const all = 100_000;
    const sink = await openSink(db, ['leads', 'labels', 'events']);
    for (let from = 0; from < all; from += 2_000) {
      const batch = Array.from({ length: 2_000 }, (_, i) => aRow(from + i, begin + ((from + i) / all) * 52 * week));
      const leads = batch.map(({ lead }) => lead);
      const labels = batch.flatMap(({ label }) => label);
      await sink.put({ leads, labels, events: batch.flatMap(({ event }) => event) });
    }
    await sink.done();
    const at = new Date(begin + 52 * week).toISOString();
    const startedMs = performance.now();
    expect(await labelsOf(db, 'crowd')).toHaveLength(1_000);
    const crowd = { ...playbook, teams: [{ ...aPlaybook().teams[0]!, id: 'crowd' }] };
    const looked = await db.inTx(async (tx) => {
      const held = await holdBar(tx, 'crowd', { playbook: crowd, now: at }, newId);
      return lookAgain(tx, held, { playbook: crowd, now: at, week: held.state.week + 1, by: null }, newId);
    });
    expect(looked.change?.labels).toBe(1_000);
    const from = new Date(begin + 51 * week).toISOString();
    expect((await unpostedLeads(db, { team: 'crowd', from, until: at })).unposted.length).toBeGreaterThan(500);
    const ms = performance.now() - startedMs;
    expect(ms).toBeLessThan(2_000);
    await db.close();
  });
});

function aRow(n: number, at: number) {
  const time = new Date(at).toISOString();
  const id = `lead_crowd${String(n).padStart(7, '0')}`;
  const score = 40 + (n % 50);
  const lead = {
    ...{ id, version: 1, conversation: id, channel: 'web', visitor_id: id, visitor: '{}', playbook: 'test' },
    ...{ state: score >= 60 ? 'claimed' : 'nurturing', message_count: 0, answer_count: 0, refusal_count: 0 },
    ...{ declined: '[]', read_up_to: 0, visit_from: 1, score, reasons: '[]', dropped: '[]' },
    pillars: '{"intent":true,"context":true,"continuity":true,"nextStep":true}',
    ...{ bar: 60, bar_team: 'crowd', verdict: score >= 60 ? 'qualified' : 'borderline' },
    ...{ offer: score >= 60 ? '{"why":"qualified"}' : null, created_at: time, updated_at: time },
  };
  const label = {
    lead: id,
    team: 'crowd',
    at: time,
    score,
    accepted: n % 2,
    reason: null,
    by: sam.id,
    from: 'verdict',
  };
  const data = JSON.stringify({ why: 'qualified', score });
  const event = { id: `event_${n}`, lead: id, kind: 'offered', by: 'baton', at: time, data };
  return { lead, label: score >= 60 ? [label] : [], event: score >= 60 ? [event] : [] };
}
