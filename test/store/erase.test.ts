// Whoever is erased is in no table any more: every row that could name them is filled with a word that is then looked for.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { findLead } from '../../src/store/conversations.ts';
import { keepCrm } from '../../src/store/crm.ts';
import type { Db } from '../../src/store/db.ts';
import { eraseLeads, leadsOfPerson } from '../../src/store/erase.ts';
import { appendEvents, eventsOf } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { getLabel, putLabel } from '../../src/store/labels.ts';
import { appendVisitorMessage, commitLead, getLead, insertLead, listLeads } from '../../src/store/lead.ts';
import { openQueue } from '../../src/store/queue/open-queue.ts';
import type { Queue } from '../../src/store/queue/queue.ts';
import { askReviews, keepReview, reviewTasks } from '../../src/store/reviews.ts';
import { searchLeads } from '../../src/store/search.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { aLead, anOffer, aTranscript, rita, sam } from '../support/leads.ts';
import { aReview } from '../support/reviews.ts';

const marker = 'zanzibarquux';
const email = `${marker}@acme.example`;
const at = '2026-11-21T10:00:00.000Z';
const newId = createNewId();

eachDatabase((kind, open) => {
  let db: Db;
  let queue: Queue;
  beforeAll(async () => {
    db = await open();
    queue = await openQueue(db, { now: () => new Date(at), random: () => 1, log: quiet, newId });
  });
  afterAll(() => queue.stop());

  async function stored(change: Partial<Lead> = {}): Promise<Lead> {
    const lead = aLead({ id: newId('lead'), conversation: newId('conversation'), ...change });
    await db.inTx((tx) => insertLead(tx, lead));
    return lead;
  }
  const personOf = (lead: Lead) =>
    db.inTx((tx) => leadsOfPerson(tx, lead, { email, fields: ['email'] })).then((ids) => ids.toSorted());
  const dump = async () => {
    const tables =
      kind === 'sqlite'
        ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'passages_%'`
        : sql<{ name: string }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name
            from pg_tables where schemaname in ('public', 'graphile_worker')`;
    const all: unknown[] = [];
    for (const { name } of (await tables.execute(db.q)).rows) {
      all.push((await sql`select * from ${sql.raw(kind === 'sqlite' ? `"${name}"` : name)}`.execute(db.q)).rows);
    }
    return JSON.stringify(all).toLowerCase();
  };

  test('a person’s leads: of the same visitor, or with the same address as they gave it or as the chat knows it', async () => {
    const visitor = { id: newId('visitor'), email };
    const lead = await stored({ visitor });
    const again = await stored({ visitor: { id: visitor.id } });
    const elsewhere = await stored({ visitor: { id: newId('visitor'), email: email.toUpperCase() }, channel: 'other' });
    const lines = aTranscript([`It is ${email}`]);
    const answer = { ...aLead().answers[0]!, field: 'email', value: email };
    const told = await stored({ visitor: { id: newId('visitor') }, messages: lines, answers: [answer] });
    await stored({ visitor: { id: visitor.id }, channel: 'other' });
    await stored({ visitor: { id: newId('visitor'), email: `not-${email}` } });
    await stored({ visitor: { id: newId('visitor'), name: email } });
    expect(await personOf(lead)).toEqual([lead, again, elsewhere, told].map(({ id }) => id).toSorted());
  });

  test('nothing of them is left in any table, and their conversation begins anew', async () => {
    const words = `${marker} said so`;
    const visitor = { id: marker, name: marker, email, phone: marker };
    const message = { ...aTranscript([words])[0]!, name: marker };
    const lead = await stored({
      conversation: marker,
      visitor,
      page: { url: `https://x.example/${marker}`, title: marker },
      messages: [message],
      answers: [{ ...aLead().answers[0]!, value: marker }],
      refused: [
        { field: 'size', value: marker, message: 1, quote: marker, reason: 'not-asserted', interviewer: 'x', at },
      ],
      reasons: [{ points: 1, because: marker }],
      offer: anOffer({ log: [{ kind: 'owner', rep: 'Rita', why: 'account', of: email }] }),
      state: 'rejected',
      rep: rita,
      repVerdict: { kind: 'rejected', by: rita, at, from: 'offered', reason: 'spam', wrongField: null, note: words },
      card: { channel: 'C0SDRLEADS', ts: '1.1', link: `https://x.example/${marker}` },
    });
    const bystander = await stored({ visitor: { id: newId('visitor') } });
    await db.inTx(async (tx) => {
      const places = [
        { kind: 'posted' as const, by: 'baton', data: { channel: 'C0SDRLEADS', ts: '1.1' } },
        { kind: 'told' as const, by: 'baton', data: { channel: 'D1', ts: '2.2' } },
        { kind: 'rejected' as const, by: rita.id, data: { note: words } },
      ];
      await appendEvents(tx, { lead: lead.id, events: places, at }, newId);
      await tx.q.insertInto('owners').values({ account: email, rep: sam.id }).execute();
      const values = { email, note: words };
      const place = { kind: 'Lead', id: marker, link: `https://crm.example/${marker}` };
      const wrote = { wished: values, stands: values, tried: values };
      await keepCrm(tx, { lead: lead.id, product: 'Salesforce', thing: 'person', place, wrote, at });
      await tx.q
        .insertInto('nudges')
        .values({ to: sam.id, lead: lead.id, what: 'yours', about: marker, due_at: at, batch: null })
        .execute();
      // What the bar and the playbook would learn of them.
      await putLabel(tx, {
        ...{ lead: lead.id, team: 'sales', at, score: 55, accepted: false, reason: marker, by: sam.id, from: 'thumb' },
      });
      await askReviews(tx, [{ lead: lead.id, reviewer: sam.id }], 2_970);
      const corrections = [{ field: 'authority', words, option: null }];
      const review = aReview({ overlooked: ['authority'], note: words, corrections });
      await keepReview(tx, { lead: lead.id, reviewer: sam.id, at, review });
      const reviewed = { kind: 'reviewed' as const, by: sam.id, data: { note: words } };
      await appendEvents(tx, { lead: lead.id, events: [reviewed], at }, newId);
      const note = { kind: 'rejected' as const, rep: rita, at, reason: 'x', wrongField: null, words };
      const owed = { job: { kind: 'post-note' as const, lead: lead.id, note }, delayMs: 60_000 };
      await queue.enqueue(tx, [owed, { job: { kind: 'take-turn', lead: bystander.id }, delayMs: 60_000 }]);
    });
    expect((await dump()).split(marker).length).toBeGreaterThan(15);

    const leads: LeadId[] = [lead.id];
    const posted = await db.inTx(async (tx) => {
      await queue.forget(tx, leads);
      return eraseLeads(tx, { leads, email, at });
    });
    expect(posted).toEqual([
      { lead: lead.id, cards: [{ channel: 'C0SDRLEADS', ts: '1.1' }], told: [{ channel: 'D1', ts: '2.2' }], given: [] },
    ]);
    // What the first test stored of the same address is another matter.
    await db.inTx(async (tx) => {
      const rest = await leadsOfPerson(tx, { ...lead, visitor: { id: 'none' } }, { email, fields: ['email'] });
      await eraseLeads(tx, { leads: rest, email, at });
    });
    const strangers = (await dump()).replaceAll(`not-${email}`, '').replaceAll(`"name\\":\\"${email}`, '');
    expect(strangers).not.toContain(marker);

    expect(await getLead(db, lead.id)).toBeUndefined();
    expect((await listLeads(db, { limit: 100 })).map(({ id }) => id)).not.toContain(lead.id);
    expect((await searchLeads(db, { typed: lead.id, fields: [] })).length).toBe(0);
    expect(await findLead(db, lead.channel, marker)).toBeUndefined();
    expect(await eventsOf(db, lead.id)).toMatchObject([
      { kind: 'posted' },
      { kind: 'told' },
      { kind: 'rejected', data: {} },
      { kind: 'reviewed', data: {} },
    ]);
    expect(await getLabel(db, lead.id)).toBeUndefined();
    expect(await reviewTasks(db, { week: 2_970 })).toEqual([]);
    expect(await getLead(db, bystander.id)).toBeDefined();
    expect((await queue.counts()).waiting).toBe(1);
    await db.inTx((tx) => insertLead(tx, { ...lead, id: newId('lead') }));
    expect(await findLead(db, lead.channel, marker)).toBeDefined();
  });

  test('whoever was deciding about the lead, or storing a line of it, finds it gone', async () => {
    const lead = await stored();
    await db.inTx((tx) => eraseLeads(tx, { leads: [lead.id], email: null, at }));
    const change = { before: lead, after: { ...lead, score: 1 }, events: [], owed: [], at };
    expect(await db.inTx((tx) => commitLead(tx, change, { queue, newId }))).toBe('stale');
    const line = { text: 'x', channel: 'web', at, name: null, providerId: newId('message') };
    expect(await db.inTx((tx) => appendVisitorMessage(tx, lead.id, line))).toEqual({ kind: 'erased' });
  });
});
