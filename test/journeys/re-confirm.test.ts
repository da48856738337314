// A visitor who is back a year later, through a whole Baton: asked whether it still holds, in their own old words; what they say is
// evidence, and nobody counts it as forgetting.
import { afterEach, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { amnesiaOf } from '../../src/store/amnesia.ts';
import { type Baton, startBaton } from '../support/baton.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

let baton: Baton;
afterEach(() => baton.stop());

type View = { answers: { field: string; value: unknown; evidence: string; quote: string }[] };

test.each(['sqlite', 'postgres'] as const)('a yes, a no and an old answer that stands (%s)', async (kind) => {
  baton = await startBaton({ kind, calendar: 'none' });
  const { deps } = baton.app;
  const last = () => baton.replies('ada').at(-1)?.text ?? '';
  for (const line of [
    'We want to stop building the board report by hand',
    'By June 2028',
    'We are 40 people',
    'I decide',
  ]) {
    await baton.say('ada', line);
  }
  await baton.pass(hourMs);
  baton.clock.now = new Date(baton.clock.now.getTime() + 400 * dayMs);
  const from = baton.clock.now.toISOString();

  const { lead } = await baton.say('ada', 'Hello again!');
  expect(last()).toBe(
    'In November 2026 you told us: “We want to stop building the board report by hand”. Is that still right?',
  );
  await baton.say('ada', 'Yes, still right.');
  expect(last()).toBe('In November 2026 you told us: “40 people”. Is that still right?');
  await baton.say('ada', 'No');
  expect(last()).toBe('How many people work at your company?');

  const view = await baton.api<View>(`/api/leads/${lead}`);
  expect(view.answers.map(({ field, evidence, quote }) => [field, evidence, quote])).toEqual([
    ['use_case', 'confirmed', 'Yes, still right'],
    ['urgency', 'said', 'June 2028'],
    ['authority', 'said', 'I decide'],
  ]);
  await baton.say('ada', '90');
  await baton.say('ada', 'ada@acme.example');
  await baton.say('ada', 'Yes, a call please');
  const [card] = baton.cards();
  if (card === undefined) throw new Error('There is no card.');
  const drawn = JSON.stringify(card);
  expect(drawn).toContain('Said long ago, not confirmed since');
  expect(drawn).toContain('Timing (Nov 2026), Decision (Nov 2026)');
  await baton.press(card, actionIds.why);
  expect(JSON.stringify(baton.sandbox.state().modals.at(-1)?.view)).toContain('said in Nov 2026');

  const until = new Date(baton.clock.now.getTime() + dayMs).toISOString();
  const asked = { from, until, team: null, playbook: deps.playbook, now: until };
  expect(await amnesiaOf(deps.db, asked)).toMatchObject({ all: 1, forgotten: 0 });
});
