// One thing that happened in a chat product, whichever way it was told: each has its own flow.
import type { Owed } from '../core/job.ts';
import type { Deps, Happening } from '../deps.ts';
import { hearEarly, hearLeft, hearLoss, hearOperator } from './hear-operator.ts';
import { receiveMessage } from './receive-message.ts';

/** `isNew`: it set something in motion. `lead`: whose line of the visitor's it was. */
export type Heard = { isNew: boolean; lead?: string };

export async function hearChat(deps: Deps, product: string, happening: Happening): Promise<Heard> {
  const { db, queue, now } = deps;
  const { conversation } = happening;
  switch (happening.kind) {
    case 'visitor': {
      const { visitor, page, message, channel = product } = happening;
      const line = { ...message, at: message.at ?? now().toISOString() };
      const { kind, lead } = await receiveMessage(deps, { channel, conversation, visitor, page, message: line });
      await hearEarly(deps, { channel, conversation });
      return { isNew: kind === 'stored', lead };
    }
    case 'operator': {
      const { operator, message, channel = product } = happening;
      const line = { ...message, at: message.at ?? now().toISOString() };
      return { isNew: (await hearOperator(deps, { product: channel, conversation, operator, ...line })) === 'stored' };
    }
    case 'left': {
      const { at = now().toISOString(), isOver, channel = product } = happening;
      return { isNew: (await hearLeft(deps, { product: channel, conversation, at, isOver })) === 'stored' };
    }
    case 'undelivered': {
      const { id, why } = happening;
      return { isNew: (await hearLoss(deps, { channel: product, conversation, id, why })) === 'stored' };
    }
    case 'unread': {
      const { message } = happening;
      const job = { kind: 'read-chat', product, conversation, message } as const;
      const owed: Owed = { job, key: `read-chat:${product}:${JSON.stringify([conversation, message])}` };
      await db.inTx((tx) => queue.enqueue(tx, [owed]));
      return { isNew: true };
    }
  }
}
