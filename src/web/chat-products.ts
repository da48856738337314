// POST /chat/webhook and POST /chat/<product>: what visitors and operators wrote in any chat product. Verified on the body as it
// came, and answered only after it is stored for good. Nothing here asks the product anything: its time-outs are short.
import { type Context, Hono } from 'hono';
import { type ChatChannel, type ChatDoors, chatProducts as products } from '../adapters/chat/chat-channel.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { type Heard, hearChat } from '../flows/hear-chat.ts';

export function chatProducts(deps: Deps, doors: ChatDoors): Hono {
  const routes = new Hono();
  for (const product of ['webhook', ...products] as const) {
    const receive = async (c: Context, secret: string | null) => {
      const channel = configured(doors, product);
      const raw = await c.req.text();
      const { pathname, search } = new URL(c.req.url);
      channel.verify({ raw, path: pathname + search, secret, header: (name) => c.req.header(name) });
      const heard: Heard[] = [];
      // In order: what an operator answers comes after what they answer to.
      for (const happening of channel.parse(raw)) heard.push(await hearChat(deps, product, happening));
      const lead = heard.find((each) => each.lead !== undefined)?.lead;
      const isNew = heard.some((each) => each.isNew);
      // Some products take anything but 200 for a failure.
      return c.json(lead === undefined ? {} : { lead }, isNew && product === 'webhook' ? 202 : 200);
    };
    routes.post(`/chat/${product}`, (c) => receive(c, null));
    routes.post(`/chat/${product}/:secret`, (c) => receive(c, c.req.param('secret')));
    routes.get(`/chat/${product}`, (c) =>
      c.text(configured(doors, product).greet?.((name) => c.req.query(name)) ?? 'Baton listens here.'),
    );
  }
  return routes;
}

function configured(doors: ChatDoors, product: keyof ChatDoors): ChatChannel {
  const channel = doors[product];
  if (channel !== null) return channel;
  const [what, settings] =
    product === 'webhook'
      ? ['The chat webhook', 'CHAT_WEBHOOK_SECRET']
      : [`The chat product ${product}`, `the ${product.toUpperCase()}_ settings`];
  throw new BadRequestError(503, `${what} is not configured: set ${settings} and restart.`);
}
