// Whether somebody in Slack may do what they pressed; if not, who may, by names a person can read. The log keeps who was refused.
import type { LeadId } from '../core/lead.ts';
import { type Act, mayAct, roleOf, whoMay } from '../core/roles.ts';
import type { Deps } from '../deps.ts';
import { appendEvents } from '../store/events.ts';
import { getStanding } from '../store/group.ts';
import { getRep } from '../store/rep.ts';

/** `groups`: whether whole user groups may too. */
export type Refused = { kind: 'only'; who: string[]; groups: boolean };

/** `lead`: what it was about, if it was about one. */
export async function refusal(
  deps: Deps,
  act: Act,
  { by, lead = null }: { by: string; lead?: LeadId | null },
): Promise<Refused | null> {
  const { db, playbook, now, newId } = deps;
  if (mayAct(roleOf(await getStanding(db, by), playbook), act)) return null;
  const events = [{ kind: 'refused' as const, by, data: { act } }];
  await db.inTx((tx) => appendEvents(tx, { lead, events, at: now().toISOString() }, newId));
  const ids = whoMay(act, playbook);
  const people = await Promise.all(ids.filter((id) => !id.startsWith('S')).map((id) => getRep(db, id)));
  const who = people.flatMap((each) => (each === undefined ? [] : [each.name]));
  return { kind: 'only', who, groups: ids.some((id) => id.startsWith('S')) };
}
