// Tells a channel or a person the news, once.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { newsMessage } from '../slack/cards/news.ts';
import { heldLeads } from '../store/held.ts';
import { getLead } from '../store/lead.ts';
import { readStuck } from '../store/stuck.ts';
import { keepTold } from './keep-told.ts';
import { postOnce } from './post-once.ts';

/** How many a message names; the rest is counted. */
const named = 5;

export async function tell(
  deps: JobDeps,
  { to, news, lead: id }: JobOf<'tell'>,
  run: { tries: number },
): Promise<void> {
  const { db, queue, playbook, slack, now, calendarAccess } = deps;
  const lead = id === undefined ? null : await getLead(db, id);
  // Erased, or qualified again before anybody could be told.
  if (lead === undefined || (news.kind === 'at-risk' && lead?.verdict === 'qualified')) return;
  const stuck = news.kind === 'stuck' ? await readStuck(db, { queue, named }) : [];
  if (news.kind === 'stuck' && stuck.length === 0) return;
  const held = news.kind === 'held' ? await heldLeads(db) : [];
  if (news.kind === 'held' && held.length === 0) return;
  const at = now().toISOString();
  const connect = calendarAccess?.linkFor(to) ?? null;
  const message = { channel: to, ...newsMessage(news, { playbook, now: at, stuck, connect, lead, held }) };
  const since = news.kind === 'stuck' ? (stuck[0]?.buriedAt ?? at) : news.at;
  const place = await postOnce(slack, message, { look: run.tries > 1, since });
  if (lead !== null) await db.inTx((tx) => keepTold(deps, tx, { leads: [lead.id], place }));
}
