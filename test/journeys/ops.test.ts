// What those who keep Baton running see in Slack: what is stuck, what is down, what came back, and Retry.
import { afterEach, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const priya = 'U0PRIYA';
const withOps = (managers: string) =>
  changedPlaybook((page) =>
    page.replace('# ops: "#baton-ops"', 'ops: "#baton-ops"').replace('managers: []', `managers: [${managers}]`),
  );

let baton: Baton;
afterEach(() => baton.stop());

const news = () => baton.sandbox.state().messages.filter(({ channel }) => channel === 'C0BATONOPS');
const fault = (kind: 'reset' | 'error' | 'lost-answer', times = 1, error = 'internal_error') =>
  baton.sandbox.slack.faults.add({ method: 'chat.postMessage', kind, times, error });

test('a card that Slack refuses is told once, and a manager’s Retry brings it', async () => {
  baton = await startBaton({ playbook: withOps('S0MANAGERS') });
  await baton.pass(0);
  fault('error', 1, 'invalid_blocks');
  fault('lost-answer');
  const { lead } = await baton.say('refused', 'I am Ana Reyes. Can I talk to a human?');
  expect(baton.cards()).toHaveLength(0);
  for (let i = 0; i < 4; i++) await baton.pass(10_000);
  const [stuck, ...more] = news();
  expect(more).toEqual([]);
  expect(stuck?.text).toMatch(/^One thing is stuck\nPosting the card of Ana Reyes: .*invalid.*blocks/);

  if (stuck === undefined) throw new Error('nothing was told');
  await baton.press(stuck, actionIds.retry, dana);
  expect(baton.whispers(dana).at(-1)).toMatch(/^Only managers may do this: members of the managers/);
  expect(baton.cards()).toHaveLength(0);

  await baton.press(stuck, actionIds.retry, priya);
  expect(baton.whispers(priya).at(-1)).toMatch(/^One thing is being tried again/);
  expect(baton.cards()).toHaveLength(1);
  expect((await baton.lead(lead)).events.map(({ kind, by }) => [kind, by])).toContainEqual(['retried', priya]);

  await baton.press(stuck, actionIds.retry, priya);
  expect(baton.whispers(priya).at(-1)).toMatch(/^Nothing is stuck any more/);
});

test('a chat product that goes down is told once, and so is its return', async () => {
  baton = await startBaton({ playbook: withOps(priya) });
  await baton.pass(0);
  baton.chat.refuse(5);
  await baton.say('down', 'Hello, we want to replace our reporting tool');
  for (let i = 0; i < 12; i++) await baton.pass(60_000);
  expect(baton.replies('down')).toHaveLength(1);
  expect(news().map(({ text }) => text.split('\n')[0])).toEqual([
    'The chat product does not answer',
    expect.stringMatching(/^The chat product answers again, after \d+ min\. What waited is being done, in order\.$/),
  ]);
});

test('what is stuck is told again when Baton starts, and without managers nobody may retry', async () => {
  baton = await startBaton({
    playbook: changedPlaybook((page) => page.replace('# ops: "#baton-ops"', 'ops: "#baton-ops"')),
  });
  await baton.pass(0);
  const { db, queue } = baton.app.deps;
  fault('error', 1, 'invalid_blocks');
  await baton.say('again', 'Can I talk to a human?');
  await baton.pass(10_000);
  expect(news()).toHaveLength(1);
  await db.inTx((tx) => queue.enqueue(tx, [{ job: { kind: 'tell', to: '#baton-ops', news: { kind: 'stuck' } } }]));
  await baton.pass(0);
  expect(news()).toHaveLength(2);
  const [stuck] = news();
  if (stuck === undefined) throw new Error('nothing was told');
  await baton.press(stuck, actionIds.retry, dana);
  expect(baton.whispers(dana).at(-1)).toMatch(/the playbook names none yet/);
});
