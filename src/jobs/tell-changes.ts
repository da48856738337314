// Tells a manager what changes of the playbook reviews speak for, each with its lines and who would be judged otherwise; and
// draws the same message anew when somebody has answered one. What is open stands in the newest message only. Where it stands
// is noted with each lead it names.
import { timeInWeek, weekName } from '../core/iso-week.ts';
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { changesMessage } from '../slack/cards/changes-message.ts';
import { answersSince, openChanges, toldChanges, toldSince } from '../store/changes.ts';
import { appendEvents } from '../store/events.ts';
import { keepTold } from './keep-told.ts';
import { postOnce } from './post-once.ts';

export async function tellChanges(deps: JobDeps, job: JobOf<'tell-changes'>, run: { tries: number }): Promise<void> {
  const { db, playbook, slack, newId } = deps;
  const { to, week } = job;
  const now = deps.now().toISOString();
  const told = (await toldChanges(db, toldSince(now))).find((each) => each.to === to && each.week === week);
  const open = told?.isNewest === false ? null : await openChanges(db, { playbook, now });
  if (told === undefined && open?.length === 0) return;
  const answered = told === undefined ? [] : await answersSince(db, told.at, playbook);
  const { leads, ...drawn } = changesMessage({ open, answered }, { to, week: weekName(week), playbook });
  if (told !== undefined) {
    if ((await slack.update(told.place, drawn)) === 'updated') {
      await db.inTx((tx) => keepTold(deps, tx, { leads, place: told.place }));
    }
    return;
  }
  const since = timeInWeek(week, { day: 0, hour: 0, zone: playbook.zone });
  const place = await postOnce(slack, { channel: to, ...drawn }, { look: run.tries > 1, since });
  await db.inTx(async (tx) => {
    await keepTold(deps, tx, { leads, place });
    const events = [{ kind: 'changes-told' as const, by: 'baton', data: { to, week, ...place } }];
    await appendEvents(tx, { lead: null, events, at: now }, newId);
  });
}
