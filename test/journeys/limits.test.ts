// Sixty visitors at once, and a Slack that takes one message a second and channel and fifty updates a minute: every card
// comes, and comes once; while all of them go on writing, the cards are redrawn less often than they write, and end up true.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redrawMs } from '../../src/core/decision.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, startBaton } from '../support/baton.ts';

const visitors = Array.from({ length: 60 }, (_, i) => `burst-${i}`);
const lines = ['We are 50 people', 'before the end of Q1'];
const claimedByReps = 12;

let baton: Baton;
let leads: LeadId[];
beforeAll(async () => {
  baton = await startBaton({ rateLimits: true });
});
afterAll(() => baton.stop());

const cardOf = (lead: LeadId) => {
  const cards = baton.cards().filter(({ metadata }) => metadata?.event_payload.lead === lead);
  if (cards.length !== 1 || cards[0] === undefined) throw new Error(`${cards.length} cards of ${lead}`);
  return cards[0];
};
const updates = () => baton.sandbox.slack.calls.filter(({ method }) => method === 'chat.update');
const done = (lead: LeadId) => updates().filter(({ ok, args }) => ok && args.ts === cardOf(lead).ts);

test('a burst of sixty cards drains through the limit', async () => {
  leads = (await Promise.all(visitors.map((each) => baton.write(each, 'Can I talk to a human?')))).map(
    ({ lead }) => lead,
  );
  let seconds = 0;
  for (await baton.pass(1_100); baton.cards().length < 60 && seconds < 300; seconds++) await baton.pass(1_000);
  const posted = baton.cards().map(({ metadata }) => metadata?.event_payload.lead);
  expect(posted.toSorted()).toEqual(leads.toSorted());
  expect(await baton.app.deps.queue.buried()).toEqual([]);
}, 60_000);

test('while all sixty go on writing, a card is drawn once in a few seconds, a press at once, and the last truth wins', async () => {
  const pressed = leads.slice(0, claimedByReps);
  for (const line of lines) {
    for (const each of visitors) await baton.write(each, line);
    await baton.pass(1_100);
  }
  for (const lead of pressed) await baton.rawPress(cardOf(lead), actionIds.claim);
  await baton.pass(0);
  for (const lead of pressed) expect(cardOf(lead).text).toContain('Claimed');
  for (const each of visitors) await baton.write(each, `my e-mail is ${each}@northwind.co.uk`);
  let seconds = 0;
  const isTrue = (i: number) => JSON.stringify(cardOf(leads[i]!).blocks).includes(`${visitors[i]}@northwind.co.uk`);
  const drained = () => visitors.every((_, i) => isTrue(i));
  for (await baton.pass(1_100); !drained() && seconds < 300; seconds++) await baton.pass(1_000);
  for (let i = 0; i < 10; i++) await baton.pass(1_000);

  expect(drained()).toBe(true);
  for (const lead of pressed) expect(cardOf(lead).text).toContain('Claimed');
  expect(baton.cards()).toHaveLength(60);
  const turns = 60 * (lines.length + 1);
  const drawn = updates().filter(({ ok }) => ok).length;
  expect(drawn).toBeLessThan(turns / 2);
  expect(updates().length - drawn).toBeLessThan(60);
  for (const lead of leads.slice(claimedByReps)) {
    const times = done(lead).map(({ at }) => Date.parse(at));
    for (const [i, at] of times.slice(1).entries()) expect(at - times[i]!).toBeGreaterThanOrEqual(redrawMs);
  }
  expect(await baton.app.deps.queue.buried()).toEqual([]);
}, 120_000);
