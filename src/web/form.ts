// POST /form: a plain HTML form beside the chat. It is sent by browsers from the websites that the playbook names, and by nobody's
// script with a secret: what keeps others out is the origin, a trap, and a share for each address and website.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { type FormInput, formChannel } from '../core/form.ts';
import { formWords } from '../core/form-words.ts';
import { type Language, type Listed, languageOf } from '../core/language.ts';
import type { Page } from '../core/lead.ts';
import type { FormRules } from '../core/playbook-form.ts';
import { preferredLanguage } from '../core/preferred-language.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { receiveForm } from '../flows/receive-form.ts';
import { addressOf, networkOf } from './address-of.ts';
import { plainPage } from './plain-page.ts';
import { readForm } from './read-form.ts';

const path = `/${formChannel}`;
const largestForm = 64 * 1024;

/** `proxies`: how many stand before Baton and say from where they were called. `countHash`: under which addresses are counted; null without a key. */
type Options = { proxies: number; countHash: ((text: string) => string) | null };
type Door = Deps & Options;

export function form(deps: Deps, { proxies, countHash }: Options): Hono {
  const routes = new Hono();
  const { languages, form: rules } = deps.playbook;
  const { origins = [] } = rules ?? {};
  routes.use(path, cors({ origin: (origin) => (origins.includes(origin) ? origin : null), allowMethods: ['POST'] }));
  routes.use(
    path,
    bodyLimit({
      maxSize: largestForm,
      onError: (c) => wrong(c, 413, 'large', { language: accepted(c, languages) }),
    }),
  );
  routes.onError((error, c) => {
    if (error instanceof BadRequestError) return refuse(c, error.status, { text: error.message, language: 'en' });
    throw error;
  });
  routes.post(path, (c) => {
    if (rules !== undefined) return take({ ...deps, proxies, countHash }, c, rules);
    const sentence = 'There is no form here: name its websites under "form" in the playbook and restart.';
    throw new BadRequestError(503, sentence);
  });
  return routes;
}

async function take(door: Door, c: Context, { origins, trap, thanks }: FormRules): Promise<Response> {
  const { company, languages } = door.playbook;
  const origin = c.req.header('origin') ?? null;
  if (origin !== null && !origins.includes(origin)) {
    throw new BadRequestError(403, `Forms from ${origin} are not taken: name it under form.origins in the playbook.`);
  }
  const sent = await readForm(c);
  const preferred = accepted(c, languages);
  if (sent.kind !== 'read') return wrong(c, statuses[sent.kind], sent.kind, { language: preferred });
  const { inputs, page } = pageOf(c, sent.inputs, origins);
  const typed = inputs.filter(({ name }) => name !== trap);
  const isTrapped = typed.length < inputs.length;
  const written = typed.length === 0 ? inputs : typed;
  const network = networkOf(addressOf(c, door.proxies));
  const address = door.countHash?.(network) ?? network;
  const received = await receiveForm(door, { inputs: written, origin, address, page, isTrapped });
  const lines = written.map(({ text }) => ({ from: 'visitor' as const, text }));
  const language = languageOf(lines, [preferred, ...languages]);
  if (received.kind === 'too-many') {
    const { retryAfterS } = received;
    c.header('retry-after', String(retryAfterS));
    return wrong(c, 429, 'tooMany', { language, minutes: String(Math.ceil(retryAfterS / 60)) });
  }
  if (isJson(c)) return c.json({ lead: received.lead }, received.kind === 'stored' ? 202 : 200);
  if (thanks !== undefined) return c.redirect(thanks, 303);
  const words = formWords[language];
  return html(c, 200, { title: words.thanksTitle, text: words.thanks.replace('{company}', company.name), language });
}

const statuses = { empty: 422, files: 415, large: 413 } as const;
type Status = BadRequestError['status'];

function wrong(
  c: Context,
  status: Status,
  what: keyof typeof statuses | 'tooMany',
  { language, minutes = '' }: { language: Language; minutes?: string },
): Response {
  return refuse(c, status, { text: formWords[language][what].replace('{minutes}', minutes), language });
}

function refuse(c: Context, status: Status, { text, language }: Omit<Said, 'title'>): Response {
  if (isJson(c)) return c.json({ error: text }, status);
  return html(c, status, { title: formWords[language].wrongTitle, text, language });
}

/** Whoever sends JSON reads it; so does a script that says so. */
function isJson(c: Context): boolean {
  const says = (name: string) => c.req.header(name)?.toLowerCase().startsWith('application/json') ?? false;
  return says('content-type') || says('accept');
}

type Said = { title: string; text: string; language: Language };

function html(c: Context, status: 200 | Status, { title, text, language }: Said): Response {
  return c.html(plainPage({ title, paragraphs: [text], language }), status, {
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  });
}

const accepted = (c: Context, languages: Listed) =>
  preferredLanguage({ accepted: c.req.header('accept-language') }, languages);

/** An input called `page` says it whole, where the browser tells no more of it than the website. */
function pageOf(
  c: Context,
  inputs: readonly FormInput[],
  origins: readonly string[],
): { inputs: readonly FormInput[]; page: Page | null } {
  const isOurs = (url: string) => url.length <= 2_000 && URL.canParse(url) && origins.includes(new URL(url).origin);
  const said = inputs.find(({ name, text }) => name === 'page' && isOurs(text));
  const rest = inputs.filter((each) => each !== said);
  if (said !== undefined && rest.length > 0) return { inputs: rest, page: { url: said.text } };
  const referer = c.req.header('referer');
  return { inputs, page: referer !== undefined && isOurs(referer) ? { url: referer } : null };
}
