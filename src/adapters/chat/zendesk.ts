// Zendesk messaging (Sunshine Conversations): nothing is signed, but every call shows a key that Zendesk made for this webhook. It
// tells of every author; only what an agent writes in the workspace is an operator's, and a line of ours carries our id.
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { type ChatApi, callChat } from './chat-api.ts';
import type { ChatChannel, Happening, ReplyLine } from './chat-channel.ts';
import { anId, anything, at, visitorOf, words } from './heard.ts';
import { demandSame } from './signature.ts';

/** `url`: such as https://acme.zendesk.com/sc. `sharedSecret`: the key that it shows. */
type ZendeskAccess = { url: string; keyId: string; keySecret: string; sharedSecret: string };

const envelope = z.object({
  app: z.object({ id: anId }),
  events: z.array(z.unknown()),
});
const written = z.object({
  type: z.literal('conversation:message'),
  payload: z.object({
    conversation: z.object({ id: anId }),
    message: z.object({
      id: anId,
      received: anything,
      content: z.object({ type: z.literal('text'), text: anything }),
      author: z.object({ type: anything, userId: anything, displayName: anything, user: anything }),
      source: z.object({ type: anything }).optional().catch(undefined),
    }),
  }),
});
const profiled = z.object({ profile: z.object({ email: anything, givenName: anything, surname: anything }) });
const listed = z.object({ messages: z.array(z.unknown()) });
const ours = z.object({ metadata: z.object({ baton: z.string() }) });

export function createZendeskChat(access: ZendeskAccess): ChatChannel {
  return {
    verify: ({ header }) =>
      demandSame(header('x-api-key'), access.sharedSecret, {
        header: 'X-API-Key',
        setting: 'ZENDESK_WEBHOOK_SECRET',
      }),
    parse: (raw) => {
      const { app, events } = parseBody(raw, envelope);
      return events.flatMap((each) => written.safeParse(each).data ?? []).flatMap((each) => happening(app.id, each));
    },
    reply: (line) => reply(access, line),
  };
}

/** Who visitors are before they have said it. */
const unnamed = 'Web User';

function happening(app: string, { payload }: z.infer<typeof written>): Happening[] {
  const { author, content, source, id, received } = payload.message;
  const text = words(content.text);
  if (text === '') return [];
  const message = { id, text, ...at(Date.parse(words(received))) };
  const where = { conversation: `${app}/${payload.conversation.id}`, message };
  const userId = words(author.userId);
  const name = words(author.displayName);
  if (author.type === 'user') {
    const profile = profiled.safeParse(author.user).data?.profile;
    const full = [profile?.givenName, profile?.surname].map(words).filter(Boolean).join(' ');
    const called = full || (name.startsWith(unnamed) ? '' : name);
    const visitor = visitorOf({ id: userId || payload.conversation.id, name: called, email: profile?.email });
    return [{ kind: 'visitor', ...where, visitor, page: null }];
  }
  if (source?.type !== 'zd:agentWorkspace') return [];
  return [{ kind: 'operator', ...where, operator: { id: userId || name, name: name || 'An agent' } }];
}

async function reply({ url, keyId, keySecret }: ZendeskAccess, line: ReplyLine): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
  const api: ChatApi = { name: 'Zendesk', baseUrl: url, headers: { authorization } };
  const [app = '', conversation = ''] = line.conversation.split('/').map(encodeURIComponent);
  const path = `/v2/apps/${app}/conversations/${conversation}/messages`;
  const { id, text } = line.message;
  if (line.mayBeThere) {
    const there = listed.safeParse(await callChat(api, { method: 'GET', path: `${path}?page[size]=100` }));
    if (there.data?.messages.some((each) => ours.safeParse(each).data?.metadata.baton === id)) return;
  }
  const author = { type: 'business', displayName: line.from.name };
  await callChat(api, { path, body: { author, content: { type: 'text', text }, metadata: { baton: id } } });
}
