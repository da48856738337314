// The visitor has been silent since message `after`: settle what the conversation was. Dropped if anybody wrote since.
import { withConsequences } from '../core/consequences.ts';
import type { JobOf } from '../core/job.ts';
import { settleSilence as decide } from '../core/turn.ts';
import type { JobDeps } from '../deps.ts';
import { readBars } from '../store/bars.ts';
import { atDesk } from '../store/desk.ts';
import { commitLead, getLead } from '../store/lead.ts';

export async function settleSilence(deps: JobDeps, job: JobOf<'settle-silence'>): Promise<void> {
  const { db, playbook, now } = deps;
  const at = now().toISOString();
  const bars = await readBars(db, playbook);
  await db.inTx(async (tx) => {
    const before = await getLead(tx, job.lead);
    if (before === undefined) return;
    const by = { playbook, bars, now: at };
    const decision = await atDesk(tx, { before, playbook, at }, (desk) => decide(before, job.after, { ...by, desk }));
    if (decision === null) return;
    const { lead: after, events, owed, turns } = withConsequences(before, decision, by);
    await commitLead(tx, { before, after, events, owed, turns, at }, deps);
  });
}
