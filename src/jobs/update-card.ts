// Redraws the card with the present truth. Running twice, late or out of order cannot show an older truth.
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
  const owed = [{ job: { kind: 'post-card' as const, lead: lead.id }, key: `post-card:${lead.id}` }];
  await db.inTx((tx) => commitLead(tx, { before: lead, after: { ...lead, card: null }, events: [], owed, at }, deps));
}
