// POST /form: a plain HTML form beside the chat. It is sent by browsers from the websites that the playbook names, and by nobody's
// script with a secret: what keeps others out is the origin, a trap, and a share for each address and website.
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { type FormInput, formChannel } from '../core/form.ts';
import { formWords } from '../core/form-words.ts';
import { type Language, languageOf } from '../core/language.ts';
import type { Page } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { receiveForm } from '../flows/receive-form.ts';
import { plainPage } from './plain-page.ts';
import { readForm } from './read-form.ts';

const path = `/${formChannel}`;
const largestForm = 64 * 1024;

/** `proxies`: how many stand before Baton and say from where they were called. */
export function form(deps: Deps, { proxies }: { proxies: number }): Hono {
  const routes = new Hono();
  const { company, languages, form: rules } = deps.playbook;
  const { origins = [] } = rules ?? {};

  const wrong = (c: Context, status: BadRequestError['status'], text: string, language: Language = 'en') =>
    isJson(c)
      ? c.json({ error: text }, status)
      : html(c, { title: formWords[language].wrongTitle, text, language }, status);

  routes.use(path, cors({ origin: (origin) => (origins.includes(origin) ? origin : null), allowMethods: ['POST'] }));
  routes.use(
    path,
    bodyLimit({
      maxSize: largestForm,
      onError: (c) => wrong(c, 413, formWords[accepted(c, languages)].large, accepted(c, languages)),
    }),
  );
  routes.onError((error, c) => {
    if (error instanceof BadRequestError) return wrong(c, error.status, error.message);
    throw error;
  });

  routes.post(path, async (c) => {
    if (rules === undefined) {
      throw new BadRequestError(
        503,
        'There is no form here: name its websites under "form" in the playbook and restart.',
      );
    }
    const origin = c.req.header('origin') ?? null;
    if (origin !== null && !origins.includes(origin)) {
      throw new BadRequestError(403, `Forms from ${origin} are not taken: name it under form.origins in the playbook.`);
    }
    const sent = await readForm(c);
    const preferred = accepted(c, languages);
    if (sent.kind !== 'read') {
      const status = sent.kind === 'files' ? 415 : sent.kind === 'large' ? 413 : 422;
      return wrong(c, status, formWords[preferred][sent.kind], preferred);
    }
    const { inputs, page } = pageOf(c, sent.inputs, origins);
    const typed = inputs.filter(({ name }) => name !== rules.trap);
    const isTrapped = typed.length < inputs.length;
    const written = typed.length === 0 ? inputs : typed;
    const about = { origin, address: addressOf(c, proxies), page, isTrapped };
    const received = await receiveForm(deps, { inputs: written, ...about });
    const lines = written.map(({ text }) => ({ from: 'visitor' as const, text }));
    const language = languageOf(lines, [preferred, ...languages]);
    const words = formWords[language];
    switch (received.kind) {
      case 'too-many': {
        c.header('retry-after', String(received.retryAfterS));
        const minutes = String(Math.ceil(received.retryAfterS / 60));
        return wrong(c, 429, words.tooMany.replace('{minutes}', minutes), language);
      }
      case 'stored':
      case 'repeat':
        if (isJson(c)) return c.json({ lead: received.lead }, received.kind === 'stored' ? 202 : 200);
        if (rules.thanks !== undefined) return c.redirect(rules.thanks, 303);
        return html(
          c,
          { title: words.thanksTitle, text: words.thanks.replace('{company}', company.name), language },
          200,
        );
    }
  });
  return routes;
}

/** Whoever sends JSON reads it; so does a script that says so. */
function isJson(c: Context): boolean {
  const says = (name: string) => c.req.header(name)?.toLowerCase().startsWith('application/json') ?? false;
  return says('content-type') || says('accept');
}

type Said = { title: string; text: string; language: Language };

function html(c: Context, { title, text, language }: Said, status: 200 | BadRequestError['status']): Response {
  return c.html(plainPage({ title, paragraphs: [text], language }), status, {
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  });
}

/** The page's own language goes before all others where the browser asks for none of them. */
function accepted(c: Context, languages: readonly [Language, ...Language[]]): Language {
  const asked = (c.req.header('accept-language') ?? '').split(',').map((each) => each.trim().slice(0, 2).toLowerCase());
  return asked.flatMap((each) => languages.find((language) => language === each) ?? []).at(0) ?? languages[0];
}

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

/** What the proxies before Baton say, from the last one on; what stands before that, anybody can write. */
function addressOf(c: Context, proxies: number): string {
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  const said = proxies === 0 ? undefined : hops.at(-proxies);
  return said || (getConnInfo(c).remote.address ?? 'unknown');
}
