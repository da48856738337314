// GET and POST /unsubscribe/:token: whoever has had a mail of ours ends them. Looking changes nothing, however often mail scanners
// do; a POST does at once, from the one button of the page or, without any page, from the mail program (RFC 8058).
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { languageOf } from '../core/language.ts';
import type { LeadId } from '../core/lead.ts';
import { unsubscribeWords } from '../core/unsubscribe-words.ts';
import type { Deps } from '../deps.ts';
import { unsubscribeAddress } from '../flows/unsubscribe-address.ts';
import { getLead } from '../store/lead.ts';
import type { UnsubscribeSigner } from '../store/unsubscribe-link.ts';
import { type Plain, plainPage } from './plain-page.ts';

const path = '/unsubscribe';

/** A mail program sends one field. */
const largestForm = 4 * 1024;

export const unsubscribeAt = (url: string, token: string): string => `${url}${path}/${token}`;

export function unsubscribe(deps: Deps, signer: UnsubscribeSigner | null): Hono {
  const routes = new Hono();
  const { company, languages } = deps.playbook;
  const wordsFor = async (id: LeadId | null) => {
    const lead = id === null ? undefined : await getLead(deps.db, id);
    const language = lead === undefined ? languages[0] : languageOf(lead.messages, languages);
    return { language, words: unsubscribeWords[language] };
  };
  const told = (text: string) => [text.replaceAll('{company}', company.name)];

  /** Whose link it is; a page for whoever comes without one. */
  const open = async (c: Context, then: (whose: { lead: LeadId; address: string }) => Promise<Response>) => {
    const whose = signer?.read(c.req.param('token') ?? '') ?? null;
    if (whose !== null) return then(whose);
    const { language, words } = await wordsFor(null);
    return page(c, { title: words.invalidTitle, paragraphs: told(words.invalid), language }, 404);
  };

  routes.use(`${path}/*`, bodyLimit({ maxSize: largestForm }));
  routes.get(`${path}/:token`, (c) =>
    open(c, async ({ lead }) => {
      const { language, words } = await wordsFor(lead);
      return page(c, { title: words.askTitle, paragraphs: told(words.ask), button: words.button, language });
    }),
  );
  routes.post(`${path}/:token`, (c) =>
    open(c, async (whose) => {
      await unsubscribeAddress(deps, whose);
      const { language, words } = await wordsFor(whose.lead);
      return page(c, { title: words.doneTitle, paragraphs: told(words.done), language });
    }),
  );
  return routes;
}

/** The link is nobody else's to see, and with no-referrer browsers would post with the origin "null". */
function page(c: Context, plain: Plain, status: 200 | 404 = 200): Response {
  return c.html(plainPage(plain), status, {
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-robots-tag': 'noindex, nofollow',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  });
}
