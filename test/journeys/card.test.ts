// What people do, over HTTP with the real Bolt app: a visitor qualifies, a card appears, reps decide.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redrawMs } from '../../src/core/decision.ts';
import type { LeadId } from '../../src/core/lead.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';

const { claim, reject, nurture, undo } = actionIds;

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton({ kind });
  });
  afterAll(() => baton.stop());

  let count = 0;
  /** A visitor who qualifies; the lead, its conversation and its card. */
  async function qualified() {
    const conversation = `journey-${++count}`;
    await baton.say(
      conversation,
      "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
    );
    await baton.say(conversation, 'ana@northwind.co.uk');
    const { lead } = await baton.say(conversation, 'Yes, a call sounds good');
    return { conversation, lead, card: cardOf(lead) };
  }
  function cardOf(lead: string) {
    const cards = baton.cards().filter(({ metadata }) => metadata?.event_payload.lead === lead);
    if (cards.length !== 1 || cards[0] === undefined) throw new Error(`${cards.length} cards of ${lead}`);
    return cards[0];
  }
  const kinds = async (lead: string) => (await baton.lead(lead as 'lead_')).events.map((event) => event.kind);

  test('a visitor qualifies: the card holds their words, and only then they hear that the team has them', async () => {
    const { lead, card, conversation } = await qualified();
    const view = await baton.lead(lead);
    expect(view).toMatchObject({ state: 'offered', verdict: 'qualified', person: { email: 'ana@northwind.co.uk' } });
    expect(view.answers.every(({ quote, message }) => view.messages[message - 1]?.text.includes(quote))).toBe(true);
    expect(view.card).toEqual({ channel: card.channel, ts: card.ts });
    expect(card.text).toContain('50 people');
    expect(JSON.stringify(card.blocks)).toContain('50 people');
    const told = baton.replies(conversation).map(({ text }) => text);
    expect(told.at(-1)).toContain('The team now has our whole conversation');
    expect(view.events.map((event) => event.kind).slice(-3)).toEqual(['answered', 'offered', 'posted']);
  });

  test('claim: the card redraws, the thread has brief and transcript, the visitor knows who', async () => {
    const { lead, card, conversation } = await qualified();
    await baton.press(card, claim);
    const now = cardOf(lead);
    expect(now.text).toContain('Claimed');
    expect(JSON.stringify(now.blocks)).not.toContain(claim);
    await expect.poll(() => baton.whispers().at(-1)).toContain('yours');
    const thread = baton.thread(card).map(({ text }) => text);
    expect(thread.some((text) => text.includes('Handover'))).toBe(true);
    expect(thread.some((text) => text.includes('Transcript'))).toBe(true);
    expect(baton.replies(conversation).at(-1)?.text).toMatch(/^Dana.* from Northwind Analytics is taking over/);
    expect((await baton.lead(lead)).rep).toMatchObject({ id: dana });
    expect((await kinds(lead)).at(-1)).toBe('claimed');
  });

  test('after the claim the visitor’s lines reach the thread', async () => {
    const { card, conversation, lead } = await qualified();
    await baton.press(card, claim);
    await baton.say(conversation, 'By the way, our budget is about 20k a year');
    expect(baton.thread(card).at(-1)?.text).toContain('our budget is about 20k a year');
    await baton.pass(redrawMs);
    expect(cardOf(lead).text).toContain('20,000 a year');
  });

  test('a second press changes nothing and is answered', async () => {
    const { card, lead } = await qualified();
    await baton.rawPress(card, claim);
    await baton.rawPress(card, claim);
    await expect.poll(() => baton.whispers().at(-1)).toContain('already yours');
    await baton.press(card, claim, marco);
    await expect.poll(() => baton.whispers(marco).at(-1)).toMatch(/Dana.* faster/);
    expect((await kinds(lead)).filter((each) => each === 'claimed')).toHaveLength(1);
  });

  test('reject with reason, wrong field and note', async () => {
    const { card, lead, conversation } = await qualified();
    await baton.press(card, reject);
    expect(await baton.submit({})).toMatchObject({
      kind: 'errors',
      errors: { reason: expect.any(String) },
    });
    const answer = await baton.submit({
      reason: { value: { type: 'static_select', selected_option: { value: 'not_qualified' } } },
      wrong_field: { value: { type: 'static_select', selected_option: { value: 'size' } } },
      note: { value: { type: 'plain_text_input', value: 'They are five.' } },
    });
    expect(answer).toEqual({ kind: 'done' });
    expect(cardOf(lead).text).toContain('Not qualified');
    expect(baton.thread(card).at(-1)?.text).toContain('They are five.');
    expect(baton.replies(conversation).at(-1)?.text).toContain("doesn't see a good fit");
    const view = await baton.lead(lead);
    expect(view.state).toBe('rejected');
    expect(view.events.at(-1)).toMatchObject({
      kind: 'rejected',
      by: dana,
      data: { reason: 'not_qualified', wrongField: 'size' },
    });
  });

  test('nurture until a date', async () => {
    const { card, lead, conversation } = await qualified();
    await baton.press(card, nurture);
    const past = { until: { value: { type: 'datepicker', selected_date: '2020-01-01' } } };
    expect(await baton.submit(past)).toMatchObject({ kind: 'errors', errors: { until: expect.any(String) } });
    await baton.submit({ until: { value: { type: 'datepicker', selected_date: '2027-01-11' } } });
    expect((await baton.lead(lead)).state).toBe('nurturing');
    expect(cardOf(lead).text).toContain('11 Jan 2027');
    expect(baton.replies(conversation).at(-1)?.text).toContain('when the time is right');
  });

  test('undo leads back, until five minutes have passed', async () => {
    const { card, lead } = await qualified();
    await baton.press(card, claim);
    await baton.press(cardOf(lead), undo);
    expect((await baton.lead(lead)).state).toBe('offered');
    expect(JSON.stringify(cardOf(lead).blocks)).toContain(claim);
    await baton.press(cardOf(lead), claim, marco);
    baton.clock.now = new Date(baton.clock.now.getTime() + 5 * 60_000 + 500);
    await baton.rawPress(cardOf(lead), undo, marco);
    await expect.poll(() => baton.whispers(marco).at(-1)).toContain('five minutes');
    await baton.pass(1_000);
    expect(JSON.stringify(cardOf(lead).blocks)).not.toContain(undo);
    expect((await baton.lead(lead)).state).toBe('claimed');
  });

  test('a visitor who wants a person gets one, qualified or not', async () => {
    const { lead } = await baton.say('wants-person', 'Can I speak to a human?');
    expect(cardOf(lead).text).toContain('Asked for a person');
    expect(baton.replies('wants-person').at(-1)?.text).toContain('The team now has our whole conversation');
  });

  test('a visitor who was nurtured and comes back calls the channel to the card that stands', async () => {
    const { card, lead, conversation } = await qualified();
    await baton.press(card, nurture);
    await baton.submit({ until: { value: { type: 'datepicker', selected_date: '2027-01-11' } } });
    await baton.pass(3 * 24 * 3_600_000);
    await baton.say(conversation, 'Hello again, can I talk to a real person now?');
    expect((await baton.lead(lead)).state).toBe('offered');
    expect(baton.thread(card).at(-1)?.text).toContain('is back');
    expect(cardOf(lead).text).toContain('Asked for a person');
    expect(JSON.stringify(cardOf(lead).blocks)).toContain(claim);
  });

  test('a visitor who was rejected may come back, unless it was spam', async () => {
    for (const [reason, state] of [
      ['not_qualified', 'offered'],
      ['spam', 'rejected'],
    ] as const) {
      const { card, lead, conversation } = await qualified();
      await baton.press(card, reject);
      await baton.submit({ reason: { value: { type: 'static_select', selected_option: { value: reason } } } });
      const before = baton.replies(conversation).length;
      await baton.say(conversation, 'We are 200 people now and have a budget of 50k a year');
      expect((await baton.lead(lead)).state).toBe(state);
      expect(baton.replies(conversation).length > before).toBe(state === 'offered');
    }
  });

  test('an old button answers politely', async () => {
    const { card, lead } = await qualified();
    await baton.press(card, reject);
    await baton.rawSubmit({ reason: { value: { type: 'static_select', selected_option: { value: 'spam' } } } });
    await baton.press(card, claim, marco);
    await expect.poll(() => baton.whispers(marco).at(-1)).toMatch(/Dana.*rejected/);
    expect((await baton.lead(lead)).state).toBe('rejected');
  });

  // Last, because a hundred leads have a hundred ladders to climb while the clock moves.
  // Postgres takes four times as long for each.
  const races = kind === 'sqlite' ? 100 : 30;
  test(`two reps press Claim at once, ${races} times: one winner each`, async () => {
    const cards: LeadId[] = [];
    for (let i = 0; i < races; i++) {
      const conversation = `race-${i}`;
      const { lead } = await baton.write(conversation, 'Please let me talk to a real person');
      cards.push(lead);
    }
    await baton.pass(1_100);
    const winners: number[] = [];
    // Ten races at a time: a hundred at once would only measure how late this machine answers Slack.
    for (let first = 0; first < cards.length; first += 10) {
      const ten = cards.slice(first, first + 10).map(async (lead) => {
        const card = cardOf(lead);
        await Promise.all([baton.rawPress(card, claim, dana), baton.rawPress(card, claim, marco)]);
        return (await baton.lead(lead)).events.filter((event) => event.kind === 'claimed').length;
      });
      winners.push(...(await Promise.all(ten)));
    }
    expect(winners).toEqual(cards.map(() => 1));
  }, 60_000);
});
