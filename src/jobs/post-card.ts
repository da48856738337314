// Puts the lead's card into its team's channel, once.
import type { JobOf } from '../core/job.ts';
import { teamOf } from '../core/playbook.ts';
import { posted } from '../core/post.ts';
import type { JobDeps } from '../deps.ts';
import { leadCard } from '../slack/cards/lead-card.ts';
import { getLead } from '../store/lead.ts';
import { changeLead } from './change-lead.ts';
import { postOnce } from './post-once.ts';

export async function postCard(deps: JobDeps, job: JobOf<'post-card'>, run: { tries: number }): Promise<void> {
  const { db, queue, playbook, slack, now } = deps;
  const drawn = await getLead(db, job.lead);
  const team = drawn?.offer && teamOf(playbook, drawn.offer.team);
  if (!drawn || !team || drawn.card !== null) return;
  const message = { channel: team.channel, ...leadCard({ lead: drawn, playbook, now: now().toISOString() }) };
  const place = await postOnce(slack, message, { look: run.tries > 1, since: drawn.createdAt });
  const link = await slack.permalink(place);
  const card = { ...place, ...(link !== undefined && { link }) };

  // The card stands in Slack whatever happens here.
  const done = await changeLead(deps, job.lead, (lead, now) => posted(lead, card, { drawn, playbook, now }));
  // Its person was erased while the card was being posted.
  if (done === 'gone') {
    await db.inTx((tx) => queue.enqueue(tx, [{ job: { kind: 'delete-message', lead: job.lead, card: place } }]));
  }
}
