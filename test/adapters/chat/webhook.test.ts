// The generic webhook, by the Standard Webhooks convention in both directions.
import { Webhook } from 'standardwebhooks';
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
