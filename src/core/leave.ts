// Whether a visitor whom Baton closes may be written to: they are asked once, and only a clear yes right after it counts. Its
// words are kept with the event.
import { clearYes } from './confirmed.ts';
import type { Decision } from './decision.ts';
import type { Lead } from './lead.ts';
import { begin } from './nurture.ts';
import { person } from './person.ts';
import type { Playbook } from './playbook.ts';
import { mailable } from './sayable.ts';
import { timesTold } from './tell.ts';

type By = { playbook: Playbook; now: string };

/** The yes: to which line, in which, and its words. */
export type Leave = { offer: number; message: number; quote: string };

/** `canMail`: there is a way to write to anybody at all. */
export function asksLeave(lead: Lead, { canMail, ...by }: By & { canMail: boolean }): boolean {
  if (!canMail || lead.state !== 'closed' || lead.verdict !== 'unqualified') return false;
  const { email } = person(mailable(lead), by.playbook);
  return email !== null && timesTold(lead.messages, 'mayWrite', by.playbook) === 0 && begins(lead, by) !== null;
}

/** Null: they were not asked, said anything else, or nothing. */
export function leaveGiven(lead: Lead, by: By): Leave | null {
  const { messages, state } = lead;
  const asked = messages.findLast(({ from }) => from !== 'visitor');
  if (state !== 'closed' || asked?.from !== 'baton') return null;
  if (timesTold([asked], 'mayWrite', by.playbook) === 0 || begins(lead, by) === null) return null;
  const [first, ...more] = messages
    .slice(asked.n)
    .map(({ n, text }) => ({ n, yes: clearYes(text, by.playbook.country) }));
  if (first === undefined || first.yes === null || more.some(({ yes }) => yes === null)) return null;
  return { offer: asked.n, message: first.n, quote: first.yes };
}

/** The decision with what they agreed to. */
export function agreed(decision: Decision, leave: Leave, by: By): Decision {
  const nurture = begins(decision.lead, by);
  if (nurture === null) return decision;
  const { sequence, step, dueAt } = nurture;
  const data = { sequence, step, dueAt, consent: leave };
  return {
    ...decision,
    lead: { ...decision.lead, nurture },
    events: [...decision.events, { kind: 'nurture-began', by: 'visitor', data }],
  };
}

function begins(lead: Lead, by: By) {
  const { unqualified: sequence } = by.playbook.nurture;
  return sequence === undefined ? null : begin(lead, { sequence, by: null }, by);
}
