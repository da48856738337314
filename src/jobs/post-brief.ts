// The morning brief: what came in while the team was out, as one message when they are back. It always looks before it
// posts: a team has one brief a day, whatever was restarted or moved.
import { teamOpensAt } from '../core/at-work.ts';
import type { JobOf } from '../core/job.ts';
import { until } from '../core/ladder.ts';
import { teamOf } from '../core/playbook.ts';
import type { JobDeps } from '../deps.ts';
import { briefMessage } from '../slack/cards/brief-message.ts';
import { calendarsOf } from '../store/around.ts';
import { leadsInState } from '../store/lead.ts';
import { keepTold } from './keep-told.ts';

/** A team that lost its channel for longer has other news by now. */
const lookBackMs = 24 * 3_600_000;

export async function postBrief(deps: JobDeps, job: JobOf<'post-brief'>): Promise<void> {
  const { db, queue, playbook, slack } = deps;
  const now = deps.now().toISOString();
  const team = teamOf(playbook, job.team);
  if (team === undefined) return;
  const opens = teamOpensAt(await calendarsOf(db, job.team, { playbook, at: now }), now);
  if (opens === null) return;
  if (opens !== now) {
    const owed = { job, key: `brief:${job.team}:${job.day}`, delayMs: until(opens, now) };
    return db.inTx((tx) => queue.enqueue(tx, [owed]));
  }
  const offered = await leadsInState(db, { state: 'offered', team: job.team });
  const leads = offered.filter(
    ({ ladder, snoozedUntil }) =>
      ladder?.kind === 'offered' && ladder.brief === job.day && (snoozedUntil === null || snoozedUntil <= now),
  );
  if (leads.length === 0) return;
  const { channel } = team;
  const { text, blocks, metadata } = briefMessage(leads, { team: job.team, day: job.day, playbook, now });
  const since = new Date(Date.parse(now) - lookBackMs).toISOString();
  const about = { channel, eventType: metadata.event_type, payload: metadata.event_payload, since };
  if ((await slack.find(about)) !== undefined) return;
  const place = await slack.post({ channel, text, blocks, metadata });
  await db.inTx((tx) => keepTold(deps, tx, { leads: leads.map(({ id }) => id), place }));
}
