// One person, several conversations: who is known by what their channel vouches for goes on where they were, whoever only says
// who they are is asked nothing twice and told nothing, and a rep who knows better takes it apart again.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxMessage } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Stand, startStand } from '../adapters/chat/stand.ts';
import { type Baton, buttonOf, dana, type LeadView, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { beginWidget, withWidget } from '../support/widget-visitor.ts';

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
      playbook: changedPlaybook(withWidget),
      env: {
        SECRET_KEY: 'c'.repeat(64),
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
    const lead = await whatsAppRaw(from, text);
    await baton.pass(1_100);
    return lead;
  }

  async function whatsAppRaw(from: string, text: string, to = number) {
    const timestamp = String(Math.floor(baton.clock.now.getTime() / 1_000));
    const message = { from, id: `wamid.HB${++count}`, timestamp, type: 'text', text: { body: text } };
    const contacts = [{ wa_id: from, profile: { name: 'Joe' } }];
    const value = {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: to },
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
    return ((await answer.json()) as { lead: `lead_${string}` }).lead;
  }
  const heard = (to: string) =>
    whatsapp.lines.filter(({ conversation }) => conversation === to).map(({ text }) => text);
  const cardOf = (lead: string) => {
    const found = baton.cards().filter(({ metadata }) => metadata?.event_payload.lead === lead);
    expect(found).toHaveLength(1);
    return found[0] as SandboxMessage;
  };
  const said = (conversation: string) => baton.replies(conversation).map(({ text }) => text);
  const answersOf = ({ answers }: LeadView) =>
    Object.fromEntries(answers.map(({ field, value, quote }) => [field, { value, quote }]));

  test('begins on the website, goes on in WhatsApp, and is one lead with one card; a rep takes it apart', async () => {
    const phone = '16505551234';
    const { lead } = await baton.say('site-1', opening);
    await baton.say('site-1', 'You can reach me at +1 650 555 1234');
    const alone = await baton.lead(lead);
    expect(await whatsApp(phone, 'Hi, it is me again. joe@northwind.co.uk')).toBe(lead);
    await whatsApp(phone, 'Yes, a call sounds good');
    const view = await baton.lead(lead);
    expect(view).toMatchObject({ state: 'offered', person: { email: 'joe@northwind.co.uk' } });
    const later = view.messages.slice(alone.messages.length) as { from: string; channel?: string; text: string }[];
    expect(new Set(later.map(({ channel }) => channel))).toEqual(new Set(['whatsapp']));
    expect(heard(phone)).toEqual(later.filter(({ from }) => from === 'baton').map(({ text }) => text));
    const asks = view.messages.filter(({ from }) => from === 'baton').map(({ text }) => text);
    expect(new Set(asks).size).toBe(asks.length);
    expect(cardOf(lead).text).toContain('Also writes on WhatsApp (same phone number, verified)');
    const joined = view.events.filter(({ kind }) => kind === 'joined');
    expect(joined).toMatchObject([
      { by: 'baton', data: { channel: 'whatsapp', by: 'phone', rank: 'verified', was: 'claimed' } },
    ]);
    expect(JSON.stringify(joined)).not.toContain(phone);

    await baton.press(cardOf(lead), actionIds.claim);
    await whatsApp(phone, 'One more thing: do you have SSO?');
    const thread = () =>
      baton
        .thread(cardOf(lead))
        .map(({ text }) => text)
        .join('\n');
    expect(thread()).toContain('WhatsApp');
    expect(thread()).toContain('One more thing: do you have SSO?');

    await choosePart(lead);
    const what = joined[0] && { value: { selected_option: { value: (await joinedAt(lead))[0] ?? '' } } };
    await whatsAppRaw(phone, 'And in which country are your servers?');
    const before = heard(phone).length;
    expect(await baton.submit({ what } as never)).toEqual({ kind: 'done' });
    // Nobody had answered their last line: Baton does, in the lead that is theirs alone.
    expect(heard(phone)).toHaveLength(before + 1);
    const kept = await baton.lead(lead);
    expect(answersOf(kept)).toEqual(answersOf(alone));
    expect(kept.messages.map(({ n, text }) => [n, text])).toEqual(alone.messages.map(({ n, text }) => [n, text]));
    const other = await whatsApp(phone, 'Are you there?');
    expect(other).not.toBe(lead);
    const left = await baton.lead(other);
    expect(left.messages.map(({ n }) => n)).toEqual(left.messages.map((_, i) => i + 1));
    expect(answersOf(left)).toMatchObject({ email: { value: 'joe@northwind.co.uk' } });
    expect(answersOf(left)).not.toHaveProperty('size');
    expect(heard(phone).at(-1)).toBe(left.messages.at(-1)?.text);
    expect(cardOf(lead).text).not.toContain('WhatsApp');
    expect((await baton.lead(lead)).messages).toHaveLength(alone.messages.length);
    expect(await choosePart(lead)).toBeUndefined();
  });

  test('begins in our own widget, goes on in WhatsApp: both parts in one transcript, each told where it was written', async () => {
    const phone = '16505550188';
    const { url } = baton.app;
    const visitor = await beginWidget(url);
    const write = async (text: string) => {
      expect(await visitor.say(url, text)).toMatchObject({ status: 202 });
      await baton.pass(1_100);
    };
    await write(`${opening}. My number is +1 650 555 0188`);
    const onSite = (await visitor.lines(url)).lines.map(({ text }) => text);
    const lead = await whatsApp(phone, 'Hello, me again, now on my phone. kim@fabrikam.co.uk');
    await whatsApp(phone, 'Yes, a call would be good');
    const view = await baton.lead(lead);
    expect(view).toMatchObject({
      state: 'offered',
      pillars: { intent: true, context: true, continuity: true, nextStep: true },
    });
    const parts = view.messages as unknown as { channel: string; from: string; text: string }[];
    expect(parts.flatMap(({ channel, text }) => (channel === 'widget' ? [text] : []))).toEqual(onSite);
    expect(parts.filter(({ channel }) => channel === 'whatsapp').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Yes, a call would be good', ...heard(phone)]),
    );
    const asked = parts.filter(({ from }) => from === 'baton').map(({ text }) => text);
    expect(new Set(asked).size, 'no question is asked twice').toBe(asked.length);
    cardOf(lead);
    expect(
      (await visitor.lines(url)).lines.map(({ text }) => text),
      'the website shows its own part',
    ).toEqual(onSite);
  });

  test('whoever only types an address is asked nothing twice, and reads nothing of what was told before', async () => {
    const first = await baton.say(
      'site-2',
      'Hi, we need dashboards for 70 people before end of June, and I decide alone',
    );
    await baton.say('site-2', 'ann@contoso.co.uk');
    const { lead } = await baton.say('site-3', 'Hello, do you have a minute?');
    await baton.say('site-3', 'It is ann@contoso.co.uk');
    expect(lead).not.toBe(first.lead);
    const view = await baton.lead(lead);
    const size = view.answers.find(({ field }) => field === 'size');
    expect(size).toMatchObject({
      value: 70,
      evidence: 'said',
      quote: '70 people',
      from: { lead: first.lead, channel: 'web' },
    });
    expect(view.events).toContainEqual(expect.objectContaining({ kind: 'carried' }));
    await baton.say('site-3', 'We want to see our numbers');
    await baton.say('site-3', 'Yes, a call sounds good');
    expect(said('site-3').join(' ')).not.toMatch(/70|June|alone|how many people/i);
    const card = cardOf(lead).text;
    expect(card).toContain('not verified: Baton tells the visitor nothing of it');
    expect(card).toMatch(/“70 people” \(from the website, 23 Nov 2026\)/);

    await baton.press(cardOf(lead), actionIds.claim);
    await choosePart(lead);
    expect(await baton.submit({ what: { value: { selected_option: { value: 'answers' } } } } as never)).toEqual({
      kind: 'done',
    });
    const parted = await baton.lead(lead);
    expect(parted.answers.map(({ field }) => field)).not.toContain('size');
    expect(cardOf(lead).text).not.toContain('Told some of this before');
    const again = await baton.say('site-3', 'My address again: ann@contoso.co.uk');
    expect((await baton.lead(again.lead)).answers.map(({ field }) => field)).not.toContain('size');
  });

  test('two first lines of one person at one moment find each other, and nothing is lost', async () => {
    const phone = '16505557777';
    const { lead } = await baton.say('site-4', 'Hi, call me at +1 650 555 7777');
    const [a, b] = await Promise.all([whatsAppRaw(phone, 'first'), whatsAppRaw(phone, 'second', '106540352242999')]);
    await baton.pass(1_100);
    expect([a, b]).toEqual([lead, lead]);
    const view = await baton.lead(lead);
    expect(
      view.messages
        .filter(({ from }) => from === 'visitor')
        .map(({ text }) => text)
        .slice(1)
        .toSorted(),
    ).toEqual(['first', 'second']);
    expect(view.events.filter(({ kind }) => kind === 'joined')).toHaveLength(2);
    const fresh = '16505558888';
    const both = await Promise.all([whatsAppRaw(fresh, 'one'), whatsAppRaw(fresh, 'two', '106540352242999')]);
    expect(new Set(both).size).toBe(1);
  });

  async function joinedAt(lead: string): Promise<string[]> {
    const view = (await baton.lead(lead as LeadView['id'])) as LeadView & { joined: { at: string }[] };
    return view.joined.map(({ at }) => at);
  }

  async function choosePart(lead: string) {
    const card = cardOf(lead);
    const action = { ...buttonOf(card, actionIds.more), selected_option: { value: `part:${lead}` } };
    const from = { message: { channel: card.channel, ts: card.ts } };
    await baton.sandbox.slack.act({ kind: 'press', user: dana, from, action });
    await baton.pass(0);
    return baton.sandbox.state().modals.findLast(({ user }) => user === dana);
  }
});

const opening = "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision";
