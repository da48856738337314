// A decision about a lead is about the lead as it is, whoever else is at it.
import { beforeAll, expect, test } from 'vitest';
import { type Lead, type LeadId, newLead } from '../../src/core/lead.ts';
import type { Nudge } from '../../src/core/nudge.ts';
import type { Db, Tx } from '../../src/store/db.ts';
import { decideAnew } from '../../src/store/decide-anew.ts';
import { eventsOf } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { appendVisitorMessage, getLead, insertLead } from '../../src/store/lead.ts';
import { eachDatabase } from '../support/databases.ts';

const now = '2026-11-21T10:00:00.000Z';
const newId = createNewId();

eachDatabase((_kind, open) => {
  let db: Db;
  const queued: string[] = [];
  const queue = {
    enqueue: async (_tx: Tx, owed: readonly { job: { kind: string } }[]) => {
      queued.push(...owed.map(({ job }) => job.kind));
    },
  };
  const tools = () => ({ db, queue, newId, now: () => new Date(now) });
  beforeAll(async () => {
    db = await open();
  });

  async function stored(): Promise<LeadId> {
    const visitor = { id: 'v1', name: 'Ana' };
    const about = { id: newId('lead'), conversation: newId('conversation'), channel: 'web', visitor, page: null };
    const lead = newLead({ ...about, playbook: 'p1', now });
    await db.inTx((tx) => insertLead(tx, lead));
    queued.length = 0;
    return lead.id;
  }
  const write = (tx: Tx, id: LeadId) =>
    appendVisitorMessage(tx, id, { text: 'Hello', channel: 'web', at: now, name: 'Ana', providerId: null });
  const scored = (lead: Lead, nudges: readonly Nudge[] = []) => ({
    lead: { ...lead, score: lead.score + 1 },
    events: [{ kind: 're-scored' as const, by: 'baton', data: {} }],
    owed: [{ job: { kind: 'update-card' as const, lead: lead.id } }],
    nudges,
  });

  test('what is decided stands, with its events, its jobs and whom it tells', async () => {
    const id = await stored();
    const nudge: Nudge = { to: 'U0SAM', lead: id, what: 'unbooked', about: now, dueAt: now };
    const done = await decideAnew(tools(), id, (lead, at) => {
      expect(at).toBe(now);
      return scored(lead, [nudge]);
    });
    expect(done).toMatchObject({ kind: 'done', lead: { id, score: 1 } });
    expect(await getLead(db, id)).toMatchObject({ score: 1, version: 2 });
    expect((await eventsOf(db, id)).map(({ kind }) => kind)).toEqual(['re-scored']);
    expect(queued).toEqual(['update-card', 'send-nudges']);
  });

  test('whoever was faster is seen, and only the last decision stands', async () => {
    const id = await stored();
    const seen: number[] = [];
    const done = await decideAnew(tools(), id, async (lead, _, tx) => {
      seen.push(lead.messages.length);
      if (seen.length < 3) await write(tx, id);
      return scored(lead);
    });
    expect(seen).toEqual([0, 1, 2]);
    expect(done).toMatchObject({ kind: 'done', lead: { score: 1 } });
    expect(await eventsOf(db, id)).toHaveLength(1);
    expect(queued).toEqual(['update-card']);
  });

  test('of many at once none is lost', async () => {
    const id = await stored();
    await Promise.all(Array.from({ length: 8 }, () => decideAnew(tools(), id, (lead) => scored(lead))));
    expect((await getLead(db, id))?.score).toBe(8);
  });

  test('where there is nothing to decide the lead is left alone, and what was noted beside it stays', async () => {
    const id = await stored();
    expect(await decideAnew(tools(), id, () => null)).toEqual({ kind: 'left', why: null });
    const left = await decideAnew(tools(), id, async (_lead, _at, tx) => {
      await write(tx, id);
      return { kind: 'over' };
    });
    expect(left).toEqual({ kind: 'left', why: { kind: 'over' } });
    expect(await getLead(db, id)).toMatchObject({ score: 0, messages: [{ text: 'Hello' }] });
    expect(await decideAnew(tools(), newId('lead'), (lead) => scored(lead))).toEqual({ kind: 'gone' });
    expect(queued).toEqual([]);
  });

  test('whoever always loses gives up', async () => {
    const id = await stored();
    const losing = decideAnew(tools(), id, async (lead, _, tx) => {
      await write(tx, id);
      return scored(lead);
    });
    await expect(losing).rejects.toThrow(/20 times in a row/);
    expect(await getLead(db, id)).toMatchObject({ score: 0 });
  });
});
