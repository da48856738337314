// POST /mail/webhook: what comes back by mail, from any provider's inbound parser that signs. Answered only after it is stored for
// good; what is nobody's is told to people or refused, and never taken silently.
import { Hono } from 'hono';
import { type MailEvent, parseMailEvent } from '../adapters/mail/mail-webhook.ts';
import { verifyWebhook } from '../adapters/webhook.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { failMail } from '../flows/fail-mail.ts';
import { receiveMail } from '../flows/receive-mail.ts';

type Answer = { status: 200 | 202; body: { lead: string | null; note?: string } };

export function mailWebhook(deps: Deps, secret: string | undefined): Hono {
  const routes = new Hono();
  routes.post('/mail/webhook', async (c) => {
    if (secret === undefined) {
      throw new BadRequestError(503, 'The mail webhook is not configured: set MAIL_WEBHOOK_SECRET and restart.');
    }
    const raw = await c.req.text();
    verifyWebhook({ secret, setting: 'MAIL_WEBHOOK_SECRET', raw, header: (name) => c.req.header(name) });
    const { status, body } = await take(deps, parseMailEvent(raw));
    return c.json(body, status);
  });
  return routes;
}

async function take(deps: Deps, event: MailEvent): Promise<Answer> {
  if (event.type === 'mail.received') return received(deps, event);
  const { id, address, messageId = null, why } = event;
  const what = event.type === 'mail.bounced' ? 'bounced' : 'complained';
  const { leads, isRepeat } = await failMail(deps, { id, what, address, messageId, why: why ?? '' });
  return isRepeat ? repeat(leads[0] ?? null) : { status: 202, body: { lead: leads[0] ?? null } };
}

async function received(deps: Deps, event: Extract<MailEvent, { type: 'mail.received' }>): Promise<Answer> {
  const { id, from, subject, text, html, inReplyTo, references, headers, at } = event;
  const taken = await receiveMail(deps, {
    id,
    from: { address: from.address, name: from.name ?? null },
    subject: subject ?? '',
    text: text ?? null,
    html: html ?? null,
    inReplyTo: inReplyTo ?? [],
    references: references ?? [],
    headers: headers ?? new Map(),
    at: at ?? deps.now().toISOString(),
  });
  switch (taken.kind) {
    case 'stored':
      return { status: 202, body: { lead: taken.lead } };
    case 'repeat':
      return repeat(taken.lead);
    case 'repeated':
      return repeat(null);
    case 'colleague':
      return accepted(taken.lead, 'Somebody else than the visitor wrote this; people read it.');
    case 'set-aside':
      return accepted(
        taken.lead,
        taken.why === 'empty' ? 'Nothing in it is the writer’s own.' : 'A program wrote this.',
      );
    case 'gone':
      return accepted(null, 'Whose mail this answers was erased; nothing of it was kept.');
    case 'ignored':
      return accepted(null, 'A program wrote this, and it answers no mail of Baton’s.');
    case 'passed-on':
      return accepted(null, 'It answers no mail of Baton’s; those who keep Baton running read it.');
    case 'unread':
      throw new BadRequestError(
        422,
        'inReplyTo and references name no mail of Baton’s, and the playbook names no ops channel that could read this.',
      );
  }
}

const repeat = (lead: string | null): Answer => ({ status: 200, body: { lead } });
const accepted = (lead: string | null, note: string): Answer => ({ status: 202, body: { lead, note } });
