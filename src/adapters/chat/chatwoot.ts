// Chatwoot: an account webhook. Newer versions sign it; older ones are let in only by a secret path. Replies go out as the user
// who is Baton, each under an id of ours, and whatever another user writes to the visitor pauses Baton. Chatwoot calls once, so
// its conversations are looked through for what it never told: there, a line reads a little differently than in a call.
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { askChat, type ChatApi, callChat, ifThere } from './chat-api.ts';
import type { ChatCall, ChatChannel, Happening, Looked, ReplyLine, Span } from './chat-channel.ts';
import { anId, anything, at, pageOf, those, visitorOf, words } from './heard.ts';
import { lookThrough, mostPages, readBack, type Touched } from './recent.ts';
import { demandPath, demandRecent, demandSame, hmac } from './signature.ts';

/** `userId`: the user who is Baton. */
type ChatwootAccess = {
  url: string;
  token: string;
  userId: string;
  signed: { by: 'secret' | 'path'; secret: string };
};

const envelope = z.object({ event: z.string().min(1) });
const sender = z.object({
  id: anId,
  name: anything,
  email: anything,
  identifier: anything,
  phone_number: anything,
  type: anything,
});
/** A call says it in words, a list in numbers. */
const direction = z.union([
  z.enum(['incoming', 'outgoing']),
  z.literal(0).transform(() => 'incoming' as const),
  z.literal(1).transform(() => 'outgoing' as const),
]);
const message = z.object({
  id: anId,
  content: anything,
  created_at: anything,
  message_type: direction,
  private: z.literal(false).optional(),
  additional_attributes: z.object({ campaign_id: anything }).nullish().catch(null),
  account: z.object({ id: anId }),
  sender,
  conversation: z.object({
    id: anId,
    additional_attributes: z.object({ referer: anything }).optional().catch(undefined),
    meta: z.object({ hmac_verified: anything }).optional().catch(undefined),
  }),
});
const listedConversation = z.looseObject({ id: anId, last_activity_at: z.number() });
const conversations = z.object({ data: z.object({ payload: those(listedConversation) }) });
const listed = z.object({
  payload: those(z.looseObject({ id: anId, created_at: anything, source_id: anything })),
});
/** Resolved, or the bot's again. */
const leftBehind = z.object({
  id: anId,
  status: z.enum(['resolved', 'pending']),
  // It does not name the account, but its last message does.
  messages: those(z.object({ account_id: anId })).refine((all) => all.length > 0),
  updated_at: anything,
});
const profile = z.object({ accounts: those(z.object({ id: anId })) });

export function createChatwootChat(access: ChatwootAccess): ChatChannel {
  return {
    verify: (call) =>
      access.signed.by === 'path'
        ? demandPath(call.secret, access.signed.secret, 'CHATWOOT_PATH_SECRET')
        : verify(call, access.signed.secret),
    parse: (raw) => {
      const { event } = parseBody(raw, envelope);
      const given: unknown = JSON.parse(raw);
      if (event === 'conversation_status_changed') return left(given);
      return event === 'message_created' ? happenings(given, access.userId) : [];
    },
    reply: (line) => reply(access, line),
    recent: (span) => recent(access, span),
  };
}

function verify({ raw, header }: ChatCall, secret: string): void {
  const stamp = header('x-chatwoot-timestamp') ?? '';
  const keyed = { algorithm: 'sha256', secret, encoding: 'hex' } as const;
  const about = { header: 'X-Chatwoot-Signature', setting: 'CHATWOOT_WEBHOOK_SECRET' };
  demandSame(header('x-chatwoot-signature'), `sha256=${hmac(keyed, `${stamp}.${raw}`)}`, about);
  demandRecent(Number(stamp) * 1_000, 'X-Chatwoot-Timestamp');
}

function left(given: unknown): Happening[] {
  const { success, data } = leftBehind.safeParse(given);
  if (!success) return [];
  const { id, messages, status, updated_at } = data;
  const conversation = `${messages[0]?.account_id}/${id}`;
  return [{ kind: 'left', conversation, isOver: status === 'resolved', ...at(whenMs(updated_at)) }];
}

/** Notes, greetings and what happens to a conversation are not for us. */
function happenings(given: unknown, userId: string): Happening[] {
  const said = message.safeParse(given).data;
  const text = words(said?.content);
  if (said === undefined || text === '') return [];
  const { account, conversation, sender: by } = said;
  const where = {
    conversation: `${account.id}/${conversation.id}`,
    message: { id: said.id, text, ...at(whenMs(said.created_at)) },
  };
  if (said.message_type === 'incoming') {
    // The website signed who they are by the identifier, and nothing else: an address that is none, anybody may type.
    const isSigned =
      conversation.meta?.hmac_verified === true && words(by.identifier).toLowerCase() === words(by.email).toLowerCase();
    const visitor = visitorOf({ ...by, phone: by.phone_number, verified: isSigned ? ['email'] : [] });
    return [{ kind: 'visitor', ...where, visitor, page: pageOf(conversation.additional_attributes?.referer) }];
  }
  // What a campaign says, nobody said to this visitor.
  if (by.type !== 'user' || by.id === userId || said.additional_attributes?.campaign_id != null) return [];
  return [{ kind: 'operator', ...where, operator: { id: by.id, name: words(by.name) || 'A colleague' } }];
}

const whenMs = (given: unknown) => (typeof given === 'number' ? given * 1_000 : Date.parse(words(given)));

const apiOf = ({ url, token }: ChatwootAccess): ChatApi => {
  return { name: 'Chatwoot', baseUrl: url, headers: { api_access_token: token } };
};
const pathOf = (account: string) => `/api/v1/accounts/${encodeURIComponent(account)}/conversations`;

async function reply(access: ChatwootAccess, line: ReplyLine): Promise<void> {
  const api = apiOf(access);
  const [account = '', id = ''] = line.conversation.split('/');
  const path = `${pathOf(account)}/${encodeURIComponent(id)}/messages`;
  const source_id = line.message.id;
  if (line.mayBeThere) {
    const { payload } = await askChat(api, { path }, listed);
    if (payload.some((each) => each.source_id === source_id)) return;
  }
  const body = { content: line.message.text, message_type: 'outgoing', private: false, source_id };
  await callChat(api, { path, body });
}

function recent(access: ChatwootAccess, span: Span): AsyncIterable<Looked> {
  const api = apiOf(access);
  return lookThrough(span, listConversations(api, span), ({ account, conversation }) =>
    readBack(span, async (before) => {
      const path = `${pathOf(account.id)}/${encodeURIComponent(conversation.id)}/messages`;
      const query = before === null ? '' : `?before=${before}`;
      const page = await ifThere(askChat(api, { path: path + query }, listed));
      const [first] = page?.payload ?? [];
      return {
        said: page?.payload.flatMap((each) => happenings({ ...each, account, conversation }, access.userId)) ?? [],
        oldestMs: whenMs(first?.created_at),
        before: first === undefined ? null : String(first.id),
      };
    }),
  );
}

type Where = { account: { id: string }; conversation: z.infer<typeof listedConversation> };

/** The one that moved last comes first. */
async function* listConversations(api: ChatApi, { since }: Span): AsyncGenerator<Touched<Where>> {
  const { accounts } = await askChat(api, { path: '/api/v1/profile', asks: 'list' }, profile);
  for (const account of accounts) {
    for (let page = 1; page <= mostPages; page++) {
      const path = `${pathOf(account.id)}?status=all&assignee_type=all&page=${page}`;
      const { payload } = (await askChat(api, { path, asks: 'list' }, conversations)).data;
      const touched = payload.map((each) => ({
        where: { account, conversation: each },
        atMs: whenMs(each.last_activity_at),
      }));
      yield* touched;
      if ((touched.at(-1)?.atMs ?? 0) < Date.parse(since)) break;
    }
  }
}
