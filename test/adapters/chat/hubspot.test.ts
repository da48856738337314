// HubSpot conversations, signed by version 3 over the method, the address, the body and the time; texts are read there.
import { expect, test } from 'vitest';
import { createHubspotChat } from '../../../src/adapters/chat/hubspot-chat.ts';
import { chatContract } from './contract.ts';
import { signHubspot } from './signing.ts';
import { type Answering, startStand } from './stand.ts';

const access = { clientSecret: 'client-secret-of-the-app', token: 'token-of-the-app', actorId: 'A-7' };
const publicUrl = 'https://baton.acme.test';
const thread = '/conversations/v3/conversations/threads/9598272090/messages';
const channel = { channelId: '1000', channelAccountId: '22' };
const visitor = {
  actorId: 'V-99',
  name: 'Jane',
  senderField: 'FROM',
  deliveryIdentifier: { type: 'HS_EMAIL_ADDRESS', value: 'jane@x.test' },
};
const written = (id: string, more: object) => ({
  ...{ id, conversationsThreadId: '9598272090', createdAt: '2024-04-22T12:46:40.000Z', type: 'MESSAGE' },
  ...{ client: { clientType: 'HUBSPOT' }, recipients: [], text: 'We are 80 people', ...channel, ...more },
});
const messages: Record<string, object> = {
  visitor: written('visitor', { direction: 'INCOMING', senders: [visitor] }),
  operator: written('operator', { direction: 'OUTGOING', senders: [{ actorId: 'A-12', name: 'Olga' }], text: 'Hi' }),
  echo: written('echo', { direction: 'OUTGOING', senders: [{ actorId: 'A-7', name: 'Baton' }] }),
  bot: written('bot', { direction: 'OUTGOING', senders: [{ actorId: 'B-1', name: 'Bot' }] }),
  integration: written('integration', {
    direction: 'OUTGOING',
    senders: [{ actorId: 'A-12' }],
    client: { clientType: 'INTEGRATION', integrationAppId: 1 },
  }),
  comment: { ...written('comment', { senders: [{ actorId: 'A-12' }] }), type: 'COMMENT' },
  picture: written('picture', { direction: 'INCOMING', senders: [visitor], text: '' }),
};

const answering: Answering = ({ method, path, header, raw, lines }) => {
  if (header('authorization') !== `Bearer ${access.token}`) return { status: 401 };
  const one = messages[path.slice(thread.length + 1)];
  if (method === 'GET' && one !== undefined) return { status: 200, body: one };
  if (path.split('?')[0] !== thread) return { status: 404, body: { status: 'error', category: 'OBJECT_NOT_FOUND' } };
  const sent = lines.map(({ text }, i) =>
    written(`${i}`, {
      ...{ direction: 'OUTGOING', senders: [{ actorId: 'A-7' }], client: { clientType: 'INTEGRATION' } },
      ...{ createdAt: new Date().toISOString(), text },
    }),
  );
  if (method === 'GET') return { status: 200, body: { results: [...sent, messages.visitor] } };
  const body = JSON.parse(raw);
  const { type, text, senderActorId, recipients, channelId, channelAccountId } = body;
  if (type !== 'MESSAGE' || senderActorId !== 'A-7' || recipients?.[0]?.actorId !== 'V-99') return { status: 400 };
  if (channelId !== '1000' || channelAccountId !== '22') return { status: 400 };
  lines.push({ conversation: '9598272090', text });
  return { status: 201, body: written('new', {}) };
};

chatContract({
  name: 'hubspot',
  open: (apiUrl) => createHubspotChat({ ...access, apiUrl, publicUrl }),
  sign: (raw, about) => signHubspot(raw, { secret: access.clientSecret, url: `${publicUrl}/chat/hubspot`, ...about }),
  isStamped: true,
  heard: {
    message: [{ kind: 'unread', conversation: '9598272090', message: 'abc-123' }],
    batch: [
      { kind: 'unread', conversation: '9598272090', message: 'abc-124' },
      { kind: 'unread', conversation: '9598272091', message: 'abc-126' },
    ],
    status: [],
    closed: [{ kind: 'left', conversation: '9598272090', at: '2024-04-22T12:46:40.000Z', isOver: true }],
  },
  answering,
  conversation: '9598272090',
  gone: '1',
  once: true,
});

test('what was written is read there: the visitor, an operator, and nothing of bots and of ours', async () => {
  const stand = await startStand(answering);
  const chat = createHubspotChat({ ...access, apiUrl: stand.url, publicUrl });
  const read = (message: string) => chat.read?.({ conversation: '9598272090', message });
  const where = { conversation: '9598272090' };
  expect(await read('visitor')).toEqual([
    {
      kind: 'visitor',
      ...where,
      message: { id: 'visitor', text: 'We are 80 people', at: '2024-04-22T12:46:40.000Z' },
      visitor: { id: 'V-99', name: 'Jane', email: 'jane@x.test' },
      page: null,
    },
  ]);
  expect(await read('operator')).toMatchObject([
    { kind: 'operator', ...where, operator: { id: 'A-12', name: 'Olga' } },
  ]);
  for (const other of ['echo', 'bot', 'integration', 'comment', 'picture', 'deleted']) {
    expect(await read(other), other).toEqual([]);
  }
  stand.fail({ kind: 'http', status: 500 });
  await expect(read('visitor')).rejects.toMatchObject({ retry: 'later' });
  await stand.stop();
});

test('what was written shortly before is read with it, oldest first, for calls come in any order', async () => {
  const line = (id: string, minute: number, more: object = {}) =>
    written(id, { direction: 'INCOMING', senders: [visitor], createdAt: `2024-04-22T12:${minute}:40Z`, ...more });
  const results = [line('later', 49), line('third', 48), line('second', 47), line('first', 46), line('older', 30)];
  const stand = await startStand(() => ({ status: 200, body: { results: [...results, messages.comment] } }));
  const chat = createHubspotChat({ ...access, apiUrl: stand.url, publicUrl });
  const ids = async (message: string) =>
    (await chat.read?.({ conversation: '9598272090', message }))?.map((each) => 'message' in each && each.message);
  expect(await ids('third')).toMatchObject([{ id: 'first' }, { id: 'second' }, { id: 'third' }]);
  expect(await ids('first')).toMatchObject([{ id: 'first' }]);
  await stand.stop();
});
