// Draws somebody's home anew after something that they did not do there has changed it. Slack shows it the next time they look.
import type { JobOf } from '../core/job.ts';
import { isOfTheHouse } from '../core/roles.ts';
import type { JobDeps } from '../deps.ts';
import { homeView } from '../slack/cards/home.ts';
import { glance } from '../slack/cards/limits.ts';
import { getStanding } from '../store/group.ts';
import { readShownHome } from '../store/home.ts';
import { repNamed } from '../store/rep.ts';

export async function drawHome(deps: JobDeps, job: JobOf<'draw-home'>): Promise<void> {
  const { db, playbook, slack, now } = deps;
  if (!isOfTheHouse(await getStanding(db, job.rep), playbook)) return;
  const at = now().toISOString();
  const rep = await repNamed(db, job.rep, playbook);
  const shown = await readShownHome(deps, { rep, now: at, named: glance.stuckInHome });
  await slack.showHome(job.rep, homeView({ ...shown, playbook, now: at }));
}
