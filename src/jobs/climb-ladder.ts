// Takes the step of the offer ladder that is due. Dropped when the lead has moved on: claimed, snoozed, offered anew.
import type { JobOf } from '../core/job.ts';
import { climb } from '../core/ladder.ts';
import type { JobDeps } from '../deps.ts';
import { readAround } from '../store/around.ts';
import { commitLead, getLead } from '../store/lead.ts';
import { keepNudges } from '../store/nudges.ts';

export async function climbLadder(deps: JobDeps, job: JobOf<'climb-ladder'>): Promise<void> {
  const { db, queue, playbook, now } = deps;
  // Somebody who presses at this moment wins: then nothing is left to climb, or it is decided anew.
  for (;;) {
    const at = now().toISOString();
    const committed = await db.inTx(async (tx) => {
      const before = await getLead(tx, job.lead);
      const climbed = before && climb(before, job, await readAround(tx, before, { playbook, at }));
      if (before === undefined || !climbed) return 'dropped';
      const { lead: after, events, owed, nudges } = climbed;
      const done = await commitLead(tx, { before, after, events, owed, at }, deps);
      if (done === 'committed') await queue.enqueue(tx, await keepNudges(tx, nudges, at));
      return done;
    });
    if (committed !== 'stale') return;
  }
}
