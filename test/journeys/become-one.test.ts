// Somebody who has two leads already turns out to be one person: the newer one goes on as the older one, where nobody else has met
// it yet; else what was told before comes along, and may be said.
import { beforeAll, expect, test } from 'vitest';
import { guidedTurn } from '../../src/core/guided.ts';
import type { Owed } from '../../src/core/job.ts';
import type { Visitor } from '../../src/core/lead.ts';
import type { Deps } from '../../src/deps.ts';
import { identifyVisitor } from '../../src/flows/identify-visitor.ts';
import { partLeads } from '../../src/flows/part-leads.ts';
import { receiveMessage } from '../../src/flows/receive-message.ts';
import { takeTurn } from '../../src/jobs/take-turn.ts';
import { findLead } from '../../src/store/conversations.ts';
import type { Db } from '../../src/store/db.ts';
import { markDelivered } from '../../src/store/delivery.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { eventsOf } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { keepApart } from '../../src/store/identities.ts';
import { commitLead, getLead } from '../../src/store/lead.ts';
import { setDelivery } from '../../src/store/move-lines.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { anOffer, sam } from '../support/leads.ts';

const as = (email: string): Partial<Visitor> => ({ email, verified: ['email'] });

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  function start() {
    const owed: Owed[] = [];
    const clock = { ms: Date.parse('2026-11-21T10:00:00.000Z') };
    const deps = {
      ...{
        db,
        playbook: defaultPlaybook(),
        newId: createNewId(),
        log: quiet,
        crm: null,
        mailIds: null,
        linkFor: () => null,
      },
      now: () => {
        clock.ms += 1_000;
        return new Date(clock.ms);
      },
      queue: { enqueue: async (_tx: unknown, jobs: readonly Owed[]) => void owed.push(...jobs) },
      interviewer: async (view: Parameters<typeof guidedTurn>[0]) => guidedTurn(view),
    } as unknown as Deps & Parameters<typeof takeTurn>[0];
    let count = 0;
    const write = async (conversation: string, text: string, visitor: Partial<Visitor> = {}) => {
      const message = { id: `m${++count}`, text, at: deps.now().toISOString() };
      const who = { id: `of-${conversation}`, ...visitor };
      const { lead } = await receiveMessage(deps, {
        channel: 'intercom',
        conversation,
        message,
        visitor: who,
        page: null,
      });
      await takeTurn(deps, { kind: 'take-turn', lead });
      const after = await getLead(db, lead);
      await db.inTx((tx) => markDelivered(tx, lead, after?.messages.length ?? 0));
      return lead;
    };
    const kinds = async (lead: `lead_${string}`) => (await eventsOf(db, lead)).map(({ kind }) => kind);
    return { deps, write, kinds, owed };
  }

  test('the newer one goes on as the older one, with every line and answer, and is no lead any more', async () => {
    const { write, kinds } = start();
    const older = await write('one', 'Hi, we are 50 people and need dashboards', as('dana@acme.example'));
    const newer = await write('two', 'Hello, we want it by end of March');
    expect(newer).not.toBe(older);
    expect(await write('two', 'I have just logged in', as('dana@acme.example'))).toBe(older);
    expect(await getLead(db, newer)).toBeUndefined();
    const lead = await getLead(db, older);
    expect(lead?.messages.map(({ n }) => n)).toEqual(lead?.messages.map((_, i) => i + 1));
    const theirs = lead?.messages
      .filter(({ from }) => from === 'visitor')
      .map(({ text, conversation = 'one' }) => [conversation, text]);
    expect(theirs).toEqual([
      ['one', 'Hi, we are 50 people and need dashboards'],
      ['two', 'Hello, we want it by end of March'],
      ['two', 'I have just logged in'],
    ]);
    expect(lead?.answers.map(({ field }) => field)).toEqual(expect.arrayContaining(['size', 'urgency']));
    expect(lead?.messages.at(-1)).toMatchObject({ from: 'baton', conversation: 'two' });
    expect(await findLead(db, 'intercom', 'two')).toBe(older);
    const counted = await db.q.selectFrom('leads').select('id').where('id', '=', newer).execute();
    expect(counted).toEqual([]);
    expect(await kinds(newer)).toEqual([]);
    expect((await kinds(older)).filter((kind) => kind === 'received')).toHaveLength(3);
    expect(await kinds(older)).toContain('joined');
  });

  test('nothing of the newer one is left behind when their person is erased', async () => {
    const { deps, write } = start();
    const older = await write('seven', 'Hi, we are 50 people and need dashboards', as('gus@acme.example'));
    const newer = await write('eight', 'My number is +1 650 555 4321, we decide by end of March', { name: 'Gus' });
    const other = await write('nine', 'Hi, I am on +1 650 555 4321');
    const carried = (await getLead(db, other))?.answers.filter(({ evidence }) => evidence.kind === 'carried') ?? [];
    expect(carried.map(({ evidence }) => 'lead' in evidence && evidence.lead)).toContain(newer);
    const apart = await write('ten', 'Hello, somebody else');
    await db.inTx((tx) => keepApart(tx, newer, apart));
    expect(await write('eight', 'I have just logged in', as('gus@acme.example'))).toBe(older);
    const now = (await getLead(db, other))?.answers.filter(({ evidence }) => evidence.kind === 'carried') ?? [];
    expect(now.map(({ evidence }) => 'lead' in evidence && evidence.lead)).toEqual(carried.map(() => older));
    const kept = await db.q.selectFrom('kept_apart').selectAll().where('other', '=', apart).execute();
    expect(kept).toEqual([{ lead: older, other: apart }]);
    const at = deps.now().toISOString();
    await db.inTx((tx) => eraseLeads(tx, { leads: [older], email: null, at }));
    expect(await db.q.selectFrom('identities').selectAll().where('lead', 'in', [older, newer]).execute()).toEqual([]);
    expect((await getLead(db, other))?.answers.some(({ evidence }) => evidence.kind === 'carried')).toBe(false);
  });

  test('who logs in before an answer has left gets it all the same, and is not waited for without end', async () => {
    const { deps, write, owed } = start();
    const older = await write('five', 'Hi, we are 50 people and need dashboards', as('fay@acme.example'));
    const newer = await write('six', 'Hello, we want it by end of March');
    const whole = await getLead(db, newer);
    await db.inTx((tx) => setDelivery(tx, newer, { upTo: 1, sending: null }));
    owed.length = 0;
    const place = { channel: 'intercom', conversation: 'six' };
    const visitor = { id: 'of-six', email: 'fay@acme.example', verified: ['email'] as const };
    expect(await identifyVisitor(deps, { place, visitor })).toBe('done');
    expect(await findLead(db, 'intercom', 'six')).toBe(older);
    const lead = await getLead(db, older);
    expect(lead?.messages.at(-1)?.text).toBe(whole?.messages.at(-1)?.text);
    expect(lead?.readUpTo).toBe((lead?.messages.length ?? 0) - 1);
    const jobs = owed.map(({ job }) => job);
    expect(jobs).toContainEqual({ kind: 'send-reply', lead: older });
    expect(jobs).toContainEqual({ kind: 'settle-silence', lead: older, after: lead?.messages.length });
    expect(jobs.map(({ kind }) => kind)).not.toContain('take-turn');
  });

  test('parted before an answer has left, it still goes to the one who waits for it', async () => {
    const { deps, write, owed } = start();
    const lead = await write('eleven', 'Hi, we are 50 people and need dashboards', as('hal@acme.example'));
    expect(await write('twelve', 'Hello, we want it by end of March', as('hal@acme.example'))).toBe(lead);
    const before = await getLead(db, lead);
    const last = before?.messages.at(-1);
    expect(last).toMatchObject({ from: 'baton', conversation: 'twelve' });
    await db.inTx((tx) => setDelivery(tx, lead, { upTo: (last?.n ?? 0) - 1, sending: null }));
    owed.length = 0;
    const what = { kind: 'conversation', joined: before?.joined[0]?.at ?? '' } as const;
    expect(await partLeads(deps, lead, { rep: sam, what })).toMatchObject({ kind: 'done' });
    const left = await findLead(db, 'intercom', 'twelve');
    expect(left).not.toBe(lead);
    expect(owed.map(({ job }) => job)).toContainEqual({ kind: 'send-reply', lead: left });
  });

  test('where reps have met the newer one, what was told before comes along, to be said aloud', async () => {
    const { deps, write, kinds } = start();
    const older = await write('three', 'Hi, we are 50 people and need dashboards', as('eve@acme.example'));
    const newer = await write('four', 'Hello, we want it by end of March');
    const before = await getLead(db, newer);
    if (before === undefined) throw new Error('no lead');
    const after = { ...before, state: 'offered' as const, offer: anOffer(), card: { channel: 'C1', ts: '1.1' } };
    await db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at: before.updatedAt }, deps));
    expect(await write('four', 'I have just logged in', as('eve@acme.example'))).toBe(newer);
    const lead = await getLead(db, newer);
    const size = lead?.answers.find(({ field }) => field === 'size');
    expect(size).toMatchObject({ value: 50, evidence: { kind: 'carried', lead: older, aloud: true } });
    expect(await kinds(newer)).toContain('carried');
    expect(await getLead(db, older)).toBeDefined();
  });
});
