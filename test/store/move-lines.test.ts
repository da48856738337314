// Lines of two conversations that came between each other go each to its own lead, in order, with all that names them by number.
import { beforeAll, expect, test } from 'vitest';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { appendEvents } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import { moveLines, rewriteAnswers } from '../../src/store/move-lines.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, aTranscript } from '../support/leads.ts';

const newId = createNewId();
const at = '2026-11-21T10:00:00.000Z';

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  test('every second line leaves, and what happened in it goes with it', async () => {
    const stored = async (said: string[]): Promise<Lead> => {
      const id = newId('lead');
      const own = { id, conversation: newId('conversation'), visitor: { id }, answers: [], refused: [] };
      const lead = aLead({ ...own, messages: aTranscript(said) });
      await db.inTx((tx) => insertLead(tx, lead));
      return lead;
    };
    const whole = await stored(['a1', 'b1', 'a2', 'b2', 'a3']);
    const other = await stored([]);
    const events = whole.messages.map(({ n }) => ({ kind: 'received', by: 'visitor', data: { message: n } }) as const);
    await db.inTx((tx) => appendEvents(tx, { lead: whole.id, events, at }, newId));
    const to = whole.messages.map(({ n }) => {
      const lead = n % 2 === 1 ? whole.id : other.id;
      return [n, { lead, n: Math.ceil(n / 2) }] as const;
    });
    await db.inTx((tx) => moveLines(tx, whole.id, new Map(to)));

    const lines = async (lead: LeadId) => {
      const rows = await db.q.selectFrom('messages').selectAll().where('lead', '=', lead).orderBy('n').execute();
      return rows.map(({ n, text }) => [n, text]);
    };
    const named = async (lead: LeadId) => {
      const rows = await db.q.selectFrom('events').selectAll().where('lead', '=', lead).orderBy('seq').execute();
      return rows.filter(({ kind }) => kind === 'received').map(({ data }) => JSON.parse(data) as unknown);
    };
    expect(await lines(whole.id)).toEqual([1, 2, 3].map((n) => [n, `a${n}`]));
    expect(await lines(other.id)).toEqual([1, 2].map((n) => [n, `b${n}`]));
    expect(await named(whole.id)).toEqual([1, 2, 3].map((message) => ({ message })));
    expect(await named(other.id)).toEqual([1, 2].map((message) => ({ message })));
  });

  test('what was refused is numbered from one, so that the next one has its place', async () => {
    const id = newId('lead');
    const why = { reason: 'not-sure-enough', interviewer: 'guided', at } as const;
    const refused = [{ field: 'size', value: 40, message: 1, quote: 'forty', ...why }];
    const lead = aLead({ id, conversation: newId('conversation'), visitor: { id }, answers: [], refused });
    await db.inTx((tx) => insertLead(tx, lead));
    await db.inTx((tx) => rewriteAnswers(tx, lead));
    const rows = await db.q.selectFrom('refusals').select('n').where('lead', '=', id).execute();
    expect(rows).toEqual([{ n: 1 }]);
  });
});
