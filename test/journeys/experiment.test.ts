// Two visitors and two openers, over HTTP: each hears theirs, the lead says which it was, and the stats count them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { armsOf } from '../../src/core/arms.ts';
import { type Baton, startBaton } from '../support/baton.ts';
import { changedPlaybook, defaultPlaybook } from '../support/default-playbook.ts';

const openers = { plain: 'Plain words to begin with.', warm: 'Warm words to begin with.' };
const trying = (page: string) =>
  page.replace(
    '\nroles:',
    `
experiments:
  - id: opener
    since: 2026-11-20
    arms:
      - { id: plain, words: { opening: ${openers.plain} } }
      - { id: warm, words: { opening: ${openers.warm} } }
roles:`,
  );

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton({ kind: 'sqlite', playbook: changedPlaybook(trying) });
});
afterAll(() => baton.stop());

test('each visitor hears the opener of their arm, and is counted in it', async () => {
  const playbook = defaultPlaybook(trying);
  for (const arm of ['plain', 'warm'] as const) {
    const name = Array.from({ length: 50 }, (_, i) => `someone-${i}`).find(
      (each) => armsOf(`visitor-of-${each}`, playbook, baton.clock.now.toISOString()).opener === arm,
    )!;
    const { lead } = await baton.say(name, 'Hi, we need a tool for our sales reports');
    expect(await baton.api(`/api/leads/${lead}`)).toMatchObject({ arms: { opener: arm } });
    const told = baton.replies(name).map(({ text }) => text);
    expect(told.join('\n')).toContain(openers[arm]);
    expect(told.join('\n')).not.toContain(openers[arm === 'plain' ? 'warm' : 'plain']);
    await baton.say(name, 'We are 200 people');
    const again = baton.replies(name).filter(({ text }) => text.includes(openers[arm]));
    expect(again).toHaveLength(1);
  }
  const { experiments } = await baton.api<{ experiments: unknown[] }>('/api/stats');
  const stage = (name: string) => expect.objectContaining({ stage: name, reached: 0, share: 0 });
  expect(experiments).toEqual([
    expect.objectContaining({
      id: 'opener',
      isRunning: true,
      arms: ['plain', 'warm'].map((id) => ({
        id,
        seen: null,
        conversations: 1,
        stages: ['qualified', 'claimed', 'booked', 'met', 'opportunity', 'won'].map(stage),
      })),
    }),
  ]);
});
