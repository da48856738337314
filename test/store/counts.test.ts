// Everybody's share is counted, whoever counts at the same moment, on both databases.
import { beforeAll, expect, test } from 'vitest';
import { forgetShares, takeShare, takeShares } from '../../src/flows/take-share.ts';
import { count, forgetCounts } from '../../src/store/counts.ts';
import type { Db } from '../../src/store/db.ts';
import { eachDatabase } from '../support/databases.ts';

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  const at = (minute: number) => `2026-11-23T14:${String(minute).padStart(2, '0')}:00.000Z`;
  const left = async () => (await db.q.selectFrom('counts').select('of').orderBy('of').execute()).map(({ of }) => of);

  test('counting begins anew when its time is over, and what is over is forgotten', async () => {
    const counted = (of: string, minute: number) =>
      db.inTx((tx) => count(tx, { of, at: at(minute), since: at(minute - 10) }));
    const all = await Promise.all([1, 2, 3].map(() => counted('a', 20)));
    expect(all.map(({ n }) => n).toSorted()).toEqual([1, 2, 3]);
    expect(await counted('a', 29)).toEqual({ n: 4, since: at(20) });
    expect(await counted('b', 29)).toEqual({ n: 1, since: at(29) });
    expect(await counted('a', 31)).toEqual({ n: 1, since: at(31) });
    await db.inTx((tx) => forgetCounts(tx, at(30)));
    expect(await left()).toEqual(['a']);
  });

  test('whoever has had their share reads when there is more, and others are not counted with them', async () => {
    let now = new Date(at(40));
    const tools = { db, now: () => now };
    const share = (of: string, most: number) => ({ of, most, ms: 60_000 });
    const takes = [];
    for (let n = 0; n < 3; n++) takes.push(await takeShares(tools, [share('one', 2), share('all', 10)]));
    expect(takes).toEqual([null, null, 60]);
    expect(await takeShare(tools, share('all', 10))).toEqual({ n: 3, retryAfterS: null });
    now = new Date(Date.parse(at(40)) + 60_000);
    expect(await takeShare(tools, share('one', 2))).toEqual({ n: 1, retryAfterS: null });
    now = new Date(at(55));
    await forgetShares(tools);
    expect(await left()).toEqual([]);
  });
});
