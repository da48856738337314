// What reps want to be told: what is kept comes back, and whoever said nothing hears everything.
import { beforeAll, expect, test } from 'vitest';
import { usualPreferences } from '../../src/core/preferences.ts';
import type { Db } from '../../src/store/db.ts';
import { keepPreferences, preferencesOf } from '../../src/store/preferences.ts';
import { eachDatabase } from '../support/databases.ts';

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  test('the last choice counts', async () => {
    expect(await preferencesOf(db, 'U0DANA')).toEqual(usualPreferences);
    const quiet = { from: 20 * 60, until: 32 * 60 };
    await db.inTx((tx) => keepPreferences(tx, 'U0DANA', { notify: 'mine', quiet }));
    expect(await preferencesOf(db, 'U0DANA')).toEqual({ notify: 'mine', quiet });
    await db.inTx((tx) => keepPreferences(tx, 'U0DANA', { notify: 'none', quiet: null }));
    expect(await preferencesOf(db, 'U0DANA')).toEqual({ notify: 'none', quiet: null });
    expect(await preferencesOf(db, 'U0MIA')).toEqual(usualPreferences);
  });
});
