// Crisp: hooks of a plugin are signed; hooks of a website are not, and are let in only by a secret path. A line of ours carries a
// fingerprint made from its id, in a range where Crisp's own never are: by it echoes and earlier tries are known.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { askChat, type ChatApi, callChat, ifThere } from './chat-api.ts';
import type { ChatCall, ChatChannel, Happening, Looked, ReplyLine, Span } from './chat-channel.ts';
import { aNumber, anId, anything, at, those, visitorOf, words } from './heard.ts';
import { lookThrough, mostPages, readBack, type Touched } from './recent.ts';
import { demandPath, demandSame, hmac } from './signature.ts';

/** `identifier` and `key`: the plugin's token. */
type CrispAccess = {
  identifier: string;
  key: string;
  apiUrl: string;
  signed: { by: 'secret' | 'path'; secret: string };
};

const envelope = z.object({
  website_id: z.string().min(1),
  event: z.string().min(1),
  timestamp: aNumber,
  data: anything,
});
const resolved = z.object({ website_id: anId, session_id: anId, state: z.literal('resolved') });
const message = z.object({
  website_id: anId,
  session_id: anId,
  type: z.literal('text'),
  content: anything,
  from: z.enum(['user', 'operator']),
  automated: anything,
  fingerprint: z.number(),
  timestamp: aNumber,
  user: z.object({ user_id: anything, nickname: anything }).optional().catch(undefined),
});
const listed = z.object({ data: those(z.looseObject({ fingerprint: z.number(), timestamp: z.number() })) });
const websites = z.object({ data: those(z.object({ website_id: anId })) });
const conversations = z.object({ data: those(z.object({ session_id: anId, updated_at: z.number() })) });

export function createCrispChat(access: CrispAccess): ChatChannel {
  const { signed } = access;
  return {
    verify: (call) =>
      signed.by === 'path' ? demandPath(call.secret, signed.secret, 'CRISP_PATH_SECRET') : verify(call, signed.secret),
    parse: (raw) => happenings(parseBody(raw, envelope)),
    reply: (line) => reply(access, line),
    recent: (span) => recent(access, span),
  };
}

/** Crisp signs what it wrote as JSON, without the blanks that may have come in on the way. Repeats do no harm at any age. */
function verify({ raw, header }: ChatCall, secret: string): void {
  const stamp = header('x-crisp-request-timestamp') ?? '';
  const expected = hmac({ algorithm: 'sha256', secret, encoding: 'hex' }, `[${stamp};${compact(raw)}]`);
  demandSame(header('x-crisp-signature'), expected, { header: 'X-Crisp-Signature', setting: 'CRISP_HOOK_SECRET' });
}

function compact(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw));
  } catch {
    return raw;
  }
}

/** What nobody has named themselves. */
const unnamed = /^visitor\d+$/;

function happenings({ event, data, timestamp }: z.infer<typeof envelope>): Happening[] {
  if (event === 'session:set_state') {
    const { website_id, session_id } = resolved.safeParse(data).data ?? {};
    if (website_id === undefined) return [];
    return [{ kind: 'left', conversation: `${website_id}/${session_id}`, isOver: true, ...at(timestamp) }];
  }
  return event === 'message:send' || event === 'message:received' ? lines(data) : [];
}

function lines(data: unknown): Happening[] {
  const said = message.safeParse(data).data;
  const text = words(said?.content);
  if (said === undefined || text === '') return [];
  const { website_id, session_id, fingerprint, user } = said;
  const conversation = `${website_id}/${session_id}`;
  const where = { conversation, message: { id: String(fingerprint), text, ...at(said.timestamp) } };
  const name = words(user?.nickname);
  if (said.from === 'user') {
    const visitor = visitorOf({ id: session_id, name: unnamed.test(name) ? null : name });
    return [{ kind: 'visitor', ...where, visitor, page: null }];
  }
  if (said.automated === true || fingerprint >= firstOfOurs) return [];
  return [{ kind: 'operator', ...where, operator: { id: words(user?.user_id) || name, name: name || 'An operator' } }];
}

const firstOfOurs = 7_000_000_000_000_000;

/** The same for the same line, at any try. */
function fingerprintOf(id: string): number {
  return firstOfOurs + createHash('sha256').update(id).digest().readUIntBE(0, 6);
}

function apiOf({ identifier, key, apiUrl }: CrispAccess): ChatApi {
  const authorization = `Basic ${Buffer.from(`${identifier}:${key}`).toString('base64')}`;
  return { name: 'Crisp', baseUrl: apiUrl, headers: { authorization, 'x-crisp-tier': 'plugin' } };
}
const pathOf = (conversation: string): string => {
  const [website = '', session = ''] = conversation.split('/').map(encodeURIComponent);
  return `/website/${website}/conversation/${session}`;
};

async function reply(access: CrispAccess, line: ReplyLine): Promise<void> {
  const api = apiOf(access);
  const path = pathOf(line.conversation);
  const fingerprint = fingerprintOf(line.message.id);
  if (line.mayBeThere) {
    const { data } = await askChat(api, { path: `${path}/messages` }, listed);
    if (data.some((each) => each.fingerprint === fingerprint)) return;
  }
  const body = { type: 'text', from: 'operator', origin: 'chat', content: line.message.text, fingerprint };
  await callChat(api, { path: `${path}/message`, body });
}

function recent(access: CrispAccess, span: Span): AsyncIterable<Looked> {
  const api = apiOf(access);
  return lookThrough(span, listConversations(api, span), (conversation) =>
    readBack(span, async (before) => {
      const query = before === null ? '' : `?timestamp_before=${before}`;
      const path = `${pathOf(conversation)}/messages${query}`;
      const data = (await ifThere(askChat(api, { path }, listed)))?.data ?? [];
      const times = data.map(({ timestamp }) => timestamp);
      const oldestMs = Math.min(...times);
      return { said: data.flatMap(lines), oldestMs, before: times.length === 0 ? null : String(oldestMs) };
    }),
  );
}

/** Of every website that has the plugin; the conversation that moved last comes first. */
async function* listConversations(api: ChatApi, { since }: Span): AsyncGenerator<Touched<string>> {
  const { data: sites } = await askChat(
    api,
    { path: '/plugin/connect/websites/all/1?filter_configured=0', asks: 'list' },
    websites,
  );
  for (const { website_id } of sites) {
    for (let page = 1; page <= mostPages; page++) {
      const path = `/website/${encodeURIComponent(website_id)}/conversations/${page}?order_date_updated=1`;
      const { data } = await askChat(api, { path, asks: 'list' }, conversations);
      const touched = data.map(({ session_id, updated_at }) => ({
        where: `${website_id}/${session_id}`,
        atMs: updated_at,
      }));
      yield* touched;
      if ((touched.at(-1)?.atMs ?? 0) < Date.parse(since)) break;
    }
  }
}
