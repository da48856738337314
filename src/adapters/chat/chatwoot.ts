// Chatwoot: an account webhook. Newer versions sign it; older ones are let in only by a secret path. Replies go out as the user
// who is Baton, each under an id of ours, and whatever another user writes to the visitor pauses Baton. Chatwoot calls once.
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { type ChatApi, callChat } from './chat-api.ts';
import type { ChatCall, ChatChannel, Happening, ReplyLine } from './chat-channel.ts';
import { anId, anything, at, pageOf, visitorOf, words } from './heard.ts';
import { demandPath, demandRecent, demandSame, hmac } from './signature.ts';

/** `userId`: the user who is Baton. */
type ChatwootAccess = {
  url: string;
  token: string;
  userId: string;
  signed: { by: 'secret' | 'path'; secret: string };
};

const envelope = z.object({ event: z.string().min(1) });
const sender = z.object({ id: anId, name: anything, email: anything, phone_number: anything, type: anything });
const message = z.object({
  id: anId,
  content: anything,
  created_at: anything,
  message_type: z.enum(['incoming', 'outgoing']),
  private: z.literal(false).optional(),
  account: z.object({ id: anId }),
  sender,
  conversation: z.object({
    id: anId,
    additional_attributes: z.object({ referer: anything }).optional().catch(undefined),
  }),
});
const listed = z.object({ payload: z.array(z.unknown()) });
const ours = z.object({ source_id: z.string() });

export function createChatwootChat(access: ChatwootAccess): ChatChannel {
  return {
    verify: (call) =>
      access.signed.by === 'path'
        ? demandPath(call.secret, access.signed.secret, 'CHATWOOT_PATH_SECRET')
        : verify(call, access.signed.secret),
    parse: (raw) => (parseBody(raw, envelope).event === 'message_created' ? happenings(raw, access.userId) : []),
    reply: (line) => reply(access, line),
  };
}

function verify({ raw, header }: ChatCall, secret: string): void {
  const stamp = header('x-chatwoot-timestamp') ?? '';
  const keyed = { algorithm: 'sha256', secret, encoding: 'hex' } as const;
  const about = { header: 'X-Chatwoot-Signature', setting: 'CHATWOOT_WEBHOOK_SECRET' };
  demandSame(header('x-chatwoot-signature'), `sha256=${hmac(keyed, `${stamp}.${raw}`)}`, about);
  demandRecent(Number(stamp) * 1_000, 'X-Chatwoot-Timestamp');
}

/** Notes, greetings and what happens to a conversation are not for us. */
function happenings(raw: string, userId: string): Happening[] {
  const said = message.safeParse(JSON.parse(raw)).data;
  const text = words(said?.content);
  if (said === undefined || text === '') return [];
  const { account, conversation, sender: by } = said;
  const where = {
    conversation: `${account.id}/${conversation.id}`,
    message: { id: said.id, text, ...at(Date.parse(words(said.created_at))) },
  };
  if (said.message_type === 'incoming') {
    const visitor = visitorOf({ ...by, phone: by.phone_number });
    return [{ kind: 'visitor', ...where, visitor, page: pageOf(conversation.additional_attributes?.referer) }];
  }
  if (by.type !== 'user' || by.id === userId) return [];
  return [{ kind: 'operator', ...where, operator: { id: by.id, name: words(by.name) || 'A colleague' } }];
}

async function reply({ url, token }: ChatwootAccess, line: ReplyLine): Promise<void> {
  const api: ChatApi = { name: 'Chatwoot', baseUrl: url, headers: { api_access_token: token } };
  const [account = '', conversation = ''] = line.conversation.split('/').map(encodeURIComponent);
  const path = `/api/v1/accounts/${account}/conversations/${conversation}/messages`;
  const source_id = line.message.id;
  if (line.mayBeThere) {
    const there = listed.safeParse(await callChat(api, { method: 'GET', path })).data?.payload ?? [];
    if (there.some((each) => ours.safeParse(each).data?.source_id === source_id)) return;
  }
  const body = { content: line.message.text, message_type: 'outgoing', private: false, source_id };
  await callChat(api, { path, body });
}
