// Somebody in Slack pressed something: who are they, in a name a visitor can read. A stranger's name is learned for next time.
import type { Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { getRep } from '../store/rep.ts';

export async function meetRep(deps: Deps, user: { id: string; name: string }): Promise<Rep> {
  const listed = deps.playbook.teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === user.id);
  if (listed !== undefined) return { id: user.id, name: listed.name };
  const known = await getRep(deps.db, user.id);
  if (known !== undefined) return { id: user.id, name: known.name };
  const { workspace } = deps;
  const job = { kind: 'learn-rep' as const, rep: user.id, ...(workspace !== undefined && { workspace }) };
  const owed = { job, key: `learn-rep:${user.id}` };
  await deps.db.inTx((tx) => deps.queue.enqueue(tx, [owed]));
  return { id: user.id, name: readable(user.name) };
}

/** `dana.reyes` as `Dana Reyes`. */
function readable(handle: string): string {
  const words = handle.split(/[._\s-]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || 'A colleague';
}
