// The generic webhook, by the Standard Webhooks convention in both directions.
import { Webhook } from 'standardwebhooks';
import { expect } from 'vitest';
import { createWebhookChat } from '../../../src/adapters/chat/webhook-chat.ts';
import { chatContract } from './contract.ts';

const secretOf = (words: string) => `whsec_${Buffer.from(words).toString('base64')}`;
const secret = secretOf('a secret only for these tests');

chatContract({
  name: 'webhook',
  open: (url) => createWebhookChat({ secret, url, left: () => {} }),
  sign: (raw, { secret: other, atMs = Date.now() }) => {
    const key = other === undefined ? secret : secretOf(other);
    const at = new Date(atMs);
    return {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(atMs / 1000)),
      'webhook-signature': new Webhook(key).sign('msg_1', at, raw),
    };
  },
  isStamped: true,
  heard: {
    visitor: [
      {
        kind: 'visitor',
        channel: 'web',
        conversation: 'c-1',
        message: { id: 'm-1', text: 'We are 80 people', at: '2026-11-23T14:00:00.000Z' },
        visitor: { id: 'v-1', name: 'Joe', email: 'joe@x.test' },
        page: { url: 'https://acme.test/pricing' },
      },
    ],
    'visitor-checked': [
      {
        kind: 'visitor',
        conversation: 'c-1',
        message: { id: 'm-2', text: 'We are 80 people', at: '2026-11-23T14:00:00.000Z' },
        visitor: { id: 'v-1', name: 'Joe', email: 'joe@x.test', verified: ['email'] },
      },
    ],
    rep: [
      {
        kind: 'operator',
        channel: 'web',
        conversation: 'c-1',
        message: { id: 'm-3', text: 'Hi Joe, Olga here.', at: '2026-11-23T14:00:30.000Z' },
        operator: { id: '12', name: 'Olga' },
      },
    ],
    echo: [],
    closed: [{ kind: 'left', channel: 'web', conversation: 'c-1', at: '2026-11-23T14:00:50.000Z', isOver: true }],
    call: [
      {
        kind: 'operator',
        channel: 'voice',
        conversation: 'call-1',
        message: { id: '1', text: 'Acme, Olga speaking.', at: '2026-11-23T14:00:01.000Z' },
        operator: { id: 'Olga', name: 'Olga' },
      },
      {
        kind: 'visitor',
        channel: 'voice',
        message: { id: '2', text: 'Hello, we are 80 people.', at: '2026-11-23T14:00:04.000Z' },
        visitor: { id: '+493012345678', phone: '+49 30 12345678', verified: ['phone'] },
      },
      { kind: 'operator', channel: 'voice', message: expect.objectContaining({ id: '3' }) },
    ],
  },
  answering: ({ raw, header, lines }) => {
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
    new Webhook(secret).verify(raw, Object.fromEntries(names.map((name) => [name, header(name) ?? ''])));
    const { conversation, message } = JSON.parse(raw);
    if (conversation === 'gone') return { status: 410 };
    if (!lines.some(({ id }) => id === message.id)) lines.push({ conversation, text: message.text, id: message.id });
    return { status: 200 };
  },
  conversation: 'c-1',
  gone: 'gone',
  once: true,
});
