// Everything else that a week's numbers say, in the thread of its digest.
import { weekName } from '../core/iso-week.ts';
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { digestDetails } from '../slack/cards/digest-message.ts';
import { readTold } from '../store/report.ts';
import { postOnce } from './post-once.ts';

export async function detailDigest(
  deps: JobDeps,
  { week, card, team }: JobOf<'detail-digest'>,
  run: { tries: number },
): Promise<void> {
  const { db, playbook, slack, now, reportLinks } = deps;
  const told = await readTold(db, { week, team: team ?? null, playbook, now: now().toISOString() });
  const drawn = digestDetails(told, reportLinks({ week: weekName(week), team: team ?? null }));
  const message = { channel: card.channel, thread: card.ts, ...drawn };
  await postOnce(slack, message, { look: run.tries > 1, since: told.report.until });
}
