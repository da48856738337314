// The numbers of a week, of all teams or of one, to the channel that reads them, once. It always looks before it posts: whatever
// was restarted, a week has one digest.
import { weekName } from '../core/iso-week.ts';
import type { JobOf } from '../core/job.ts';
import type { JobDeps, SlackPlace } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { digestMessage } from '../slack/cards/digest-message.ts';
import { readTold } from '../store/report.ts';
import { postOnce } from './post-once.ts';

export async function sendDigest(deps: JobDeps, { to, week, team }: JobOf<'send-digest'>): Promise<void> {
  const { db, queue, playbook, slack, now, reportLinks } = deps;
  const told = await readTold(db, { week, team: team ?? null, playbook, now: now().toISOString() });
  const links = reportLinks({ week: weekName(week), team: team ?? null });
  const post = (chart: boolean): Promise<SlackPlace> => {
    const message = { channel: to, ...digestMessage(told, { links, chart }) };
    return postOnce(slack, message, { look: true, since: told.report.until });
  };
  const { place, chart } = await post(true).then(
    (found) => ({ place: found, chart: true }),
    async (error: unknown) => {
      if (!isRefusedChart(error)) throw error;
      return { place: await post(false), chart: false };
    },
  );
  const card = { channel: place.channel, ts: place.ts, ...(place.workspace && { workspace: place.workspace }) };
  const of = team === undefined ? {} : { team };
  await db.inTx((tx) =>
    queue.enqueue(tx, [
      { job: { kind: 'detail-digest', week, card, ...of } },
      { job: { kind: 'tell-misses', week, card, ...of } },
      ...(chart ? [] : [{ job: { kind: 'draw-digest', week, card, ...of } } as const]),
    ]),
  );
}

/** Not every workspace has Slack's chart blocks. */
function isRefusedChart(error: unknown): boolean {
  return error instanceof OutsideError && error.retry === 'never' && error.message.includes('invalid_blocks');
}
