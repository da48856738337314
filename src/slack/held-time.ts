// The two answers to a time that a visitor with a disposable address chose.
import type { Deps } from '../deps.ts';
import { reviewHold } from '../flows/review-hold.ts';
import { reviewWords } from './cards/review-note.ts';
import { sentences } from './cards/sentences.ts';
import { onPress, type Press } from './door.ts';

export const pressKeepTime = onPress((deps, press) => reviewed(deps, press, 'keep'));
export const pressDeclineTime = onPress((deps, press) => reviewed(deps, press, 'decline'));

async function reviewed(deps: Deps, { lead, rep }: Press, verdict: 'keep' | 'decline'): Promise<string> {
  const outcome = await reviewHold(deps, lead, { rep, verdict });
  if (outcome.kind === 'done') return reviewWords.done[verdict];
  return outcome.kind === 'not-open' ? reviewWords.late : sentences.toReject(outcome, deps.playbook);
}
