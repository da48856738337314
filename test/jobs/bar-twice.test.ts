// The jobs of the bar, each a second time: when Slack's first answer was lost, and when the same job is owed again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { weekOf } from '../../src/core/iso-week.ts';
import type { Job } from '../../src/core/job.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { readTeamBars } from '../../src/store/bars.ts';
import { insertLead } from '../../src/store/lead.ts';
import { type Baton, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { aLead } from '../support/leads.ts';

const priya = 'U0PRIYA';
let baton: Baton;
beforeAll(async () => {
  const playbook = changedPlaybook((page) => page.replace('managers: []', `managers: [${priya}]`));
  baton = await startBaton({ playbook });
});
afterAll(() => baton.stop());

const lose = () => baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind: 'lost-answer' });
const told = () => baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === 'baton_bar');
const again = async (...jobs: Job[]) => {
  const { db, queue } = baton.app.deps;
  await db.inTx((tx) =>
    queue.enqueue(
      tx,
      jobs.map((job) => ({ job })),
    ),
  );
  for (let i = 0; i < 3; i++) await baton.pass(20_000);
};
const bar = async () => {
  const { db, playbook } = baton.app.deps;
  return (await readTeamBars(db, { playbook, now: baton.clock.now.toISOString() }))[0];
};
async function past(score: number, createdAt: string): Promise<LeadId> {
  const { db, newId } = baton.app.deps;
  const id = newId('lead');
  const state = { state: 'nurturing', verdict: 'borderline', offer: null, bar: { team: 'sales', points: 60 } } as const;
  await db.inTx((tx) => insertLead(tx, aLead({ id, conversation: id, score, createdAt, ...state })));
  return id;
}

/** The same time a week later: what the clock enqueues by itself runs too. */
const nextWeek = async () => {
  baton.clock.now = new Date(baton.clock.now.getTime() + 7 * 86_400_000);
  await again();
  return weekOf(baton.clock.now.toISOString(), 'UTC');
};

test('move-bar steps once a week and tells each manager once, also when the answer was lost', async () => {
  lose();
  const week = await nextWeek();
  const job: Job = { kind: 'move-bar', team: 'sales', week };
  await again(job, job);
  expect(told()).toHaveLength(1);
  expect(await bar()).toMatchObject({ step: 1, toldWeek: week, state: { week } });
});

test('tell-bar of a week that is over tells nothing', async () => {
  const week = await nextWeek();
  expect(told()).toHaveLength(2);
  await again({ kind: 'tell-bar', to: priya, team: 'sales', week: week - 1 });
  expect(told()).toHaveLength(2);
});

test('keep-learning posts two, however often, and leaves the rest', async () => {
  const createdAt = baton.clock.now.toISOString();
  const ids = [await past(51, createdAt), await past(58, createdAt), await past(55, createdAt)];
  const job: Job = { kind: 'keep-learning', team: 'sales', week: weekOf(createdAt, 'UTC') };
  lose();
  await again(job, job);
  await again(job);
  expect(baton.cards().map(({ metadata }) => metadata?.event_payload.lead)).toEqual([ids[1], ids[2]]);
});

test('a team that is in the playbook no more has nothing to tell', async () => {
  const week = weekOf(baton.clock.now.toISOString(), 'UTC');
  await again({ kind: 'move-bar', team: 'gone', week }, { kind: 'keep-learning', team: 'gone', week });
  expect(told()).toHaveLength(2);
});

test('the log of a near miss keeps where a manager was told of it, and it goes with its person', async () => {
  const id = await past(54, baton.clock.now.toISOString());
  await nextWeek();
  const message = told().at(-1);
  expect(message?.text).toContain('2 near misses of last week');
  const { events } = await baton.lead(id);
  expect(events.find(({ kind }) => kind === 'told')?.data).toMatchObject({ ts: message?.ts });
});
