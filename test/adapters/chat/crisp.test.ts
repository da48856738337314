// Crisp, signed as its own SDK checks it for plugins; and, of websites, unsigned under a secret path.
import { expect, test } from 'vitest';
import { createCrispChat } from '../../../src/adapters/chat/crisp.ts';
import { chatContract, payload } from './contract.ts';
import { signCrisp } from './signing.ts';

const secret = 'secret-of-the-plugin';
const access = { identifier: 'identifier', key: 'key-of-the-plugin', apiUrl: 'http://127.0.0.1:1' };
const authorization = `Basic ${Buffer.from('identifier:key-of-the-plugin').toString('base64')}`;
const session = 'session_36ba3566-9651-4790-afc8-ffedbccc317f';
const conversation = `42286ab3-b29a-4fde-8538-da0ae501d825/${session}`;
const said = (id: string, text: string) => ({
  conversation,
  message: { id, text, at: '2017-10-02T23:34:56.616Z' },
});

const website = '42286ab3-b29a-4fde-8538-da0ae501d825';
let listedCount = 0;

chatContract({
  name: 'crisp',
  open: (url) => createCrispChat({ ...access, apiUrl: url, signed: { by: 'secret', secret } }),
  sign: (raw, about) => signCrisp(raw, { secret, ...about }),
  isStamped: false,
  heard: {
    visitor: [
      { kind: 'visitor', ...said('150698569649423', 'Hey, we are 80 people :)'), visitor: { id: session }, page: null },
    ],
    named: [{ kind: 'visitor', ...said('150698569649424', 'Me again'), visitor: { id: session, name: 'Jane' } }],
    operator: [
      {
        kind: 'operator',
        ...said('150698569649425', 'Hi Jane, Olga here.'),
        operator: { id: 'a4c32c68-be91-4e29-b8a3-976e93abbe01', name: 'Olga' },
      },
    ],
    resolved: [{ kind: 'left', conversation, at: '2017-10-02T23:35:00.000Z', isOver: true }],
    echo: [],
    bot: [],
    note: [],
    picture: [],
    typing: [],
  },
  answering: ({ method, path, header, raw, lines, said }) => {
    if (header('authorization') !== authorization || header('x-crisp-tier') !== 'plugin') return { status: 401 };
    const base = `/website/${conversation.replace('/', '/conversation/')}`;
    const data = lines.map(({ text, id }) => ({
      type: 'text',
      from: 'operator',
      content: text,
      fingerprint: Number(id),
      timestamp: Date.now(),
    }));
    const { pathname, searchParams } = new URL(path, 'http://stand');
    const list = (found: object[]) => ({ status: 200, body: { error: false, reason: 'listed', data: found } });
    if (method === 'GET' && pathname === '/plugin/connect/websites/all/1') return list([{ website_id: website }]);
    if (method === 'GET' && pathname.startsWith(`/website/${website}/conversations/`)) {
      const found = ['session_gone', session].map((session_id) => ({ session_id, updated_at: 1_900_000_000_000 }));
      return list(found.slice(Number(pathname.split('/').at(-1)) - 1).slice(0, 1));
    }
    if (method === 'GET' && pathname === `${base}/messages` && said.length > 0) {
      const before = Number(searchParams.get('timestamp_before') ?? Number.POSITIVE_INFINITY);
      const older = (said as { timestamp: number }[]).filter(({ timestamp }) => timestamp < before);
      return list(older.toSorted((a, b) => a.timestamp - b.timestamp).slice(-2));
    }
    if (method === 'GET' && path === `${base}/messages`) return { status: 200, body: { error: false, data } };
    if (path !== `${base}/message`) return { status: 404, body: { error: true, reason: 'session_not_found' } };
    const { type, from, origin, content, fingerprint } = JSON.parse(raw);
    if (type !== 'text' || from !== 'operator' || origin !== 'chat') return { status: 400 };
    if (!Number.isSafeInteger(fingerprint)) return { status: 400 };
    lines.push({ conversation, text: content, id: String(fingerprint) });
    return { status: 202, body: { error: false, reason: 'dispatched', data: { fingerprint } } };
  },
  conversation,
  gone: '42286ab3-b29a-4fde-8538-da0ae501d825/session_gone',
  once: true,
  listing: (payload) => {
    const { event, data } = payload as { event: string; data: object };
    // Each a little later than the one before, for a page begins where the time of another ends.
    if (!/^message:(?:send|received)$/.test(event)) return [];
    return [{ ...data, timestamp: (data as { timestamp: number }).timestamp + listedCount++ }];
  },
});

test('hooks of a website, which sign nothing, are let in by a secret path only', () => {
  const chat = createCrispChat({ ...access, signed: { by: 'path', secret: 'path-secret' } });
  const call = (given: string | null) => () =>
    chat.verify({ raw: payload('crisp', 'visitor'), path: '/chat/crisp', secret: given, header: () => undefined });
  expect(call('path-secret')).not.toThrow();
  for (const wrong of [null, '', 'path-secret2']) expect(call(wrong)).toThrow('CRISP_PATH_SECRET');
});
