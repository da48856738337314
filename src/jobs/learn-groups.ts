// Learns from Slack who is in the user groups that the playbook names, and again every hour: people come and go.
import { groupsNamed } from '../core/roles.ts';
import type { WorkDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { keepGroup } from '../store/group.ts';

const everyMs = 3_600_000;

export async function learnGroups({ db, queue, playbook, workspaces }: WorkDeps): Promise<void> {
  const groups = groupsNamed(playbook);
  const slacks = await workspaces.all();
  // Whoever installs Baton has this job done anew.
  if (groups.length === 0 || slacks.length === 0) return;
  const learned: { group: string; members: string[] }[] = [];
  for (const group of groups) {
    const found = await Promise.all(slacks.map((slack) => slack.groupMembers(group)));
    const members = found.flatMap((each) => each ?? []);
    if (found.every((each) => each === undefined)) {
      const sentence = `Slack knows no user group ${group}: correct it in the playbook, under roles.`;
      throw new OutsideError(sentence, { system: 'slack', retry: 'never' });
    }
    learned.push({ group, members });
  }
  await db.inTx(async (tx) => {
    for (const { group, members } of learned) await keepGroup(tx, group, members);
    await queue.enqueue(tx, [{ job: { kind: 'learn-groups' }, key: 'learn-groups', delayMs: everyMs }]);
  });
}
