// The meeting is over: its rep is asked in the card's thread what became of it. Dropped when somebody said so already, or the
// meeting is another one by now.
import { endOf } from '../core/booking.ts';
import type { JobOf } from '../core/job.ts';
import { isToAsk } from '../core/unbook.ts';
import type { JobDeps } from '../deps.ts';
import { getLead } from '../store/lead.ts';

export async function askHeld(
  { db, queue, now }: JobDeps,
  { lead: id, event, startsAt }: JobOf<'ask-held'>,
): Promise<void> {
  const lead = await getLead(db, id);
  const meeting = lead?.booking?.meeting;
  const [rep] = meeting?.hosts ?? [];
  if (lead === undefined || meeting == null || rep === undefined) return;
  if (!isToAsk(lead, { event, startsAt, now: now().toISOString() })) return;
  const { kind, lengthMin, hosts } = meeting;
  const at = endOf(meeting);
  const note = { kind: 'ask-held', at, rep, meeting: { kind, startsAt, lengthMin, hosts } } as const;
  // Looked for before it is posted, so that asking twice is asking once.
  const job = { kind: 'post-note', lead: id, note, look: true } as const;
  await db.inTx((tx) => queue.enqueue(tx, [{ job, key: `asked-held:${id}:${at}` }]));
}
