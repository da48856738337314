// Delivers what the visitor has not been told: to the chat one line a run, so that a retry never puts lines out of order, and by mail
// all that is said at a time. The id is the message row's, so a second delivery is recognised. A line that was dropped before it set out never does.
import { owedReply } from '../core/decision.ts';
import type { NewEvent } from '../core/event.ts';
import { firstTouch } from '../core/first-touch.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, LeadId, Message } from '../core/lead.ts';
import { chatOf, isAt, lineId, mailChannel, type Place, placeOf } from '../core/line.ts';
import { mailFailed } from '../core/mail-heard.ts';
import { notDelivered } from '../core/not-delivered.ts';
import { touched as holdClaim } from '../core/release.ts';
import { asOneMail, pauseLeft } from '../core/reply-mail.ts';
import { undelivered } from '../core/undelivered.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import type { Tx } from '../store/db.ts';
import { lockDelivery, markDelivered, markRefused, markSending } from '../store/delivery.ts';
import { appendEvents } from '../store/events.ts';
import { commitLead, getLead } from '../store/lead.ts';
import { addressHash, suppress } from '../store/suppressed.ts';
import { changeLead } from './change-lead.ts';
import { replyByMail, type WayByMail, wayByMail } from './reply-by-mail.ts';

export async function sendReply(deps: JobDeps, job: JobOf<'send-reply'>): Promise<void> {
  const { db, chat } = deps;
  const next = await setOut(deps, job.lead);
  if (next === undefined) return;
  const { lead, lines, byMail, mayBeThere } = next;
  const [line] = lines;
  try {
    if (byMail !== null) {
      const answer = await replyByMail(deps, byMail, { lead, lines });
      return answer.kind === 'sent' ? await arrive(deps, lead.id, lines) : await leaveMail(deps, lead.id, answer);
    }
    const { conversation = lead.conversation, channel } = line.channel === mailChannel ? chatOf(lead) : line;
    await chat.reply({
      channel,
      conversation,
      message: { id: lineId(lead, line.n), text: line.text, at: line.at },
      from: { kind: line.from === 'rep' ? 'rep' : 'baton', name: line.name ?? 'Baton' },
      heardAt: heardAt(lead, { channel, conversation }),
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
  await arrive(deps, lead.id, lines);
}

type Outgoing = { lead: Lead; lines: readonly [Message, ...Message[]]; byMail: WayByMail | null; mayBeThere: boolean };

function setOut(deps: JobDeps, id: LeadId): Promise<Outgoing | undefined> {
  return deps.db.inTx(async (tx) => {
    const { sending, upTo } = await lockDelivery(tx, id);
    const lead = await getLead(tx, id);
    const [line, ...others] = lead === undefined ? [] : undelivered(lead, { sending, upTo });
    if (lead === undefined || line === undefined) return undefined;
    const byMail = line.channel === mailChannel ? await wayByMail(deps, tx, lead) : null;
    const [, ...more] = byMail === null ? [line] : asOneMail([line, ...others], sending);
    const lines: Outgoing['lines'] = [line, ...more];
    const last = more.at(-1) ?? line;
    const waitMs = byMail === null || sending !== null ? 0 : pauseLeft(lines, deps.now().toISOString());
    if (waitMs > 0) {
      await deps.queue.enqueue(tx, [{ ...owedReply(lead), delayMs: waitMs }]);
      return undefined;
    }
    await markSending(tx, id, last.n);
    return { lead, lines, byMail, mayBeThere: sending === last.n };
  });
}

/** The mail server will not take it for this address: that is told, and the lines go into the chat. */
async function leaveMail(deps: JobDeps, id: LeadId, { address, why }: { address: string; why: string }): Promise<void> {
  const at = deps.now().toISOString();
  await deps.db.inTx(async (tx) => {
    await suppress(tx, { address: addressHash(address), why: 'bounced', at });
    await markRefused(tx, id);
  });
  await changeLead(deps, id, (lead, now) => {
    const failure = { what: 'bounced', address, why, mail: `refused:${now}` } as const;
    const failed = mailFailed(lead, failure, { now, isTheirs: true });
    return { ...failed, owed: [...failed.owed, owedReply(lead)] };
  });
}

function heardAt(lead: Lead, place: Place): string | null {
  return lead.messages.findLast((each) => each.from === 'visitor' && isAt(place)(placeOf(lead, each)))?.at ?? null;
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

function arrive(deps: JobDeps, id: LeadId, lines: Outgoing['lines']): Promise<void> {
  const { db, queue, playbook, now } = deps;
  const n = Math.max(...lines.map((line) => line.n));
  return db.inTx(async (tx) => {
    const isFirstTime = await markDelivered(tx, id, n);
    const lead = await getLead(tx, id);
    if (lead === undefined) return;
    const at = now().toISOString();
    const touched = lines.flatMap((line) => firstTouch(lead, line.n, { playbook, now: at }) ?? [])[0] ?? null;
    if (isFirstTime && touched !== null) await keepTouched(deps, tx, { lead, touched, at });
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
