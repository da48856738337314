// Sixty visitors at once, and a Slack that takes one message a second and channel: every card comes, and comes once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Baton, startBaton } from '../support/baton.ts';

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton({ rateLimits: true });
});
afterAll(() => baton.stop());

test('a burst of sixty cards drains through the limit', async () => {
  const leads = await Promise.all(
    Array.from({ length: 60 }, (_, i) => baton.write(`burst-${i}`, 'Can I talk to a human?')),
  );
  let seconds = 0;
  for (await baton.pass(1_100); baton.cards().length < 60 && seconds < 300; seconds++) await baton.pass(1_000);
  const posted = baton.cards().map(({ metadata }) => metadata?.event_payload.lead);
  expect(posted.toSorted()).toEqual(leads.map(({ lead }) => lead).toSorted());
  expect(await baton.app.deps.queue.buried()).toEqual([]);
}, 60_000);
