import { beforeAll, expect, test } from 'vitest';
import { type Lead, newLead } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { appendEvents } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import { getPlaybook, keepPlaybook } from '../../src/store/playbook.ts';
import { getRep, keepRep } from '../../src/store/rep.ts';
import { getStats } from '../../src/store/stats.ts';
import { eachDatabase } from '../support/databases.ts';

const at = '2026-11-21T10:00:00.000Z';
const newId = createNewId();
const dana = { id: 'U1', name: 'Dana' };

function leadWith(change: Partial<Lead>): Lead {
  const id = newId('lead');
  const visitor = { id: 'v1' };
  return {
    ...newLead({ id, conversation: id, channel: 'web', visitor, page: null, playbook: 'p1', now: at }),
    ...change,
  };
}

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  test('counts are numbers, of leads, events, refusals and verdicts', async () => {
    expect(await getStats(db)).toEqual({
      leads: [],
      events: [],
      refusals: [],
      accepts: 0,
      rejects: 0,
      acceptRate: null,
      touches: { made: 0, averageMs: null, reasked: 0 },
      booking: { inChat: 0, handedOff: 0, booked: { chat: 0, page: 0, rep: 0 } },
      claims: { made: 0, refused: 0, rate: null, reported: 0, rateAfter: null },
      model: { turns: 0, fellBack: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 },
      widget: { seen: 0, opened: 0, wrote: 0, qualified: 0 },
    });
    const claimed = { kind: 'claimed', by: dana, at, from: 'offered' } as const;
    const rejected = {
      kind: 'rejected',
      by: dana,
      at,
      from: 'offered',
      reason: 'budget',
      wrongField: 'size',
      note: '',
    } as const;
    const refusal = { field: 'size', value: 1, message: 1, quote: 'x', interviewer: 'openai', at };
    const evidence = { kind: 'said', message: 1, start: 0, end: 2 } as const;
    const answer = { field: 'size', value: 50, evidence, interviewer: 'openai', at };
    const leads = [
      leadWith({ state: 'claimed', verdict: 'qualified', repVerdict: claimed }),
      leadWith({ state: 'booked', verdict: 'qualified', repVerdict: claimed }),
      leadWith({ state: 'booked', verdict: 'qualified', repVerdict: claimed }),
      leadWith({ state: 'rejected', verdict: 'qualified', repVerdict: rejected, answers: [answer, answer] }),
      leadWith({
        refused: [
          { ...refusal, reason: 'quote-not-there' },
          { ...refusal, reason: 'quote-not-there' },
          { ...refusal, reason: 'unknown-field' },
        ],
      }),
    ];
    await db.inTx(async (tx) => {
      for (const lead of leads) {
        await insertLead(tx, lead);
        await appendEvents(tx, { lead: lead.id, events: [{ kind: 'received', by: 'visitor', data: {} }], at }, newId);
      }
    });
    expect(await getStats(db)).toEqual({
      leads: expect.arrayContaining([
        { state: 'booked', verdict: 'qualified', count: 2 },
        { state: 'chatting', verdict: null, count: 1 },
        { state: 'claimed', verdict: 'qualified', count: 1 },
        { state: 'rejected', verdict: 'qualified', count: 1 },
      ]),
      events: [{ kind: 'received', count: 5 }],
      refusals: [
        { reason: 'quote-not-there', count: 2 },
        { reason: 'unknown-field', count: 1 },
      ],
      accepts: 3,
      rejects: 1,
      acceptRate: 0.75,
      touches: { made: 0, averageMs: null, reasked: 0 },
      booking: { inChat: 0, handedOff: 0, booked: { chat: 0, page: 0, rep: 0 } },
      claims: { made: 5, refused: 3, rate: 0.6, reported: 1, rateAfter: 0.5 },
      model: { turns: 0, fellBack: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 },
      widget: { seen: 0, opened: 0, wrote: 0, qualified: 0 },
    });
  });

  test('what the model did and cost is summed over the turns, those it failed included', async () => {
    const lead = leadWith({});
    const usage = { input: 1_500_000_000, cached: 1_000, output: 50 };
    const turns = [
      { interviewer: 'openai:some-model:p1', usage },
      { interviewer: 'openai:some-model:p1', usage },
      { interviewer: 'guided', fellBack: 'refused', usage: { input: 1, cached: 0, output: 2 } },
      { interviewer: 'guided', fellBack: 'time-out' },
      { interviewer: 'guided' },
    ];
    const events = turns.map((data) => ({ kind: 'answered' as const, by: 'visitor', data }));
    await db.inTx(async (tx) => {
      await insertLead(tx, lead);
      await appendEvents(tx, { lead: lead.id, events, at }, newId);
    });
    expect((await getStats(db)).model).toEqual({
      turns: 2,
      fellBack: 2,
      inputTokens: 3_000_000_001,
      cachedTokens: 2_000,
      outputTokens: 102,
    });
  });

  test('first touches are counted with the time they took and what they asked again', async () => {
    const lead = leadWith({});
    const touch = (afterMs: number, reasked: string[]) => ({
      kind: 'touched' as const,
      by: dana.id,
      data: { message: 1, afterMs, reasked },
    });
    const events = [touch(60_000, []), touch(120_000, ['size', 'email'])];
    await db.inTx(async (tx) => {
      await insertLead(tx, lead);
      await appendEvents(tx, { lead: lead.id, events, at }, newId);
    });
    expect((await getStats(db)).touches).toEqual({ made: 2, averageMs: 90_000, reasked: 1 });
  });

  test('meetings are counted by where their time was chosen', async () => {
    const [lead, other] = [leadWith({}), leadWith({})];
    const startsAt = '2026-11-24T09:00:00.000Z';
    const offered = (inChat: boolean) => ({ kind: 'offered' as const, by: 'baton', data: { inChat } });
    const held = (where?: string) => ({ kind: 'reserved' as const, by: 'visitor', data: { startsAt, where } });
    const booked = (by: string, at = startsAt) => ({ kind: 'booked' as const, by, data: { startsAt: at } });
    const events = [offered(true), held('chat'), booked('visitor'), booked('visitor', '2026-11-25T09:00:00.000Z')];
    await db.inTx(async (tx) => {
      await insertLead(tx, lead);
      await appendEvents(tx, { lead: lead.id, events, at }, newId);
      await insertLead(tx, other);
      // An hour that another lead chose in the chat says nothing of this one.
      const others = [offered(false), held(), booked('visitor'), booked(dana.id)];
      await appendEvents(tx, { lead: other.id, events: others, at }, newId);
    });
    expect((await getStats(db)).booking).toEqual({ inChat: 1, handedOff: 1, booked: { chat: 1, page: 2, rep: 1 } });
  });

  test('what Slack said last about a rep wins; the first use of a playbook stays', async () => {
    await db.inTx(async (tx) => {
      await keepRep(tx, { ...dana, email: null, learnedAt: at });
      await keepRep(tx, { ...dana, email: 'dana@baton.test', learnedAt: at });
      await keepPlaybook(tx, { version: 'p1', page: 'fields: []', firstUsedAt: at });
      await keepPlaybook(tx, { version: 'p1', page: 'fields: []', firstUsedAt: '2027-01-01T00:00:00.000Z' });
    });
    expect(await getRep(db, 'U1')).toEqual({ ...dana, email: 'dana@baton.test', learnedAt: at });
    expect(await getPlaybook(db, 'p1')).toEqual({ version: 'p1', page: 'fields: []', firstUsedAt: at });
    expect(await getPlaybook(db, 'p2')).toBeUndefined();
  });
});
