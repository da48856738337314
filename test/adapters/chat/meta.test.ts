// WhatsApp and Instagram, signed with the app's secret over the raw body, and answered only within a day.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ChatChannel, ReplyLine } from '../../../src/adapters/chat/chat-channel.ts';
import { createInstagramChat } from '../../../src/adapters/chat/instagram.ts';
import { createWhatsappChat } from '../../../src/adapters/chat/whatsapp.ts';
import { OutsideError } from '../../../src/errors.ts';
import { chatContract } from './contract.ts';
import { type Answering, startStand } from './stand.ts';

const access = {
  appSecret: 'secret-of-the-app',
  verifyToken: 'a-word-of-our-own',
  token: 'token-of-the-app',
  now: () => new Date(),
};
const sign = (raw: string, { secret = access.appSecret }: { secret?: string }) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`,
});
const conversation = '106540352242922/16505551234';
const said = (id: string, text: string) =>
  ({ conversation, message: { id, text, at: '2023-09-11T10:34:00.000Z' } }) as const;
const sheena = { id: '16505551234', name: 'Sheena', phone: '+16505551234', verified: ['phone'] as const };
const refused = (code: number, status = 400) => ({ status, body: { error: { message: 'no', code } } });

const whatsapp: Answering = ({ path, header, raw, lines }) => {
  if (header('authorization') !== `Bearer ${access.token}`) return refused(190, 401);
  const { messaging_product, to, type, text } = JSON.parse(raw);
  if (path !== '/106540352242922/messages' || to !== '16505551234') return refused(131030);
  if (messaging_product !== 'whatsapp' || type !== 'text') return refused(100);
  lines.push({ conversation, text: text.body });
  return { status: 200, body: { messages: [{ id: 'wamid.1' }] } };
};
const instagram: Answering = ({ path, header, raw, lines }) => {
  if (header('authorization') !== `Bearer ${access.token}`) return refused(190, 401);
  const { recipient, message } = JSON.parse(raw);
  if (path !== '/me/messages' || recipient.id !== '1254') return refused(100);
  lines.push({ conversation: '17841/1254', text: message.text });
  return { status: 200, body: { recipient_id: '1254', message_id: 'mid.1' } };
};

chatContract({
  name: 'whatsapp',
  open: (apiUrl) => createWhatsappChat({ ...access, apiUrl }),
  sign,
  isStamped: false,
  heard: {
    visitor: [{ kind: 'visitor', ...said('wamid.HBg1', 'hi, we are 80 people'), visitor: sheena, page: null }],
    batch: [
      { kind: 'visitor', ...said('wamid.HBg2', 'one'), visitor: sheena },
      { kind: 'visitor', ...said('wamid.HBg3', 'Yes please'), visitor: sheena },
      {
        kind: 'visitor',
        conversation: '106540352242922/4917012345',
        message: { id: 'wamid.HBg4', text: 'two', at: '2023-09-11T10:34:00.000Z' },
        visitor: { id: '4917012345', phone: '+4917012345', verified: ['phone'] },
      },
    ],
    operator: [
      {
        kind: 'operator',
        ...said('wamid.HBg5', 'Olga here'),
        operator: { id: '15550783881', name: 'A colleague' },
      },
    ],
    statuses: [],
    failed: [{ kind: 'undelivered', conversation, id: 'wamid.HBg6', why: expect.stringContaining('24 hours') }],
    picture: [],
  },
  answering: whatsapp,
  conversation,
  gone: '106540352242922/1',
  once: false,
});

chatContract({
  name: 'instagram',
  open: (apiUrl) => createInstagramChat({ ...access, apiUrl }),
  sign,
  isStamped: false,
  heard: {
    visitor: [
      {
        kind: 'visitor',
        conversation: '17841/1254',
        message: { id: 'mid.A', text: 'Hello, we are 80 people', at: '2023-09-11T10:34:00.000Z' },
        visitor: { id: '1254' },
      },
    ],
    echo: [],
    seen: [],
  },
  answering: instagram,
  conversation: '17841/1254',
  gone: '17841/1',
  once: false,
});

describe.each([
  ['WhatsApp', createWhatsappChat, whatsapp, conversation],
  ['Instagram', createInstagramChat, instagram, '17841/1254'],
] as const)('%s', (name, create, answering, to) => {
  const line = (heardAt: string | null): ReplyLine => ({
    channel: name.toLowerCase(),
    conversation: to,
    message: { id: 'lead_1-1', text: 'Hello', at: new Date().toISOString() },
    from: { kind: 'baton', name: 'Baton' },
    heardAt,
    mayBeThere: false,
  });
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const failure = (chat: ChatChannel, sent: ReplyLine) => chat.reply(sent).catch((error: unknown) => error);

  test('the handshake: who knows our word gets the challenge back, nobody else does', () => {
    const chat = create({ ...access, apiUrl: 'http://127.0.0.1:1' });
    const query = (given: Record<string, string>) => (key: string) => given[key];
    const asked = { 'hub.mode': 'subscribe', 'hub.verify_token': access.verifyToken, 'hub.challenge': '1158201444' };
    expect(chat.greet?.(query(asked))).toBe('1158201444');
    for (const wrong of [{}, { ...asked, 'hub.verify_token': 'x' }, { ...asked, 'hub.mode': 'unsubscribe' }]) {
      expect(() => chat.greet?.(query(wrong))).toThrow('VERIFY_TOKEN');
    }
  });

  test('a day after the visitor wrote nothing is sent, and whoever has the lead reads why', async () => {
    const stand = await startStand(answering);
    const chat = create({ ...access, apiUrl: stand.url });
    await chat.reply(line(hoursAgo(23.9)));
    for (const heardAt of [hoursAgo(24.1), null]) {
      const late = await failure(chat, line(heardAt));
      expect(late).toMatchObject({ retry: 'never', message: expect.stringContaining('24 hours') });
    }
    expect(stand.calls).toHaveLength(1);
    await stand.stop();
  });

  test('what Meta refuses with 400 is judged by its code', async () => {
    const answers = { code: 0 };
    const stand = await startStand(() => refused(answers.code));
    const chat = create({ ...access, apiUrl: stand.url });
    for (const [code, retry, says] of [
      [131056, 'later', 'at the moment'],
      [190, 'later', 'at the moment'],
      [131047, 'never', '24 hours'],
      [131026, 'never', 'did not take'],
    ] as const) {
      answers.code = code;
      const thrown = await failure(chat, line(hoursAgo(1)));
      expect(thrown).toBeInstanceOf(OutsideError);
      expect(thrown).toMatchObject({ retry, message: expect.stringContaining(says) });
    }
    await stand.stop();
  });
});
