// The members of Slack user groups, as Slack said last.
import type { Standing } from '../core/roles.ts';
import type { Reader, Tx } from './db.ts';

export async function getStanding({ q }: Reader, id: string): Promise<Standing> {
  const rows = await q.selectFrom('group_members').select('group').where('member', '=', id).orderBy('group').execute();
  return { id, groups: rows.map(({ group }) => group) };
}

export async function membersOf({ q }: Reader, groups: readonly string[]): Promise<string[]> {
  if (groups.length === 0) return [];
  const rows = await q.selectFrom('group_members').select('member').distinct().where('group', 'in', groups).execute();
  return rows.map(({ member }) => member).toSorted();
}

/** Whether somebody is known to be in each of these: who asks before anything was learned is not turned away. */
export async function areKnown({ q }: Reader, groups: readonly string[]): Promise<boolean> {
  const rows = await q.selectFrom('group_members').select('group').distinct().where('group', 'in', groups).execute();
  return rows.length === new Set(groups).size;
}

/** Who is no longer among `members` is no longer in the group. */
export async function keepGroup({ q }: Tx, group: string, members: readonly string[]): Promise<void> {
  await q.deleteFrom('group_members').where('group', '=', group).execute();
  if (members.length === 0) return;
  const rows = [...new Set(members)].map((member) => ({ group, member }));
  await q
    .insertInto('group_members')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['group', 'member']).doNothing())
    .execute();
}
