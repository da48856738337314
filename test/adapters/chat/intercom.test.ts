// Intercom, signed with the client secret over the raw body.
import { expect, test } from 'vitest';
import { createIntercomChat } from '../../../src/adapters/chat/intercom.ts';
import { chatContract, payload } from './contract.ts';
import { adminId, answering, clientSecret, signed, token } from './intercom-vendor.ts';

const joe = { id: '6762f1', name: 'Joe', email: 'joe@x.test' };
const operator = { id: '814860', name: 'Sam Okafor' };
const page = { url: 'https://acme.test/pricing' };
const said = (kind: 'visitor' | 'operator', id: string, text: string, at: string) =>
  ({ kind, conversation: '524', message: { id, text, at } }) as const;

type Told = {
  topic: string;
  data: { item: { source: object; created_at: number; conversation_parts?: { conversation_parts: object[] } } };
};

chatContract({
  name: 'intercom',
  open: (apiUrl) => createIntercomChat({ clientSecret, adminId, token, apiUrl, signsUsers: false }),
  sign: (raw, { secret }) => signed(raw, secret),
  isStamped: false,
  heard: {
    'visitor-first': [
      {
        ...said(
          'visitor',
          '403918349',
          'Hi, we look for a reporting tool & have 80 people',
          '2024-12-18T15:58:20.000Z',
        ),
        visitor: joe,
        page,
      },
    ],
    visitor: [
      {
        ...said('visitor', '132', "Thanks :)\n\nIt's for 80 people\nin two teams", '2024-12-18T15:59:21.000Z'),
        visitor: joe,
        page,
      },
    ],
    operator: [{ ...said('operator', '133', 'Hi Joe, Sam here.', '2024-12-18T16:00:00.000Z'), operator }],
    'operator-closes': [
      { ...said('operator', '134', 'All done, bye!', '2024-12-18T16:01:40.000Z'), operator },
      { kind: 'left', conversation: '524', at: '2024-12-18T16:01:40.000Z', isOver: true },
    ],
    echo: [],
    note: [],
    assigned: [],
    bot: [],
    picture: [],
    ping: [],
  },
  answering,
  conversation: '524',
  gone: '525',
  once: true,
  listing: (payload) => {
    const { topic, data } = payload as Told;
    return topic === 'conversation.user.created'
      ? [{ source: data.item.source, created_at: data.item.created_at }]
      : (data?.item?.conversation_parts?.conversation_parts ?? []);
  },
});

test('where the company signs who its users are, what is known of a user counts as verified, and of nobody else', () => {
  const chat = createIntercomChat({ clientSecret, adminId, token, apiUrl: 'http://127.0.0.1:1', signsUsers: true });
  const told = payload('intercom', 'visitor-first');
  const visitor = (raw: string) => chat.parse(raw).map((each) => each.kind === 'visitor' && each.visitor);
  expect(visitor(told)).toEqual([{ ...joe, verified: ['email'] }]);
  expect(visitor(told.replace('"type": "user"', '"type": "lead"'))).toEqual([joe]);
  expect(visitor(told.replace('"email": "joe@x.test"', '"email": null'))).toEqual([{ id: joe.id, name: 'Joe' }]);
  const byMail = told.replace(/("source": \{\s*"type": )"conversation"/, '$1"email"');
  expect(byMail).not.toBe(told);
  expect(visitor(byMail)).toEqual([joe]);
});
