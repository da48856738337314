// Being qualified is a state of the conversation and no stamp: it can be lost while people have the lead.
import type { Lead } from './lead.ts';

/** It reached reps for its score, they have not ended it, and it would not reach them now. */
export function isLost({ offer, state, verdict }: Pick<Lead, 'offer' | 'state' | 'verdict'>): boolean {
  return offer?.why === 'qualified' && (state === 'offered' || state === 'claimed') && verdict !== 'qualified';
}
