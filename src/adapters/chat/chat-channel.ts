// A chat product: how its calls are known to be its own, what they say happened, and how a line goes back to the visitor.
// `verify` comes before `parse`, on the body exactly as it arrived. A product sends more than we ask for: what `parse` does
// not know is nothing to it, and only what cannot come from the product at all is refused.
import type { Page, Visitor } from '../../core/lead.ts';

/** By these names they are called on, and their leads' channels are named. */
export const chatProducts = ['intercom', 'chatwoot', 'crisp', 'whatsapp', 'instagram', 'zendesk', 'hubspot'] as const;
export type ChatProduct = (typeof chatProducts)[number];

export type ReplyLine = {
  channel: string;
  conversation: string;
  message: { id: string; text: string; at: string };
  from: { kind: 'baton' | 'rep'; name: string };
  /** When the visitor wrote there last; some products take nothing long after it. */
  heardAt: string | null;
  /** It set out before and nobody answered: a product that does not know our ids is asked before it goes out again. */
  mayBeThere: boolean;
};

/** What a job needs of all products together. */
export type Replies = {
  /** Delivering the same line twice must be harmless. */
  reply(line: ReplyLine): Promise<void>;
};

/** A call at our door. `path`: as it was asked for, with its query; `secret`: the last part of the path, where there is one. */
export type ChatCall = {
  raw: string;
  path: string;
  secret: string | null;
  header(name: string): string | undefined;
};

type Where = { conversation: string; message: { id: string; text: string; at?: string } };
export type Happening =
  | ({ kind: 'visitor'; visitor: Visitor; page: Page | null; channel?: string } & Where)
  /** Somebody of the company wrote in the product itself. */
  | ({ kind: 'operator'; operator: { id: string; name: string }; channel?: string } & Where)
  /** Nobody of the company talks there any more: the conversation is over, or the bot's again. */
  | { kind: 'left'; conversation: string; at?: string; isOver: boolean; channel?: string }
  /** A line that the product took before and could not bring to the visitor. */
  | { kind: 'undelivered'; conversation: string; id: string; why: string }
  /** The product does not say what was written: it is to be `read`. */
  | ({ kind: 'unread' } & Unread);

export type Unread = { conversation: string; message: string };

/** `webhook`: any product that signs as ours does. Null: it is known, and not configured. */
export type ChatDoors = Readonly<Record<'webhook' | ChatProduct, ChatChannel | null>>;

/**
 * Where lines may be that no call ever told: in conversations in which something happened `since` then, written `from` then and
 * before `until`. `known`: the conversations that Baton had to do with of late, for a product that lists none.
 */
export type Span = { since: string; from: string; until: string; known: () => Promise<readonly string[]> };
/** One conversation was read, and every other one in which something happened before `upTo`. */
export type Looked = { said: Happening[]; upTo: string };

export type ChatChannel = Replies & {
  /** Throws BadRequestError 401 unless the product sent it. */
  verify(call: ChatCall): void;
  /** In order. Throws BadRequestError 400 or 422 for what is not the product's. */
  parse(raw: string): Happening[];
  /** What was written, and what was written just before it: calls come in any order. */
  read?(about: Unread): Promise<Happening[]>;
  /** Of a product that may tell a line only once: what its calls would have told, the conversation that moved first before others. */
  recent?(span: Span): AsyncIterable<Looked>;
  /** What to say to a product that asks whose door this is. Throws BadRequestError 401. */
  greet?(query: (name: string) => string | undefined): string;
};
