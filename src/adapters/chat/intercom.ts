// Intercom: calls signed with the app's client secret, replies as one teammate. That teammate must be Baton's alone: whatever
// is written as it counts as an echo of Baton's own, and whatever another teammate writes to the visitor pauses Baton.
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { callChat } from './chat-api.ts';
import type { ChatCall, ChatChannel, Happening, ReplyLine } from './chat-channel.ts';
import { aNumber, anId, anything, at, html, pageOf, visitorOf, words } from './heard.ts';
import { demandSame, hmac } from './signature.ts';

/** `adminId`: the teammate who is Baton. */
type IntercomAccess = { clientSecret: string; token: string; adminId: string; apiUrl: string };

const author = z.object({ id: anId, type: z.string(), name: anything, email: anything });
const part = z.object({ id: anId, part_type: z.string(), body: anything, created_at: aNumber, author });
const source = z.object({ id: anId, body: anything, author, url: anything });
const parts = z.object({ conversation_parts: z.array(z.unknown()) });
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

type Part = Omit<z.infer<typeof part>, 'part_type'>;

/** A conversation begins with its source; whatever is written later is a part of it. */
const begins: ReadonlySet<string> = new Set(['conversation.user.created', 'conversation.contact.created']);
const visitors: ReadonlySet<string> = new Set(['user', 'lead', 'contact']);
/** Notes, and what is written to a colleague with an assignment, are not for the visitor. */
const spoken: ReadonlySet<string> = new Set(['comment', 'close', 'open', 'quick_reply']);

export function createIntercomChat(access: IntercomAccess): ChatChannel {
  const { clientSecret, adminId } = access;
  return {
    verify: (call) => verify(call, clientSecret),
    parse: (raw) => happenings(parseBody(raw, envelope), adminId),
    reply: (line) => reply(access, line),
  };
}

function verify({ raw, header }: ChatCall, secret: string): void {
  const expected = `sha1=${hmac({ algorithm: 'sha1', secret, encoding: 'hex' }, raw)}`;
  demandSame(header('x-hub-signature'), expected, { header: 'X-Hub-Signature', setting: 'INTERCOM_CLIENT_SECRET' });
}

function happenings({ topic, data }: z.infer<typeof envelope>, adminId: string): Happening[] {
  const item = conversation.safeParse(data?.item).data;
  if (!topic.startsWith('conversation.') || item === undefined) return [];
  const first = source.safeParse(item.source).data;
  const page = pageOf(first?.url);
  const written: Part[] = begins.has(topic)
    ? first === undefined
      ? []
      : [{ ...first, created_at: item.created_at ?? null }]
    : partsOf(item.conversation_parts).filter(({ part_type }) => spoken.has(part_type));
  return written.flatMap((each): Happening[] => {
    const text = html(each.body);
    if (text === '') return [];
    const where = { conversation: item.id, message: { id: each.id, text, ...at(seconds(each.created_at)) } };
    const { author: by } = each;
    if (visitors.has(by.type)) return [{ kind: 'visitor', ...where, visitor: visitorOf(by), page }];
    if (by.type !== 'admin' || by.id === adminId) return [];
    return [{ kind: 'operator', ...where, operator: { id: by.id, name: words(by.name) || 'A teammate' } }];
  });
}

function partsOf(given: unknown): z.infer<typeof part>[] {
  const list = parts.safeParse(given).data?.conversation_parts ?? [];
  return list.flatMap((each) => part.safeParse(each).data ?? []);
}

const seconds = (given: number | null | undefined) => (given == null ? null : given * 1_000);

/** Intercom takes no id of ours. */
async function reply(access: IntercomAccess, line: ReplyLine): Promise<void> {
  const { token, adminId, apiUrl: baseUrl } = access;
  const api = {
    name: 'Intercom',
    baseUrl,
    headers: { authorization: `Bearer ${token}`, 'intercom-version': '2.15' },
  };
  const path = `/conversations/${encodeURIComponent(line.conversation)}`;
  if (line.mayBeThere && isThere(await callChat(api, { method: 'GET', path }), line, adminId)) return;
  const body = { message_type: 'comment', type: 'admin', admin_id: adminId, body: line.message.text };
  await callChat(api, { path: `${path}/reply`, body });
}

/** Clocks differ by a little, and the same words may have been said well before. */
const skewMs = 5_000;

function isThere(answer: unknown, { message }: ReplyLine, adminId: string): boolean {
  const since = Date.parse(message.at) - skewMs;
  return partsOf(conversation.safeParse(answer).data?.conversation_parts).some(
    (each) =>
      each.author.id === adminId &&
      (seconds(each.created_at) ?? 0) >= since &&
      oneLine(html(each.body)) === oneLine(message.text),
  );
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
