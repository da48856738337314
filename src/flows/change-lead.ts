// Load, ask core, commit; and again if somebody else was faster. Every flow that decides about a lead goes through here.
// A press that is turned away is in the log too.
import { withConsequences } from '../core/consequences.ts';
import type { Decision } from '../core/decision.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { appendEvents } from '../store/events.ts';
import { commitLead, getLead } from '../store/lead.ts';

/** Races are short: whoever loses this often in a row has found a bug. */
const rounds = 20;

export type Done = { kind: 'done' } & Decision;
export type Changed<Missed> = { kind: 'done'; lead: Lead } | { kind: 'gone' } | Missed;

/** Who pressed what. */
export type Pressing = { by: string; act: string };

/** Everything else that changes nothing is a repeat, or a slip that the answer explains. */
const turnedAway: ReadonlySet<string> = new Set([
  'not-allowed',
  'taken',
  'over',
  'too-late',
  'talks',
  'to-not-allowed',
  'not-yet',
]);

/** `taken`: the answer when the time that the lead should have is another one's by now. */
export async function changeLead<Missed extends { kind: string }>(
  deps: Deps,
  id: LeadId,
  decide: (lead: Lead, now: string, tx: Tx) => Done | Missed | Promise<Done | Missed>,
  { press, taken }: { press?: Pressing; taken?: Missed } = {},
): Promise<Changed<Missed>> {
  for (let round = 0; round < rounds; round++) {
    const outcome = await deps.db.inTx(async (tx): Promise<Changed<Missed> | 'stale'> => {
      const before = await getLead(tx, id);
      if (before === undefined) return { kind: 'gone' };
      const at = deps.now().toISOString();
      const decided = await decide(before, at, tx);
      if (!isDone(decided)) {
        if (press !== undefined && turnedAway.has(decided.kind)) {
          const data = { act: press.act, why: decided.kind };
          const events = [{ kind: 'refused' as const, by: press.by, data }];
          await appendEvents(tx, { lead: id, events, at }, deps.newId);
        }
        return decided;
      }
      const by = { playbook: deps.playbook, now: at };
      const { lead: after, events, owed, turns } = withConsequences(before, decided, by);
      const committed = await commitLead(tx, { before, after, events, owed, turns, at }, deps);
      if (committed === 'stale') return 'stale';
      if (committed === 'committed') return { kind: 'done', lead: after };
      if (taken === undefined) throw new Error(`Lead ${id} was given a time that another one has.`);
      return taken;
    });
    if (outcome !== 'stale') return outcome;
  }
  throw new Error(`Lead ${id} was changed by others ${rounds} times in a row.`);
}

function isDone(decided: Done | { kind: string }): decided is Done {
  return decided.kind === 'done';
}
