// The conversations of the stand-in chat product. A reply is known by its id: the same one twice is one line.
import { randomUUID } from 'node:crypto';
import { BadRequestError } from '../../errors.ts';
import type { ChatConversation, ChatLine } from '../state.ts';

export type NewConversation = {
  visitor?: { id?: string | undefined; name?: string | undefined; email?: string | undefined } | undefined;
  page?: ChatConversation['page'] | undefined;
};

export type Reply = {
  conversation: string;
  message: { id: string; text: string; at: string };
  from: { kind: 'baton' | 'rep'; name: string };
};

export type ChatRoom = ReturnType<typeof createChatRoom>;

const frontPage = { url: 'https://northwind-analytics.example/', title: 'Northwind Analytics' };

export function createChatRoom(now: () => Date) {
  const conversations = new Map<string, ChatConversation>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const find = (id: string): ChatConversation => {
    const conversation = conversations.get(id);
    if (conversation === undefined)
      throw new BadRequestError(404, `There is no conversation "${id}". Start a new one.`);
    return conversation;
  };
  return {
    changed,
    find,
    onChange(fn: () => void): () => void {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    conversations: () => structuredClone([...conversations.values()]),
    restore(kept: ChatConversation[]) {
      conversations.clear();
      for (const conversation of structuredClone(kept)) conversations.set(conversation.id, conversation);
      changed();
    },
    open({ visitor, page }: NewConversation): ChatConversation {
      const { id = `visitor-${randomUUID().slice(0, 8)}`, name, email } = visitor ?? {};
      const conversation: ChatConversation = {
        id: `chat-${randomUUID().slice(0, 8)}`,
        visitor: { id, ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) },
        page: page ?? frontPage,
        lines: [],
      };
      conversations.set(conversation.id, conversation);
      changed();
      return conversation;
    },
    add(conversation: ChatConversation, text: string): ChatLine {
      const name = conversation.visitor.name ?? 'Visitor';
      const line: ChatLine = { id: randomUUID(), from: 'visitor', name, text, at: now().toISOString() };
      conversation.lines.push(line);
      changed();
      return line;
    },
    take({ conversation, message, from }: Reply): { repeated: boolean } {
      const { lines } = find(conversation);
      if (lines.some(({ id }) => id === message.id)) return { repeated: true };
      lines.push({ id: message.id, from: from.kind, name: from.name, text: message.text, at: message.at });
      changed();
      return { repeated: false };
    },
  };
}
