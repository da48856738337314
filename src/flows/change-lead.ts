// Load, ask core, commit; and again if somebody else was faster. Every flow that decides about a lead goes through here.
import type { Decision } from '../core/decision.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { commitLead, getLead } from '../store/lead.ts';

/** Races are short: whoever loses this often in a row has found a bug. */
const rounds = 20;

export type Done = { kind: 'done' } & Decision;
export type Changed<Missed> = { kind: 'done'; lead: Lead } | { kind: 'gone' } | Missed;

export async function changeLead<Missed extends { kind: string }>(
  deps: Deps,
  id: LeadId,
  decide: (lead: Lead, now: string, tx: Tx) => Done | Missed | Promise<Done | Missed>,
): Promise<Changed<Missed>> {
  for (let round = 0; round < rounds; round++) {
    const outcome = await deps.db.inTx(async (tx): Promise<Changed<Missed> | 'stale'> => {
      const before = await getLead(tx, id);
      if (before === undefined) return { kind: 'gone' };
      const at = deps.now().toISOString();
      const decided = await decide(before, at, tx);
      if (!isDone(decided)) return decided;
      const { lead: after, events, owed, turns } = decided;
      const committed = await commitLead(tx, { before, after, events, owed, turns, at }, deps);
      return committed === 'stale' ? 'stale' : { kind: 'done', lead: after };
    });
    if (outcome !== 'stale') return outcome;
  }
  throw new Error(`Lead ${id} was changed by others ${rounds} times in a row.`);
}

function isDone(decided: Done | { kind: string }): decided is Done {
  return decided.kind === 'done';
}
