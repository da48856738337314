// Who streams a conversation is woken by every commit that changes what its visitor sees, and by none that was undone.
import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { type Lead, newLead } from '../../src/core/lead.ts';
import { withLine } from '../../src/core/line.ts';
import type { Db } from '../../src/store/db.ts';
import { markDelivered } from '../../src/store/delivery.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { createNewId } from '../../src/store/id.ts';
import { appendVisitorMessage, commitLead, getLead, insertLead } from '../../src/store/lead.ts';
import { type Heard, tell } from '../../src/store/live.ts';
import { eachDatabase } from '../support/databases.ts';

const at = '2026-11-21T10:00:00.000Z';
const newId = createNewId();
const tools = { queue: { enqueue: async () => {} }, newId };
const told: Heard = { kind: 'told' };

eachDatabase((kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await opened();
  });

  async function stored(): Promise<Lead> {
    const start = { conversation: newId('conversation'), channel: 'widget', visitor: { id: 'v' }, page: null };
    const lead = newLead({ id: newId('lead'), ...start, playbook: 'p1', now: at });
    await db.inTx((tx) => insertLead(tx, lead));
    return lead;
  }
  const hears = (where: Db, about: string) => {
    const heard: Heard[] = [];
    return { heard, stop: where.live.listen(about, (each) => heard.push(each)) };
  };
  /** Opened, and hearing: on Postgres everybody is woken once the connection that listens stands. */
  async function opened(): Promise<Db> {
    const fresh = await open();
    if (kind === 'postgres') await new Promise((resolve) => fresh.live.listen('anything', resolve));
    return fresh;
  }

  test('what the visitor sees wakes: their line, a decision, an arrival, being erased', async () => {
    const lead = await stored();
    const { heard, stop } = hears(db, lead.id);
    const line = { text: 'Hello', channel: 'widget', at, name: null, providerId: 'm1' };
    await db.inTx((tx) => appendVisitorMessage(tx, lead.id, line));
    expect(heard.splice(0)).toEqual([told]);
    await db.inTx((tx) => appendVisitorMessage(tx, lead.id, line));
    expect(heard.splice(0)).toEqual([]);

    const before = (await getLead(db, lead.id))!;
    const after = withLine(before, { from: 'baton', name: 'Baton', text: 'Hi', asks: null, at });
    const commit = () => db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at }, tools));
    expect(await commit()).toBe('committed');
    expect(heard.splice(0)).toEqual([told]);
    expect(await commit()).toBe('stale');
    expect(heard.splice(0)).toEqual([]);

    await db.inTx((tx) => markDelivered(tx, lead.id, 2));
    await db.inTx((tx) => markDelivered(tx, lead.id, 2));
    expect(heard.splice(0)).toEqual([told]);

    await db.inTx((tx) => eraseLeads(tx, { leads: [lead.id], email: null, at }));
    expect(heard.splice(0)).toEqual([told]);
    stop();
    await db.inTx(async (tx) => tell(tx, lead.id));
    expect(heard).toEqual([]);
  });

  test('nothing that is undone wakes anybody, and one commit wakes once', async () => {
    const about = newId('conversation');
    const { heard, stop } = hears(db, about);
    heard.splice(0);
    const failing = db.inTx(async (tx) => {
      tell(tx, about);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await db.inTx(async (tx) => {
      tell(tx, about);
      tell(tx, about);
    });
    expect(heard).toEqual([told]);
    stop();
  });

  test('what cannot be committed in the end wakes nobody either', async () => {
    const about = newId('conversation');
    const { heard, stop } = hears(db, about);
    heard.splice(0);
    const failing = db.inTx(async (tx) => {
      tell(tx, about);
      if (kind === 'postgres') return sql`select 1 / 0`.execute(tx.q).catch(() => {});
      await sql`pragma defer_foreign_keys = on`.execute(tx.q);
      const line = { n: 1, from: 'visitor', text: 'Hello', channel: 'widget', at };
      return tx.q
        .insertInto('messages')
        .values({ lead: 'lead_nobody', ...line })
        .execute();
    });
    await expect(failing).rejects.toThrow();
    expect(heard).toEqual([]);
    stop();
  });

  test('a hint reaches whoever listens, and one listener that stops leaves the others', async () => {
    const lead = newId('lead');
    const one = hears(db, lead);
    const two = hears(db, lead);
    one.heard.splice(0);
    two.heard.splice(0);
    const hint = { kind: 'typing', who: 'rep', on: true } as const;
    db.live.hint(lead, hint);
    one.stop();
    db.live.hint(lead, hint);
    expect([one.heard, two.heard]).toEqual([[hint], [hint, hint]]);
    two.stop();
  });

  if (kind === 'postgres') {
    test('another process hears commits and hints, each once, in order', async () => {
      const other = await opened();
      const lead = newId('lead');
      const here = hears(db, lead);
      const there = hears(other, lead);
      here.heard.splice(0);
      there.heard.splice(0);
      await db.inTx(async (tx) => tell(tx, lead));
      const drafts = ['a', 'a b', 'a b c'].map((text) => ({ kind: 'draft', text }) as const);
      for (const draft of drafts) db.live.hint(lead, draft);
      db.live.hint(lead, { kind: 'draft', text: 'x'.repeat(9_000) });
      db.live.hint(lead, { kind: 'draft', text: '' });
      await expect.poll(() => there.heard.length).toBe(5);
      expect(there.heard).toEqual([told, ...drafts, { kind: 'draft', text: '' }]);
      expect(here.heard).toHaveLength(6);
      here.stop();
      there.stop();
    });

    test('after the connection is lost, everybody is woken and hears again', async () => {
      const other = await opened();
      const lead = newId('lead');
      const { heard, stop } = hears(other, lead);
      heard.splice(0);
      const admin = new pg.Client({ connectionString: open.url() });
      await admin.connect();
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'baton live' and datname = current_database()`,
      );
      await admin.end();
      await expect.poll(() => heard, { timeout: 5_000 }).toEqual([told]);
      await db.inTx(async (tx) => tell(tx, lead));
      await expect.poll(() => heard).toEqual([told, told]);
      stop();
    });
  }
});
