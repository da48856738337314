// Whom nobody writes to again, and what a lead carries of the sequence it is in.
import { beforeAll, expect, test } from 'vitest';
import type { Nurture } from '../../src/core/nurtured.ts';
import type { Db } from '../../src/store/db.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { createNewId } from '../../src/store/id.ts';
import { getLead, insertLead } from '../../src/store/lead.ts';
import { addressHash, suppress, suppressionOf } from '../../src/store/suppressed.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, sam } from '../support/leads.ts';

const at = '2026-11-21T10:00:00.000Z';
const newId = createNewId();

eachDatabase((_, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  const because = (address: string, why: 'unsubscribed' | 'bounced' | 'complained') =>
    db.inTx((tx) => suppress(tx, { address: addressHash(address), why, at }));

  test('an address is known however it is spelled, and its first reason stays', async () => {
    expect(await suppressionOf(db, 'ada@acme.example')).toBeNull();
    await because('Ada@Acme.example', 'unsubscribed');
    await because('ada@acme.example', 'bounced');
    expect(await suppressionOf(db, ' ADA@acme.example ')).toBe('unsubscribed');
    expect(await suppressionOf(db, 'ada2@acme.example')).toBeNull();
  });

  test('nothing of the address itself is kept', async () => {
    await because('zanzibarquux@acme.example', 'complained');
    expect(JSON.stringify(await db.q.selectFrom('suppressed').selectAll().execute())).not.toContain('zanzibar');
  });

  test('a lead carries its sequence; erased, it has none, and the address stays suppressed', async () => {
    const nurture: Nurture = {
      sequence: 'one',
      step: 1,
      startedAt: at,
      by: sam,
      dueAt: '2026-11-24T10:00:00.000Z',
      note: 'After the fair',
      heard: 7,
      sent: [{ sequence: 'one', step: 0, at, via: 'mail' }],
      stopped: null,
    };
    const lead = aLead({ id: newId('lead'), conversation: newId('conversation'), nurture });
    await db.inTx((tx) => insertLead(tx, lead));
    expect((await getLead(db, lead.id))?.nurture).toEqual(nurture);
    await because('bea@acme.example', 'unsubscribed');
    await db.inTx((tx) => eraseLeads(tx, { leads: [lead.id], email: 'bea@acme.example', at }));
    const row = await db.q.selectFrom('leads').select('nurture').where('id', '=', lead.id).executeTakeFirstOrThrow();
    expect(row.nurture).toBeNull();
    expect(await suppressionOf(db, 'bea@acme.example')).toBe('unsubscribed');
  });
});
