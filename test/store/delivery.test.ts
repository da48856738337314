// Which lines have set out and arrived, and the way from a card's thread to its lead.
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { type Lead, newLead } from '../../src/core/lead.ts';
import { withLine } from '../../src/core/line.ts';
import type { Db } from '../../src/store/db.ts';
import { lockDelivery, markDelivered, markRefused, markSending } from '../../src/store/delivery.ts';
import { createNewId } from '../../src/store/id.ts';
import { commitLead, findLeadByCard, getLead, insertLead } from '../../src/store/lead.ts';
import { eachDatabase } from '../support/databases.ts';

const at = '2026-11-21T10:00:00.000Z';
const newId = createNewId();
const tools = { queue: { enqueue: async () => {} }, newId };
const dana = { id: 'U0DANA', name: 'Dana Reyes' };

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  async function stored(change: Partial<Lead> = {}): Promise<Lead> {
    const start = { conversation: newId('conversation'), channel: 'web', visitor: { id: 'v' }, page: null };
    const lead = { ...newLead({ id: newId('lead'), ...start, playbook: 'p1', now: at }), ...change };
    await db.inTx((tx) => insertLead(tx, lead));
    return lead;
  }

  test('a line sets out, is turned away, sets out again, and arrives once', async () => {
    const { id } = await stored();
    const now = () => db.inTx((tx) => lockDelivery(tx, id));
    expect(await now()).toEqual({ upTo: 0, sending: null });
    await db.inTx((tx) => markSending(tx, id, 2));
    expect(await now()).toEqual({ upTo: 0, sending: 2 });
    await db.inTx((tx) => markRefused(tx, id));
    expect(await now()).toEqual({ upTo: 0, sending: null });
    await db.inTx((tx) => markSending(tx, id, 2));
    expect(await db.inTx((tx) => markDelivered(tx, id, 2))).toBe(true);
    expect(await db.inTx((tx) => markDelivered(tx, id, 2))).toBe(false);
    expect(await now()).toEqual({ upTo: 2, sending: null });
  });

  test('who holds the lock decides before a line sets out', async () => {
    const { id } = await stored();
    const order: string[] = [];
    const first = db.inTx(async (tx) => {
      await lockDelivery(tx, id);
      order.push('locked');
      await wait(30);
      order.push('decided');
    });
    const second = db.inTx(async (tx) => {
      await lockDelivery(tx, id);
      order.push('set out');
    });
    await Promise.all([first, second]);
    expect(order).not.toEqual(['locked', 'set out', 'decided']);
    expect(order).toHaveLength(3);
  });

  test('a takeover, what it dropped and where a rep wrote a line come back as written', async () => {
    const before = await stored({ takeover: { rep: dana, at, since: '1763650000.000100' }, dropped: [1, 3] });
    const line = {
      from: 'rep',
      name: dana.name,
      text: 'Hi',
      source: 'slack:C1:1763650001.000100',
      asks: null,
      at,
    } as const;
    const after = withLine(before, line);
    await db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at }, tools));
    expect(await getLead(db, before.id)).toEqual({ ...after, version: 2, updatedAt: at });
    const twice = { ...before, version: 2, messages: after.messages };
    const again = { before: twice, after: withLine(twice, line), events: [], owed: [], at };
    await expect(db.inTx((tx) => commitLead(tx, again, tools))).rejects.toThrow(/unique/i);
  });

  test('a lead is found by its card, and by no other', async () => {
    const card = { ts: '1763650000.000200', channel: 'C0SDRLEADS' };
    const { id } = await stored({ card });
    expect(await findLeadByCard(db, { channel: card.channel, ts: card.ts })).toBe(id);
    expect(await findLeadByCard(db, { ...card, channel: 'C0OTHER' })).toBeUndefined();
    expect(await findLeadByCard(db, { ...card, ts: '1763650000.000201' })).toBeUndefined();
  });
});
