// The generic chat product: signed webhooks in, signed callbacks out, both by the Standard Webhooks convention.
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { OutsideError } from '../../errors.ts';
import { at, id, parseBody, text, verifyWebhook } from '../webhook.ts';
import type { ChatChannel, Happening, ReplyLine } from './chat-channel.ts';
import { some } from './heard.ts';

const timeoutMs = 10_000;
const longestText = 10_000;

/** What a product adds about the visitor or the page is worth having, never worth losing the message for. */
function extra(most: number, shape: z.ZodType<string> = z.string()) {
  return z
    .unknown()
    .transform((given) => {
      const words = text.safeParse(given).data?.trim().slice(0, most);
      return words !== undefined && words !== '' && shape.safeParse(words).success ? words : undefined;
    })
    .optional();
}

/** What whoever signs the call has checked of it; none, if they do not say. */
const vouched = some(z.enum(['email', 'phone']));

/** Whose line it is. Of one who writes for the company it is an operator's, and what Baton wrote itself is left. */
const from = z
  .object({ kind: z.enum(['visitor', 'rep', 'baton']), id: extra(200), name: extra(200) })
  .default({ kind: 'visitor', id: undefined, name: undefined });
const message = z.object({
  id,
  text: text.pipe(
    z
      .string()
      .max(longestText, `must be at most ${longestText} characters; send it in parts`)
      .refine((given) => given.trim() !== '', 'must not be empty'),
  ),
  at: at.nullish(),
  from,
});
const channel = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be a short lower-case name such as web')
  .refine((name) => name !== 'mail', 'must be that of a chat: mails come in by POST /mail/webhook')
  .refine((name) => name !== 'widget', 'must be another name: that is Baton’s own chat')
  .default('web');
const written = {
  conversation: id,
  visitor: z
    .object({ id, name: extra(200), email: extra(254, z.email()), phone: extra(50), verified: vouched })
    .transform(({ id, verified, ...more }) => {
      const known = withoutGaps(more);
      const checked = verified.filter((what) => what in known);
      return { id, ...known, ...(checked.length > 0 && { verified: checked }) };
    }),
  page: z
    .object({ url: extra(2_000), title: extra(300), referrer: extra(2_000) })
    .transform(({ url, ...more }) => (url === undefined ? null : { url, ...withoutGaps(more) }))
    .nullish()
    .catch(null),
  channel,
};
/** One line as it is written, many at once such as those of a call, and the end of them. */
const told = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message.created'), message, ...written }),
  z.object({ type: z.literal('messages.created'), messages: z.array(message).min(1).max(500), ...written }),
  z.object({ type: z.literal('conversation.closed'), conversation: id, at: at.nullish(), channel }),
]);

function withoutGaps<Given extends object>(given: Given): { [K in keyof Given]?: Exclude<Given[K], undefined> } {
  const there = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [K in keyof Given]?: Exclude<Given[K], undefined> };
}

/** `url` undefined: lines stay in Baton, where the read API has them; `left` hears of each. */
export function createWebhookChat(about: {
  secret: string;
  url: string | undefined;
  left: (line: ReplyLine) => void;
}): ChatChannel {
  const { secret, url, left } = about;
  return {
    verify: ({ raw, header }) => verifyWebhook({ secret, setting: 'CHAT_WEBHOOK_SECRET', raw, header }),
    parse: (raw) => happenings(parseBody(raw, told)),
    reply: async (line) => (url === undefined ? left(line) : sendReply({ secret, url }, line)),
  };
}

function happenings(given: z.infer<typeof told>): Happening[] {
  const { conversation, channel } = given;
  if (given.type === 'conversation.closed') {
    return [{ kind: 'left', conversation, channel, isOver: true, ...(given.at != null && { at: given.at }) }];
  }
  const { visitor, page = null } = given;
  const messages = given.type === 'message.created' ? [given.message] : given.messages;
  return messages.flatMap(({ from: by, at: sentAt, ...rest }): Happening[] => {
    const where = { conversation, channel, message: { ...rest, ...(sentAt != null && { at: sentAt }) } };
    if (by.kind === 'baton') return [];
    if (by.kind === 'visitor') return [{ kind: 'visitor', ...where, visitor, page }];
    const name = by.name ?? 'A colleague';
    return [{ kind: 'operator', ...where, operator: { id: by.id ?? name, name } }];
  });
}

/** The webhook-id is the message's, so whoever receives it twice can tell. */
async function sendReply(target: { url: string; secret: string }, line: ReplyLine): Promise<void> {
  const { channel, conversation, message, from } = line;
  const body = JSON.stringify({ type: 'message.created', conversation, message, from, channel });
  const sentAt = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(target.secret).sign(message.id, sentAt, body),
  };
  let answer: Response;
  try {
    answer = await fetch(target.url, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.arrayBuffer();
  } catch (cause) {
    throw new OutsideError('The chat did not answer.', { system: 'chat', retry: 'later', cause });
  }
  if (answer.ok) return;
  const { status } = answer;
  // A missing address or a wrong key is mended by people; only a conversation that is gone is gone for good.
  const gone = status === 410;
  const seconds = Number(answer.headers.get('retry-after'));
  throw new OutsideError(`The chat answered ${status} to a reply.`, {
    system: 'chat',
    retry: gone ? 'never' : 'later',
    status,
    ...(seconds > 0 && { retryAfterMs: seconds * 1000 }),
  });
}
