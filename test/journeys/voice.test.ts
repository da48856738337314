// A call that was written down and is told to the generic webhook at once: read like a conversation, handed to a rep, and answered to nobody.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, startBaton } from '../support/baton.ts';

type Said = [kind: 'rep' | 'visitor', text: string];

describe('a call', () => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton();
  });
  afterAll(() => baton.stop());

  const body = (conversation: string, said: readonly Said[]) =>
    JSON.stringify({
      ...{ type: 'messages.created', conversation, channel: 'voice' },
      visitor: { id: `caller-of-${conversation}`, phone: '+49 30 12345678' },
      messages: said.map(([kind, text], n) => ({
        ...{ id: `${n}`, text, at: new Date(baton.clock.now.getTime() + n * 4_000).toISOString() },
        from: { kind, ...(kind === 'rep' && { name: 'Olga' }) },
      })),
    });
  async function tell(conversation: string, said: readonly Said[]) {
    const answer = await baton.post(body(conversation, said));
    expect(answer.status).toBe(202);
    const { lead } = (await answer.json()) as { lead: `lead_${string}` };
    await baton.pass(20_000);
    return lead;
  }
  const cardOf = (lead: string) => baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);

  const qualifying: Said[] = [
    ['rep', 'Acme, Olga speaking. How can I help?'],
    ['visitor', "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision."],
    ['rep', 'Great. Where can I reach you?'],
    ['visitor', 'My e-mail is joe@northwind.co.uk, and I would like to book a demo with your team.'],
  ];

  test('that qualifies stands before the reps, in order and with both sides, and Baton says nothing', async () => {
    const lead = await tell('call-1', qualifying);
    const { state, messages, answers, card, events } = await baton.lead(lead);
    expect(messages.map(({ from, text }) => [from === 'rep' ? 'rep' : from, text])).toEqual(qualifying);
    expect(state).toBe('offered');
    expect(answers.map(({ field }) => field)).toEqual(expect.arrayContaining(['size', 'email']));
    expect(card).not.toBeNull();
    expect(events.some(({ kind }) => kind === 'taken-over')).toBe(false);
    expect(baton.replies()).toEqual([]);

    const again = await baton.post(body('call-1', qualifying));
    expect(again.status).toBe(200);
    await baton.pass(20_000);
    expect((await baton.lead(lead)).messages).toHaveLength(qualifying.length);
  });

  test('is claimed like any lead; there is no chat to take over', async () => {
    const lead = await tell('call-2', qualifying);
    const card = () => {
      const found = cardOf(lead);
      if (found === undefined) throw new Error('no card');
      return found;
    };
    expect(card().text + JSON.stringify(card().blocks)).toContain('They called');
    expect(() => baton.rawPress(card(), actionIds.takeOver)).toThrow('no button');
    await baton.press(card(), actionIds.claim);
    expect(await baton.lead(lead)).toMatchObject({ state: 'claimed' });
    expect(baton.replies()).toEqual([]);
  });

  test('that left something open is settled like a visitor who went away', async () => {
    const lead = await tell('call-3', [
      ['visitor', 'Hi, do you have an API?'],
      ['rep', 'We do.'],
      ['visitor', 'Thanks, bye.'],
    ]);
    await baton.pass(6 * 60_000);
    expect((await baton.lead(lead)).state).not.toBe('chatting');
    expect(baton.replies()).toEqual([]);
  });

  test('what is no call is answered in a sentence', async () => {
    const none = await baton.post(body('call-4', []));
    expect(none.status).toBe(422);
    const odd = await baton.post(JSON.stringify({ type: 'call.ended', conversation: 'call-4' }));
    expect([odd.status, ((await odd.json()) as { error: string }).error]).toEqual([
      422,
      expect.stringContaining('type'),
    ]);
  });
});
