// Delivers our next undelivered line to the visitor's chat; one line a run, so that a retry never puts lines out of order.
// The id is the message row's, so a second delivery is recognised. A line that was dropped before it set out never does.
import { owedReply } from '../core/decision.ts';
import type { NewEvent } from '../core/event.ts';
import { firstTouch } from '../core/first-touch.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, LeadId, Message } from '../core/lead.ts';
import { notDelivered } from '../core/not-delivered.ts';
import { touched as holdClaim } from '../core/release.ts';
import { undelivered } from '../core/undelivered.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import type { Tx } from '../store/db.ts';
import { lockDelivery, markDelivered, markRefused, markSending } from '../store/delivery.ts';
import { appendEvents } from '../store/events.ts';
import { commitLead, getLead } from '../store/lead.ts';
import { changeLead } from './change-lead.ts';

export async function sendReply(deps: JobDeps, job: JobOf<'send-reply'>): Promise<void> {
  const { db, chat } = deps;
  const next = await setOut(deps, job.lead);
  if (next === undefined) return;
  const { lead, line, mayBeThere } = next;
  try {
    await chat.reply({
      channel: line.channel,
      conversation: lead.conversation,
      message: { id: `${lead.id}-${line.n}`, text: line.text, at: line.at },
      from: { kind: line.from === 'rep' ? 'rep' : 'baton', name: line.name ?? 'Baton' },
      heardAt: heardAt(lead, line),
      mayBeThere,
    });
  } catch (error) {
    // An answer, even a no, says that the line is not there; silence says nothing.
    if (error instanceof OutsideError && error.status !== undefined) {
      await db.inTx((tx) => markRefused(tx, lead.id));
    }
    if (error instanceof OutsideError && error.retry === 'never') return giveUp(deps, lead.id, { line, error });
    throw error;
  }
  await arrive(deps, lead.id, line);
}

function setOut({ db }: JobDeps, id: LeadId): Promise<{ lead: Lead; line: Message; mayBeThere: boolean } | undefined> {
  return db.inTx(async (tx) => {
    const delivery = await lockDelivery(tx, id);
    const lead = await getLead(tx, id);
    const [line] = lead === undefined ? [] : undelivered(lead, delivery);
    if (lead === undefined || line === undefined) return undefined;
    await markSending(tx, id, line.n);
    return { lead, line, mayBeThere: delivery.sending === line.n };
  });
}

function heardAt({ messages }: Lead, { channel }: Message): string | null {
  return messages.findLast((each) => each.from === 'visitor' && each.channel === channel)?.at ?? null;
}

/** The chat will never take this line: whoever has the lead is told, and what comes after it goes out. */
async function giveUp(
  deps: JobDeps,
  id: LeadId,
  { line, error }: { line: Message; error: OutsideError },
): Promise<void> {
  await changeLead(deps, id, (lead, now) => {
    const lost = notDelivered(lead, { message: line.n, why: error.message, now });
    return lost && { ...lost, owed: [...lost.owed, owedReply(lead)] };
  });
}

function arrive(deps: JobDeps, id: LeadId, { n }: Message): Promise<void> {
  const { db, queue, playbook, now } = deps;
  return db.inTx(async (tx) => {
    const isFirstTime = await markDelivered(tx, id, n);
    const lead = await getLead(tx, id);
    if (lead === undefined) return;
    const at = now().toISOString();
    const touched = isFirstTime ? firstTouch(lead, n, { playbook, now: at }) : null;
    if (touched !== null) await keepTouched(deps, tx, { lead, touched, at });
    if (undelivered(lead, { upTo: n, sending: null }).length > 0) await queue.enqueue(tx, [owedReply(lead)]);
  });
}

/** The claim holds from here on. Whoever changes the lead at this moment wins, and the watch over the claim finds the event. */
async function keepTouched(deps: JobDeps, tx: Tx, about: { lead: Lead; touched: NewEvent; at: string }): Promise<void> {
  const { lead: before, touched, at } = about;
  const { lead: after, owed } = holdClaim(before);
  const events = [touched];
  if (after !== before && (await commitLead(tx, { before, after, events, owed, at }, deps)) === 'committed') return;
  await appendEvents(tx, { lead: before.id, events, at }, deps.newId);
}
