// What to do after the visitor's turn. One question at a time, an unclear answer is probed once, nothing known is asked,
// and the interview stops by policy with what it has.
import { barOf } from './bar.ts';
import { isToAsk, known } from './known.ts';
import type { Answer, Lead } from './lead.ts';
import { thisVisit, timesAsked, visitorTurns } from './pillars.ts';
import type { Field, Playbook } from './playbook.ts';
import { reConfirm } from './re-confirm.ts';
import { isQualified } from './route.ts';
import { timesTold } from './tell.ts';
import type { Wants } from './wants.ts';

export type Step =
  /** `old`: what they said of it long ago, where they are asked whether it still holds. */
  | { kind: 'ask'; field: Field; again: boolean; old?: Answer }
  | { kind: 'hand-off'; why: 'qualified' | 'asked' }
  | { kind: 'settle' }
  /** People have the lead already: Baton only takes note. */
  | { kind: 'note' };

export function nextStep(lead: Lead, wants: Wants, { playbook }: { playbook: Playbook }): Step {
  if (lead.state !== 'chatting') return { kind: 'note' };
  const again = mayReConfirm(lead, wants, playbook) ? reConfirm(lead, playbook) : null;
  if (again !== null) {
    const { field, old } = again;
    return { kind: 'ask', field, again: false, ...(old !== null && { old }) };
  }
  if (isQualified(lead, barOf(lead, playbook))) return { kind: 'hand-off', why: 'qualified' };
  if (wants === 'person') return { kind: 'hand-off', why: 'asked' };
  if (wants === 'leaving' || visitorTurns(thisVisit(lead)) >= playbook.limits.turns) return { kind: 'settle' };
  if (wants === 'abuse' && timesTold(thisVisit(lead), 'abuse', playbook) >= abuseBorne) return { kind: 'settle' };
  return nextQuestion(lead, playbook) ?? { kind: 'settle' };
}

/** Whoever asks for a person, leaves or insults is asked for nothing old. */
function mayReConfirm(lead: Lead, wants: Wants, { limits }: Playbook): boolean {
  const goesOn = wants !== 'person' && wants !== 'leaving' && wants !== 'abuse';
  return goesOn && visitorTurns(thisVisit(lead)) < limits.turns;
}

/** The field that the last line of Baton's asked for. */
export function justAsked(lead: Pick<Lead, 'messages'>): string | null {
  return lead.messages.findLast((message) => message.from === 'baton')?.asks ?? null;
}

/** After that many friendly answers to abuse the next one ends the interview. */
const abuseBorne = 2;

/** Nobody is asked for the same thing more often than this in one visit. */
const mostAsked = 2;

/** What may be asked at all: neither known nor declined, and not asked too often. */
export function openFields(lead: Lead, playbook: Playbook): Field[] {
  const asked = timesAsked(thisVisit(lead), lead);
  return unanswered(lead, playbook).filter(({ id }) => (asked.get(id) ?? 0) < mostAsked);
}

function unanswered(lead: Lead, playbook: Playbook): Field[] {
  return playbook.fields.filter(
    (field) => isToAsk(field, lead, playbook) && known(lead, field) === undefined && !lead.declined.includes(field.id),
  );
}

/** The fields that were recorded from what the visitor wrote since our last line. */
function justAnswered({ answers, messages }: Lead): Set<string> {
  const last = messages.findLast(({ from }) => from !== 'visitor')?.n ?? 0;
  return new Set(answers.filter(({ evidence }) => evidence.message > last).map(({ field }) => field));
}

function nextQuestion(lead: Lead, playbook: Playbook): Step | undefined {
  const asked = timesAsked(thisVisit(lead), lead);
  const open = unanswered(lead, playbook);
  const heard = justAnswered(lead);
  const unclear = open
    .filter((field) => field.id === justAsked(lead) && asked.get(field.id) === 1)
    .find(({ askIf }) => askIf === undefined || heard.size === 0);
  // Who answered something else was understood: the question stands as it was, unless it was a mere follow-up.
  if (unclear !== undefined) return { kind: 'ask', field: unclear, again: heard.size === 0 };

  const ever = timesAsked(lead.messages, lead);
  const fresh = open
    .filter((field) => !asked.has(field.id))
    .sort((a, b) => (ever.get(a.id) ?? 0) - (ever.get(b.id) ?? 0));
  const steps = new Set(
    [...playbook.pillars.nextStep.needs, ...playbook.pillars.nextStep.oneOf].map((rule) => rule.field),
  );
  const toNextStep = fresh.filter((field) => steps.has(field.id));
  const turnsLeft = playbook.limits.turns - visitorTurns(thisVisit(lead));
  const followUp = fresh.find(({ askIf }) => askIf !== undefined && heard.has(askIf.field));
  // A follow-up comes at once, while its subject is open, but never costs a question for the next step its turn.
  if (followUp !== undefined && turnsLeft > toNextStep.length) return { kind: 'ask', field: followUp, again: false };

  const ready = (lead.pillars.intent && lead.pillars.context) || turnsLeft <= toNextStep.length;
  const field = ready ? (toNextStep[0] ?? fresh[0]) : (fresh.find(({ id }) => !steps.has(id)) ?? fresh[0]);
  return field && { kind: 'ask', field, again: false };
}
