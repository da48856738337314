// The chat products of a running Baton: one door each, and one way back, which is the way the visitor came.
import type { ChatChannel, ChatDoors, Replies, ReplyLine } from './adapters/chat/chat-channel.ts';
import { createChatwootChat } from './adapters/chat/chatwoot.ts';
import { createCrispChat } from './adapters/chat/crisp.ts';
import { createInstagramChat } from './adapters/chat/instagram.ts';
import { createIntercomChat } from './adapters/chat/intercom.ts';
import { createWebhookChat } from './adapters/chat/webhook-chat.ts';
import { createWhatsappChat } from './adapters/chat/whatsapp.ts';
import { createZendeskChat } from './adapters/chat/zendesk.ts';
import type { ChatProducts } from './config-chat.ts';

type Opening = {
  products: ChatProducts;
  webhook: { secret: string | undefined; replyUrl: string | undefined };
  /** In sandbox mode: its page gets what its own visitors are told. */
  page: { replyUrl: string; has(conversation: string): boolean } | undefined;
  /** A line that goes nowhere stays in Baton for the read API. */
  left(line: ReplyLine): void;
  now: () => Date;
};

export type OpenChat = { doors: ChatDoors; replies: Replies };

export function openChat({ products, webhook, page, left, now }: Opening): OpenChat {
  const { secret, replyUrl } = webhook;
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
  };
  const onPage = page === undefined ? null : signed(page.replyUrl);
  const wayBack = ({ channel, conversation }: ReplyLine): Replies | null => {
    if (page?.has(conversation)) return onPage;
    const product = Object.entries(doors).find(([name]) => name === channel)?.[1];
    return product ?? doors.webhook;
  };
  return {
    doors,
    replies: { reply: async (line) => (wayBack(line) ?? { reply: async () => left(line) }).reply(line) },
  };
}
