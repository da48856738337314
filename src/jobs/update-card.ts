// Redraws the card with the present truth. Running twice, late or out of order cannot show an older truth.
import { owedCard } from '../core/decision.ts';
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { leadCard } from '../slack/cards/lead-card.ts';
import { commitLead, getLead } from '../store/lead.ts';

export async function updateCard(deps: JobDeps, job: JobOf<'update-card'>): Promise<void> {
  const { db, playbook, slack, now } = deps;
  const lead = await getLead(db, job.lead);
  if (lead === undefined || lead.card === null) return;
  const at = now().toISOString();
  const done = await slack.update(lead.card, leadCard({ lead, playbook, now: at }));
  if (done === 'updated') return;
  // Somebody deleted the message: the lead is still owed a card.
  const after = { ...lead, card: null, inThread: 0 };
  await db.inTx((tx) => commitLead(tx, { before: lead, after, events: [], owed: owedCard(after), at }, deps));
}
