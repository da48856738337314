// Something needs those who keep Baton running. Without a channel for them it is in the log and in the managers' App Home.
import type { Owed } from '../core/job.ts';
import type { OpsNews } from '../core/news.ts';
import type { Deps } from '../deps.ts';

/** What gets stuck together is told together. */
const gatherMs = 5_000;

export async function tellOps({ db, queue, playbook, log }: Deps, news: OpsNews): Promise<void> {
  log.warn({ news }, 'news for those who keep Baton running');
  if (playbook.ops === undefined) return;
  const job = { kind: 'tell' as const, to: playbook.ops, news };
  const owed: Owed = news.kind === 'stuck' ? { job, key: 'ops:stuck', delayMs: gatherMs } : { job, key: keyOf(news) };
  await db.inTx((tx) => queue.enqueue(tx, [owed]));
}

function keyOf(news: Exclude<OpsNews, { kind: 'stuck' }>): string {
  if (news.kind === 'calendar') return `ops:calendar:${news.at}`;
  if (news.kind === 'crm-fields') return 'ops:crm-fields';
  return news.kind === 'workspace' ? `ops:${news.what}:${news.workspace}` : `ops:${news.kind}:${news.system}`;
}
