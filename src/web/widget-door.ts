// The door of our own widget (docs/decisions/0040). Nothing is stored before the first line: until then all there is of a conversation
// is its token. Whoever may come in at all is the guard's to say, before a conversation is begun and before a line is taken.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { id, parseBody, text } from '../adapters/webhook.ts';
import type { Suspicion } from '../core/held.ts';
import type { Page, Visitor } from '../core/lead.ts';
import { preferredLanguage } from '../core/preferred-language.ts';
import { isZone } from '../core/wall-clock.ts';
import { widgetChannel } from '../core/widget-shown.ts';
import { widgetTranscript } from '../core/widget-transcript.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { eraseVisitor } from '../flows/erase-person.ts';
import { identifyVisitor } from '../flows/identify-visitor.ts';
import { receiveOnce } from '../flows/receive-message.ts';
import type { WidgetTickets } from '../store/widget-ticket.ts';
import type { WidgetTokens, WidgetVisit } from '../store/widget-token.ts';
import { eventId, isErased, readEventId, readWidget } from './widget-lines.ts';
import type { WidgetStreams } from './widget-stream.ts';

const largestBody = 64 * 1024;
const longestText = 10_000;
/** As bytes, for all of it goes into the token. */
const longestAddress = 1_000;

/** Who comes in. A refusal is thrown, or is the answer. `suspicion`: why their first line looks like spam. */
export type WidgetGuard = {
  admit(
    c: Context,
    begun: Beginning,
  ): Promise<Response | { visitor: Omit<Visitor, 'id'> & { id?: string }; isTrapped: boolean }>;
  /** Whom the website signed, in a conversation that goes on. */
  identify(c: Context, about: { visit: WidgetVisit; identity: unknown }): Promise<Visitor>;
  line(c: Context, about: { visit: WidgetVisit; text: string }): Promise<Response | { suspicion: Suspicion | null }>;
};

export type WidgetDoor = {
  tokens: WidgetTokens;
  streams: WidgetStreams;
  guard: WidgetGuard;
  /** By what the arms were drawn that the widget showed. */
  tickets: Pick<WidgetTickets, 'read'>;
};

const beginning = z.object({
  ticket: z.string().max(500).exactOptional(),
  language: z.string().max(50).exactOptional(),
  engaged: z.string().max(64).exactOptional(),
  zone: z.string().max(64).exactOptional(),
  page: z
    .object({ url: z.string(), title: z.string().exactOptional(), referrer: z.string().exactOptional() })
    .nullish()
    .catch(null),
  identity: z.unknown().optional(),
  claims: z.unknown().optional(),
  trap: z.unknown().optional(),
  proof: z.unknown().optional(),
});
export type Beginning = z.infer<typeof beginning>;

const line = z.object({
  id: id.pipe(z.string().regex(/^[\w-]{8,64}$/, 'must be a UUID')),
  text: text.pipe(
    z
      .string()
      .max(longestText, `must be at most ${longestText} characters; send it in parts`)
      .refine((given) => given.trim() !== '', 'must not be empty'),
  ),
});

export function widgetDoor(deps: Deps, door: WidgetDoor): Hono {
  const routes = new Hono();
  const visit = (c: Context) => readVisit(c, { tokens: door.tokens, now: deps.now() });
  routes.use(
    '/widget/*',
    bodyLimit({
      maxSize: largestBody,
      onError: () => {
        throw new BadRequestError(413, `That is larger than ${largestBody / 1024} KB; send it in parts.`);
      },
    }),
  );
  routes.post('/widget/conversations', async (c) => begin(c, { deps, door }));
  routes.post('/widget/identity', async (c) => identify(c, await visit(c), { deps, door }));
  routes.post('/widget/messages', async (c) => take(c, visit(c), { deps, door }));
  routes.get('/widget/stream', async (c) => {
    const { conversation } = visit(c);
    if (await isErased(deps, conversation)) return gone(c);
    const had = readEventId(c.req.header('last-event-id') ?? '');
    return door.streams.open(conversation, had) ?? leaving(c);
  });
  routes.get('/widget/lines', async (c) => {
    const { conversation } = visit(c);
    const had = readEventId(c.req.query('after') ?? '');
    const reading = await readWidget(deps, conversation, had);
    if (reading.kind === 'gone') return gone(c);
    const { lead, lines, state, isAnswering, isReset } = reading;
    const n = lines.at(-1)?.n ?? (isReset ? 0 : had.n);
    const next = lead === null ? '0' : eventId(lead, n);
    c.header('cache-control', 'no-store');
    return c.json({ isReset, lines, state, typing: isAnswering ? { who: 'baton', on: true } : null, next });
  });
  routes.get('/widget/transcript', async (c) => {
    const { conversation, language } = visit(c);
    const reading = await readWidget(deps, conversation, { lead: null, n: 0 });
    if (reading.kind === 'gone') return gone(c);
    const { playbook } = deps;
    const asked = c.req.query('zone') ?? '';
    const zone = isZone(asked) ? asked : playbook.zone;
    c.header('cache-control', 'no-store');
    c.header('content-disposition', 'attachment; filename="conversation.txt"');
    return c.text(widgetTranscript(reading.lines, { playbook, language, zone }));
  });
  routes.delete('/widget/conversation', async (c) => {
    const { conversation, visitor } = visit(c);
    const erased = await eraseVisitor(deps, { channel: widgetChannel, conversation, visitor: visitor.id });
    return erased === 'done' ? c.body(null, 204) : c.json({ error: notTheirs }, 409);
  });
  return routes;
}

export const anothers = () => new BadRequestError(403, 'This conversation is another customer’s: begin a new one.');
const notTheirs =
  'This conversation goes on where somebody proved who they are: delete it from there, or ask the company to delete it.';

type By = { deps: Deps; door: WidgetDoor };

async function begin(c: Context, { deps, door }: By): Promise<Response> {
  const asked = parseBody(await readJson(c), beginning);
  const admitted = await door.guard.admit(c, asked);
  if (admitted instanceof Response) return admitted;
  const { newId, now, playbook } = deps;
  const visit: WidgetVisit = {
    conversation: newId('conversation'),
    visitor: { id: newId('visitor'), ...admitted.visitor, ...zoneOf(asked) },
    ...(admitted.isTrapped && { isTrapped: true }),
    ...(asked.engaged !== undefined && { engaged: asked.engaged }),
    page: pageOf(asked.page ?? null),
    language: preferredLanguage(
      { asked: asked.language === undefined ? [] : [asked.language], accepted: c.req.header('accept-language') },
      playbook.languages,
    ),
    seed: door.tickets.read(asked.ticket ?? '')?.seed ?? null,
  };
  const token = door.tokens.tokenFor(visit, now().toISOString());
  return c.json({ conversation: visit.conversation, token }, 201);
}

/** The token says from here on who they are. */
async function identify(c: Context, visit: WidgetVisit, { deps, door }: By): Promise<Response> {
  const { identity } = parseBody(await readJson(c), z.object({ identity: z.unknown() }));
  const visitor = { ...visit.visitor, ...(await door.guard.identify(c, { visit, identity })) };
  const place = { channel: widgetChannel, conversation: visit.conversation };
  const identified = await identifyVisitor(deps, { place, visitor });
  if (identified === 'gone') return gone(c);
  if (identified === 'another') throw anothers();
  return c.json({ token: door.tokens.tokenFor({ ...visit, visitor }, deps.now().toISOString()) });
}

async function take(c: Context, visit: WidgetVisit, { deps, door }: By): Promise<Response> {
  const message = parseBody(await readJson(c), line);
  const admitted = await door.guard.line(c, { visit, text: message.text });
  if (admitted instanceof Response) return admitted;
  const { conversation, visitor, page, language, engaged = null, seed } = visit;
  const received = await receiveOnce(deps, {
    channel: widgetChannel,
    conversation,
    visitor,
    page,
    message: { ...message, at: deps.now().toISOString() },
    suspicion: admitted.suspicion,
    greeted: { language, engaged, seed },
  });
  if (received === null) return gone(c);
  return c.json({ id: message.id }, received.kind === 'stored' ? 202 : 200);
}

/** Whose conversation it is. */
export function readVisit(c: Context, { tokens, now }: Pick<WidgetDoor, 'tokens'> & { now: Date }): WidgetVisit {
  const [, token] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const visit = token === undefined ? null : tokens.read(token, now.toISOString());
  if (visit !== null) return visit;
  throw new BadRequestError(
    401,
    'This conversation cannot be continued: begin a new one with POST /widget/conversations.',
  );
}

export async function readJson(c: Context): Promise<string> {
  if (/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return c.req.text();
  throw new BadRequestError(415, 'Only text can be sent here, as JSON. Paste the text itself instead of a file.');
}

/** What is no zone is no reason to keep anybody from talking. */
const zoneOf = ({ zone }: Beginning): Pick<Visitor, 'zone'> => (zone !== undefined && isZone(zone) ? { zone } : {});

/** What is longer than anybody reads is left out, not cut into another address. */
function pageOf(page: { url: string; title?: string; referrer?: string } | null): Page | null {
  const fits = (address: string) => address !== '' && Buffer.byteLength(address) <= longestAddress;
  if (page === null || !fits(page.url)) return null;
  const { url, title = '', referrer = '' } = page;
  const clean = (given: string) => text.parse(given);
  return {
    url: clean(url),
    ...(title !== '' && { title: clean(title.slice(0, 200)) }),
    ...(fits(referrer) && { referrer: clean(referrer) }),
  };
}

const gone = (c: Context) =>
  c.json({ error: 'This conversation was deleted. Begin a new one with POST /widget/conversations.' }, 410);

function leaving(c: Context): Response {
  c.header('retry-after', '1');
  return c.json({ error: 'Baton is restarting: come back in a second.' }, 503);
}
