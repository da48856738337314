// What came along from another lead of somebody who only claims to be its person counts, and reps read it, as what was said in a
// conversation that is not proven to be theirs; the visitor must read nothing of it. Whatever speaks or writes to them asks for the lead
// as it may be told.
import type { Answer, Evidence, Lead } from './lead.ts';
import { chatOf } from './line.ts';
import { keptFrom, lateUnproven } from './unproven.ts';
import { emptied } from './visitor.ts';

export const isCarried = ({ evidence }: Pick<Answer, 'evidence'>): boolean => evidence.kind === 'carried';

export const isSilent = ({ evidence }: Pick<Answer, 'evidence'>): boolean =>
  evidence.kind === 'carried' && !evidence.aloud;

export type Told = Pick<Lead, 'answers' | 'channel' | 'conversation' | 'visitor' | 'joined' | 'messages'>;

/** To whoever wrote last. */
export function sayable<L extends Told>(lead: L): L {
  const kept = keptFrom(lead, chatOf(lead));
  if (kept === null) return lead.answers.some(isSilent) ? withOnly(lead, (answer) => !isSilent(answer)) : lead;
  const told = withOnly(lead, (answer) => !isCarried(answer) && !isSaidIn(answer, kept.lines));
  return { ...told, visitor: emptied(lead.visitor, kept.filled) };
}

/** By mail, to whomever wrote last: whoever has proven who they are is not written to at another's address. */
export function mailable<L extends Told>(lead: L): L {
  const late = lateUnproven(lead);
  return withOnly(lead, (answer) => !isSilent(answer) && !isSaidIn(answer, late));
}

function withOnly<L extends Told>(lead: L, isTold: (answer: Answer) => boolean): L {
  return { ...lead, answers: lead.answers.filter(isTold) };
}

const isSaidIn = ({ evidence }: Answer, lines: ReadonlySet<number>): boolean =>
  lines.has(evidence.message) || (evidence.kind === 'confirmed' && lines.has(evidence.offer));

/** There or here, they said it, or agreed to what Baton had proposed. */
export const howSaid = (evidence: Evidence): 'said' | 'confirmed' =>
  evidence.kind === 'carried' ? evidence.of : evidence.kind;
