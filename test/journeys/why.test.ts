// Why, in one press or one command: the same words as the card, and nothing the visitor can reach.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, cardsIn, dana, startBaton } from '../support/baton.ts';

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton();
});
afterAll(() => baton.stop());

const command = (text: string) =>
  baton.sandbox.slack.act({
    kind: 'command',
    user: dana,
    channel: cardsIn(baton.sandbox)[0]?.channel ?? '',
    command: '/baton',
    text,
  });

test('Why? opens at once, in every state, and says what is there and what is missing', async () => {
  await baton.say('why', 'Hi, I am Ana Reyes from Oriel Labs. Can I talk to a human?');
  const [card] = baton.cards();
  if (card === undefined) throw new Error('no card');
  await baton.press(card, actionIds.why);
  const shown = JSON.stringify(baton.sandbox.state().modals.at(-1)?.view);
  expect(shown).toContain('Why: Ana Reyes, Oriel Labs');
  expect(shown).toContain('because the visitor asked for a person');
  expect(shown).toContain('Company size is known');
});

test('/baton why and /baton find answer by part of a name', async () => {
  await command('why oriel');
  expect(baton.whispers().at(-1)).toMatch(/^Why: Ana Reyes, Oriel Labs\nScore: \d+ of 100\n/);
  await command('find nobody');
  expect(baton.whispers().at(-1)).toMatch(/^No lead matches “nobody”/);
  await command('find ANA');
  expect(baton.whispers().at(-1)).toMatch(/^1 lead matches “ANA”\nAna Reyes, Oriel Labs/);
});
