// The jobs of curation, each run twice, or with its first answer lost: nobody is asked twice, no list and no proposal stands twice.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { timeInWeek, weekOf } from '../../src/core/iso-week.ts';
import type { Job } from '../../src/core/job.ts';
import type { LeadId } from '../../src/core/lead.ts';
import type { PageChange } from '../../src/core/page-change.ts';
import { answerChange } from '../../src/flows/answer-change.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { insertLead } from '../../src/store/lead.ts';
import { askReviews, keepReview, reviewTasks } from '../../src/store/reviews.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { aLead, aTranscript } from '../support/leads.ts';
import { aReview } from '../support/reviews.ts';

const priya = 'U0PRIYA';
let baton: Baton;
beforeAll(async () => {
  const review = `\nreview: { reviewers: [${dana}, ${marco}], perWeek: 3 }\nroles:`;
  const playbook = changedPlaybook((page) =>
    page.replace('managers: []', `managers: [${priya}]`).replace('\nroles:', review),
  );
  baton = await startBaton({ playbook });
});
afterAll(() => baton.stop());

const week = () => weekOf(baton.clock.now.toISOString(), 'America/New_York');
const run = async (job: Job) => {
  const { db, queue } = baton.app.deps;
  await db.inTx((tx) => queue.enqueue(tx, [{ job }]));
  await baton.pass(0);
  for (let i = 0; i < 3; i++) await baton.pass(60_000);
};
const posted = (type: string) => baton.sandbox.state().messages.filter(({ metadata }) => metadata?.event_type === type);
const lose = (method: string) => baton.sandbox.slack.faults.add({ method, kind: 'lost-answer' });

async function past(n: number): Promise<LeadId> {
  const { db, newId } = baton.app.deps;
  const id = newId('lead');
  const createdAt = timeInWeek(week() - 1, { day: 2, hour: 12 + n, zone: 'UTC' });
  const messages = aTranscript(['We need reports', { baton: 'Who decides?' }, 'that is all my own turf']);
  await db.inTx((tx) =>
    insertLead(tx, aLead({ id, conversation: id, messages, createdAt, offer: null, state: 'closed' })),
  );
  return id;
}

test('drawn once, however often it is asked for, and listed once although the answer was lost', async () => {
  for (let n = 0; n < 8; n++) await past(n);
  lose('chat.postMessage');
  await run({ kind: 'ask-reviews', week: week() });
  const drawn = await reviewTasks(baton.app.deps.db, { week: week() });
  expect(drawn).toHaveLength(6);
  expect(posted('baton_reviews')).toHaveLength(2);
  await past(9);
  await run({ kind: 'ask-reviews', week: week() });
  expect(await reviewTasks(baton.app.deps.db, { week: week() })).toEqual(drawn);
  expect(posted('baton_reviews')).toHaveLength(2);
});

test('a list is drawn anew where it stands, and stays away once all is read and somebody deleted it', async () => {
  const { db } = baton.app.deps;
  const [list] = posted('baton_reviews').filter(({ metadata }) => metadata?.event_payload.to === dana);
  const tasks = await reviewTasks(db, { week: week(), reviewer: dana });
  for (const { lead } of tasks) {
    await db.inTx((tx) =>
      keepReview(tx, { lead, reviewer: dana, at: baton.clock.now.toISOString(), review: aReview() }),
    );
  }
  lose('chat.update');
  await run({ kind: 'list-reviews', to: dana, week: week() });
  const [drawn] = posted('baton_reviews').filter(({ metadata }) => metadata?.event_payload.to === dana);
  expect([drawn?.ts, drawn?.text.includes('All read, thank you.')]).toEqual([list?.ts, true]);
  await fetch(`${baton.sandbox.slackApiUrl}chat.delete`, {
    method: 'POST',
    headers: { authorization: `Bearer ${baton.sandbox.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: drawn?.channel, ts: drawn?.ts }),
  });
  await run({ kind: 'list-reviews', to: dana, week: week() });
  expect(posted('baton_reviews')).toHaveLength(1);
});

test('proposals are told once although the answer was lost, and not at all when there are none', async () => {
  await run({ kind: 'propose-changes', week: week() });
  expect(posted('baton_changes')).toEqual([]);
  const { db } = baton.app.deps;
  const lead = await past(10);
  const corrections = [{ field: 'authority', words: 'that is all my own turf', option: 'decides' }];
  await db.inTx(async (tx) => {
    await askReviews(tx, [{ reviewer: marco, lead }], week());
    const review = aReview({ overlooked: ['authority'], corrections });
    await keepReview(tx, { lead, reviewer: marco, at: baton.clock.now.toISOString(), review });
  });
  lose('chat.postMessage');
  await run({ kind: 'propose-changes', week: week() });
  expect(posted('baton_changes')).toMatchObject([
    { text: expect.stringContaining('“that is all my own turf” shall mean') },
  ]);
  expect(await baton.app.deps.queue.counts()).toMatchObject({ buried: 0 });
});

test('what was told is drawn anew once a manager answered, although the answer was lost, and stays away once deleted', async () => {
  const words = ['that is all my own turf'];
  const change: PageChange = { kind: 'says', field: 'authority', option: 'decides', words };
  const rep = { id: priya, name: 'Priya' };
  lose('chat.update');
  expect(await answerChange(baton.app.deps, { change, answer: 'declined', rep })).toEqual({ kind: 'declined' });
  for (let i = 0; i < 3; i++) await baton.pass(60_000);
  const [told, ...more] = posted('baton_changes');
  expect(more).toEqual([]);
  expect(told?.text).toContain('Put off by Priya');
  expect(JSON.stringify(told?.blocks)).not.toContain(actionIds.putOffChange);
  await fetch(`${baton.sandbox.slackApiUrl}chat.delete`, {
    method: 'POST',
    headers: { authorization: `Bearer ${baton.sandbox.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: told?.channel, ts: told?.ts }),
  });
  await run({ kind: 'tell-changes', to: priya, week: week() });
  expect(posted('baton_changes')).toEqual([]);
  expect(await baton.app.deps.queue.counts()).toMatchObject({ buried: 0 });
});
