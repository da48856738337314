// A lead that is qualified no more, and a customer at risk: each is said once, although Slack's answer to the message is lost.
import { afterEach, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const desk = '#revenue-managers';
let baton: Baton;
afterEach(() => baton.stop());

test('the rep and whoever looks after customers read it once', async () => {
  const playbook = changedPlaybook((page) =>
    page
      .replace('  conduct:\n', `  conduct:\n    - { points: -60, when: asked-again, because: Asked again }\n`)
      .replace('  start: 60', '  start: 50')
      .replace('firstTouchMinutes: 60', 'firstTouchMinutes: 0')
      .replace('\nroles:', `\ncustomers: { when: [{ field: size, atLeast: 50 }], tell: "${desk}" }\nroles:`),
  );
  baton = await startBaton({ playbook });
  const opening = "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision";
  for (const line of [opening, 'ana@company1.example', 'Yes, a call sounds good']) await baton.say('customer', line);
  const [card] = baton.cards();
  if (card === undefined) throw new Error('no card');
  await baton.press(card, actionIds.takeOver, dana);

  const { faults } = baton.sandbox.slack;
  faults.add({ method: 'chat.postMessage', kind: 'lost-answer', times: 20 });
  const before = baton.sandbox.state().messages.length;
  const say = { kind: 'say', user: dana, channel: card.channel, threadTs: card.ts } as const;
  await baton.sandbox.slack.act({ ...say, text: 'What is the best e-mail address to reach you?' });
  await baton.sandbox.slack.settled();
  for (let i = 0; i < 8; i++) await baton.pass(30_000);

  const posted = baton.sandbox.state().messages.slice(before);
  const texts = (start: string) => posted.filter(({ text }) => text.startsWith(start));
  expect(texts('A customer may be at risk\n')).toHaveLength(1);
  expect(texts('No longer qualified\n')).toHaveLength(1);
  // Each one lost its answer, and was found instead of posted again.
  let left = 0;
  while (faults.take('chat.postMessage') !== undefined) left += 1;
  expect(20 - left).toBe(2);
  expect(await baton.app.deps.queue.counts()).toMatchObject({ buried: 0 });
});
