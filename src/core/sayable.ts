// What came along from another lead of somebody who only claims to be its person counts, and reps read it; the visitor must read
// nothing of it. Whatever speaks or writes to them asks for the lead as it may be told.
import type { Answer, Evidence, Lead } from './lead.ts';

export const isCarried = ({ evidence }: Pick<Answer, 'evidence'>): boolean => evidence.kind === 'carried';

export const isSilent = ({ evidence }: Pick<Answer, 'evidence'>): boolean =>
  evidence.kind === 'carried' && !evidence.aloud;

export function sayable<L extends Pick<Lead, 'answers'>>(lead: L): L {
  return lead.answers.some(isSilent) ? { ...lead, answers: lead.answers.filter((answer) => !isSilent(answer)) } : lead;
}

/** There or here, they said it, or agreed to what Baton had proposed. */
export const howSaid = (evidence: Evidence): 'said' | 'confirmed' =>
  evidence.kind === 'carried' ? evidence.of : evidence.kind;
