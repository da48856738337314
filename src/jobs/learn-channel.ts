// Learns from Slack who is in a team's channel, and again every hour: whoever is in it is a rep. While Baton cannot look,
// what it knew stays.
import type { JobOf } from '../core/job.ts';
import { teamGroup } from '../core/roles.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { keepGroup } from '../store/group.ts';

const everyMs = 3_600_000;

export async function learnChannel(deps: JobDeps, job: JobOf<'learn-channel'>): Promise<void> {
  const { db, queue, playbook } = deps;
  const team = playbook.teams.find(({ id }) => id === job.team);
  if (team === undefined) return;
  const members = await look(deps, team.channel);
  await db.inTx(async (tx) => {
    if (members !== undefined) await keepGroup(tx, teamGroup(team.id), members);
    await queue.enqueue(tx, [{ job, key: `learn-channel:${team.id}`, delayMs: everyMs }]);
  });
}

/** A workspace that cannot be reached is told of where cards need it; here it only means that nobody can look. */
async function look({ slack }: JobDeps, channel: string): Promise<string[] | undefined> {
  try {
    return await slack.channelMembers(channel);
  } catch (error) {
    if (error instanceof OutsideError && error.retry === 'never') return undefined;
    throw error;
  }
}
