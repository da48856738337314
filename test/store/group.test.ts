// Who is in which user group: what Slack said last counts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { areKnown, getStanding, keepGroup } from '../../src/store/group.ts';
import { eachDatabase } from '../support/databases.ts';

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  const keep = (group: string, ...members: string[]) => db.inTx((tx) => keepGroup(tx, group, members));

  test('a member is known by all their groups, and leaves one when Slack says so', async () => {
    await keep('S0LEADS', 'U0DANA', 'U0PRIYA', 'U0DANA');
    await keep('S0OPS', 'U0PRIYA');
    expect(await getStanding(db, 'U0PRIYA')).toEqual({ id: 'U0PRIYA', groups: ['S0LEADS', 'S0OPS'] });
    await keep('S0LEADS', 'U0DANA');
    expect((await getStanding(db, 'U0PRIYA')).groups).toEqual(['S0OPS']);
    expect((await getStanding(db, 'U0DANA')).groups).toEqual(['S0LEADS']);
    await keep('S0LEADS');
    expect((await getStanding(db, 'U0DANA')).groups).toEqual([]);
  });

  test('what was never learned is not known', async () => {
    await keep('team:sales', 'U0DANA', 'U0PRIYA');
    expect(await areKnown(db, ['team:sales'])).toBe(true);
    expect(await areKnown(db, ['team:sales', 'team:sales'])).toBe(true);
    expect(await areKnown(db, ['team:sales', 'team:emea'])).toBe(false);
  });
});
