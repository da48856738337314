// Crisp: hooks of a plugin are signed; hooks of a website are not, and are let in only by a secret path. A line of ours carries a
// fingerprint made from its id, in a range where Crisp's own never are: by it echoes and earlier tries are known.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { type ChatApi, callChat } from './chat-api.ts';
import type { ChatCall, ChatChannel, Happening, ReplyLine } from './chat-channel.ts';
import { aNumber, anId, anything, at, visitorOf, words } from './heard.ts';
import { demandPath, demandSame, hmac } from './signature.ts';

/** `identifier` and `key`: the plugin's token. */
type CrispAccess = {
  identifier: string;
  key: string;
  apiUrl: string;
  signed: { by: 'secret' | 'path'; secret: string };
};

const envelope = z.object({ website_id: z.string().min(1), event: z.string().min(1), data: anything });
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
const listed = z.object({ data: z.array(z.unknown()) });
const fingerprinted = z.object({ fingerprint: z.number() });

export function createCrispChat(access: CrispAccess): ChatChannel {
  const { signed } = access;
  return {
    verify: (call) =>
      signed.by === 'path' ? demandPath(call.secret, signed.secret, 'CRISP_PATH_SECRET') : verify(call, signed.secret),
    parse: (raw) => happenings(parseBody(raw, envelope)),
    reply: (line) => reply(access, line),
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

function happenings({ event, data }: z.infer<typeof envelope>): Happening[] {
  if (event !== 'message:send' && event !== 'message:received') return [];
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

async function reply({ identifier, key, apiUrl }: CrispAccess, line: ReplyLine): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${identifier}:${key}`).toString('base64')}`;
  const api: ChatApi = { name: 'Crisp', baseUrl: apiUrl, headers: { authorization, 'x-crisp-tier': 'plugin' } };
  const [website = '', session = ''] = line.conversation.split('/').map(encodeURIComponent);
  const path = `/website/${website}/conversation/${session}`;
  const fingerprint = fingerprintOf(line.message.id);
  if (line.mayBeThere) {
    const there = listed.safeParse(await callChat(api, { method: 'GET', path: `${path}/messages` })).data?.data ?? [];
    if (there.some((each) => fingerprinted.safeParse(each).data?.fingerprint === fingerprint)) return;
  }
  const body = { type: 'text', from: 'operator', origin: 'chat', content: line.message.text, fingerprint };
  await callChat(api, { path: `${path}/message`, body });
}
