// Every flow that decides about a lead goes through here. A press that is turned away is in the log too.
import { withConsequences } from '../core/consequences.ts';
import type { Decision } from '../core/decision.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { decideAnew } from '../store/decide-anew.ts';
import { appendEvents } from '../store/events.ts';

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
  const { playbook, newId } = deps;
  const outcome = await decideAnew<Missed>(deps, id, async (lead, now, tx) => {
    const decided = await decide(lead, now, tx);
    if (isDone(decided)) return withConsequences(lead, decided, { playbook, now });
    if (press !== undefined && turnedAway.has(decided.kind)) {
      const events = [{ kind: 'refused' as const, by: press.by, data: { act: press.act, why: decided.kind } }];
      await appendEvents(tx, { lead: id, events, at: now }, newId);
    }
    return decided;
  });
  if (outcome.kind === 'left') return outcome.why;
  if (outcome.kind !== 'taken') return outcome;
  if (taken === undefined) throw new Error(`Lead ${id} was given a time that another one has.`);
  return taken;
}

function isDone(decided: Done | { kind: string }): decided is Done {
  return decided.kind === 'done';
}
