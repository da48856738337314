// Delivers our next undelivered line to the visitor's chat; one line a run, so that a retry never puts lines out of order.
// The id is the message row's, so a second delivery is recognised.
import { owedReply } from '../core/decision.ts';
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { deliveredUpTo, markDelivered } from '../store/delivery.ts';
import { getLead } from '../store/lead.ts';

export async function sendReply({ db, queue, chat }: JobDeps, job: JobOf<'send-reply'>): Promise<void> {
  const delivered = await deliveredUpTo(db, job.lead);
  const lead = await getLead(db, job.lead);
  const [next, ...more] = (lead?.messages ?? []).filter(({ n, from }) => n > delivered && from !== 'visitor');
  if (lead === undefined || next === undefined || next.from === 'visitor') return;
  await chat.reply({
    conversation: lead.conversation,
    message: { id: `${lead.id}-${next.n}`, text: next.text, at: next.at },
    from: { kind: next.from, name: next.name ?? 'Baton' },
  });
  await db.inTx(async (tx) => {
    await markDelivered(tx, lead.id, next.n);
    if (more.length > 0) await queue.enqueue(tx, [owedReply(lead)]);
  });
}
