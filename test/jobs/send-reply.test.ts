// What becomes of a line that is on its way when a rep takes over, and of one whose arrival nobody confirmed.
import { beforeAll, expect, test } from 'vitest';
import type { ReplyLine } from '../../src/adapters/chat/chat-channel.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { newLead } from '../../src/core/lead.ts';
import { withLine } from '../../src/core/line.ts';
import type { JobDeps } from '../../src/deps.ts';
import { OutsideError } from '../../src/errors.ts';
import { takeOverLead } from '../../src/flows/take-over-lead.ts';
import { sendReply } from '../../src/jobs/send-reply.ts';
import type { Db } from '../../src/store/db.ts';
import { eventsOf } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { commitLead, getLead, insertLead } from '../../src/store/lead.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();
const sam = { id: 'U024BE7LH', name: 'Sam Okafor' };
const at = '2026-11-21T10:00:00.000Z';
const newId = createNewId();

eachDatabase((_kind, open) => {
  let db: Db;
  const arrived: string[] = [];
  let onTheWay: (line: ReplyLine) => Promise<void> = async () => {};
  let deps: JobDeps;
  beforeAll(async () => {
    db = await open();
    const chat = {
      reply: async (line: ReplyLine) => {
        await onTheWay(line);
        arrived.push(line.message.text);
      },
    };
    const queue = { enqueue: async () => {} };
    deps = { db, chat, playbook, newId, now: () => new Date(at), log: quiet, queue } as unknown as JobDeps;
  });
  /** A claimed lead with two lines of Baton's that the visitor has not got. */
  async function waiting(): Promise<LeadId> {
    arrived.length = 0;
    onTheWay = async () => {};
    const start = { conversation: newId('conversation'), channel: 'web', visitor: { id: 'v' }, page: null };
    const empty = newLead({ id: newId('lead'), ...start, playbook: playbook.version, now: at });
    const claimed = { kind: 'claimed', by: sam, at, from: 'offered' } as const;
    const before: Lead = {
      ...empty,
      state: 'claimed',
      rep: sam,
      repVerdict: claimed,
      card: { channel: 'C1', ts: '1.1' },
    };
    await db.inTx((tx) => insertLead(tx, before));
    const said = (lead: Lead, text: string) => withLine(lead, { from: 'baton', name: 'Baton', text, asks: null, at });
    const after = said(said(before, 'one'), 'two');
    await db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at }, deps));
    return before.id;
  }
  const send = (lead: LeadId) => sendReply(deps, { kind: 'send-reply', lead });
  const takeOver = (lead: LeadId) => takeOverLead(deps, lead, { rep: sam, since: '1.1' });
  const tookOver = expect.stringContaining('Sam Okafor');
  const dropped = async (lead: LeadId) => (await getLead(db, lead))?.dropped;

  test('a line on its way lands before the takeover line; the next is dropped', async () => {
    const lead = await waiting();
    onTheWay = async () => {
      onTheWay = async () => {};
      expect((await takeOver(lead)).kind).toBe('done');
    };
    for (let i = 0; i < 4; i++) await send(lead);
    expect(arrived).toEqual(['one', tookOver]);
    expect(await dropped(lead)).toEqual([2]);
  });

  test('a line that the chat turned away was not there: it is dropped', async () => {
    const lead = await waiting();
    onTheWay = async () => {
      throw new OutsideError('busy', { system: 'chat', retry: 'later', status: 503 });
    };
    await expect(send(lead)).rejects.toThrow('busy');
    onTheWay = async () => {};
    await takeOver(lead);
    for (let i = 0; i < 3; i++) await send(lead);
    expect(arrived).toEqual([tookOver]);
    expect(await dropped(lead)).toEqual([1, 2]);
  });

  test('a line that may be there, because nobody answered, is not called dropped: it is confirmed, then comes the rep', async () => {
    const lead = await waiting();
    onTheWay = async () => {
      throw new OutsideError('silence', { system: 'chat', retry: 'later' });
    };
    await expect(send(lead)).rejects.toThrow('silence');
    onTheWay = async () => {};
    await takeOver(lead);
    for (let i = 0; i < 3; i++) await send(lead);
    expect(arrived).toEqual(['one', tookOver]);
    expect(await dropped(lead)).toEqual([2]);
  });

  test('two runs at once deliver under one id and count one first touch', async () => {
    const lead = await waiting();
    for (let i = 0; i < 3; i++) await send(lead);
    const before = await getLead(db, lead);
    if (before === undefined) throw new Error('no lead');
    const after = withLine(before, {
      from: 'rep',
      name: sam.name,
      text: 'Hi',
      source: `slack:C1:${lead}`,
      asks: null,
      at,
    });
    await db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at }, deps));
    const ids: string[] = [];
    onTheWay = async ({ message }) => void ids.push(message.id);
    await Promise.all([send(lead), send(lead)]);
    await send(lead);
    expect(new Set(ids).size).toBe(1);
    const touched = (await eventsOf(db, lead)).filter(({ kind }) => kind === 'touched');
    expect(touched).toMatchObject([{ by: sam.id, data: { message: 3, afterMs: 0, reasked: [] } }]);
  });
});
