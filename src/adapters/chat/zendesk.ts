// Zendesk messaging (Sunshine Conversations): nothing is signed, but every call shows a key that Zendesk made for this webhook. It
// tells of every author; only what an agent writes in the workspace is an operator's, and a line of ours carries our id. It lists
// conversations of one user only, so what it never told is looked for in those that Baton knows.
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { askChat, type ChatApi, callChat, ifThere } from './chat-api.ts';
import type { ChatChannel, Happening, Looked, ReplyLine, Span } from './chat-channel.ts';
import { anId, anything, at, those, visitorOf, words } from './heard.ts';
import { lookThrough, readBack, type Touched } from './recent.ts';
import { demandSame } from './signature.ts';

/** `url`: such as https://acme.zendesk.com/sc. `sharedSecret`: the key that it shows. */
type ZendeskAccess = { url: string; keyId: string; keySecret: string; sharedSecret: string };

const envelope = z.object({
  app: z.object({ id: anId }),
  events: z.array(z.unknown()),
});
const written = z.object({
  id: anId,
  received: anything,
  content: z.object({ type: z.literal('text'), text: anything }),
  author: z.object({ type: anything, userId: anything, displayName: anything, user: anything }),
  source: z.object({ type: anything }).optional().catch(undefined),
});
const told = z.object({
  type: z.literal('conversation:message'),
  payload: z.object({ conversation: z.object({ id: anId }), message: written }),
});
const profiled = z.object({ profile: z.object({ email: anything, givenName: anything, surname: anything }) });
const listed = z.object({
  messages: z.array(z.unknown()),
  meta: z.object({ hasMore: anything, beforeCursor: anything }).optional().catch(undefined),
});
const ours = those(z.object({ metadata: z.object({ baton: z.string() }) }));

export function createZendeskChat(access: ZendeskAccess): ChatChannel {
  return {
    verify: ({ header }) =>
      demandSame(header('x-api-key'), access.sharedSecret, {
        header: 'X-API-Key',
        setting: 'ZENDESK_WEBHOOK_SECRET',
      }),
    parse: (raw) => {
      const { app, events } = parseBody(raw, envelope);
      return those(told)
        .parse(events)
        .flatMap(({ payload }) => happening(`${app.id}/${payload.conversation.id}`, payload.message));
    },
    reply: (line) => reply(access, line),
    recent: (span) => recent(access, span),
  };
}

/** Who visitors are before they have said it. */
const unnamed = 'Web User';

function happening(
  conversation: string,
  { author, content, source, id, received }: z.infer<typeof written>,
): Happening[] {
  const text = words(content.text);
  if (text === '') return [];
  const message = { id, text, ...at(Date.parse(words(received))) };
  const where = { conversation, message };
  const userId = words(author.userId);
  const name = words(author.displayName);
  if (author.type === 'user') {
    const profile = profiled.safeParse(author.user).data?.profile;
    const full = [profile?.givenName, profile?.surname].map(words).filter(Boolean).join(' ');
    const called = full || (name.startsWith(unnamed) ? '' : name);
    const visitor = visitorOf({
      id: userId || conversation.split('/').at(-1) || conversation,
      name: called,
      email: profile?.email,
    });
    return [{ kind: 'visitor', ...where, visitor, page: null }];
  }
  if (source?.type !== 'zd:agentWorkspace') return [];
  return [{ kind: 'operator', ...where, operator: { id: userId || name, name: name || 'An agent' } }];
}

function apiOf({ url, keyId, keySecret }: ZendeskAccess): ChatApi {
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
  return { name: 'Zendesk', baseUrl: url, headers: { authorization } };
}
function pathOf(conversation: string): string {
  const [app = '', id = ''] = conversation.split('/').map(encodeURIComponent);
  return `/v2/apps/${app}/conversations/${id}/messages`;
}

async function reply(access: ZendeskAccess, line: ReplyLine): Promise<void> {
  const api = apiOf(access);
  const path = pathOf(line.conversation);
  const { id, text } = line.message;
  if (line.mayBeThere) {
    const { messages } = await askChat(api, { path }, listed);
    if (ours.parse(messages).some(({ metadata }) => metadata.baton === id)) return;
  }
  const author = { type: 'business', displayName: line.from.name };
  await callChat(api, { path, body: { author, content: { type: 'text', text }, metadata: { baton: id } } });
}

function recent(access: ZendeskAccess, span: Span): AsyncIterable<Looked> {
  const api = apiOf(access);
  return lookThrough(span, knownOnes(span), (conversation) =>
    readBack(span, async (before) => {
      const query = before === null ? '' : `?page[before]=${encodeURIComponent(before)}`;
      const page = await ifThere(askChat(api, { path: pathOf(conversation) + query }, listed));
      const messages = those(written).parse(page?.messages ?? []);
      const cursor = page?.meta?.hasMore === true ? words(page.meta.beforeCursor) : '';
      return {
        said: messages.flatMap((each) => happening(conversation, each)),
        oldestMs: Math.min(...messages.map(({ received }) => Date.parse(words(received)))),
        before: cursor === '' ? null : cursor,
      };
    }),
  );
}

/** Nobody says when something happened there last: each is read, whenever that was. */
async function* knownOnes({ known, until }: Span): AsyncGenerator<Touched<string>> {
  for (const where of await known()) yield { where, atMs: Date.parse(until) };
}
