// Its person was erased: looks for what Baton wrote of the lead, mostly in a card's thread, and owes the deletion of each message. Found twice, a
// message is deleted twice, which is harmless.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';

export async function findMessages({ db, queue, slack }: JobDeps, job: JobOf<'find-messages'>): Promise<void> {
  const { lead } = job;
  const where =
    'card' in job ? { channel: job.card.channel, thread: job.card.ts } : { channel: job.to, since: job.since };
  const found = await slack.findAll({ ...where, payload: { lead } });
  const owed = found.map((message) => ({ job: { kind: 'delete-message' as const, lead, card: message } }));
  await db.inTx((tx) => queue.enqueue(tx, owed));
}
