// Chatwoot, signed over the time stamp and the raw body; and, of older versions, unsigned under a secret path.
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createChatwootChat } from '../../../src/adapters/chat/chatwoot.ts';
import { chatContract, payload } from './contract.ts';

const secret = 'secret-of-the-webhook';
const token = 'token-of-baton';
const access = { url: 'http://127.0.0.1:1', token, userId: '7' };
const said = (id: string, text: string, at: string) => ({ conversation: '1/567', message: { id, text, at } });
const page = { url: 'https://acme.test/pricing' };

chatContract({
  name: 'chatwoot',
  open: (url) => createChatwootChat({ ...access, url, signed: { by: 'secret', secret } }),
  sign: (raw, { secret: other = secret, atMs = Date.now() }) => {
    const stamp = String(Math.floor(atMs / 1000));
    return {
      'x-chatwoot-timestamp': stamp,
      'x-chatwoot-signature': `sha256=${createHmac('sha256', other).update(`${stamp}.${raw}`).digest('hex')}`,
    };
  },
  isStamped: true,
  heard: {
    visitor: [
      {
        kind: 'visitor',
        ...said('1', 'Hi, we are 80 people', '2020-03-03T13:05:57.000Z'),
        visitor: { id: '5679', name: 'Jane', email: 'jane@x.test' },
        page,
      },
    ],
    'visitor-newer': [
      {
        kind: 'visitor',
        ...said('77287', 'Hi, we are 80 people', '2025-07-10T15:36:22.262Z'),
        visitor: { id: '5679', name: 'Jane', phone: '+4930123456' },
        page,
      },
    ],
    operator: [
      {
        kind: 'operator',
        ...said('2', 'Hi Jane, Olga here.', '2020-03-03T13:05:57.000Z'),
        operator: { id: '12', name: 'Olga' },
      },
    ],
    echo: [],
    bot: [],
    note: [],
    greeting: [],
    picture: [],
    status: [],
  },
  answering: ({ method, path, header, raw, lines }) => {
    if (header('api_access_token') !== token) return { status: 401 };
    if (path !== '/api/v1/accounts/1/conversations/567/messages') return { status: 404 };
    const listed = lines.map(({ text, id }) => ({ id: 1, content: text, message_type: 1, source_id: id }));
    if (method === 'GET') return { status: 200, body: { meta: {}, payload: [{ id: 9, source_id: null }, ...listed] } };
    const { content, message_type, private: isPrivate, source_id } = JSON.parse(raw);
    if (message_type !== 'outgoing' || isPrivate !== false) return { status: 422 };
    lines.push({ conversation: '1/567', text: content, id: source_id });
    return { status: 200, body: { id: 10 } };
  },
  conversation: '1/567',
  gone: '1/568',
  once: true,
});

test('an older Chatwoot, which signs nothing, is let in by a secret path only', () => {
  const chat = createChatwootChat({ ...access, signed: { by: 'path', secret: 'path-secret' } });
  const call = (given: string | null) => () =>
    chat.verify({
      raw: payload('chatwoot', 'visitor'),
      path: '/chat/chatwoot',
      secret: given,
      header: () => undefined,
    });
  expect(call('path-secret')).not.toThrow();
  for (const wrong of [null, '', 'path-secret2']) expect(call(wrong)).toThrow('CHATWOOT_PATH_SECRET');
});
