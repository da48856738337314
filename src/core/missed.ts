// What the turns of an interview missed: a model overlooks answers, and a refused claim may have held a true one.
// The guided interviewer reads every message once more, each as if it had just come in, for the fields nobody knows yet.
import { guidedTurn } from './guided.ts';
import { known } from './known.ts';
import { type Claim, currentAnswers, type Lead, type Refusal } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { sameValue } from './same-value.ts';
import { isTakenBack } from './taken-back.ts';

export function missedClaims(lead: Lead, playbook: Playbook): Claim[] {
  const unknown = playbook.fields.filter(
    (field) => known(lead, field) === undefined && !lead.declined.includes(field.id),
  );
  const takenBack = currentAnswers(lead).filter((answer) => isTakenBack(lead, answer));
  return lead.messages
    .filter(({ from }) => from === 'visitor')
    .flatMap(({ n }) => {
      const answers = takenBack.filter(({ evidence }) => evidence.message < n);
      const then = { ...lead, answers, messages: lead.messages.slice(0, n), readUpTo: n - 1 };
      return guidedTurn({ lead: then, playbook }).claims;
    })
    .filter(({ field, message }) => takenBack.every((one) => one.field !== field || one.evidence.message < message))
    .filter((claim) => unknown.some(({ id }) => id === claim.field) && !lead.refused.some((one) => isSame(one, claim)));
}

/** What was weighed and refused already is neither news nor to be counted twice. */
function isSame(refusal: Refusal, { field, message, quote, value }: Claim): boolean {
  const place = refusal.field === field && refusal.message === message && refusal.quote === quote;
  return place && sameValue(refusal.value, value);
}
