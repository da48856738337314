// Whether a conversation was led as the playbook says. Told from the transcript alone, so that it is true of any interviewer.
import { currentAnswers, type Lead, type Message } from './lead.ts';
import { thisVisit, timesAsked, visitorTurns } from './pillars.ts';
import type { Playbook } from './playbook.ts';
import { isStillSo } from './still-so.ts';
import { standingAnswers } from './taken-back.ts';

/**
 * `askedOnce`: nothing was asked more often than the playbook allows; `noKnownAsked`: nothing that the visitor had said before;
 * `nextStepAsked`: a next step was asked for or known when the lead qualified, null where it did not; `withinLimits`: no
 * question came after the turn with which Baton was to close.
 */
export type Adherence = {
  askedOnce: boolean;
  noKnownAsked: boolean;
  nextStepAsked: boolean | null;
  withinLimits: boolean;
};
export const rules = ['askedOnce', 'noKnownAsked', 'nextStepAsked', 'withinLimits'] as const;

export function adherence(lead: Lead, playbook: Playbook): Adherence {
  const visit = thisVisit(lead);
  const lastAsked = visit.findLastIndex(({ asks }) => asks !== null);
  return {
    askedOnce: Math.max(0, ...timesAsked(visit, lead).values()) <= playbook.continuity.sameQuestion,
    noKnownAsked: visit.every((line) => isStillSo(line, lead) || !asksForSaid(line, lead)),
    nextStepAsked: lead.offer?.why === 'qualified' ? isNextStepAsked(lead, playbook) : null,
    withinLimits: visitorTurns(visit.slice(0, lastAsked + 1)) <= playbook.limits.turns,
  };
}

/** What they took back may be asked for as if they had never said it. */
function asksForSaid({ n, asks }: Message, { answers, messages }: Lead): boolean {
  const before = {
    answers: answers.filter(({ evidence }) => evidence.message < n),
    messages: messages.slice(0, n - 1),
  };
  return standingAnswers(before).some(({ field }) => field === asks);
}

function isNextStepAsked(lead: Lead, { pillars: { nextStep } }: Playbook): boolean {
  const fields = [...nextStep.needs, ...nextStep.oneOf].map(({ field }) => field);
  const known = new Set(currentAnswers(lead).map(({ field }) => field));
  const asked = timesAsked(lead.messages, lead);
  return fields.length === 0 || fields.some((field) => known.has(field) || asked.has(field));
}
