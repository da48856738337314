// What Intercom does: signs with the app's client secret over the raw body, and takes replies of one teammate.
import { createHmac } from 'node:crypto';
import type { Answering } from './stand.ts';

export const clientSecret = 'client-secret-of-the-app';
export const adminId = '991267694';
export const token = 'token-of-the-app';

export const signed = (raw: string, secret = clientSecret) => ({
  'x-hub-signature': `sha1=${createHmac('sha1', secret).update(raw).digest('hex')}`,
});

export const intercomEnv = (url: string) => ({
  INTERCOM_CLIENT_SECRET: clientSecret,
  INTERCOM_TOKEN: token,
  INTERCOM_ADMIN_ID: adminId,
  INTERCOM_API_URL: url,
});

const authors = {
  visitor: { type: 'user', id: '6762f1', name: 'Joe' },
  operator: { type: 'admin', id: '814860', name: 'Sam Okafor', email: 'sam@acme.test' },
  baton: { type: 'admin', id: adminId, name: 'Baton', email: 'baton@acme.test' },
};
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>');

type Written = { who: keyof typeof authors; text: string; id: string; conversation: string; at: Date };

/** A line that somebody wrote, as Intercom lists and tells it. */
export const intercomPart = ({ who, text, id, at }: Written) => ({
  type: 'conversation_part',
  id,
  part_type: 'comment',
  body: `<p>${escaped(text)}</p>`,
  created_at: Math.floor(at.getTime() / 1000),
  author: authors[who],
});

/** The call for one line that somebody wrote in a conversation. */
export function intercomCall(line: Written) {
  const { who, id, conversation } = line;
  const part = intercomPart(line);
  const raw = JSON.stringify({
    type: 'notification_event',
    id: `notif_${id}`,
    topic: who === 'visitor' ? 'conversation.user.replied' : 'conversation.admin.replied',
    data: {
      type: 'notification_event_data',
      item: { type: 'conversation', id: conversation, conversation_parts: { conversation_parts: [part] } },
    },
  });
  return { raw, headers: signed(raw) };
}

/** In `said`: parts, and with what the conversation began. */
export const answering: Answering = ({ method, path, header, raw, lines, said }) => {
  if (header('authorization') !== `Bearer ${token}` || header('intercom-version') === undefined) return { status: 401 };
  if (path === '/conversations/search') return { status: 200, body: search(JSON.parse(raw), said) };
  const id = /^\/conversations\/([^/]+)/.exec(path)?.[1] ?? '';
  if (id !== '524') return { status: 404, body: { type: 'error.list' } };
  const parts = lines.map(({ text }, i) => ({
    type: 'conversation_part',
    id: `${i}`,
    part_type: 'comment',
    body: `<p>${escaped(text)}</p>`,
    created_at: Math.floor(Date.now() / 1000),
    author: authors.baton,
  }));
  const begun = said.find((each) => 'source' in each);
  const others = said.filter((each) => each !== begun);
  const conversation = {
    type: 'conversation',
    id,
    ...begun,
    conversation_parts: { conversation_parts: [...others, ...parts] },
  };
  if (method === 'GET') return { status: 200, body: conversation };
  const body = JSON.parse(raw);
  if (body.message_type !== 'comment' || body.type !== 'admin' || body.admin_id !== adminId) return { status: 422 };
  lines.push({ conversation: id, text: body.body });
  return { status: 200, body: conversation };
};

type Asked = {
  query: { field: string; operator: string; value: number };
  pagination: { per_page: number; starting_after?: string };
};

/** One a page: first one that is gone by the time it is asked for. */
function search({ query, pagination }: Asked, said: readonly object[]) {
  if (query.field !== 'updated_at' || query.operator !== '>' || said.length === 0)
    return { conversations: [], pages: {} };
  const isFirst = pagination.starting_after === undefined;
  const found = { type: 'conversation', id: isFirst ? '525' : '524', updated_at: 1_900_000_000 };
  const next = isFirst ? { page: 2, starting_after: 'WzE3' } : null;
  return { type: 'conversation.list', conversations: [found], pages: { type: 'pages', page: 1, next } };
}
