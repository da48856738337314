// A visitor who writes in Intercom, over HTTP in both directions: they qualify, a rep has them, and an operator in Intercom
// makes Baton silent.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { answering, intercomCall, intercomEnv, intercomPart, signed } from '../adapters/chat/intercom-vendor.ts';
import { type Stand, startStand } from '../adapters/chat/stand.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let intercom: Stand;
  let baton: Baton;
  let count = 0;
  beforeAll(async () => {
    intercom = await startStand(answering);
    baton = await startBaton({ kind, env: intercomEnv(intercom.url) });
  });
  afterAll(async () => {
    await baton.stop();
    await intercom.stop();
  });

  const post = (raw: string, headers: Record<string, string>) =>
    fetch(`${baton.app.url}/chat/intercom`, { method: 'POST', body: raw, headers });
  async function write(who: 'visitor' | 'operator' | 'baton', text: string, id = `part-${++count}`) {
    const { raw, headers } = intercomCall({ who, text, id, conversation: '524', at: baton.clock.now });
    const answer = await post(raw, headers);
    expect(answer.status).toBe(200);
    await baton.pass(1_100);
    return (await answer.json()) as { lead?: `lead_${string}` };
  }
  const heard = () => intercom.lines.map(({ text }) => text);

  test('qualifies, is claimed and taken over; an operator’s line pauses Baton', async () => {
    const first = await write('visitor', opening, 'first');
    const lead = first.lead ?? 'lead_';
    expect(heard()).toHaveLength(1);
    await write('visitor', opening, 'first');
    await write('baton', heard()[0] ?? '');
    expect((await baton.lead(lead)).messages).toHaveLength(2);
    for (const line of qualifying) await write('visitor', line);
    expect(await baton.lead(lead)).toMatchObject({ state: 'offered', person: { email: 'joe@northwind.co.uk' } });
    const card = () => {
      const found = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
      if (found === undefined) throw new Error('no card');
      return found;
    };

    await baton.press(card(), actionIds.claim);
    await baton.press(card(), actionIds.takeOver);
    baton.clock.now = new Date(baton.clock.now.getTime() + 1_000);
    const { channel, ts: threadTs } = card();
    await baton.sandbox.slack.act({ kind: 'say', user: dana, channel, threadTs, text: 'Hi Joe, Dana here.' });
    await baton.sandbox.slack.settled();
    await baton.pass(0);
    expect(heard().at(-1)).toBe('Hi Joe, Dana here.');

    await baton.press(card(), actionIds.handBack);
    const before = heard().length;
    await write('operator', 'Sam from support: I can help with that.', 'operator-1');
    await write('operator', 'Sam from support: I can help with that.', 'operator-1');
    await write('visitor', 'Great, does it do SSO?');
    await baton.pass(16_000);
    expect(heard()).toHaveLength(before);
    const thread = () =>
      baton
        .thread(card())
        .map(({ text }) => text)
        .join('\n');
    expect(thread()).toContain('wrote to the visitor in Intercom');
    expect(thread()).toContain('Great, does it do SSO?');
    expect(card().text).toContain('is talking to the visitor in Intercom');
    const { messages } = await baton.lead(lead);
    expect(messages.filter(({ text }) => text.startsWith('Sam from support'))).toMatchObject([{ from: 'rep' }]);

    await baton.press(card(), actionIds.handBack);
    expect(heard().at(-1)).toContain('AI assistant, again');
  });

  test('a line that Intercom will never take is told in the thread, and the next one goes out', async () => {
    const [card] = baton.cards();
    if (card === undefined) throw new Error('no card');
    const lines = heard().length;
    intercom.fail({ kind: 'http', status: 404 });
    await write('visitor', 'One more thing: what does it cost?');
    expect(
      baton
        .thread(card)
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('never reached the visitor');
    await write('visitor', 'And do you have an API?');
    expect(heard().length).toBeGreaterThan(lines);
  });

  test('a line whose call was lost is found in Intercom, once, whatever is lost on the way', async () => {
    const [card] = baton.cards();
    const lead = card?.metadata?.event_payload.lead as `lead_${string}`;
    // The first look only marks where it begins.
    await baton.pass(5 * 60_000);
    const about = { id: 'lost-1', conversation: '524', at: baton.clock.now };
    const lost = { who: 'visitor', text: 'Our legal team asks for a DPA', ...about } as const;
    intercom.said.push(intercomPart(lost));
    const found = async () => {
      const { messages } = await baton.lead(lead);
      return messages.filter(({ text }) => text === lost.text).length;
    };
    await baton.pass(1_000);
    expect(await found()).toBe(0);
    intercom.fail({ kind: 'lost-answer' });
    await baton.pass(5 * 60_000);
    expect(await found()).toBe(0);
    await baton.pass(5_000);
    expect(await found()).toBe(1);
    await baton.pass(5 * 60_000);
    const late = intercomCall(lost);
    expect((await post(late.raw, late.headers)).status).toBe(200);
    expect(await found()).toBe(1);
  });

  test('what is not signed, not configured or not JSON is answered in a sentence', async () => {
    const error = async (answer: Response) => ((await answer.json()) as { error: string }).error;
    const unsigned = await post('{}', {});
    expect([unsigned.status, await error(unsigned)]).toEqual([401, expect.stringContaining('X-Hub-Signature')]);
    const { headers } = intercomCall({ who: 'visitor', text: 'x', id: 'x', conversation: '1', at: new Date() });
    const forged = await post('{}', headers);
    expect([forged.status, await error(forged)]).toEqual([401, expect.stringContaining('INTERCOM_CLIENT_SECRET')]);
    expect((await post('nonsense', signed('nonsense'))).status).toBe(400);
    expect((await fetch(`${baton.app.url}/chat/nobody`, { method: 'POST' })).status).toBe(404);
  });
});

const opening = "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision";
const qualifying = ['joe@northwind.co.uk', 'Yes, a call sounds good'];
