// The visitor has been silent since message `after`: settle what the conversation was. Dropped if anybody wrote since.
import type { JobOf } from '../core/job.ts';
import { settleSilence as decide } from '../core/turn.ts';
import type { JobDeps } from '../deps.ts';
import { commitLead, getLead } from '../store/lead.ts';

export async function settleSilence(deps: JobDeps, job: JobOf<'settle-silence'>): Promise<void> {
  const { db, playbook, now } = deps;
  const at = now().toISOString();
  await db.inTx(async (tx) => {
    const before = await getLead(tx, job.lead);
    const decision = before && decide(before, job.after, { playbook, bar: playbook.bar.start, now: at });
    if (before === undefined || !decision) return;
    await commitLead(tx, { before, after: decision.lead, events: decision.events, owed: decision.owed, at }, deps);
  });
}
