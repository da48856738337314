import { beforeAll, expect, test } from 'vitest';
import { type LeadId, newLead } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { appendEvents, eventsAfter, eventsOf } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import { eachDatabase } from '../support/databases.ts';

const at = '2026-11-21T10:00:00.000Z';
const newId = createNewId();

eachDatabase((kind, open) => {
  let db: Db;
  let lead: LeadId;
  beforeAll(async () => {
    db = await open();
    lead = newId('lead');
    const visitor = { id: 'v1' };
    const fresh = newLead({
      id: lead,
      conversation: 'c1',
      channel: 'web',
      visitor,
      page: null,
      playbook: 'p1',
      now: at,
    });
    await db.inTx((tx) => insertLead(tx, fresh));
  });

  const event = (by: string) => ({ kind: 'answered' as const, by, data: { words: `“${by}”`, n: 1 } });
  const append = (...names: string[]) =>
    db.inTx((tx) => appendEvents(tx, { lead, events: names.map(event), at }, newId));
  const names = (page: { items: { by: string }[] } | undefined) => page?.items.map((item) => item.by);

  test('events are read on from a cursor, page by page, and come back as they went in', async () => {
    await append('a', 'b', 'c');
    const first = await eventsAfter(db, '', 2);
    expect(first?.items[0]).toEqual({ ...event('a'), id: expect.stringMatching(/^event_/), lead, at });
    expect(names(first)).toEqual(['a', 'b']);
    const second = await eventsAfter(db, first!.next, 2);
    expect(names(second)).toEqual(['c']);
    const none = await eventsAfter(db, second!.next, 2);
    expect(none).toEqual({ items: [], next: second!.next });
    expect((await eventsOf(db, lead)).map((item) => item.by)).toEqual(['a', 'b', 'c']);
    expect(await eventsAfter(db, 'yesterday', 2)).toBeUndefined();
  });

  test('an event may be about no lead', async () => {
    const from = (await eventsAfter(db, '', 100))!.next;
    const away = { kind: 'went-away' as const, by: 'U0DANA', data: { rep: 'U0LUIS' } };
    await db.inTx((tx) => appendEvents(tx, { lead: null, events: [away], at }, newId));
    const page = await eventsAfter(db, from, 100);
    expect(page?.items).toEqual([{ ...away, id: expect.stringMatching(/^event_/), lead: null, at }]);
  });

  test('an event that commits later than a younger one is not skipped', async () => {
    const from = (await eventsAfter(db, '', 100))!.next;
    const slow = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    const older = db.inTx(async (tx) => {
      await appendEvents(tx, { lead, events: [event('older')], at }, newId);
      began.resolve();
      await slow.promise;
    });
    await began.promise;
    const younger = append('younger');
    if (kind === 'postgres') await younger;
    const reading = eventsAfter(db, from, 100);
    await Promise.race([reading, new Promise((done) => setTimeout(done, 100))]);
    slow.resolve();
    await Promise.all([older, younger]);
    const page = await reading;
    const rest = await eventsAfter(db, page!.next, 100);
    expect([...names(page)!, ...names(rest)!]).toEqual(['older', 'younger']);
  });

  test('a reader who polls while many write sees every event once and in one order', async () => {
    let cursor = (await eventsAfter(db, '', 1_000))!.next;
    const seen: string[] = [];
    let writing = true;
    const wanted = Array.from({ length: 100 }, (_, i) => `w${i}`);
    const all = Promise.all(wanted.map((name) => append(name))).then(() => {
      writing = false;
    });
    for (let last = false; !last; ) {
      // SQLite answers without leaving the turn of the event loop: let the writers have theirs.
      await new Promise(setImmediate);
      last = !writing;
      const page = await eventsAfter(db, cursor, 7);
      seen.push(...names(page)!);
      cursor = page!.next;
      if (page!.items.length > 0) last = false;
    }
    await all;
    expect(seen.toSorted()).toEqual(wanted.toSorted());
  });
});
