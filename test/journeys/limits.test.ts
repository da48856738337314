// Sixty visitors at once, and a Slack that takes one message a second and channel and fifty updates a minute: every card
// comes, and comes once; while many of them go on writing, the cards are redrawn less often than they write, and end up true.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redrawMs } from '../../src/core/decision.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, startBaton } from '../support/baton.ts';

const visitors = Array.from({ length: 60 }, (_, i) => `burst-${i}`);
const lines = ['We are 50 people', 'before the end of Q1'];
/** Enough to exceed the updates that Slack takes in a minute. */
const writing = visitors.slice(0, 24);
const claimedByReps = 6;

let baton: Baton;
let leads: LeadId[];
beforeAll(async () => {
  baton = await startBaton({ rateLimits: true });
});
afterAll(() => baton.stop());

const cardOf = (lead: LeadId, cards = baton.cards()) => {
  const own = cards.filter(({ metadata }) => metadata?.event_payload.lead === lead);
  if (own.length !== 1 || own[0] === undefined) throw new Error(`${own.length} cards of ${lead}`);
  return own[0];
};
const updates = () => baton.sandbox.slack.calls.filter(({ method }) => method === 'chat.update');

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

test('while many go on writing, a card is drawn once in a few seconds, a press at once, and the last truth wins', async () => {
  const busy = leads.slice(0, writing.length);
  const pressed = busy.slice(0, claimedByReps);
  for (const line of lines) {
    for (const each of writing) await baton.write(each, line);
    await baton.pass(1_100);
  }
  for (const lead of pressed) await baton.rawPress(cardOf(lead), actionIds.claim);
  await baton.pass(0);
  for (const lead of pressed) expect(cardOf(lead).text).toContain('Claimed');
  for (const each of writing) await baton.write(each, `my e-mail is ${each}@northwind.co.uk`);
  const drained = () => {
    const cards = baton.cards();
    const shown = (i: number) => JSON.stringify(cardOf(busy[i]!, cards).blocks);
    return writing.every((each, i) => shown(i).includes(`${each}@northwind.co.uk`));
  };
  let seconds = 0;
  for (await baton.pass(1_100); !drained() && seconds < 300; seconds++) await baton.pass(1_000);
  for (let i = 0; i < 10; i++) await baton.pass(1_000);

  expect(drained()).toBe(true);
  for (const lead of pressed) expect(cardOf(lead).text).toContain('Claimed');
  expect(baton.cards()).toHaveLength(60);
  const turns = writing.length * (lines.length + 1);
  const drawn = updates().filter(({ ok }) => ok);
  expect(drawn.length).toBeLessThan(turns * 0.75);
  expect(updates().length - drawn.length).toBeLessThan(writing.length);
  const cards = baton.cards();
  for (const lead of busy.slice(claimedByReps)) {
    const { ts } = cardOf(lead, cards);
    const times = drawn.filter(({ args }) => args.ts === ts).map(({ at }) => Date.parse(at));
    for (const [i, at] of times.slice(1).entries()) expect(at - times[i]!).toBeGreaterThanOrEqual(redrawMs);
  }
  expect(await baton.app.deps.queue.buried()).toEqual([]);
}, 120_000);
