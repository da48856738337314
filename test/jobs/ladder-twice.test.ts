// The jobs of the offer ladder, each a second time: when Slack's first answer was lost, and when the same job is owed again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../src/core/job.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { getLead } from '../../src/store/lead.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

let baton: Baton;
beforeAll(async () => {
  const playbook = changedPlaybook((page) =>
    page.replace(/^ladder:\n(?: .*\n)*/m, '').replace(
      /^teams:[\s\S]*?(?=^\S)/m,
      `ladder: { exclusiveMinutes: 5, remindMinutes: 15, managerMinutes: 40, firstTouchMinutes: 60 }
teams:
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    hours: { mon-fri: 09:00-17:00 }
    reps: [{ slack: ${dana}, name: Dana Reyes }]
`,
    ),
  );
  baton = await startBaton({ playbook });
});
afterAll(() => baton.stop());

const minute = 60_000;
const lose = () => baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'lost-answer' });
const posted = (type: string) => baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === type);
const again = async (...jobs: Job[]) => {
  const { db, queue } = baton.app.deps;
  await db.inTx((tx) =>
    queue.enqueue(
      tx,
      jobs.map((job) => ({ job })),
    ),
  );
  await baton.pass(0);
};
const settle = async () => {
  for (let i = 0; i < 3; i++) await baton.pass(20_000);
};
const comes = async (conversation: string) => (await baton.say(conversation, 'Can I talk to a human?')).lead;
const seen = async (lead: LeadId) => (await getLead(baton.app.deps.db, lead)) ?? Promise.reject(new Error('gone'));

test('send-nudges finds the message that got through', async () => {
  const lead = await comes('nudged');
  lose();
  await baton.pass(5_000);
  expect(posted('baton_nudges')).toHaveLength(1);
  await settle();
  await again({ kind: 'send-nudges', to: dana }, { kind: 'send-nudges', to: dana });
  expect(posted('baton_nudges')).toHaveLength(1);
  expect(posted('baton_nudges')[0]?.text).toMatch(/^For you first/);
  expect((await seen(lead)).ladder).toMatchObject({ step: 'exclusive' });
});

test('climb-ladder takes each step once', async () => {
  const lead = await comes('climbed');
  const { ladder } = await seen(lead);
  const before = (await baton.lead(lead)).events.length;
  const next = ladder?.kind === 'offered' ? ladder.next : null;
  if (next === null) throw new Error('nothing is due');
  await baton.pass(Date.parse(next.at) - baton.clock.now.getTime());
  await again({ kind: 'climb-ladder', lead, ...next }, { kind: 'climb-ladder', lead, ...next });
  const { events } = await baton.lead(lead);
  expect(events.slice(before).filter(({ kind }) => kind === 'climbed')).toHaveLength(1);
});

test('release-claim reminds once and releases once', async () => {
  const lead = await comes('released');
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error('no card');
  await baton.press(card, actionIds.claim, dana);
  for (const minutes of [30, 30]) {
    const { ladder } = await seen(lead);
    const next = ladder?.kind === 'claimed' ? ladder.next : null;
    if (next === null) throw new Error('nothing is due');
    await baton.pass(minutes * minute);
    await again({ kind: 'release-claim', lead, ...next }, { kind: 'release-claim', lead, ...next });
  }
  await settle();
  const kinds = (await baton.lead(lead)).events.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'released')).toHaveLength(1);
  expect(baton.replies('released').filter(({ text }) => text.includes('right colleague'))).toHaveLength(1);
});

test('post-brief is posted once, whatever is owed again', async () => {
  baton.clock.now = new Date('2026-11-24T03:00:00.000Z');
  await comes('night');
  baton.clock.now = new Date('2026-11-24T14:00:00.000Z');
  lose();
  await baton.pass(0);
  await settle();
  const job: Job = { kind: 'post-brief', team: 'sales', day: '2026-11-24' };
  await again(job, job);
  expect(posted('baton_brief')).toHaveLength(1);
});

test('what Slack refused until everybody had left is told in the morning', async () => {
  baton.clock.now = new Date('2026-11-24T21:56:00.000Z');
  await settle();
  await comes('late');
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'reset', times: 4 });
  for (let i = 0; i < 30; i++) await baton.pass(minute);
  for (let i = 0; i < 17; i++) await baton.pass(60 * minute);
  for (let i = 0; i < 10; i++) await baton.pass(minute);
  const told = [...posted('baton_nudges'), ...posted('baton_brief')].map(({ ts }) => new Date(Number(ts) * 1_000));
  const outside = told.filter((at) => at.getUTCHours() < 14 || at.getUTCHours() >= 22);
  expect(outside).toEqual([]);
  expect(told.some((at) => at.getUTCDate() === 25)).toBe(true);
});
