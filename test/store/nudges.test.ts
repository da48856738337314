// What people are still to be told: once per lead, gathered, and found again when nobody knows whether it was told.
import { beforeAll, expect, test } from 'vitest';
import type { Nudge } from '../../src/core/nudge.ts';
import type { Db } from '../../src/store/db.ts';
import { beginBatch, calledSoon, endBatch, keepNudges, owedNudges, putOffBatch } from '../../src/store/nudges.ts';
import { eachDatabase } from '../support/databases.ts';

const now = '2026-11-23T09:00:00.000Z';
const later = '2026-11-23T10:00:00.000Z';
const nudge = (to: string, lead: string, change: Partial<Nudge> = {}): Nudge => ({
  to,
  lead: `lead_${lead}`,
  what: 'yours',
  about: now,
  dueAt: now,
  ...change,
});

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  const keep = (nudges: Nudge[]) => db.inTx((tx) => keepNudges(tx, nudges, now));
  const begin = (to: string, batch: string, at = now) => db.inTx((tx) => beginBatch(tx, to, { now: at, batch }));
  const leadsOf = ({ nudges }: { nudges: Nudge[] }) => nudges.map(({ lead, what }) => `${lead} ${what}`);

  test('one job for each addressee, due with the first thing and a moment to gather', async () => {
    const owed = await keep([
      nudge('U0A', '1', { dueAt: later }),
      nudge('U0A', '2'),
      nudge('C0A', '1', { dueAt: later }),
    ]);
    expect(owed).toEqual([
      { job: { kind: 'send-nudges', to: 'U0A' }, key: 'nudges:U0A', delayMs: 5_000 },
      { job: { kind: 'send-nudges', to: 'C0A' }, key: 'nudges:C0A', delayMs: 3_605_000 },
    ]);
    expect(await calledSoon(db, ['U0A', 'C0A', 'U0B'], now)).toEqual(new Set(['U0A']));
    expect(await calledSoon(db, [], now)).toEqual(new Set());
  });

  test('a lead is told once, with the latest reason', async () => {
    await keep([nudge('U0B', '1')]);
    await keep([nudge('U0B', '1', { what: 'reminder' }), nudge('U0B', '2')]);
    expect(leadsOf(await begin('U0B', 'nudges_b'))).toEqual(['lead_1 reminder', 'lead_2 yours']);
  });

  test('only what is due goes into a message; the rest is owed when it is told', async () => {
    await keep([nudge('U0C', '1'), nudge('U0C', '2', { dueAt: later })]);
    expect(leadsOf(await begin('U0C', 'nudges_c'))).toEqual(['lead_1 yours']);
    await db.inTx((tx) => endBatch(tx, 'nudges_c'));
    expect(await owedNudges(db, 'U0C', now)).toMatchObject([{ delayMs: 3_605_000 }]);
    expect(leadsOf(await begin('U0C', 'nudges_c2', later))).toEqual(['lead_2 yours']);
    await db.inTx((tx) => endBatch(tx, 'nudges_c2'));
    expect(await owedNudges(db, 'U0C', now)).toEqual([]);
  });

  test('a message that was begun is finished under its name; what came since waits for the next one', async () => {
    await keep([nudge('U0D', '1')]);
    expect(await begin('U0D', 'nudges_first')).toMatchObject({ batch: 'nudges_first', isOld: false });
    await keep([nudge('U0D', '2')]);
    const again = await begin('U0D', 'nudges_second');
    expect([again.batch, again.isOld, leadsOf(again)]).toEqual(['nudges_first', true, ['lead_1 yours']]);
    await db.inTx((tx) => endBatch(tx, 'nudges_first'));
    expect(leadsOf(await begin('U0D', 'nudges_second'))).toEqual(['lead_2 yours']);
  });

  test('what may not be told now is told later', async () => {
    await keep([nudge('U0E', '1')]);
    await begin('U0E', 'nudges_e');
    await db.inTx((tx) => putOffBatch(tx, 'nudges_e', later));
    expect(leadsOf(await begin('U0E', 'nudges_e2'))).toEqual([]);
    expect(leadsOf(await begin('U0E', 'nudges_e2', later))).toEqual(['lead_1 yours']);
  });
});
