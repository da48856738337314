// The visitor wrote: one turn of the interview for everything unread. Dropped if a later turn has read it already.
import type { Desk } from '../core/desk.ts';
import type { JobOf } from '../core/job.ts';
import { withLadder } from '../core/ladder.ts';
import { takeTurn as decideTurn } from '../core/turn.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { readBars } from '../store/bars.ts';
import { atDesk } from '../store/desk.ts';
import { findFor } from '../store/knowledge.ts';
import { commitLead, getLead } from '../store/lead.ts';
import { tokensSpent } from '../store/spent.ts';

/** A turn is worked out anew when the lead moves while the interviewer thinks. */
const rounds = 3;

export async function takeTurn(deps: JobDeps, { lead: id }: JobOf<'take-turn'>): Promise<void> {
  const { db, playbook, interviewer, now } = deps;
  for (let round = 0; round < rounds; round++) {
    const before = await getLead(db, id);
    const unread = before?.messages.some(({ n, from }) => from === 'visitor' && n > before.readUpTo);
    if (before === undefined || !unread) return;
    const passages = await findFor(db, before, playbook);
    const spent = await tokensSpent(db, id);
    const turn = await interviewer({ lead: before, playbook, passages, spent });
    const at = now().toISOString();
    const by = { playbook, bars: await readBars(db, playbook), now: at, passages };
    const committed = await db.inTx(async (tx) => {
      const decide = (desk?: Desk) => decideTurn(before, turn, { ...by, desk });
      const decision = await atDesk(tx, { before, playbook, at }, decide);
      const { lead: after, events, owed, turns } = withLadder(before, decision, { playbook, now: at });
      return commitLead(tx, { before, after, events, owed, turns, at }, deps);
    });
    if (committed === 'committed') return;
  }
  throw new OutsideError('The conversation moved on during every try.', {
    system: 'interview',
    retry: 'later',
    retryAfterMs: 500,
  });
}
