// Zendesk messaging, which shows the key of the webhook in every call.
import { createZendeskChat } from '../../../src/adapters/chat/zendesk.ts';
import { chatContract } from './contract.ts';

const sharedSecret = 'key-that-zendesk-shows';
const authorization = `Basic ${Buffer.from('key-id:key-secret').toString('base64')}`;
const conversation = '5698edbf/13f32c6c';
const path = '/v2/apps/5698edbf/conversations/13f32c6c/messages';
const said = (id: string, text: string) => ({
  conversation,
  message: { id, text, at: '2020-02-25T18:06:37.547Z' },
});

chatContract({
  name: 'zendesk',
  open: (url) => createZendeskChat({ url, keyId: 'key-id', keySecret: 'key-secret', sharedSecret }),
  sign: (_raw, { secret = sharedSecret }) => ({ 'x-api-key': secret }),
  isStamped: false,
  isKeyed: true,
  heard: {
    visitor: [
      {
        kind: 'visitor',
        ...said('5e55622d', 'Hello world, we are 80 people'),
        visitor: { id: 'cbec0073' },
        page: null,
      },
    ],
    batch: [
      {
        kind: 'visitor',
        ...said('5e55622e', 'one'),
        visitor: { id: 'cbec0073', name: 'Jane Doe', email: 'jane@x.test' },
      },
      { kind: 'operator', ...said('5e55622f', 'Olga here'), operator: { id: 'Olga', name: 'Olga' } },
    ],
    echo: [],
    bot: [],
    picture: [],
    typing: [],
  },
  answering: ({ method, path: asked, header, raw, lines, said }) => {
    if (header('authorization') !== authorization) return { status: 401 };
    if (asked.split('?')[0] !== path) return { status: 404, body: { errors: [{ code: 'not_found' }] } };
    const messages = lines.map(({ text, id }) => ({ content: { type: 'text', text }, metadata: { baton: id } }));
    if (method === 'GET' && said.length > 0) {
      const before = Number(new URL(asked, 'http://stand').searchParams.get('page[before]') ?? said.length);
      const meta = { hasMore: before > 2, beforeCursor: String(before - 2) };
      return { status: 200, body: { messages: said.slice(Math.max(0, before - 2), before), meta } };
    }
    if (method === 'GET') return { status: 200, body: { messages: [{ id: '1' }, ...messages], meta: {} } };
    const { author, content, metadata } = JSON.parse(raw);
    if (author.type !== 'business' || content.type !== 'text') return { status: 400 };
    lines.push({ conversation, text: content.text, id: metadata.baton });
    return { status: 201, body: { messages: [{}] } };
  },
  conversation,
  gone: '5698edbf/gone',
  once: true,
  listing: (payload) => {
    const { events } = payload as { events: { payload: { message?: object } }[] };
    return events.flatMap(({ payload: { message } }) => message ?? []);
  },
});
