import { beforeAll, expect, test } from 'vitest';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { newLead } from '../../src/core/lead.ts';
import { findLead } from '../../src/store/conversations.ts';
import type { Db } from '../../src/store/db.ts';
import { createNewId } from '../../src/store/id.ts';
import { appendVisitorMessage, commitLead, getLead, insertLead, listLeads } from '../../src/store/lead.ts';
import { eachDatabase } from '../support/databases.ts';
import { anOffer } from '../support/leads.ts';

const now = '2026-11-21T10:00:00.000Z';
const newId = createNewId();
const tools = { queue: { enqueue: async () => {} }, newId };

function freshLead(conversation: string = newId('conversation')): Lead {
  const visitor = { id: 'v1', name: 'Ana', email: 'ana@acme.test' };
  return newLead({ id: newId('lead'), conversation, channel: 'web', visitor, page: null, playbook: 'p1', now });
}

const line = (text: string, providerId: string | null = null) => ({
  text,
  channel: 'web',
  at: now,
  name: 'Ana',
  providerId,
});

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  async function stored(): Promise<LeadId> {
    const lead = freshLead();
    await db.inTx((tx) => insertLead(tx, lead));
    return lead.id;
  }

  test('a lead comes back as it was written, lists and all', async () => {
    const lead: Lead = {
      ...freshLead(),
      page: { url: 'https://acme.test/pricing', title: 'Pricing' },
      messages: [
        { n: 1, from: 'visitor', name: 'Ana', text: 'We have €20k, “soon” 🚀', channel: 'web', at: now, asks: null },
        {
          n: 2,
          from: 'baton',
          name: 'Baton',
          text: 'Yes (from: Currencies). How many people?',
          channel: 'web',
          at: now,
          asks: 'team_size',
          tells: [{ message: 1, start: 0, end: 7, source: 'Currencies' }],
        },
      ],
      answers: [
        {
          field: 'budget',
          value: { amount: 20000, currency: 'EUR' },
          evidence: { kind: 'said', message: 1, start: 8, end: 12 },
          confidence: 80,
          interviewer: 'guided',
          at: now,
        },
        // From before confidence was kept.
        {
          field: 'urgency',
          value: '2027',
          evidence: { kind: 'said', message: 1, start: 15, end: 19 },
          interviewer: 'guided',
          at: now,
        },
      ],
      refused: [
        {
          field: 'team_size',
          value: 12,
          message: 1,
          quote: 'twelve',
          reason: 'quote-not-there',
          interviewer: 'openai',
          at: now,
        },
      ],
      declined: ['phone'],
      reasons: [{ points: 10, because: 'knows the budget' }],
      verdict: 'borderline',
      offer: anOffer({ why: 'asked', team: 'emea', at: now, rep: { id: 'U1', name: 'Dana' }, by: 'owner' }),
      rep: { id: 'U1', name: 'Dana' },
      repVerdict: {
        kind: 'rejected',
        by: { id: 'U1', name: 'Dana' },
        at: now,
        from: 'claimed',
        reason: 'budget',
        wrongField: null,
        note: '',
      },
      card: { channel: 'C1', ts: '1.2' },
    };
    expect(await db.inTx((tx) => insertLead(tx, lead))).toBe('inserted');
    expect(await getLead(db, lead.id)).toEqual(lead);
    const after: Lead = {
      ...lead,
      rep: null,
      messages: [...lead.messages, { ...lead.messages[0]!, n: 3, text: 'More' }],
      answers: [...lead.answers, { ...lead.answers[0]!, field: 'team_size', value: { min: 10, max: 20 } }],
      refused: [...lead.refused, { ...lead.refused[0]!, value: 'text' }],
    };
    const change = { before: lead, after, events: [], owed: [], at: now };
    expect(await db.inTx((tx) => commitLead(tx, change, tools))).toBe('committed');
    expect(await getLead(db, lead.id)).toEqual({ ...after, version: 2 });
    expect(await findLead(db, 'web', lead.conversation)).toBe(lead.id);
    expect(await findLead(db, 'web', 'another')).toBeUndefined();
  });

  test('an offer from before anybody was suggested is read as one to the whole channel', async () => {
    const id = await stored();
    const offer = { why: 'asked', team: 'emea', at: now };
    await db.inTx(({ q }) =>
      q
        .updateTable('leads')
        .set({ offer: JSON.stringify(offer) })
        .where('id', '=', id)
        .execute(),
    );
    expect((await getLead(db, id))?.offer).toEqual({
      ...offer,
      rep: null,
      by: 'nobody',
      startsAt: null,
      turn: null,
      log: [],
    });
  });

  test('two first messages at once make one lead', async () => {
    const [a, b] = [freshLead('same'), freshLead('same')];
    const results = await Promise.all([a, b].map((lead) => db.inTx((tx) => insertLead(tx, lead))));
    expect(results.toSorted()).toEqual(['exists', 'inserted']);
  });

  test('messages of one moment are numbered without a gap, and each invalidates a turn under way', async () => {
    const id = await stored();
    const before = (await getLead(db, id))!;
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        db.inTx((tx) => appendVisitorMessage(tx, id, line(`line ${i}`, `m-${id}-${i}`))),
      ),
    );
    const lead = (await getLead(db, id))!;
    expect(lead.messages.map((message) => message.n)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(lead.version).toBe(21);
    const change = { before, after: { ...before, score: 5 }, events: [], owed: [], at: now };
    expect(await db.inTx((tx) => commitLead(tx, change, tools))).toBe('stale');
    expect((await getLead(db, id))?.score).toBe(0);
  });

  test('the same message twice is one message, also at the same time', async () => {
    const id = await stored();
    const send = () => db.inTx((tx) => appendVisitorMessage(tx, id, line('hello', `same-${id}`)));
    const kinds = (await Promise.all([send(), send(), send()])).map((result) => result.kind);
    expect(kinds.toSorted()).toEqual(['repeat', 'repeat', 'stored']);
    expect(await send()).toEqual({ kind: 'repeat' });
    const lead = (await getLead(db, id))!;
    expect(lead.messages).toHaveLength(1);
    expect(lead.version).toBe(2);
  });

  test('of two decisions about the same version one wins, with its messages, events and jobs', async () => {
    const id = await stored();
    const before = (await getLead(db, id))!;
    const enqueued: unknown[] = [];
    const decide = (score: number) =>
      db.inTx((tx) =>
        commitLead(
          tx,
          {
            before,
            after: { ...before, score },
            events: [{ kind: 'answered', by: 'baton', data: { score } }],
            owed: [{ job: { kind: 'update-card', lead: id } }],
            at: now,
          },
          { newId, queue: { enqueue: async (_tx, owed) => void enqueued.push(...owed) } },
        ),
      );
    const results = await Promise.all([decide(1), decide(2), decide(3)]);
    expect(results.filter((result) => result === 'committed')).toHaveLength(1);
    expect(enqueued).toHaveLength(1);
  });

  test('lists are paged from the newest, by state', async () => {
    const ids = [await stored(), await stored(), await stored()];
    const first = await listLeads(db, { state: 'chatting', limit: 2 });
    expect(first.map((lead) => lead.id)).toEqual([ids[2], ids[1]]);
    const next = await listLeads(db, { limit: 1, before: ids[1]! });
    expect(next.map((lead) => lead.id)).toEqual([ids[0]]);
    expect(await listLeads(db, { state: 'booked', limit: 2 })).toEqual([]);
  });
});
