// The weekly step of one team's bar. Its managers hear of it in their own hours; without any, the ops channel does.
import type { JobOf, Owed } from '../core/job.ts';
import { until } from '../core/ladder.ts';
import { reachAt } from '../core/nudge.ts';
import type { JobDeps } from '../deps.ts';
import { managersOf } from '../store/around.ts';
import { holdBar, keepBar, lookAgain } from '../store/bars.ts';
import type { Tx } from '../store/db.ts';

export async function moveBar(deps: JobDeps, { team, week }: JobOf<'move-bar'>): Promise<void> {
  const { db, queue, playbook, newId } = deps;
  const now = deps.now().toISOString();
  if (!playbook.teams.some(({ id }) => id === team)) return;
  await db.inTx(async (tx) => {
    const held = await holdBar(tx, team, { playbook, now }, newId);
    if (held.toldWeek >= week) return;
    const about = { playbook, now, week, by: null };
    const bar = held.state.week < week ? await lookAgain(tx, held, about, newId) : held;
    await keepBar(tx, { bar: { ...bar, toldWeek: week }, events: [] }, { at: now, newId });
    await queue.enqueue(tx, await owedTelling(tx, deps, { team, week, now }));
  });
}

async function owedTelling(
  tx: Tx,
  { playbook }: JobDeps,
  { team: id, week, now }: { team: string; week: number; now: string },
): Promise<Owed[]> {
  const tell = (to: string, at: string): Owed => ({
    job: { kind: 'tell-bar', to, team: id, week },
    key: `tell-bar:${id}:${to}`,
    delayMs: until(at, now),
  });
  const team = playbook.teams.find((each) => each.id === id);
  const managers = await managersOf(tx, team, { playbook, at: now });
  if (managers.length === 0) return playbook.ops === undefined ? [] : [tell(playbook.ops, now)];
  return managers.flatMap(({ rep, reach }) => {
    const at = reachAt(reach, { isTheirs: true, now });
    return at === null ? [] : [tell(rep.id, at)];
  });
}
