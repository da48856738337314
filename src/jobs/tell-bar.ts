// Tells a manager what became of a team's bar this week, who would be judged otherwise if they approve, and which three leads
// came close. Where it stands is noted with each lead it names, so that it goes when its person is erased.
import { weekName } from '../core/iso-week.ts';
import type { JobOf } from '../core/job.ts';
import { weekBefore } from '../core/weekly.ts';
import type { JobDeps } from '../deps.ts';
import { barMessage } from '../slack/cards/bar-message.ts';
import { nearMissesOf, openFlips } from '../store/bar-leads.ts';
import { readTeamBars } from '../store/bars.ts';
import { keepTold } from './keep-told.ts';
import { postOnce } from './post-once.ts';

export async function tellBar(deps: JobDeps, job: JobOf<'tell-bar'>, run: { tries: number }): Promise<void> {
  const { db, playbook, slack } = deps;
  const { to, team, week } = job;
  const now = deps.now().toISOString();
  const bar = (await readTeamBars(db, { playbook, now })).find((each) => each.team === team);
  // A week later there is another message.
  if (bar === undefined || bar.toldWeek > week) return;
  const period = weekBefore(week, playbook.zone);
  const misses = await nearMissesOf(db, [bar], { ...period, seed: week });
  const flips = await openFlips(db, bar, { playbook, now });
  const drawn = barMessage({ bar, flips, misses, week: weekName(week) }, { playbook, now });
  const place = await postOnce(slack, { channel: to, ...drawn }, { look: run.tries > 1, since: period.until });
  const leads = [...misses, ...flips.map(({ lead }) => lead)].map(({ id }) => id);
  await db.inTx((tx) => keepTold(deps, tx, { leads: [...new Set(leads)], place }));
}
