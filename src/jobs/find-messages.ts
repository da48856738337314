// Its person was erased: looks for what Baton wrote in a card's thread, and owes the deletion of each message. Found twice, a
// message is deleted twice, which is harmless.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';

export async function findMessages(deps: JobDeps, { lead, card }: JobOf<'find-messages'>): Promise<void> {
  const { db, queue, slack } = deps;
  const found = await slack.findAll({ channel: card.channel, thread: card.ts, payload: { lead } });
  const owed = found.map((message) => ({ job: { kind: 'delete-message' as const, lead, card: message } }));
  await db.inTx((tx) => queue.enqueue(tx, owed));
}
