// A claimed lead whose visitor has heard nothing: its rep is reminded once, then it is everybody's again. Dropped when the
// lead has moved on, and over with the first word to the visitor.
import type { JobOf } from '../core/job.ts';
import { release } from '../core/release.ts';
import type { JobDeps } from '../deps.ts';
import { reachOf } from '../store/around.ts';
import { eventsOf } from '../store/events.ts';
import { commitLead, getLead } from '../store/lead.ts';
import { keepNudges } from '../store/nudges.ts';

export async function releaseClaim(deps: JobDeps, job: JobOf<'release-claim'>): Promise<void> {
  const { db, queue, playbook, now } = deps;
  for (;;) {
    const at = now().toISOString();
    const committed = await db.inTx(async (tx) => {
      const before = await getLead(tx, job.lead);
      if (before?.rep == null || before.ladder?.kind !== 'claimed') return 'dropped';
      const { since } = before.ladder;
      const events = await eventsOf(tx, before.id);
      const isTouched = events.some((event) => event.kind === 'touched' && event.at >= since);
      const rep = await reachOf(tx, before.rep.id, { playbook, at });
      const watched = release(before, job, { playbook, now: at, rep, isTouched });
      if (watched === null) return 'dropped';
      const { lead: after, owed, nudges, turns } = watched;
      const done = await commitLead(tx, { before, after, events: watched.events, owed, turns, at }, deps);
      if (done === 'committed') await queue.enqueue(tx, await keepNudges(tx, nudges, at));
      return done;
    });
    if (committed !== 'stale') return;
  }
}
