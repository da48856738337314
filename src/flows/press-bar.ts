// A manager answers what Baton proposes for a team's bar, locks it, or has Baton look again. Of two managers one is first, and
// the other reads who it was.
import { weekOf } from '../core/iso-week.ts';
import type { Rep } from '../core/lead.ts';
import { mayMoveBar } from '../core/roles.ts';
import { answerBar, type BarMissed, type BarPress, type TeamBar } from '../core/team-bar.ts';
import type { Deps } from '../deps.ts';
import { holdBar, keepBar, lookAgain } from '../store/bars.ts';
import { getStanding } from '../store/group.ts';
import { type Refused, refusal } from './refusal.ts';

export type BarPressed = { kind: 'done'; bar: TeamBar } | { kind: 'no-team' } | BarMissed | Refused;

export async function pressBar(deps: Deps, team: string, press: Omit<BarPress, 'now'>): Promise<BarPressed> {
  const { db, playbook, newId } = deps;
  const refused = await barRefusal(deps, team, press.rep);
  if (refused !== null) return refused;
  const now = deps.now().toISOString();
  return db.inTx(async (tx) => {
    const held = await holdBar(tx, team, { playbook, now }, newId);
    const answered = answerBar(held, { ...press, now });
    if (answered.kind !== 'done') return answered;
    return { kind: 'done', bar: await keepBar(tx, answered, { at: now, newId }) };
  });
}

/** What the verdicts of this moment say, by the same rules as on Monday. */
export async function lookForBar(
  deps: Deps,
  team: string,
  { rep, step }: { rep: Rep; step: number },
): Promise<BarPressed> {
  const { db, playbook, newId } = deps;
  const refused = await barRefusal(deps, team, rep);
  if (refused !== null) return refused;
  const now = deps.now().toISOString();
  return db.inTx(async (tx) => {
    const held = await holdBar(tx, team, { playbook, now }, newId);
    if (held.step !== step) return { kind: 'over', bar: held };
    const about = { playbook, now, week: weekOf(now, playbook.zone), by: rep };
    return { kind: 'done', bar: await lookAgain(tx, held, about, newId) };
  });
}

export async function barRefusal(deps: Deps, id: string, rep: Rep): Promise<Refused | { kind: 'no-team' } | null> {
  const { db, playbook } = deps;
  if (!playbook.teams.some((each) => each.id === id)) return { kind: 'no-team' };
  if (mayMoveBar(await getStanding(db, rep.id), id, playbook)) return null;
  return refusal(deps, 'move-bar', { by: rep.id });
}
