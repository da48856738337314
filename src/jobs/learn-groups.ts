// Learns from Slack who is in the user groups that the playbook names, and again every hour: people come and go.
import { groupsNamed } from '../core/roles.ts';
import type { JobDeps } from '../deps.ts';
import { keepGroup } from '../store/group.ts';

const everyMs = 3_600_000;

export async function learnGroups({ db, queue, playbook, slack }: JobDeps): Promise<void> {
  const groups = groupsNamed(playbook);
  if (groups.length === 0) return;
  const learned: { group: string; members: string[] }[] = [];
  for (const group of groups) learned.push({ group, members: await slack.groupMembers(group) });
  await db.inTx(async (tx) => {
    for (const { group, members } of learned) await keepGroup(tx, group, members);
    await queue.enqueue(tx, [{ job: { kind: 'learn-groups' }, key: 'learn-groups', delayMs: everyMs }]);
  });
}
