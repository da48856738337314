// POST /chat/webhook: a visitor's line from any chat product that signs. Answered only after it is stored for good.
import { Hono } from 'hono';
import { parseWebhook } from '../adapters/chat/webhook-chat.ts';
import { verifyWebhook } from '../adapters/webhook.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { receiveMessage } from '../flows/receive-message.ts';

export function chatWebhook(deps: Deps, secret: string | undefined): Hono {
  const routes = new Hono();
  routes.post('/chat/webhook', async (c) => {
    if (secret === undefined) {
      throw new BadRequestError(503, 'The chat webhook is not configured: set CHAT_WEBHOOK_SECRET and restart.');
    }
    const raw = await c.req.text();
    verifyWebhook({ secret, setting: 'CHAT_WEBHOOK_SECRET', raw, header: (name) => c.req.header(name) });
    const { conversation, message, visitor, page, channel } = parseWebhook(raw);
    const received = await receiveMessage(deps, {
      channel,
      conversation,
      message: { ...message, at: message.at ?? deps.now().toISOString() },
      visitor,
      page: page ?? null,
    });
    return c.json({ lead: received.lead }, received.kind === 'stored' ? 202 : 200);
  });
  return routes;
}
