// Brings visitor lines to Baton: one at a time per conversation, so that order holds, each tried again under the same
// webhook-id. What does not arrive is a trouble that a newcomer can act on.
import { setTimeout as wait } from 'node:timers/promises';
import type { ChatConversation, ChatLine } from '../state.ts';

export type WebhookSender = {
  url: string | null;
  send(conversation: ChatConversation, line: ChatLine): void;
  troubles(): { at: string; text: string }[];
  settled(): Promise<unknown>;
};

type SenderOptions = {
  now: () => Date;
  changed: () => void;
  retryMs: readonly number[];
  sign: (id: string, body: string) => Record<string, string>;
  signal: AbortSignal;
};

type Answer = { kind: 'taken' } | { kind: 'failed'; why: string; again: boolean };

const keptTroubles = 20;

export function createWebhookSender(options: SenderOptions): WebhookSender {
  const troubles: { at: string; text: string }[] = [];
  const queues = new Map<string, Promise<void>>();

  const deliver = async (id: string, body: string): Promise<void> => {
    const trouble = { at: options.now().toISOString(), text: '' };
    for (const pause of [...options.retryMs, null]) {
      const answer = await post(sender.url, options.sign(id, body), { body, signal: options.signal });
      if (options.signal.aborted) return;
      const given = troubles.indexOf(trouble);
      if (answer.kind === 'taken') {
        if (given >= 0) troubles.splice(given, 1);
        options.changed();
        return;
      }
      const over = !answer.again || pause === null;
      trouble.text = `Baton did not take a visitor's line: ${answer.why} ${over ? 'Given up; say it again when this is mended.' : 'Trying again.'}`;
      if (given < 0) troubles.push(trouble);
      if (troubles.length > keptTroubles) troubles.shift();
      options.changed();
      if (over) return;
      await wait(pause, undefined, { signal: options.signal }).catch(() => {});
    }
  };

  const sender: WebhookSender = {
    url: null,
    send(conversation, line) {
      const body = JSON.stringify({
        type: 'message.created',
        conversation: conversation.id,
        message: { id: line.id, text: line.text, at: line.at },
        visitor: conversation.visitor,
        page: conversation.page,
        channel: 'web',
      });
      const before = queues.get(conversation.id) ?? Promise.resolve();
      queues.set(
        conversation.id,
        before.then(() => deliver(line.id, body)),
      );
    },
    troubles: () => troubles.map((trouble) => ({ ...trouble })),
    settled: () => Promise.allSettled(queues.values()),
  };
  return sender;
}

async function post(
  url: string | null,
  headers: Record<string, string>,
  request: { body: string; signal: AbortSignal },
): Promise<Answer> {
  if (url === null) return { kind: 'failed', why: 'the chat does not know where Baton listens.', again: true };
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(10_000)]);
  try {
    const response = await fetch(url, { method: 'POST', headers, body: request.body, signal });
    const text = await response.text();
    if (response.ok) return { kind: 'taken' };
    return { kind: 'failed', ...reason(response.status, text) };
  } catch {
    return { kind: 'failed', why: `nobody answers at ${url}. Is Baton running?`, again: true };
  }
}

function reason(status: number, text: string): { why: string; again: boolean } {
  if (status === 401) {
    return {
      why: 'it answered 401, the signature does not fit. Both sides need the same CHAT_WEBHOOK_SECRET.',
      again: false,
    };
  }
  const again = status === 408 || status === 429 || status >= 500;
  return { why: `it answered ${status}${text === '' ? '' : ` (${text.slice(0, 200)})`}.`, again };
}
