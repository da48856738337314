// A rep talks to the visitor from the card's thread, over HTTP with the real Bolt app: what leaves the thread, and when.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SlackAct } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';

const { takeOver, handBack } = actionIds;

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton({ kind });
  });
  afterAll(() => baton.stop());

  let count = 0;
  async function offered() {
    const conversation = `takeover-${kind}-${++count}`;
    const { lead } = await baton.say(conversation, 'Can I talk to a human?');
    return { conversation, lead };
  }
  function cardOf(lead: string) {
    const [card] = baton.cards().filter(({ metadata }) => metadata?.event_payload.lead === lead);
    if (card === undefined) throw new Error(`no card of ${lead}`);
    return card;
  }
  const act = async (what: SlackAct) => {
    expect(await baton.sandbox.slack.act(what)).toEqual({ kind: 'done' });
    await baton.sandbox.slack.settled();
  };
  /** A line in the card's thread, a second after whatever came before it; the place of the line. */
  async function type(lead: string, text: string, more: Partial<Extract<SlackAct, { kind: 'say' }>> = {}) {
    const { channel, ts: threadTs } = cardOf(lead);
    baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
    await act({ kind: 'say', user: dana, channel, threadTs, text, ...more });
    const ts = baton.sandbox.state().messages.findLast(({ onlyFor }) => onlyFor === null)?.ts ?? '';
    return { channel, ts };
  }
  async function write(lead: string, text: string, more: Partial<Extract<SlackAct, { kind: 'say' }>> = {}) {
    const place = await type(lead, text, more);
    await baton.pass(0);
    return place;
  }
  const fromRep = (conversation: string) =>
    baton
      .replies(conversation)
      .filter(({ from }) => from.kind === 'rep')
      .map(({ text }) => text);
  const heard = (conversation: string) => baton.replies(conversation).map(({ text }) => text);
  const thread = (lead: string) => baton.thread(cardOf(lead)).map(({ text }) => text);
  const kinds = async (lead: string) => (await baton.lead(lead as 'lead_')).events.map((event) => event.kind);

  test('from Take over to Hand back: who says what, and to whom', async () => {
    const { conversation, lead } = await offered();
    await write(lead, 'Looks like a student to me, who wants this?');
    await baton.press(cardOf(lead), takeOver);
    expect(heard(conversation).at(-1)).toMatch(/^Dana.* from Northwind Analytics is taking over/);
    expect(cardOf(lead).text).toMatch(/Dana.* is talking to the visitor/);
    expect(JSON.stringify(cardOf(lead).blocks)).toContain(handBack);
    expect(thread(lead).join()).toContain('goes to them');

    await write(lead, 'Hi, this is Dana &amp; I can help: <https://northwind.example/pricing|our prices>');
    expect(baton.replies(conversation).at(-1)).toMatchObject({
      text: 'Hi, this is Dana & I can help: our prices (https://northwind.example/pricing)',
      from: { kind: 'rep', name: expect.stringContaining('Dana') },
    });
    await write(lead, '// do we have slots tomorrow?');
    await write(lead, 'Ask them about SSO', { user: marco });
    expect(fromRep(conversation)).toHaveLength(1);

    const before = heard(conversation).length;
    await baton.say(conversation, 'We are 80 people, does it do SSO?');
    await baton.pass(16_000);
    expect(thread(lead).at(-1)).toContain('We are 80 people, does it do SSO?');
    expect(heard(conversation)).toHaveLength(before);
    expect((await baton.lead(lead)).answers).toContainEqual(
      expect.objectContaining({ field: 'size', quote: '80 people' }),
    );

    await baton.press(cardOf(lead), handBack);
    expect(heard(conversation).at(-1)).toMatch(/^This is Baton, the AI assistant, again: Dana/);
    expect(JSON.stringify(cardOf(lead).blocks)).not.toContain(handBack);
    await write(lead, 'Phew. That was hard work.');
    await baton.say(conversation, 'Thanks. How much is it for 80 people?');
    expect(fromRep(conversation)).toHaveLength(1);
    expect(baton.replies(conversation).at(-1)?.from.kind).toBe('baton');
    expect((await kinds(lead)).filter((each) => /taken|relayed|touched|handed/.test(each))).toEqual([
      'taken-over',
      'relayed',
      'touched',
      'handed-back',
    ]);
  });
});
