import { beforeAll, expect, test } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import {
  dropInstallation,
  getInstallation,
  type Installation,
  keepInstallation,
  listInstallations,
  resealInstallation,
  touchInstallation,
} from '../../src/store/installation.ts';
import { eachDatabase } from '../support/databases.ts';

const acme: Installation = {
  id: 'T0ACME',
  name: 'Acme Revenue',
  enterprise: null,
  isOrg: false,
  botUser: 'U0BATON',
  scopes: ['chat:write', 'commands'],
  sealedToken: 'sealed-1',
  installedBy: 'U0PRIYA',
  installedAt: '2026-11-20T10:00:00.000Z',
  usedAt: null,
};
const org: Installation = { ...acme, id: 'E0BIG', name: 'Big', enterprise: 'E0BIG', isOrg: true, scopes: [] };

eachDatabase((_, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  test('installations are kept, replaced, touched and dropped one by one', async () => {
    await db.inTx(async (tx) => {
      await keepInstallation(tx, acme);
      await keepInstallation(tx, org);
    });
    expect(await listInstallations(db)).toEqual([org, acme]);

    await db.inTx((tx) => touchInstallation(tx, 'T0ACME', '2026-11-21T10:00:00.000Z'));
    expect(await getInstallation(db, 'T0ACME')).toEqual({ ...acme, usedAt: '2026-11-21T10:00:00.000Z' });
    expect(await getInstallation(db, 'E0BIG')).toEqual(org);

    const again = { ...acme, sealedToken: 'sealed-2', installedAt: '2026-11-22T10:00:00.000Z' };
    await db.inTx((tx) => keepInstallation(tx, again));
    expect(await getInstallation(db, 'T0ACME')).toEqual(again);

    expect(await db.inTx((tx) => dropInstallation(tx, { id: 'T0ACME' }))).toEqual(again);
    expect(await listInstallations(db)).toEqual([org]);
    expect(await db.inTx((tx) => dropInstallation(tx, { id: 'T0ACME' }))).toBeUndefined();
  });

  test('late news of an older installation leaves the new one alone', async () => {
    await db.inTx((tx) => keepInstallation(tx, acme));
    const drop = (before: string) => db.inTx((tx) => dropInstallation(tx, { id: acme.id, before }));
    expect(await drop(acme.installedAt)).toBeUndefined();
    expect(await drop('2026-11-20T10:00:00.001Z')).toEqual(acme);
  });

  test('a new seal takes the place of the one that was read, and of no other', async () => {
    await db.inTx((tx) => keepInstallation(tx, acme));
    const reseal = (from: string) => db.inTx((tx) => resealInstallation(tx, { id: acme.id, from, to: 'sealed-9' }));
    await reseal('sealed-0');
    expect((await getInstallation(db, acme.id))?.sealedToken).toBe('sealed-1');
    await reseal('sealed-1');
    expect((await getInstallation(db, acme.id))?.sealedToken).toBe('sealed-9');
  });
});
