// Writes one note into the card's thread, once.
// A note that has a sequel owes it only now, so that a thread reads in order whatever has to be retried.
import type { JobOf, Note } from '../core/job.ts';
import type { Lead } from '../core/lead.ts';
import { followUp } from '../core/transcript.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { noteMessage } from '../slack/cards/notes.ts';
import { getLead } from '../store/lead.ts';
import { postOnce } from './post-once.ts';

export async function postNote(deps: JobDeps, job: JobOf<'post-note'>, run: { tries: number }): Promise<void> {
  const { db, playbook, queue, slack } = deps;
  const lead = await getLead(db, job.lead);
  if (lead === undefined) return;
  if (lead.card === null) {
    throw new OutsideError('The card does not stand yet.', { system: 'card', retry: 'later', retryAfterMs: 1_000 });
  }
  const { channel, ts: thread } = lead.card;
  const isHeard = job.note.kind !== 'taken-over' || (await slack.hears(channel));
  const drawn = noteMessage(job.note, { lead, playbook, isHeard });
  const look = run.tries > 1 || job.look === true;
  const message = { channel, thread, broadcast: isForAll(job.note, lead), ...drawn };
  await postOnce(slack, message, { look, since: lead.createdAt });
  const note = followUp(job.note, lead.messages);
  if (note === null) return;
  await db.inTx((tx) =>
    queue.enqueue(tx, [{ job: { kind: 'post-note', lead: lead.id, note, ...(look && { look }) } }]),
  );
}

/** The channel reads it too, where nobody in particular has the lead. */
function isForAll({ kind }: Note, { rep }: Lead): boolean {
  return kind === 'returned' || (kind === 'woke' && rep === null);
}
