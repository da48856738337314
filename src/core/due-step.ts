// What is to be done about the step of a sequence that is due: a mail, a line in the chat where no mail can go, nothing because
// there is nothing to say, or an end. The only place that says a step was sent.
import { type Decision, owedRedraw, say } from './decision.ts';
import type { NewEvent } from './event.ts';
import type { JobOf } from './job.ts';
import type { Lead } from './lead.ts';
import { atWork, goOn, hasReplied, isRunning, owedStep, stop } from './nurture.ts';
import type { Nurture, NurtureEnd, SentStep } from './nurtured.ts';
import { person } from './person.ts';
import type { Playbook } from './playbook.ts';
import { sequenceOf } from './playbook-nurture.ts';
import { mailable } from './sayable.ts';
import { stepText, type Written } from './step-text.ts';

type By = { playbook: Playbook; now: string };
type StepJob = Pick<JobOf<'send-step'>, 'step' | 'at'>;
/** `canMail`: there is a mailer, and a link by which to unsubscribe. `suppressed`: why this address must not be written to. */
type Sending = By & { canMail: boolean; suppressed: NurtureEnd | null };

export type Due =
  /** A mail is to go out. */
  | { kind: 'mail'; sequence: string; step: number; address: string; written: Written }
  | { kind: 'decided'; decision: Decision };

/** What is to be done about the step that is due; null: the lead has moved on since it was owed. */
export function dueStep(lead: Lead, { step, at }: StepJob, by: Sending): Due | null {
  const { nurture } = lead;
  if (!isRunning(nurture) || nurture.step !== step || nurture.dueAt !== at) return null;
  const { playbook, now, canMail, suppressed } = by;
  const decided = (decision: Decision | null): Due | null => decision && { kind: 'decided', decision };
  const halt = (why: NurtureEnd) => decided(stop(lead, { why, by: why === 'replied' ? 'visitor' : 'baton', now }));
  if (hasReplied(lead, lead.messages.length)) return halt('replied');
  if (suppressed !== null) return halt(suppressed);
  const sequence = sequenceOf(playbook, nurture.sequence);
  // The page has it no more.
  if (sequence?.steps[step] === undefined) return halt('over');
  const opens = atWork(lead, now, playbook);
  if (opens !== now) return decided(putOff(lead, nurture, { dueAt: opens, now }));
  const written = stepText(sequence, step, { lead, playbook });
  if (written === null) return decided(skipped(lead, nurture, by));
  const { email } = person(mailable(lead), playbook);
  if (email !== null && canMail) {
    return { kind: 'mail', sequence: sequence.id, step, address: email, written };
  }
  if (playbook.lanes.form.includes(lead.channel)) return halt('unreachable');
  const text = written.paragraphs.join('\n\n');
  const told = sent(lead, { sequence: sequence.id, step, via: 'chat', text }, by);
  return decided(told && say(told, { text, asks: null, at: now }));
}

type Gone = { sequence: string; step: number; via: SentStep['via']; text: string };

/** The step went out, whatever has happened to the lead meanwhile. Null: that is known already. */
export function sent(lead: Lead, { sequence, step, via, text }: Gone, by: By): Decision | null {
  const { nurture } = lead;
  if (nurture === null || nurture.sent.some((each) => each.sequence === sequence && each.step === step)) return null;
  const event: NewEvent = { kind: 'nurture-sent', by: 'baton', data: { sequence, step, via, text } };
  const known = { ...nurture, sent: [...nurture.sent, { sequence, step, at: by.now, via }] };
  const isNext = isRunning(nurture) && nurture.sequence === sequence && nurture.step === step;
  const then = isNext ? goOn(lead, known, by) : { nurture: known, events: [], owed: [] };
  return {
    lead: { ...lead, nurture: then.nurture },
    events: [event, ...then.events],
    owed: [...then.owed, ...owedRedraw(lead)],
  };
}

function skipped(lead: Lead, nurture: Nurture, by: By): Decision {
  const data = { sequence: nurture.sequence, step: nurture.step, why: 'nothing-to-say' };
  const then = goOn(lead, nurture, by);
  return {
    lead: { ...lead, nurture: then.nurture },
    events: [{ kind: 'nurture-skipped', by: 'baton', data }, ...then.events],
    owed: [...then.owed, ...owedRedraw(lead)],
  };
}

function putOff(lead: Lead, nurture: Nurture, { dueAt, now }: { dueAt: string; now: string }): Decision {
  const later = { ...nurture, dueAt };
  return { lead: { ...lead, nurture: later }, events: [], owed: [...owedStep(lead, later, now), ...owedRedraw(lead)] };
}
