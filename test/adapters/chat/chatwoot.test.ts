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

type Told = { event: string; id: string | number; created_at: string; message_type: string } & Record<string, unknown>;
const listedConversation = (id: number) => ({
  id,
  account_id: 1,
  last_activity_at: 1_900_000_000,
  additional_attributes: { referer: page.url },
  meta: { sender: { id: 5679 }, hmac_verified: true },
});

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
    'visitor-signed': [
      {
        kind: 'visitor',
        ...said('8', 'Hi, we are 80 people', '2020-03-03T13:05:57.000Z'),
        visitor: { id: '5679', name: 'Jane', email: 'jane@x.test', verified: ['email'] },
      },
    ],
    'visitor-signed-otherwise': [
      {
        kind: 'visitor',
        ...said('9', 'Hi, we are 80 people', '2020-03-03T13:05:57.000Z'),
        visitor: { id: '5679', name: 'Jane', email: 'jane@x.test' },
      },
    ],
    operator: [
      {
        kind: 'operator',
        ...said('2', 'Hi Jane, Olga here.', '2020-03-03T13:05:57.000Z'),
        operator: { id: '12', name: 'Olga' },
      },
    ],
    resolved: [{ kind: 'left', conversation: '1/567', at: '2020-03-03T13:06:00.500Z', isOver: true }],
    'given-back': [{ kind: 'left', conversation: '1/567', isOver: false }],
    campaign: [],
    echo: [],
    bot: [],
    note: [],
    greeting: [],
    picture: [],
    status: [],
  },
  answering: ({ method, path, header, raw, lines, said }) => {
    if (header('api_access_token') !== token) return { status: 401 };
    if (method === 'GET' && path === '/api/v1/profile') return { status: 200, body: { id: 7, accounts: [{ id: 1 }] } };
    const { pathname, searchParams } = new URL(path, 'http://stand');
    if (method === 'GET' && pathname === '/api/v1/accounts/1/conversations') {
      if (searchParams.get('status') !== 'all') return { status: 200, body: { data: { payload: [] } } };
      const page = [listedConversation(568), listedConversation(567)][Number(searchParams.get('page')) - 1];
      return { status: 200, body: { data: { meta: {}, payload: page === undefined ? [] : [page] } } };
    }
    if (method === 'GET' && pathname.endsWith('/567/messages') && said.length > 0) {
      const before = Number(searchParams.get('before') ?? Number.POSITIVE_INFINITY);
      const page = (said as { id: number }[]).filter(({ id }) => id < before).toSorted((a, b) => a.id - b.id);
      return { status: 200, body: { meta: {}, payload: page.slice(-2) } };
    }
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
  listing: (payload) => {
    const { event, id, created_at, message_type, conversation: _, account: __, ...rest } = payload as Told;
    if (event !== 'message_created') return [];
    const type = ['incoming', 'outgoing', 'activity', 'template'].indexOf(message_type);
    const created = Math.floor(Date.parse(created_at) / 1_000);
    return [{ ...rest, id: Number(id), conversation_id: 567, message_type: type, created_at: created }];
  },
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
