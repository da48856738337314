// One person, several conversations: who is known by what their channel vouches for goes on where they were, whoever only says
// who they are is asked nothing twice and told nothing, and a rep who knows better takes it apart again.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Stand, startStand } from '../adapters/chat/stand.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';

const secret = 'secret-of-the-app';
const number = '106540352242922';

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let whatsapp: Stand;
  let baton: Baton;
  let count = 0;
  beforeAll(async () => {
    whatsapp = await startStand(({ raw, lines }) => {
      const { to, text } = JSON.parse(raw);
      lines.push({ conversation: to, text: text.body });
      return { status: 200, body: { messages: [{ id: `wamid.${lines.length}` }] } };
    });
    baton = await startBaton({
      kind,
      env: {
        WHATSAPP_APP_SECRET: secret,
        WHATSAPP_TOKEN: 'token-of-the-app',
        WHATSAPP_VERIFY_TOKEN: 'a-word-of-our-own',
        WHATSAPP_API_URL: whatsapp.url,
      },
    });
  });
  afterAll(async () => {
    await baton.stop();
    await whatsapp.stop();
  });

  async function whatsApp(from: string, text: string) {
    const timestamp = String(Math.floor(baton.clock.now.getTime() / 1_000));
    const message = { from, id: `wamid.HB${++count}`, timestamp, type: 'text', text: { body: text } };
    const contacts = [{ wa_id: from, profile: { name: 'Joe' } }];
    const value = {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: number },
      contacts,
      messages: [message],
    };
    const raw = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
    });
    const signature = `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    const answer = await fetch(`${baton.app.url}/chat/whatsapp`, { method: 'POST', body: raw, headers });
    expect(answer.status).toBe(200);
    await baton.pass(1_100);
    return ((await answer.json()) as { lead: `lead_${string}` }).lead;
  }
  const heard = (to: string) =>
    whatsapp.lines.filter(({ conversation }) => conversation === to).map(({ text }) => text);
  const cardsOf = (lead: string) => baton.cards().filter(({ metadata }) => metadata?.event_payload.lead === lead);

  test('begins on the website, goes on in WhatsApp, and is one lead with one card', async () => {
    const { lead } = await baton.say('site-1', opening);
    await baton.say('site-1', 'You can reach me at +1 650 555 1234');
    const asked = (await baton.lead(lead)).messages.length;
    const phone = '16505551234';
    expect(await whatsApp(phone, 'Hi, it is me again. joe@northwind.co.uk')).toBe(lead);
    await whatsApp(phone, 'Yes, a call sounds good');
    const view = await baton.lead(lead);
    expect(view).toMatchObject({ state: 'offered', person: { email: 'joe@northwind.co.uk' } });
    expect(cardsOf(lead)).toHaveLength(1);
    const channels = view.messages.slice(asked).map((line) => (line as unknown as { channel: string }).channel);
    expect(new Set(channels)).toEqual(new Set(['whatsapp']));
    expect(heard(phone).length).toBe(channels.length - 2);
    const asks = view.messages.filter(({ from }) => from === 'baton').map(({ text }) => text);
    expect(new Set(asks).size).toBe(asks.length);
    expect(view.events.map(({ kind }) => kind)).toContain('joined');
    const [card] = cardsOf(lead);
    expect(card?.text).toContain('WhatsApp');
    expect(JSON.stringify(view.events.filter(({ kind }) => kind === 'joined'))).not.toContain(phone);
    await baton.press(card as never, actionIds.claim);
    await whatsApp(phone, 'One more thing: do you have SSO?');
    expect(
      baton
        .thread(card as never)
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('One more thing');
  });
  void dana;
});

const opening = "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision";
