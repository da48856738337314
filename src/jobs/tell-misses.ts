// Three leads that came close in the week of a digest, in its thread, for managers' thumbs: of all its teams together. Where it
// stands is noted with each lead it names, so that it goes when its person is erased.
import { weekName } from '../core/iso-week.ts';
import type { JobOf } from '../core/job.ts';
import { weekBefore } from '../core/weekly.ts';
import type { JobDeps } from '../deps.ts';
import { missesMessage } from '../slack/cards/misses-message.ts';
import { nearMissesOf } from '../store/bar-leads.ts';
import { readTeamBars } from '../store/bars.ts';
import { keepTold } from './keep-told.ts';
import { postOnce } from './post-once.ts';

export async function tellMisses(
  deps: JobDeps,
  { week, card, team }: JobOf<'tell-misses'>,
  run: { tries: number },
): Promise<void> {
  const { db, playbook, slack } = deps;
  const bars = await readTeamBars(db, { playbook, now: deps.now().toISOString() });
  const theirs = bars.filter((bar) => team === undefined || bar.team === team);
  // As in the message of a team's bar, which is told in the week after: the same lots are drawn.
  const told = week + 1;
  const period = weekBefore(told, playbook.zone);
  const misses = await nearMissesOf(db, theirs, { ...period, seed: told });
  const drawn = missesMessage({ misses, week: weekName(week) }, { playbook });
  const message = { channel: card.channel, thread: card.ts, ...drawn };
  const place = await postOnce(slack, message, { look: run.tries > 1, since: period.until });
  await db.inTx((tx) => keepTold(deps, tx, { leads: misses.map(({ id }) => id), place }));
}
