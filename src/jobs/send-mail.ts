// Sends the visitor one mail about their meeting, if it is still true when it sets out. A mail whose answer was lost goes out
// again under the same id, by which mail programs know it as one.
import { z } from 'zod';
import type { Meeting } from '../core/booking.ts';
import type { LeadEvent } from '../core/event.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead } from '../core/lead.ts';
import { type VisitorMail, visitorMail } from '../core/mail.ts';
import { choiceMail, type MailFacts, meetingMail, sequenceOf } from '../core/meeting-mail.ts';
import type { JobDeps } from '../deps.ts';
import { appendEvents, eventsOf } from '../store/events.ts';
import { getLead } from '../store/lead.ts';
import { getRep, repNamed } from '../store/rep.ts';

type Owing = JobOf<'send-mail'>;

export async function sendMail(deps: JobDeps, job: Owing): Promise<void> {
  const { db, mailer } = deps;
  const lead = await getLead(db, job.lead);
  if (mailer === null || lead === undefined) return;
  const events = await eventsOf(db, lead.id);
  if (isMailed(events, job)) return;
  const mail = await mailOf(deps, job, { lead, events });
  if (mail === null) return;
  const sent = await mailer.send(visitorMail(mail));
  await keep(deps, job, sent.kind === 'sent' ? null : { address: mail.to.address, why: sent.why });
}

function isMailed(events: readonly LeadEvent[], { what, for: moment, minutes }: Owing): boolean {
  return events.some(
    ({ kind, data }) => kind === 'mailed' && data.what === what && data.for === moment && data.minutes === minutes,
  );
}

type Known = { lead: Lead; events: readonly LeadEvent[] };

/** Null: it is not true any more, or there is no address. */
async function mailOf(deps: JobDeps, job: Owing, { lead, events }: Known): Promise<VisitorMail | null> {
  const facts = (hosts: readonly { id: string }[]) => factsOf(deps, job, { lead, events, host: hosts[0]?.id });
  const meeting = lead.booking?.meeting ?? null;
  switch (job.what) {
    case 'choose': {
      const proposed = lead.booking?.proposed ?? null;
      if (proposed?.at !== job.for || meeting !== null) return null;
      return choiceMail(lead, await facts(proposed.times[0]?.hosts ?? []));
    }
    case 'reminder': {
      if (meeting === null || meeting.startsAt !== job.for || meeting.startsAt <= deps.now().toISOString()) return null;
      return meetingMail(lead, { kind: 'reminder', meeting }, await facts(meeting.hosts));
    }
    case 'cancelled': {
      const gone = meeting === null ? await cancelledBy(deps, lastChange(events, job)) : null;
      return gone && meetingMail(lead, { kind: 'cancelled', meeting: gone }, await facts(gone.hosts));
    }
    default: {
      const change = lastChange(events, job);
      if (change === undefined || meeting === null || meeting.startsAt !== change.data.startsAt) return null;
      if (meeting.startsAt <= deps.now().toISOString()) return null;
      const { from } = change.data;
      const before = typeof from === 'string' && job.what === 'moved' ? { before: from } : {};
      return meetingMail(lead, { kind: job.what, meeting, ...before }, await facts(meeting.hosts));
    }
  }
}

/** Undefined: something else has happened to the meeting since. */
function lastChange(events: readonly LeadEvent[], { what, for: moment }: Owing): LeadEvent | undefined {
  const last = events.findLast(({ kind }) => kind === 'booked' || kind === 'moved' || kind === 'cancelled');
  return last?.kind === what && last.at === moment ? last : undefined;
}

const gone = z.object({
  meeting: z.string(),
  startsAt: z.string(),
  lengthMin: z.number(),
  hosts: z.array(z.string()),
  uid: z.string(),
});

/** The lead has forgotten a meeting that is cancelled; the log has not. */
async function cancelledBy({ db, playbook }: JobDeps, change: LeadEvent | undefined) {
  const known = gone.safeParse(change?.data);
  if (!known.success) return null;
  const { meeting: kind, startsAt, lengthMin, hosts: ids, uid } = known.data;
  const hosts = await Promise.all(ids.map((id) => repNamed(db, id, playbook)));
  const meeting: Meeting = { kind, startsAt, lengthMin, hosts };
  return { ...meeting, event: { id: uid, uid, link: null, call: null } };
}

async function factsOf(
  { db, playbook, now, linkFor, mailIds }: JobDeps,
  { what, minutes }: Owing,
  { lead, events, host }: Known & { host: string | undefined },
): Promise<MailFacts> {
  const sequence = sequenceOf(events);
  const proposals = events.filter(({ kind }) => kind === 'proposed').length;
  const count = what === 'choose' ? proposals : sequence;
  const link = linkFor(lead.id);
  const name = [what, count, ...(minutes === undefined ? [] : [minutes])].join('-');
  return {
    id: mailIds?.make(lead.id, name) ?? `${lead.id}-${name}@baton.invalid`,
    playbook,
    now: now().toISOString(),
    link,
    sequence,
    hostEmail: host === undefined ? null : ((await getRep(db, host))?.email ?? null),
  };
}

/** A refused address is for a person to put right: the rep reads of it in the thread. */
async function keep(deps: JobDeps, job: Owing, refused: { address: string; why: string } | null): Promise<void> {
  const { db, queue, now, newId } = deps;
  const at = now().toISOString();
  const { lead, what, for: moment, minutes } = job;
  const about = { what, for: moment, ...(minutes !== undefined && { minutes }) };
  const data = refused === null ? about : { ...about, refused: refused.why };
  await db.inTx(async (tx) => {
    await appendEvents(tx, { lead, events: [{ kind: 'mailed', by: 'baton', data }], at }, newId);
    if (refused === null) return;
    const note = { kind: 'mail-refused', at, what, ...refused } as const;
    await queue.enqueue(tx, [{ job: { kind: 'post-note', lead, note } }]);
  });
}
