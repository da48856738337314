// Finding a lead by part of a name, on both databases.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newLead, type Visitor } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import { searchLeads } from '../../src/store/search.ts';
import { eachDatabase } from '../support/databases.ts';

const at = '2026-11-21T10:00:00.000Z';
const newId = createNewId();

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
    const keep = async (visitor: Visitor, answers: Record<string, string> = {}) => {
      const id = newId('lead');
      const lead = newLead({ id, conversation: id, channel: 'web', visitor, page: null, playbook: 'p1', now: at });
      const evidence = { kind: 'said', message: 1, start: 0, end: 1 } as const;
      const given = Object.entries(answers).map(([field, value]) => ({
        field,
        value,
        evidence,
        interviewer: 'guided',
        at,
      }));
      await db.inTx((tx) => insertLead(tx, { ...lead, answers: given }));
    };
    await keep({ id: 'v1', email: 'dana@acme.example' });
    await keep({ id: 'v2' }, { name: 'Li Wei', company: 'Acme Robotics', use_case: 'replace Tableau' });
    await keep({ id: 'v3', name: '100% Cotton_Ltd' });
  });
  afterAll(() => db.close());
  const find = async (typed: string) =>
    (await searchLeads(db, { typed, fields: ['name', 'company'] })).map(({ visitor }) => visitor.id);

  test.each([
    ['acme', ['v2', 'v1']],
    ['  ACME ', ['v2', 'v1']],
    ['li w', ['v2']],
    ['tableau', []],
    ['%', ['v3']],
    ['_', ['v3']],
    ['\\', []],
    ["' or 1=1", []],
    ['', []],
    ['nobody', []],
  ])('%s', async (typed, expected) => {
    expect(await find(typed)).toEqual(expected);
  });
});
