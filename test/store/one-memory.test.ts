// By what people are known again, kept beside each lead: with every change of it, from before it was kept, and gone with the person.
import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { CarriedEvidence, Lead } from '../../src/core/lead.ts';
import { amnesiaOf } from '../../src/store/amnesia.ts';
import { candidatesFor } from '../../src/store/candidates.ts';
import { findLead, standOf } from '../../src/store/conversations.ts';
import type { Db } from '../../src/store/db.ts';
import { eraseLeads, leadsOfPerson } from '../../src/store/erase.ts';
import { appendEvents } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { keepApart } from '../../src/store/identities.ts';
import { commitLead, getLead, insertLead } from '../../src/store/lead.ts';
import { keepWhoWrote } from '../../src/store/migrations/0029-one-memory.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, anAnswer, aPlaybook, aTranscript } from '../support/leads.ts';

const newId = createNewId();
const playbook = aPlaybook();
const at = '2026-11-21T10:00:00.000Z';

eachDatabase((kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  const tools = { queue: { enqueue: async () => undefined }, newId, playbook };
  const messages = aTranscript(['dana@acme.example or +16505551234, we are 40 people']);
  const answers = [
    anAnswer(messages, 'email', { value: 'dana@acme.example', quote: 'dana@acme.example' }),
    anAnswer(messages, 'phone', { value: '+16505551234', quote: '+16505551234' }),
    anAnswer(messages, 'size', { value: 40, quote: '40' }),
  ];
  async function stored(change: Partial<Lead> = {}): Promise<Lead> {
    const id = newId('lead');
    const lead = aLead({ id, conversation: newId('conversation'), visitor: { id }, messages, answers, ...change });
    await db.inTx((tx) => insertLead(tx, lead, playbook));
    return lead;
  }
  const rows = async (...leads: Lead[]) => {
    const of = leads.map(({ id }) => id);
    const all = await db.q.selectFrom('identities').selectAll().where('lead', 'in', of).execute();
    return all.map(({ lead, kind, value, rank }) => [lead, kind, value, rank].join('|')).toSorted();
  };
  const commit = (before: Lead, after: Lead) =>
    db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at }, tools));

  test('however many say an address, whoever proved it is among the candidates', async () => {
    const email = 'olga@owner.example';
    const proven = await stored({ visitor: { id: 'olga', email, verified: ['email'] }, messages: [], answers: [] });
    for (let i = 0; i < 25; i++) await stored({ visitor: { id: `m${i}`, email }, messages: [], answers: [] });
    const found = await candidatesFor(db, [{ kind: 'email', value: email, rank: 'verified' }], null);
    expect(found).toHaveLength(20);
    expect(found.map(({ lead }) => lead.id)).toContain(proven.id);
  });

  test('rows follow the lead, conversations too, and shared or kept-apart ones bring nobody', async () => {
    const lead = await stored();
    expect(await rows(lead)).toHaveLength(3);
    const visitor = { id: '1', phone: '+16505559999', verified: ['phone'] as const };
    const place = { channel: 'whatsapp', conversation: newId('conversation') };
    const joined = [{ ...place, visitor, at, by: 'phone', was: 'claimed', filled: [] } as const];
    expect(await commit(lead, { ...lead, joined })).toBe('committed');
    expect(await rows(lead)).toContain(`${lead.id}|phone|+16505559999|verified`);
    expect(await findLead(db, place.channel, place.conversation)).toBe(lead.id);
    const now = await getLead(db, lead.id);
    expect(now?.joined).toEqual(joined);

    const other = await stored({
      answers: [],
      visitor: { id: 'x', email: 'info@acme.example', phone: '+16505559999' },
    });
    const known = [{ kind: 'phone', value: '+16505559999', rank: 'claimed' } as const];
    const found = async () => (await candidatesFor(db, known, other.id)).map(({ lead: { id } }) => id);
    expect(await found()).toEqual([lead.id]);
    await db.inTx((tx) => keepApart(tx, lead.id, other.id));
    expect(await found()).toEqual([]);
    const info = [{ kind: 'email', value: 'info@acme.example', rank: 'verified' } as const];
    expect(await candidatesFor(db, info, null)).toEqual([]);

    if (now === undefined) throw new Error('no lead');
    expect(await commit(now, { ...now, joined: [] })).toBe('committed');
    expect(await findLead(db, place.channel, place.conversation)).toBeUndefined();
    expect(await rows(lead)).toHaveLength(3);
  });

  test('who wrote before identities were kept is known by the same, and nothing of it is verified', async () => {
    const leads = [
      await stored(),
      await stored({ answers: [], visitor: { id: 'v1', email: ' Dana@Acme.example', phone: '+1 (650) 555-1234' } }),
      await stored({ answers: [], visitor: { id: 'v2', email: 'not an address', phone: 'no number' } }),
      await stored({ answers: [...answers, { ...answers[0]!, value: 'later@acme.example' }] }),
    ];
    const kept = await rows(...leads);
    await db.inTx(async ({ q }) => {
      await q.deleteFrom('identities').execute();
      await keepWhoWrote(q as unknown as Kysely<unknown>, kind);
    });
    expect(await rows(...leads)).toEqual(kept);
    expect(kept.filter((row) => row.includes('later@') || row.includes('|dana@'))).toHaveLength(3);
  });

  test('with a person goes what came along from them, and nobody who only said the same in another lead', async () => {
    const lead = await stored({ visitor: { id: 'e', phone: '+16505550001', verified: ['phone'] }, answers: [] });
    const proven = await stored({ visitor: { id: 'f', phone: '+16505550001', verified: ['phone'] }, answers: [] });
    const claimed = await stored({ visitor: { id: 'g', phone: '+16505550001' }, answers: [] });
    const own = answers[2]!;
    const evidence: CarriedEvidence = {
      kind: 'carried',
      lead: proven.id,
      channel: 'web',
      of: 'said',
      quote: 'secret words',
      by: 'phone',
      aloud: false,
      message: 0,
      start: 0,
      end: 0,
    };
    const holder = await stored({ answers: [{ ...own, evidence }, own] });
    const leads = await db.inTx((tx) => leadsOfPerson(tx, lead, { email: null, fields: [] }));
    expect(leads.toSorted()).toEqual([lead.id, proven.id].toSorted());
    await db.inTx((tx) => eraseLeads(tx, { leads, email: null, at }));
    expect(await rows(lead, proven)).toEqual([]);
    expect(await getLead(db, claimed.id)).toBeDefined();
    const left = await getLead(db, holder.id);
    expect(left?.answers).toEqual([own]);
    const count = db.q.selectFrom('leads').select('answer_count').where('id', '=', holder.id);
    expect(await count.executeTakeFirst()).toEqual({ answer_count: 1 });
    if (left === undefined) throw new Error('no lead');
    expect(await commit(left, { ...left, answers: [...left.answers, own] })).toBe('committed');
    expect((await getLead(db, holder.id))?.answers).toHaveLength(2);
  });

  test('whoever was kept apart stays and is named nowhere; every conversation of the widget is over', async () => {
    const visitor = (id: string) => ({ id, phone: '+16505550002', verified: ['phone'] as const });
    const lead = await stored({ visitor: visitor('h'), answers: [] });
    const other = await stored({ visitor: visitor('i'), answers: [] });
    await db.inTx((tx) => keepApart(tx, lead.id, other.id));
    const place = { channel: 'widget', conversation: newId('conversation') };
    const joined = [{ ...place, visitor: visitor('j'), at, by: 'phone', was: 'verified', filled: [] } as const];
    expect(await commit(lead, { ...lead, joined })).toBe('committed');
    const leads = await db.inTx((tx) => leadsOfPerson(tx, lead, { email: null, fields: [] }));
    expect(leads).toEqual([lead.id]);
    await db.inTx((tx) => eraseLeads(tx, { leads, email: null, at }));
    expect(await db.q.selectFrom('kept_apart').selectAll().where('other', '=', lead.id).execute()).toEqual([]);
    expect((await standOf(db, place.channel, place.conversation))?.isErased).toBe(true);
  });

  test('a new conversation to which something came along did not begin from nothing', async () => {
    const from = '2027-03-01T00:00:00.000Z';
    const asked = { from, until: '2027-03-08T00:00:00.000Z', team: null, playbook, now: '2027-03-09T00:00:00.000Z' };
    const earlier = await stored({ visitor: { id: 'again' }, createdAt: '2027-02-01T00:00:00.000Z' });
    const evidence: CarriedEvidence = {
      kind: 'carried',
      lead: earlier.id,
      channel: 'web',
      of: 'said',
      quote: '40',
      by: 'visitor',
      aloud: false,
      message: 0,
      start: 0,
      end: 0,
    };
    const createdAt = '2027-03-02T10:00:00.000Z';
    for (const told of [[], [{ ...answers[2]!, evidence }]]) {
      const lead = await stored({
        visitor: { id: 'again' },
        createdAt,
        answers: told,
        messages: messages.map((line) => ({ ...line, text: 'Thanks', at: createdAt })),
      });
      await db.inTx((tx) =>
        appendEvents(
          tx,
          { lead: lead.id, events: [{ kind: 'received', by: 'visitor', data: { message: 1 } }], at: createdAt },
          newId,
        ),
      );
    }
    expect(await amnesiaOf(db, asked)).toMatchObject({ all: 2, forgotten: 1 });
  });
});
