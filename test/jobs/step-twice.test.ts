// A step of a sequence when an answer is lost, the server asks to come back, or the lead moves on in between: it reaches the
// visitor once, and not at all where it should not any more.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { JobOf } from '../../src/core/job.ts';
import { type LeadId, newLead } from '../../src/core/lead.ts';
import { begin } from '../../src/core/nurture.ts';
import { erasePerson } from '../../src/flows/erase-person.ts';
import { unsubscribeAddress } from '../../src/flows/unsubscribe-address.ts';
import { eventsOf } from '../../src/store/events.ts';
import { getLead, insertLead } from '../../src/store/lead.ts';
import { addressHash } from '../../src/store/suppressed.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { anAnswer, aTranscript } from '../support/leads.ts';

let baton: Baton;
let count = 0;
beforeAll(async () => {
  const playbook = changedPlaybook((page) => page.replace('managers: []', `managers: [${dana}]`));
  baton = await startBaton({ selfService: true, calendar: 'none', playbook });
}, 60_000);
afterEach(() => baton.sandbox.mail.faults.clear());
afterAll(() => baton.stop());

const mails = (name: string) => baton.sandbox.mail.mailbox().filter(({ to }) => to === `${name}@acme.example`);
const nurtureOf = async (lead: LeadId) => (await getLead(baton.app.deps.db, lead))?.nurture ?? null;
const sentOf = async (lead: LeadId) =>
  (await eventsOf(baton.app.deps.db, lead)).filter(({ kind }) => kind === 'nurture-sent').map(({ data }) => data.step);
/** Jobs that failed are tried again within these minutes. */
const later = async () => {
  for (const seconds of [5, 30, 120, 300]) await baton.pass(seconds * 1_000);
};

/** A lead whose first step is due now. */
async function due() {
  const { db, playbook, newId, now } = baton.app.deps;
  const name = `step${++count}`;
  const messages = aTranscript(['We need one dashboard for our board', `${name}@acme.example`]);
  const said = (field: string, value: string) => anAnswer(messages, field, { value, quote: value });
  const at = now().toISOString();
  const visitor = { id: newId('visitor') };
  const start = {
    id: newId('lead'),
    conversation: name,
    channel: 'web',
    visitor,
    page: null,
    playbook: 'test',
    now: at,
  };
  const before = {
    ...newLead(start),
    state: 'nurturing' as const,
    messages,
    readUpTo: messages.length,
    answers: [said('use_case', 'one dashboard for our board'), said('email', `${name}@acme.example`)],
  };
  const begun = begin(before, { sequence: 'keep_in_touch', by: null }, { playbook, now: at });
  if (begun === null) throw new Error('Nothing began.');
  const lead = { ...before, nurture: { ...begun, dueAt: at } };
  await db.inTx((tx) => insertLead(tx, lead));
  const job: JobOf<'send-step'> = { kind: 'send-step', lead: lead.id, step: 0, at };
  return { name, lead: lead.id, job };
}
const owe = (job: JobOf<'send-step'>) => baton.app.deps.db.inTx((tx) => baton.app.deps.queue.enqueue(tx, [{ job }]));

test('a lost answer: the mail goes out again under the same id, and is told once', async () => {
  const { name, lead, job } = await due();
  baton.sandbox.mail.faults.add({ kind: 'answer-lost', times: 2 });
  await owe(job);
  await later();
  expect(mails(name)).toMatchObject([{ copies: 3 }]);
  expect(await sentOf(lead)).toEqual([0]);
  expect(await nurtureOf(lead)).toMatchObject({ step: 1, stopped: null });
});

test('a job that runs twice sends once', async () => {
  const { name, lead, job } = await due();
  for (let i = 0; i < 3; i++) {
    await owe(job);
    await baton.pass(0);
  }
  expect(mails(name)).toMatchObject([{ copies: 1 }]);
  expect(await sentOf(lead)).toEqual([0]);
});

test('greylisting is waited for', async () => {
  const { name, lead, job } = await due();
  baton.sandbox.mail.faults.add({ kind: 'greylisted', times: 2 });
  await owe(job);
  await baton.pass(0);
  expect(mails(name)).toEqual([]);
  expect(await sentOf(lead)).toEqual([]);
  await later();
  expect(mails(name)).toMatchObject([{ copies: 1 }]);
});

test('what stopped while it waited is not sent', async () => {
  const { name, lead, job } = await due();
  baton.sandbox.mail.faults.add({ kind: 'greylisted' });
  await owe(job);
  await baton.pass(0);
  await unsubscribeAddress(baton.app.deps, { lead, address: addressHash(`${name}@acme.example`) });
  await later();
  expect(mails(name)).toEqual([]);
  expect(await nurtureOf(lead)).toMatchObject({ sent: [], dueAt: null, stopped: { why: 'unsubscribed' } });
});

test('a refused address stops it, once', async () => {
  const { name, lead, job } = await due();
  baton.sandbox.mail.faults.add({ kind: 'recipient-refused' });
  await owe(job);
  await baton.pass(0);
  await owe(job);
  await later();
  expect(mails(name)).toEqual([]);
  expect(await nurtureOf(lead)).toMatchObject({ stopped: { why: 'bounced' } });
  const stops = (await eventsOf(baton.app.deps.db, lead)).filter(({ kind }) => kind === 'nurture-stopped');
  expect(stops).toHaveLength(1);
});

test('nobody writes to a person who was erased', async () => {
  const { name, lead, job } = await due();
  baton.sandbox.mail.faults.add({ kind: 'greylisted' });
  await owe(job);
  await baton.pass(0);
  expect(await erasePerson(baton.app.deps, lead, { id: dana, name: 'Dana Reyes' })).toMatchObject({ kind: 'done' });
  await owe(job);
  await later();
  expect(mails(name)).toEqual([]);
});
