// The list of conversations that a reviewer is asked to read: posted once, and drawn anew when they have read one. Where it
// stands is noted with each lead it names, so that it goes when its person is erased; what else it named is listed anew.
import { weekName } from '../core/iso-week.ts';
import type { JobOf } from '../core/job.ts';
import { weekBefore } from '../core/weekly.ts';
import type { JobDeps } from '../deps.ts';
import { reviewList } from '../slack/cards/review-list.ts';
import { getLead } from '../store/lead.ts';
import { keepPlaceOfList, placeOfList, reviewTasks } from '../store/reviews.ts';
import { keepTold } from './keep-told.ts';
import { postOnce } from './post-once.ts';

export async function listReviews(deps: JobDeps, job: JobOf<'list-reviews'>, run: { tries: number }): Promise<void> {
  const { db, playbook, slack } = deps;
  const { to, week } = job;
  const list = { week, reviewer: to };
  const tasks = await reviewTasks(db, list);
  const found = await Promise.all(tasks.map(async (task) => ({ task, lead: await getLead(db, task.lead) })));
  const items = found.flatMap(({ task, lead }) => (lead === undefined ? [] : [{ task, lead }]));
  const drawn = reviewList(items, { to, week: weekName(week), playbook });
  const place = await placeOfList(db, list);
  if (place !== null && (await slack.update(place, drawn)) === 'updated') return;
  if (items.every(({ task }) => task.review !== null)) return;
  const since = weekBefore(week, playbook.zone).until;
  const posted = await postOnce(slack, { channel: to, ...drawn }, { look: run.tries > 1 && place === null, since });
  await db.inTx(async (tx) => {
    await keepPlaceOfList(tx, list, posted);
    await keepTold(deps, tx, { leads: items.map(({ lead }) => lead.id), place: posted });
  });
}
