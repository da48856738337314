// A silence that the rubric weighs may be reached: judge the lead as it stands now, and tell its rep once when it is qualified
// no more. Over when nobody waits for the visitor any more; whoever moves the lead back begins it again.
import type { JobOf } from '../core/job.ts';
import type { Lead } from '../core/lead.ts';
import { type Nudge, reachAt } from '../core/nudge.ts';
import { reScore as decide } from '../core/re-score.ts';
import type { JobDeps } from '../deps.ts';
import { reachOf } from '../store/around.ts';
import type { Tx } from '../store/db.ts';
import { commitLead, getLead } from '../store/lead.ts';
import { keepNudges } from '../store/nudges.ts';

export async function reScore(deps: JobDeps, job: JobOf<'re-score'>): Promise<void> {
  const { db, queue, playbook, now } = deps;
  for (;;) {
    const at = now().toISOString();
    const committed = await db.inTx(async (tx) => {
      const before = await getLead(tx, job.lead);
      const decision = before && decide(before, { playbook, now: at });
      if (before === undefined || !decision) return 'dropped';
      const { lead: after, events, owed } = decision;
      const done = await commitLead(tx, { before, after, events, owed, at }, deps);
      const isLost = events.some(({ kind }) => kind === 'cql-lost');
      if (done === 'committed' && isLost) {
        await queue.enqueue(tx, await keepNudges(tx, await toRep(deps, tx, { lead: after, at }), at));
      }
      return done;
    });
    if (committed !== 'stale') return;
  }
}

/** Whose visitor it is; an unclaimed lead has nobody but its card. */
async function toRep({ playbook }: JobDeps, tx: Tx, { lead, at }: { lead: Lead; at: string }): Promise<Nudge[]> {
  if (lead.rep === null || lead.state !== 'claimed') return [];
  const to = lead.rep.id;
  const dueAt = reachAt(await reachOf(tx, to, { playbook, at }), { isTheirs: true, now: at });
  return dueAt === null ? [] : [{ to, lead: lead.id, what: 'cql-lost', about: lead.offer?.at ?? at, dueAt }];
}
