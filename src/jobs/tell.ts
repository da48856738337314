// Tells a channel or a person the news, once: whenever an earlier try may have got through, it looks before it posts.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { newsMessage } from '../slack/cards/news.ts';
import { readStuck } from '../store/stuck.ts';

/** How many a message names; the rest is counted. */
const named = 5;

export async function tell(deps: JobDeps, { to, news }: JobOf<'tell'>, run: { tries: number }): Promise<void> {
  const { db, queue, playbook, slack, now } = deps;
  const stuck = news.kind === 'stuck' ? await readStuck(db, { queue, named }) : [];
  if (news.kind === 'stuck' && stuck.length === 0) return;
  const at = now().toISOString();
  const { text, blocks, metadata } = newsMessage(news, { playbook, now: at, stuck });
  const since = news.kind === 'stuck' ? (stuck[0]?.buriedAt ?? at) : news.at;
  const about = { channel: to, eventType: metadata.event_type, payload: metadata.event_payload, since };
  if (run.tries > 1 && (await slack.find(about)) !== undefined) return;
  await slack.post({ channel: to, text, blocks, metadata });
}
