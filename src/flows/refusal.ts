// Whether somebody in Slack may do what they pressed; if not, who may, by names a person can read. The log keeps who was refused.
import type { LeadId } from '../core/lead.ts';
import { type Act, mayAct, roleOf, whoMay } from '../core/roles.ts';
import type { Deps } from '../deps.ts';
import type { Reader } from '../store/db.ts';
import { appendEvents } from '../store/events.ts';
import { getStanding } from '../store/group.ts';
import { getRep } from '../store/rep.ts';

/** By the names that Baton knows; `groups`: and whole user groups. */
export type People = { who: string[]; groups: boolean };
export type Refused = { kind: 'only' } & People;

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
  return { kind: 'only', ...(await peopleOf(db, whoMay(act, playbook))) };
}

export async function peopleOf(reader: Reader, ids: readonly string[]): Promise<People> {
  const people = await Promise.all(ids.filter((id) => !id.startsWith('S')).map((id) => getRep(reader, id)));
  const who = people.flatMap((each) => (each === undefined ? [] : [each.name]));
  return { who, groups: ids.some((id) => id.startsWith('S')) };
}
