// What becomes of a form: it is read once, by parsers alone, counted like any lead, and offered or nurtured. There is no interview:
// what the inputs do not say stays unknown, and nobody is asked.
import { barOf } from './bar.ts';
import { type Decision, owedRedrawSoon, owedTurn } from './decision.ts';
import type { Turn } from './interviewer.ts';
import { type Lead, move } from './lead.ts';
import { route } from './route.ts';
import { believe, type JudgedBy, judge, offer } from './turn.ts';

type Came = { inputs: number; origin: string | null };

export function formReceived(lead: Lead, origin: string | null): Decision {
  const data: Came & { message: number } = { message: 1, inputs: lead.messages.length, origin };
  return { lead, events: [{ kind: 'received', by: 'visitor', data }], owed: [owedTurn(lead)] };
}

export function takeForm(before: Lead, turn: Turn, by: JudgedBy): Decision {
  const { playbook } = by;
  const lead = judge({ ...believe(before, turn, by), readUpTo: before.messages.length }, by);
  const data = {
    step: 'form',
    fields: lead.answers.slice(before.answers.length).map(({ field }) => field),
    refused: lead.refused.length - before.refused.length,
    score: lead.score,
    interviewer: turn.interviewer,
  };
  const read: Decision = { lead, events: [{ kind: 'answered', by: 'visitor', data }], owed: owedRedrawSoon(lead) };
  return lead.score >= (playbook.form?.offerFrom ?? 0) ? offer(read, 'form', by) : keep(read, by);
}

/** For later, and for the sequence that the page names for such leads. */
function keep({ lead, events, owed }: Decision, { playbook }: JudgedBy): Decision {
  const bar = barOf(lead, playbook);
  const verdict = route(lead, bar, playbook);
  const event = { kind: 'nurtured', by: 'baton', data: { verdict, score: lead.score, bar } } as const;
  return { lead: { ...move(lead, 'nurturing'), verdict }, events: [...events, event], owed };
}
