// At start: what reps granted under an older SECRET_KEY is sealed with the first one, and what no key opens any more is said.
// A wrong key stops no start, and marks nothing as lost: with the right one it opens again.
import type { Deps } from '../deps.ts';
import { grantRow, listGrants, resealGrant } from '../store/calendar-grants.ts';
import type { Sealer } from '../store/secret.ts';
import { tellOps } from './tell-ops.ts';

export async function resealGrants(deps: Deps, sealer: Sealer): Promise<void> {
  const { db, now } = deps;
  const closed: { rep: string; why: string }[] = [];
  for (const { rep, sealedToken: from } of await listGrants(db)) {
    const opened = sealer.open(from, grantRow(rep));
    if (opened.kind === 'closed') closed.push({ rep, why: opened.why });
    else if (opened.isOld) {
      await db.inTx((tx) => resealGrant(tx, { rep, from, to: sealer.seal(opened.text, grantRow(rep)) }));
    }
  }
  const [first] = closed;
  if (first === undefined) return;
  const reps = closed.map(({ rep }) => rep);
  await tellOps(deps, { kind: 'calendar', what: 'closed', reps, why: first.why, at: now().toISOString() });
}
