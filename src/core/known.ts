// What is known of a field: the visitor's latest answer unless they took it back, or the contact detail their chat product
// vouches for. Whatever is known is never asked.
import type { Answer, Lead, Visitor } from './lead.ts';
import { type Condition, type Field, fieldOf, type Playbook } from './playbook.ts';
import { isTakenBack } from './taken-back.ts';
import { lastDay, lowest, type Value } from './value.ts';

/** Of what is imported there is no transcript in which anything could have been taken back. */
type Given = { answers: readonly Pick<Answer, 'field' | 'value'>[]; messages?: undefined };
type Known = (Pick<Lead, 'answers' | 'messages'> | Given) & { visitor: Pick<Visitor, 'email' | 'phone'> };
type Facts = Known & Pick<Lead, 'createdAt'>;

export function known(lead: Known, field: Field): Value | undefined {
  const answer = answerTo(lead, field);
  if (answer !== undefined) return answer.value;
  if (field.kind === 'email') return lead.visitor.email;
  if (field.kind === 'phone') return lead.visitor.phone;
  return undefined;
}

function answerTo(lead: Known, { id }: Field): Pick<Answer, 'value'> | undefined {
  if (lead.messages === undefined) return lead.answers.findLast(({ field }) => field === id);
  const answer = lead.answers.findLast(({ field }) => field === id);
  return answer === undefined || isTakenBack(lead, answer) ? undefined : answer;
}

/** Whether a rule's condition holds; an unknown field holds nothing. */
export function holds(condition: Condition, lead: Facts, playbook: Playbook): boolean {
  const field = fieldOf(playbook, condition.field);
  const value = field && known(lead, field);
  if (value === undefined) return false;
  if (condition.is !== undefined && !condition.is.includes(String(value))) return false;
  const low = lowest(value);
  if (condition.atLeast !== undefined && (low === null || low < condition.atLeast)) return false;
  if (condition.atMost !== undefined && (low === null || low > condition.atMost)) return false;
  if (condition.withinDays !== undefined) {
    const day = lastDay(value);
    return day !== null && Date.parse(day) - Date.parse(lead.createdAt) <= condition.withinDays * 86_400_000;
  }
  return true;
}

/** Whether the field is one to ask for in this conversation, known or not. */
export function isToAsk({ ask, askIf }: Field, lead: Facts, playbook: Playbook): boolean {
  return ask && (askIf === undefined || holds(askIf, lead, playbook));
}
