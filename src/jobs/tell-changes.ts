// Tells a manager what changes of the playbook reviews speak for, each with its lines and who would be judged otherwise. Where it
// stands is noted with each lead it names.
import { timeInWeek, weekName } from '../core/iso-week.ts';
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { changesMessage } from '../slack/cards/changes-message.ts';
import { openChanges } from '../store/changes.ts';
import { keepTold } from './keep-told.ts';
import { postOnce } from './post-once.ts';

export async function tellChanges(deps: JobDeps, job: JobOf<'tell-changes'>, run: { tries: number }): Promise<void> {
  const { db, playbook, slack } = deps;
  const { to, week } = job;
  const proposed = await openChanges(db, { playbook, now: deps.now().toISOString() });
  if (proposed.length === 0) return;
  const { leads, ...drawn } = changesMessage(proposed, { to, week: weekName(week), playbook });
  const since = timeInWeek(week, { day: 0, hour: 0, zone: playbook.zone });
  const place = await postOnce(slack, { channel: to, ...drawn }, { look: run.tries > 1, since });
  await db.inTx((tx) => keepTold(deps, tx, { leads, place }));
}
