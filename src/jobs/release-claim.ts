// A claimed lead whose visitor has heard nothing: its rep is reminded once, then it is everybody's again. Dropped when the
// lead has moved on, and over with the first word to the visitor.
import type { JobOf } from '../core/job.ts';
import { release } from '../core/release.ts';
import type { JobDeps } from '../deps.ts';
import { reachOf } from '../store/around.ts';
import { eventsOf } from '../store/events.ts';
import { changeLead } from './change-lead.ts';

export async function releaseClaim(deps: JobDeps, job: JobOf<'release-claim'>): Promise<void> {
  const { playbook } = deps;
  await changeLead(deps, job.lead, async (lead, at, tx) => {
    if (lead.rep === null || lead.ladder?.kind !== 'claimed') return null;
    const { since } = lead.ladder;
    const events = await eventsOf(tx, lead.id);
    const isTouched = events.some((event) => event.kind === 'touched' && event.at >= since);
    const rep = await reachOf(tx, lead.rep.id, { playbook, at });
    return release(lead, job, { playbook, now: at, rep, isTouched });
  });
}
