// Tells a channel or a person the news, once: whenever an earlier try may have got through, it looks before it posts.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { newsMessage, type Stuck } from '../slack/cards/news.ts';
import { getLead } from '../store/lead.ts';

/** How many a message names; the rest is counted. */
const named = 5;

export async function tell(deps: JobDeps, { to, news }: JobOf<'tell'>, run: { tries: number }): Promise<void> {
  const { playbook, slack, now } = deps;
  const stuck = news.kind === 'stuck' ? await readStuck(deps) : [];
  if (news.kind === 'stuck' && stuck.length === 0) return;
  const at = now().toISOString();
  const { text, blocks, metadata } = newsMessage(news, { playbook, now: at, stuck });
  const since = news.kind === 'stuck' ? (stuck[0]?.buriedAt ?? at) : news.at;
  const about = { channel: to, eventType: metadata.event_type, payload: metadata.event_payload, since };
  if (run.tries > 1 && (await slack.find(about)) !== undefined) return;
  await slack.post({ channel: to, text, blocks, metadata });
}

/** Latest first. */
async function readStuck({ db, queue }: JobDeps): Promise<Stuck[]> {
  const buried = (await queue.buried()).toSorted((a, b) => b.buriedAt.localeCompare(a.buriedAt));
  return Promise.all(
    buried.map(async ({ id, job, error, buriedAt }, place): Promise<Stuck> => {
      const lead = 'lead' in job && place < named ? await getLead(db, job.lead) : undefined;
      return { id, what: job.kind, error, buriedAt, lead: lead ?? null };
    }),
  );
}
