// The chat products of a running Baton: one door each, and one way back, which is the way the visitor came.
import type {
  ChatChannel,
  ChatDoors,
  Happening,
  Looked,
  Replies,
  ReplyLine,
  Span,
  Unread,
} from './adapters/chat/chat-channel.ts';
import { createChatwootChat } from './adapters/chat/chatwoot.ts';
import { createCrispChat } from './adapters/chat/crisp.ts';
import { createHubspotChat } from './adapters/chat/hubspot-chat.ts';
import { createInstagramChat } from './adapters/chat/instagram.ts';
import { createIntercomChat } from './adapters/chat/intercom.ts';
import { createWebhookChat } from './adapters/chat/webhook-chat.ts';
import { createWhatsappChat } from './adapters/chat/whatsapp.ts';
import { widgetChat } from './adapters/chat/widget-chat.ts';
import { createZendeskChat } from './adapters/chat/zendesk.ts';
import type { ChatProducts } from './config-chat.ts';

type Opening = {
  products: ChatProducts;
  webhook: { secret: string | undefined; replyUrl: string | undefined };
  /** In sandbox mode: its page gets what its own visitors are told. */
  page: { replyUrl: string; chat: { conversations(): readonly { id: string }[] } } | undefined;
  log: { debug(about: object, what: string): void };
  now: () => Date;
};

export type OpenChat = {
  doors: ChatDoors;
  /** Of a product that tells no texts. */
  read(product: string, about: Unread): Promise<Happening[]>;
  /** Those whose conversations are to be looked through for what they never told. */
  lossy: readonly string[];
  recent(product: string, span: Span): AsyncIterable<Looked>;
  replies: Replies;
};

export function openChat({ products, webhook, page, log, now }: Opening): OpenChat {
  const { secret, replyUrl } = webhook;
  // It is there for the read API.
  const left = ({ message }: ReplyLine) => log.debug({ message: message.id }, 'no CHAT_REPLY_URL: it stays in Baton');
  const signed = (url: string | undefined): ChatChannel | null =>
    secret === undefined ? null : createWebhookChat({ secret, url, left });
  const doors: ChatDoors = {
    webhook: signed(replyUrl),
    intercom: products.intercom && createIntercomChat(products.intercom),
    chatwoot: products.chatwoot && createChatwootChat(products.chatwoot),
    crisp: products.crisp && createCrispChat(products.crisp),
    whatsapp: products.whatsapp && createWhatsappChat({ ...products.whatsapp, now }),
    instagram: products.instagram && createInstagramChat({ ...products.instagram, now }),
    zendesk: products.zendesk && createZendeskChat(products.zendesk),
    hubspot: products.hubspot && createHubspotChat(products.hubspot),
  };
  const named = (product: string): ChatChannel | null =>
    Object.entries(doors).find(([name]) => name === product)?.[1] ?? null;
  const onPage = page === undefined ? null : signed(page.replyUrl);
  const wayBack = ({ channel, conversation }: ReplyLine): Replies | null => {
    if (channel === 'widget') return widgetChat;
    if (page?.chat.conversations().some(({ id }) => id === conversation)) return onPage;
    return named(channel) ?? doors.webhook;
  };
  return {
    doors,
    lossy: Object.keys(doors).filter((name) => named(name)?.recent !== undefined),
    recent: (product, span) => named(product)?.recent?.(span) ?? nothing(),
    read: async (product, about) => (await named(product)?.read?.(about)) ?? [],
    replies: { reply: async (line) => (wayBack(line) ?? { reply: async () => left(line) }).reply(line) },
  };
}

/** The product is not used any more. */
async function* nothing(): AsyncGenerator<Looked> {}
