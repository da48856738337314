// How a line reaches a visitor who wrote by mail. Who unsubscribed and writes to us is answered; whose mails come back, or who called
// them spam, finds the line in the chat.
import type { Lead, Message } from '../core/lead.ts';
import { again } from '../core/line.ts';
import { lastMail, type MailRef } from '../core/mail-thread.ts';
import { replyMail } from '../core/reply-mail.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import type { Tx } from '../store/db.ts';
import { eventsOf } from '../store/events.ts';
import type { MailIds } from '../store/mail-id.ts';
import { addressHash, suppressionOf } from '../store/suppressed.ts';

export type WayByMail = { mailer: NonNullable<JobDeps['mailer']>; ids: MailIds; thread: MailRef };

/** Null: it goes into the chat. */
export async function wayByMail({ mailer, mailIds: ids }: JobDeps, tx: Tx, lead: Lead): Promise<WayByMail | null> {
  const thread = lastMail(await eventsOf(tx, lead.id));
  if (mailer === null || ids === null || thread === null) return null;
  const suppressed = await suppressionOf(tx, thread.from);
  return suppressed === null || suppressed === 'unsubscribed' ? { mailer, ids, thread } : null;
}

/** A mail whose answer was lost goes out again under the same id, with the same lines. */
export async function replyByMail(
  { playbook, unsubscribeLink }: JobDeps,
  { mailer, ids, thread }: WayByMail,
  { lead, lines }: { lead: Lead; lines: readonly Message[] },
): Promise<{ kind: 'sent' } | { kind: 'refused'; address: string; why: string }> {
  const last = lines.at(-1);
  if (last === undefined) throw new OutsideError('There is nothing to say.', { system: 'mail', retry: 'never' });
  const id = ids.make(lead.id, `reply-${last.n}${again(lead).replace('.', '-')}`);
  const unsubscribe = unsubscribeLink(lead.id, addressHash(thread.from));
  const answer = await mailer.send(replyMail(lead, lines, { id, playbook, thread, unsubscribe }));
  return answer.kind === 'sent' ? answer : { ...answer, address: thread.from };
}
