// A door that speaks the widget's protocol (docs/decisions/0040) and does what a test says: it falls silent, goes down, drafts, is
// closed for the night. What the real door does is in the journeys; this one is for what a real one does too rarely.
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { widgetWords } from '../../src/core/widget-words.ts';
import type { Line, Settings } from '../../src/web/widget/protocol.ts';
import { chatPath, widgetBundle } from '../../src/web/widget-bundle.ts';

export type Door = Awaited<ReturnType<typeof startDoor>>;
type Said = Omit<Line, 'n' | 'at' | 'name'> & { name?: string };

const settings: Omit<Settings, 'chat'> = {
  company: 'Northwind Analytics',
  language: 'en',
  texts: widgetWords.en,
  opening: "Hi! I'm Baton. What brings you to Northwind today?",
  disclosure: widgetWords.en.disclosure,
  privacy: {
    text: 'What you write here is read and kept by Northwind Analytics to answer you.',
    url: 'https://northwind.example/privacy',
  },
  isOpen: true,
  opens: null,
  engagement: [],
  caps: { perVisit: 1, everyHours: 24 },
  ticket: 'a-ticket',
};

export async function startDoor() {
  let lines: Line[] = [];
  let token = 'token-1';
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const seen = {
    settings: 0,
    opened: 0,
    begun: [] as Record<string, unknown>[],
    posted: [] as string[],
    polls: 0,
    taken: [] as object[],
    identified: [] as object[],
  };
  const how = {
    settings: {} as Partial<Settings>,
    isSilent: false,
    refuse: null as number | null,
    times: { kind: 'none' } as object,
    /** What is answered to who begins; null: a conversation. */
    begin: null as ((body: Record<string, unknown>) => { status: number; body: object } | null) | null,
    state: {
      isOpen: true,
      opens: null as string | null,
      withRep: null as string | null,
      isOver: false,
      mayChoose: false,
    },
  };
  const write = (text: string) => {
    for (const stream of streams) stream.enqueue(new TextEncoder().encode(text));
  };
  const tell = (event: string, data: object) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const lineEvent = (line: Line) => `event: line\nid: ${line.n}\ndata: ${JSON.stringify(line)}\n\n`;
  const say = (said: Said) => {
    const name = said.from === 'baton' ? 'Baton' : '';
    const line: Line = { name, ...said, n: lines.length + 1, at: new Date().toISOString() };
    lines.push(line);
    write(lineEvent(line));
  };

  const app = new Hono();
  app.route('/', widgetBundle());
  app.use(cors({ origin: '*', allowHeaders: ['authorization', 'content-type', 'last-event-id'] }));
  app.get('/widget/settings', async (c) => {
    seen.settings++;
    return c.json({ ...settings, ...how.settings, chat: await chatPath() });
  });
  app.post('/widget/opened', (c) => {
    seen.opened++;
    return c.body(null, 204);
  });
  app.use('/widget/*', async (c, next) => {
    if (c.req.path !== '/widget/conversations' && c.req.header('authorization') !== `Bearer ${token}`) {
      return c.json({ error: 'gone' }, 401);
    }
    await next();
  });
  app.post('/widget/conversations', async (c) => {
    const body = (await c.req.json()) as Record<string, unknown>;
    seen.begun.push(body);
    const refused = how.begin?.(body) ?? null;
    if (refused !== null) return c.json(refused.body, refused.status as 422);
    return c.json({ conversation: 'conversation_1', token }, 201);
  });
  app.post('/widget/identity', async (c) => {
    seen.identified.push((await c.req.json()) as object);
    token = `${token}-named`;
    return c.json({ token });
  });
  app.post('/widget/messages', async (c) => {
    const { id, text } = (await c.req.json()) as { id: string; text: string };
    if (how.refuse !== null) return c.json({ error: 'refused' }, how.refuse as 422);
    seen.posted.push(text);
    if (lines.some((line) => line.id === id)) return c.json({ id });
    say({ from: 'visitor', id, text });
    return c.json({ id }, 202);
  });
  app.get('/widget/stream', (c) => {
    const after = Number(c.req.header('last-event-id') ?? 0);
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        own = controller;
        if (how.isSilent) return;
        const all = lines.filter(({ n }) => n > after).map(lineEvent);
        controller.enqueue(
          new TextEncoder().encode(`${all.join('')}event: state\ndata: ${JSON.stringify(how.state)}\n\n`),
        );
        streams.add(controller);
      },
      cancel: () => void (own && streams.delete(own)),
    });
    return c.body(body, 200, { 'content-type': 'text/event-stream' });
  });
  app.get('/widget/lines', (c) => {
    seen.polls++;
    const after = Number(c.req.query('after') ?? 0);
    const next = lines.at(-1)?.n ?? 0;
    const isReset = after > next;
    return c.json({
      isReset,
      lines: lines.filter(({ n }) => isReset || n > after),
      state: how.state,
      typing: null,
      next,
    });
  });
  app.get('/widget/transcript', (c) => c.text(lines.map(({ text }) => text).join('\n')));
  app.get('/widget/times', (c) => c.json(how.times));
  app.post('/widget/times', async (c) => {
    seen.taken.push((await c.req.json()) as object);
    return c.json({}, 202);
  });
  app.delete('/widget/conversation', (c) => {
    lines = [];
    token = `token-${Math.random()}`;
    return c.body(null, 204);
  });

  const listen = (port: number) =>
    new Promise<ReturnType<typeof createAdaptorServer>>((resolve) => {
      const made = createAdaptorServer({ fetch: app.fetch });
      made.listen(port, '127.0.0.1', () => resolve(made));
    });
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
      streams.clear();
    });
  return {
    /** Another host than that of the page. */
    url: `http://localhost:${port}`,
    seen,
    how,
    /** What they had read is another lead's now. */
    startOver: () => {
      lines = [];
    },
    say,
    tell,
    setState(state: Partial<typeof how.state>) {
      Object.assign(how.state, state);
      tell('state', how.state);
    },
    /** All that was, is forgotten; tokens of before open nothing. */
    renew() {
      lines = [];
      token = `token-${Math.random()}`;
      streams.clear();
      Object.assign(seen, { settings: 0, opened: 0, begun: [], posted: [], polls: 0, taken: [], identified: [] });
      Object.assign(how, { settings: {}, isSilent: false, refuse: null, begin: null, times: { kind: 'none' } });
      Object.assign(how.state, { isOpen: true, opens: null, withRep: null, isOver: false, mayChoose: false });
    },
    down,
    async up() {
      server = await listen(port);
    },
    streams: () => streams.size,
    stop: down,
  };
}
