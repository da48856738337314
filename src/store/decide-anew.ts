// Load the lead as it is now, decide, commit; and again if somebody was faster. Whoever decides about a lead goes through
// here, unless they wait for the outside in between.
import type { Decision } from '../core/decision.ts';
import type { Told } from '../core/identities.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Db, Tx } from './db.ts';
import type { NewId } from './id.ts';
import { commitLead, getLead } from './lead.ts';
import type { Queue } from './queue/queue.ts';

/** Races are short: whoever loses this often in a row has found a bug. */
const rounds = 20;

type Tools = { db: Db; queue: Pick<Queue, 'enqueue'>; newId: NewId; now: () => Date; playbook?: Told };

/** `left`: nothing was decided, and why not. `taken`: the time that the lead should have is another one's by now. */
export type Outcome<Why> =
  | { kind: 'done'; lead: Lead }
  | { kind: 'left'; why: Why }
  | { kind: 'gone' }
  | { kind: 'taken' };

/** What `decide` writes by itself is kept with whatever it comes to, so it writes only where it leaves the lead alone. */
export async function decideAnew<Why extends { kind: string } | null>(
  tools: Tools,
  id: LeadId,
  decide: (lead: Lead, now: string, tx: Tx) => Decision | Why | Promise<Decision | Why>,
): Promise<Outcome<Why>> {
  for (let round = 0; round < rounds; round++) {
    const outcome = await tools.db.inTx(async (tx): Promise<Outcome<Why> | { kind: 'stale' }> => {
      const before = await getLead(tx, id);
      if (before === undefined) return { kind: 'gone' };
      const at = tools.now().toISOString();
      const decided = await decide(before, at, tx);
      if (!isDecision(decided)) return { kind: 'left', why: decided };
      const { lead: after, events, owed, turns, nudges } = decided;
      const kind = await commitLead(tx, { before, after, events, owed, turns, nudges, at }, tools);
      return kind === 'committed' ? { kind: 'done', lead: after } : { kind };
    });
    if (outcome.kind !== 'stale') return outcome;
  }
  throw new Error(`Lead ${id} was changed by others ${rounds} times in a row.`);
}

const isDecision = (decided: Decision | { kind: string } | null): decided is Decision =>
  decided !== null && 'owed' in decided;
