// Intercom: calls signed with the app's client secret, replies as one teammate. That teammate must be Baton's alone: whatever
// is written as it counts as an echo of Baton's own, and whatever another teammate writes to the visitor pauses Baton.
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { askChat, type ChatApi, callChat, ifThere } from './chat-api.ts';
import type { ChatCall, ChatChannel, Happening, Looked, ReplyLine, Span } from './chat-channel.ts';
import { aNumber, anId, anything, at, html, pageOf, those, visitorOf, words } from './heard.ts';
import { lookThrough, mostPages, type Touched } from './recent.ts';
import { demandSame, hmac } from './signature.ts';

/** `adminId`: the teammate who is Baton. `signsUsers`: nobody is a user in the Messenger but by an address that the company signed. */
type IntercomAccess = { clientSecret: string; token: string; adminId: string; apiUrl: string; signsUsers: boolean };

const author = z.object({ id: anId, type: z.string(), name: anything, email: anything });
const part = z.object({ id: anId, part_type: z.string(), body: anything, created_at: aNumber, author });
const source = z.object({ id: anId, type: anything, body: anything, author, url: anything });
const parts = z.object({ conversation_parts: those(part) });
const conversation = z.object({
  id: anId,
  created_at: aNumber,
  source: anything,
  conversation_parts: anything,
});
const envelope = z.object({
  type: z.literal('notification_event'),
  topic: z.string(),
  data: z.object({ item: anything }).optional().catch(undefined),
});
const found = z.object({
  conversations: those(z.object({ id: anId, updated_at: z.number() })),
  pages: z.object({ next: z.object({ starting_after: z.string() }).nullish().catch(null) }).optional(),
});

type Conversation = z.infer<typeof conversation>;
type Part = Omit<z.infer<typeof part>, 'part_type'>;

/** A conversation begins with its source; whatever is written later is a part of it. */
const begins: ReadonlySet<string> = new Set(['conversation.user.created', 'conversation.contact.created']);
const visitors: ReadonlySet<string> = new Set(['user', 'lead', 'contact']);
/** Notes, and what is written to a colleague with an assignment, are not for the visitor. */
const spoken: ReadonlySet<string> = new Set(['comment', 'close', 'open', 'quick_reply']);

export function createIntercomChat(access: IntercomAccess): ChatChannel {
  return {
    verify: (call) => verify(call, access.clientSecret),
    parse: (raw) => happenings(parseBody(raw, envelope), access),
    reply: (line) => reply(access, line),
    recent: (span) => recent(access, span),
  };
}

function verify({ raw, header }: ChatCall, secret: string): void {
  const expected = `sha1=${hmac({ algorithm: 'sha1', secret, encoding: 'hex' }, raw)}`;
  demandSame(header('x-hub-signature'), expected, { header: 'X-Hub-Signature', setting: 'INTERCOM_CLIENT_SECRET' });
}

function happenings({ topic, data }: z.infer<typeof envelope>, access: IntercomAccess): Happening[] {
  const item = conversation.safeParse(data?.item).data;
  if (!topic.startsWith('conversation.') || item === undefined) return [];
  const said = lines(item, begins.has(topic) ? beginning(item) : spokenParts(item), access);
  if (topic !== 'conversation.admin.closed') return said;
  const closed = partsOf(item.conversation_parts).at(-1);
  return [...said, { kind: 'left', conversation: item.id, isOver: true, ...at(seconds(closed?.created_at)) }];
}

/** What a campaign begins with, nobody of the company wrote to this visitor. */
function beginning({ source: given, created_at }: Conversation): Part[] {
  const first = source.safeParse(given).data;
  if (first === undefined || !visitors.has(first.author.type)) return [];
  return [{ ...first, created_at: created_at ?? null }];
}

const partsOf = (given: unknown) => parts.safeParse(given).data?.conversation_parts ?? [];
const spokenParts = ({ conversation_parts }: Conversation): Part[] =>
  partsOf(conversation_parts).filter(({ part_type }) => spoken.has(part_type));

function lines(item: Conversation, written: readonly Part[], { adminId, signsUsers }: IntercomAccess): Happening[] {
  const from = source.safeParse(item.source).data;
  const page = pageOf(from?.url);
  // Whoever writes by mail may be anybody.
  const isSigned = signsUsers && from?.type === 'conversation';
  return written.flatMap((each): Happening[] => {
    const text = html(each.body);
    if (text === '') return [];
    const where = { conversation: item.id, message: { id: each.id, text, ...at(seconds(each.created_at)) } };
    const { author: by } = each;
    if (visitors.has(by.type)) {
      const visitor = visitorOf({ ...by, verified: isSigned && by.type === 'user' ? ['email'] : [] });
      return [{ kind: 'visitor', ...where, visitor, page }];
    }
    if (by.type !== 'admin' || by.id === adminId) return [];
    return [{ kind: 'operator', ...where, operator: { id: by.id, name: words(by.name) || 'A teammate' } }];
  });
}

const seconds = (given: number | null | undefined) => (given == null ? null : given * 1_000);

const apiOf = ({ token, apiUrl }: IntercomAccess): ChatApi => {
  const headers = { authorization: `Bearer ${token}`, 'intercom-version': '2.15' };
  return { name: 'Intercom', baseUrl: apiUrl, headers };
};
const pathOf = (id: string) => `/conversations/${encodeURIComponent(id)}`;

/** Intercom takes no id of ours. */
async function reply(access: IntercomAccess, line: ReplyLine): Promise<void> {
  const { adminId } = access;
  const api = apiOf(access);
  const path = pathOf(line.conversation);
  if (line.mayBeThere && isThere(await askChat(api, { path }, conversation), line, adminId)) return;
  const body = { message_type: 'comment', type: 'admin', admin_id: adminId, body: line.message.text };
  await callChat(api, { path: `${path}/reply`, body });
}

/** Clocks differ by a little, and the same words may have been said well before. */
const skewMs = 5_000;

function isThere({ conversation_parts }: Conversation, { message }: ReplyLine, adminId: string): boolean {
  const since = Date.parse(message.at) - skewMs;
  return partsOf(conversation_parts).some(
    (each) =>
      each.author.id === adminId &&
      (seconds(each.created_at) ?? 0) >= since &&
      oneLine(html(each.body)) === oneLine(message.text),
  );
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A conversation comes whole, with its last 500 parts. */
function recent(access: IntercomAccess, span: Span): AsyncIterable<Looked> {
  const api = apiOf(access);
  return lookThrough(span, findConversations(api, span), async (id) => {
    const item = await ifThere(askChat(api, { path: pathOf(id) }, conversation));
    return item === null ? [] : lines(item, [...beginning(item), ...spokenParts(item)], access);
  });
}

/** Some searches of Intercom's count in whole days; what is older is left by whoever looks through it. */
const dayMs = 24 * 60 * 60_000;

async function* findConversations(api: ChatApi, { since }: Span): AsyncGenerator<Touched<string>> {
  const from = Math.floor((Date.parse(since) - dayMs) / 1_000);
  const query = { field: 'updated_at', operator: '>', value: from };
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const pagination = { per_page: 150, ...(after !== undefined && { starting_after: after }) };
    const call = { method: 'POST', path: '/conversations/search', body: { query, pagination }, asks: 'list' } as const;
    const { conversations, pages } = await askChat(api, call, found);
    for (const { id, updated_at } of conversations) yield { where: id, atMs: updated_at * 1_000 };
    after = pages?.next?.starting_after;
    if (after === undefined) break;
  }
}
