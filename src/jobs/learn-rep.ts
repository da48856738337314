// Learns a rep's name and e-mail from Slack, so that visitors read "Dana Reyes" and never a user id.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { keepRep } from '../store/rep.ts';

export async function learnRep({ db, slack, now }: JobDeps, job: JobOf<'learn-rep'>): Promise<void> {
  const { name, email } = await slack.user(job.rep);
  await db.inTx((tx) => keepRep(tx, { id: job.rep, name, email: email ?? null, learnedAt: now().toISOString() }));
}
