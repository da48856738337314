// Tells a rep that a lead was given to them, once: whenever an earlier try may have got through, it looks before it posts.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { givenMessage } from '../slack/cards/given-message.ts';
import { getLead } from '../store/lead.ts';
import { keepTold } from './keep-told.ts';

export async function tellGiven(deps: JobDeps, job: JobOf<'tell-given'>, run: { tries: number }): Promise<void> {
  const { db, playbook, slack } = deps;
  const lead = await getLead(db, job.lead);
  // Whoever does not have it any more need not hear of it.
  if (lead?.rep?.id !== job.to) return;
  const { text, blocks, metadata } = givenMessage(job, { lead, playbook });
  const about = {
    channel: job.to,
    eventType: metadata.event_type,
    payload: metadata.event_payload,
    since: job.at,
  };
  const earlier = run.tries > 1 ? await slack.find(about) : undefined;
  const place = earlier ?? (await slack.post({ channel: job.to, text, blocks, metadata }));
  await db.inTx((tx) => keepTold(deps, tx, { leads: [lead.id], place }));
}
