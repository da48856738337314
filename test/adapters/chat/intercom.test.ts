// Intercom, signed with the client secret over the raw body.
import { createIntercomChat } from '../../../src/adapters/chat/intercom.ts';
import { chatContract } from './contract.ts';
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
  open: (apiUrl) => createIntercomChat({ clientSecret, adminId, token, apiUrl }),
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
    'operator-closes': [{ ...said('operator', '134', 'All done, bye!', '2024-12-18T16:01:40.000Z'), operator }],
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
