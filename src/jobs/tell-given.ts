// Tells a rep that a lead was given to them, once.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { givenMessage } from '../slack/cards/given-message.ts';
import { getLead } from '../store/lead.ts';
import { keepTold } from './keep-told.ts';
import { postOnce } from './post-once.ts';

export async function tellGiven(deps: JobDeps, job: JobOf<'tell-given'>, run: { tries: number }): Promise<void> {
  const { db, playbook, slack } = deps;
  const lead = await getLead(db, job.lead);
  // Whoever does not have it any more need not hear of it.
  if (lead?.rep?.id !== job.to) return;
  const message = { channel: job.to, ...givenMessage(job, { lead, playbook }) };
  const place = await postOnce(slack, message, { look: run.tries > 1, since: job.at });
  await db.inTx((tx) => keepTold(deps, tx, { leads: [lead.id], place }));
}
