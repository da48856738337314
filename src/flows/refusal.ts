// Whether somebody in Slack may do what they pressed; if not, who may, by names a person can read.
import { type Act, mayAct, roleOf, whoMay } from '../core/roles.ts';
import type { Deps } from '../deps.ts';
import { getStanding } from '../store/group.ts';
import { getRep } from '../store/rep.ts';

/** `groups`: whether whole user groups may too. */
export type Refused = { kind: 'only'; who: string[]; groups: boolean };

export async function refusal({ db, playbook }: Deps, act: Act, by: string): Promise<Refused | null> {
  if (mayAct(roleOf(await getStanding(db, by), playbook), act)) return null;
  const ids = whoMay(act, playbook);
  const people = await Promise.all(ids.filter((id) => !id.startsWith('S')).map((id) => getRep(db, id)));
  const who = people.flatMap((each) => (each === undefined ? [] : [each.name]));
  return { kind: 'only', who, groups: ids.some((id) => id.startsWith('S')) };
}
