// A manager accepts a change of the playbook that was proposed, or puts it off. Accepting is a decision, not an edit: the page
// under version control stays the only truth, and the running Baton follows it once it has been changed there.

import type { Owed } from '../core/job.ts';
import type { Rep } from '../core/lead.ts';
import { isInPage, type PageChange } from '../core/page-change.ts';
import type { Deps } from '../deps.ts';
import { keepAnswer, type ToldChanges, toldChanges, toldSince } from '../store/changes.ts';
import { appendEvents } from '../store/events.ts';
import { repNamed } from '../store/rep.ts';
import { type Refused, refusal } from './refusal.ts';

export type ChangeAnswered =
  | { kind: 'accepted' | 'declined' | 'in-page' }
  | { kind: 'over'; by: Rep; answer: 'accepted' | 'declined'; at: string }
  | Refused;

export async function answerChange(
  deps: Deps,
  { change, answer, rep }: { change: PageChange; answer: 'accepted' | 'declined'; rep: Rep },
): Promise<ChangeAnswered> {
  const { db, queue, playbook, newId } = deps;
  const refused = await refusal(deps, 'change-playbook', { by: rep.id });
  if (refused !== null) return refused;
  if (isInPage(change, playbook)) return { kind: 'in-page' };
  const at = deps.now().toISOString();
  return db.inTx(async (tx) => {
    const kept = await keepAnswer(tx, { change, answer, by: rep.id, at });
    if (kept !== 'kept') {
      return { kind: 'over', by: await repNamed(tx, kept.by, playbook), answer: kept.answer, at: kept.at };
    }
    const data = { name: rep.name, change, playbook: playbook.version };
    await appendEvents(tx, { lead: null, events: [{ kind: `change-${answer}`, by: rep.id, data }], at }, newId);
    await queue.enqueue(tx, (await toldChanges(tx, toldSince(at))).map(owedAnew));
    return { kind: answer };
  });
}

/** Whoever was told of it, reads in the same message what became of it. */
function owedAnew({ to, week }: ToldChanges): Owed {
  return { job: { kind: 'tell-changes', to, week }, key: `tell-changes:${to}:${week}` };
}
