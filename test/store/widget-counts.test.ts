// What the widget counts is summed by day and arm, whichever process counted it, on both databases.
import { beforeAll, expect, test } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { createWidgetCounter } from '../../src/store/widget-counter.ts';
import { widgetCountOf, widgetCountsByArm } from '../../src/store/widget-counts.ts';
import { eachDatabase, quiet } from '../support/databases.ts';

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  test('what several processes count at once is summed, by day and by arm', async () => {
    const counters = [1, 2, 3].map(() => createWidgetCounter({ db, log: quiet }));
    const days = ['2026-11-23', '2026-11-24', '2026-12-01'];
    for (const [n, counter] of counters.entries()) {
      for (const day of days) {
        for (let page = 0; page < 40; page++) {
          counter.count('seen', { day, arms: { x: page % 4 === 0 ? 'a' : 'b', ...(n === 0 && { y: 'a' }) } });
        }
        counter.count('opened', { day, arms: { x: 'a' } });
      }
    }
    await Promise.all(counters.flatMap((counter) => [counter.flush(), counter.stop()]));

    expect(await widgetCountOf(db)).toEqual({ seen: 360, opened: 9 });
    expect(await widgetCountOf(db, { from: '2026-11-23', before: '2026-11-24' })).toEqual({ seen: 120, opened: 3 });
    expect(await widgetCountOf(db, { from: '2026-11-25', before: '2026-12-01' })).toEqual({ seen: 0, opened: 0 });
    const x = await widgetCountsByArm(db, { experiment: 'x', from: '2026-11-24' });
    expect(Object.fromEntries(x)).toEqual({ a: { seen: 60, opened: 6 }, b: { seen: 180, opened: 0 } });
    const y = await widgetCountsByArm(db, { experiment: 'y', from: '2026-11-01' });
    expect(Object.fromEntries(y)).toEqual({ a: { seen: 120, opened: 0 } });
    expect(await db.q.selectFrom('widget_counts').select('day').execute()).toHaveLength(12);
  });

  test('what the database did not take is written with what comes later', async () => {
    const before = await widgetCountOf(db);
    let isAway = true;
    const failing: Db = { ...db, inTx: (work) => (isAway ? Promise.reject(new Error('away')) : db.inTx(work)) };
    const counter = createWidgetCounter({ db: failing, log: quiet });
    const day = '2026-11-23';
    counter.count('seen', { day, arms: {} });
    await counter.flush();
    counter.count('seen', { day, arms: {} });
    isAway = false;
    await counter.stop();
    expect(await widgetCountOf(db)).toEqual({ ...before, seen: before.seen + 2 });
  });
});
