// A website-chat product, stood in for: it stores lines, tells Baton about them with a signed webhook, takes Baton's signed
// replies, and can play visitors. Baton must not be able to tell it from a real one: same HTTP, same signatures, same retries.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { BadRequestError } from '../../errors.ts';
import type { ChatConversation, ChatLine } from '../state.ts';
import { type ChatRoom, createChatRoom } from './chat-room.ts';
import { type Pace, playVisitor } from './play-visitor.ts';
import { signBody, verifyBody } from './signature.ts';
import { visitorScripts } from './visitors.ts';
import { createWebhookSender } from './webhook-sender.ts';

export type ChatSandboxOptions = {
  webhookSecret: string;
  webhookUrl?: string;
  now?: () => Date;
  /** How fast scripted visitors read and type. */
  pace?: Partial<Pace>;
  /** Waits between tries of one webhook; the first try is at once. */
  retryMs?: readonly number[];
};

export type ChatSnapshot = { conversations: ChatConversation[] };

export type ChatSandbox = {
  readonly app: Hono;
  webhookUrl: string | null;
  conversations(): ChatConversation[];
  visitors(): { id: string; title: string; about: string }[];
  troubles(): { at: string; text: string }[];
  onChange(fn: () => void): () => void;
  snapshot(): ChatSnapshot;
  restore(snapshot: ChatSnapshot): void;
  stop(): Promise<void>;
};

const page = z.object({ url: z.string().max(2000), title: z.string().max(300) });
const newBody = z.object({
  visitor: z
    .object({ id: z.string().max(200), name: z.string().max(200), email: z.string().max(320) })
    .partial()
    .optional(),
  page: page.optional(),
});
const sayBody = z.object({ conversation: z.string(), text: z.string().trim().min(1).max(8000) });
const playBody = z.object({ visitor: z.string() });
const replyBody = z.object({
  type: z.literal('message.created'),
  conversation: z.string(),
  message: z.object({ id: z.string().min(1), text: z.string(), at: z.string() }),
  from: z.object({ kind: z.enum(['baton', 'rep']), name: z.string() }),
});

export function createChatSandbox(options: ChatSandboxOptions): ChatSandbox {
  const now = options.now ?? (() => new Date());
  const room = createChatRoom(now);
  const playing = new Set<Promise<void>>();
  const ending = new AbortController();
  const sender = createWebhookSender({
    now,
    changed: room.changed,
    retryMs: options.retryMs ?? [1_000, 5_000, 30_000],
    sign: (id, body) => signBody(options.webhookSecret, { id, body, at: now() }),
    signal: ending.signal,
  });
  sender.url = options.webhookUrl ?? null;

  const say = (conversation: ChatConversation, text: string): ChatLine => {
    const line = room.add(conversation, text);
    sender.send(conversation, line);
    return line;
  };
  const play = (visitor: string): ChatConversation => {
    const script = visitorScripts.find(({ id }) => id === visitor);
    if (script === undefined) throw new BadRequestError(404, `There is no scripted visitor "${visitor}".`);
    const conversation = room.open({
      page: script.page,
      visitor: script.name === undefined ? {} : { name: script.name },
    });
    const voice = { conversation, say: (text: string) => say(conversation, text), onChange: room.onChange };
    const run = playVisitor(script, voice, { pace: options.pace ?? {}, signal: ending.signal });
    playing.add(run);
    run.finally(() => playing.delete(run));
    return conversation;
  };

  return {
    app: createChatRoutes({ room, say, play, verify: verifier(options.webhookSecret, now) }),
    get webhookUrl() {
      return sender.url;
    },
    set webhookUrl(url) {
      sender.url = url;
    },
    conversations: room.conversations,
    visitors: () => visitorScripts.map(({ id, title, about }) => ({ id, title, about })),
    troubles: sender.troubles,
    onChange: room.onChange,
    snapshot: () => ({ conversations: room.conversations() }),
    restore: ({ conversations }) => room.restore(conversations),
    async stop() {
      ending.abort();
      await Promise.allSettled([...playing, sender.settled()]);
    },
  };
}

function verifier(secret: string, now: () => Date) {
  return (headers: Headers, body: string): boolean => {
    const id = headers.get('webhook-id');
    const timestamp = headers.get('webhook-timestamp');
    return verifyBody(secret, { id, timestamp, signature: headers.get('webhook-signature'), body, now: now() });
  };
}

type ChatDesk = {
  room: ChatRoom;
  say(conversation: ChatConversation, text: string): ChatLine;
  play(visitor: string): ChatConversation;
  verify(headers: Headers, body: string): boolean;
};

function createChatRoutes(desk: ChatDesk): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof BadRequestError) return c.json({ error: error.message }, error.status);
    throw error;
  });
  app.post('/sandbox/chat/new', async (c) => c.json({ conversation: desk.room.open(await read(c, newBody)).id }, 201));
  app.post('/sandbox/chat/say', async (c) => {
    const { conversation, text } = await read(c, sayBody);
    return c.json({ message: desk.say(desk.room.find(conversation), text).id }, 202);
  });
  app.post('/sandbox/chat/play', async (c) =>
    c.json({ conversation: desk.play((await read(c, playBody)).visitor).id }, 202),
  );
  app.post('/sandbox/chat/replies', async (c) => {
    const body = await c.req.text();
    if (!desk.verify(c.req.raw.headers, body))
      return c.json({ error: 'The signature does not fit CHAT_WEBHOOK_SECRET.' }, 401);
    return c.json(desk.room.take(parse(body, replyBody)));
  });
  return app;
}

async function read<T>(c: Context, shape: z.ZodType<T>): Promise<T> {
  return parse(await c.req.text(), shape);
}

function parse<T>(body: string, shape: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new BadRequestError(400, 'The body is not JSON.');
  }
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BadRequestError(422, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'wrong shape'}`);
}
