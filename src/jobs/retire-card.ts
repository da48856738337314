// The lead has moved to another channel: the card that stood in this one says where, and nothing on it can be pressed.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { movedCard } from '../slack/cards/moved-card.ts';
import { getLead } from '../store/lead.ts';

export async function retireCard({ db, playbook, slack }: JobDeps, job: JobOf<'retire-card'>): Promise<void> {
  const lead = await getLead(db, job.lead);
  if (lead === undefined) return;
  // Whether it is redrawn or somebody has deleted it: no card is left there.
  await slack.update(job.card, movedCard({ lead, playbook }));
}
