// Sends the step of a sequence that is due, if it still is when it sets out. A mail whose answer was lost goes out again under the
// same id, by which mail programs know it as one; a line in the chat is said in the commit that says so.
import { type Due, dueStep, sent } from '../core/due-step.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import { stop } from '../core/nurture.ts';
import type { SentStep } from '../core/nurtured.ts';
import { person } from '../core/person.ts';
import { mailable } from '../core/sayable.ts';
import { stepMail } from '../core/step-mail.ts';
import type { JobDeps } from '../deps.ts';
import type { MailIds } from '../store/mail-id.ts';
import { addressHash, suppress, suppressionOf } from '../store/suppressed.ts';
import { changeLead } from './change-lead.ts';

type Owing = JobOf<'send-step'>;
/** By what it goes out. */
type Way = { mailer: NonNullable<JobDeps['mailer']>; ids: MailIds; unsubscribe: string };
type Setting = Extract<Due, { kind: 'mail' }> & { lead: Lead; by: Way };

export async function sendStep(deps: JobDeps, job: Owing): Promise<void> {
  const due = await dueNow(deps, job);
  if (due === null) return;
  const { lead, address, written, by } = due;
  const { name } = person(mailable(lead), deps.playbook);
  // What a step is to the lead, in the name of its mail.
  const idOf = ({ sequence, step }: Pick<SentStep, 'sequence' | 'step'>) =>
    by.ids.make(lead.id, `${sequence.replaceAll('_', '-')}-${step + 1}`);
  const mail = stepMail({
    id: idOf(due),
    to: { address, ...(name !== null && { name }) },
    written,
    company: deps.playbook.company.name,
    before: (lead.nurture?.sent ?? []).flatMap((each) => (each.via === 'mail' ? [idOf(each)] : [])),
    unsubscribe: by.unsubscribe,
  });
  const answer = await by.mailer.send(mail);
  await keep(deps, due, answer.kind === 'refused');
}

/** Decides whatever needs no mail; null: there is none to send. */
async function dueNow(deps: JobDeps, { lead: id, ...step }: Owing): Promise<Setting | null> {
  const { playbook } = deps;
  const found: { mail: Setting | null } = { mail: null };
  await changeLead(deps, id, async (lead, now, tx) => {
    const { email } = person(mailable(lead), playbook);
    const by = email === null ? null : wayTo(deps, id, email);
    const suppressed = email === null ? null : await suppressionOf(tx, email);
    const due = dueStep(lead, step, { playbook, now, canMail: by !== null, suppressed });
    found.mail = due?.kind === 'mail' && by !== null ? { ...due, lead, by } : null;
    return due?.kind === 'decided' ? due.decision : null;
  });
  return found.mail;
}

/** Null: nobody is mailed who could not unsubscribe, or whose answer would find no lead. */
function wayTo({ mailer, mailIds: ids, unsubscribeLink }: JobDeps, lead: LeadId, address: string): Way | null {
  const unsubscribe = unsubscribeLink(lead, addressHash(address));
  return mailer === null || ids === null || unsubscribe === null ? null : { mailer, ids, unsubscribe };
}

/** A server that will not take it for this address is asked no more. */
async function keep(deps: JobDeps, { lead: { id }, sequence, step, address, written }: Setting, isRefused: boolean) {
  const { playbook } = deps;
  if (isRefused) {
    const at = deps.now().toISOString();
    await deps.db.inTx((tx) => suppress(tx, { address: addressHash(address), why: 'bounced', at }));
  }
  await changeLead(deps, id, (lead, now) => {
    if (isRefused) return stop(lead, { why: 'bounced', by: 'baton', now });
    return sent(lead, { sequence, step, via: 'mail', text: written.paragraphs.join('\n\n') }, { playbook, now });
  });
}
