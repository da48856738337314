// The model first; when it fails, is spared or would cost too much, the guided interviewer takes that turn from the same
// state and the turn says why. Beside the adapters because it is theirs: only they know which failures mean a dead provider.
import { guidedTurn } from '../../core/guided.ts';
import type { Interviewer, Usage, View } from '../../core/interviewer.ts';
import { isTooLong } from '../../core/prompt.ts';
import { breaker } from './breaker.ts';
import type { ModelInterviewer, Trouble } from './model-interviewer.ts';

/** The provider is in trouble, rather than this one answer. */
const outages: readonly string[] = [
  'time-out',
  'connection',
  'rate-limited',
  'server-error',
  'rejected',
] satisfies Trouble[];

export const isOutage = (why: string) => outages.includes(why);

export const sparing = { failures: 3, withinMs: 60_000, openMs: 30_000 };

export function withFallback(model: ModelInterviewer, now: () => Date): Interviewer {
  const provider = breaker(sparing);
  const nowMs = () => now().getTime();
  const guided = (view: View, fellBack: string, usage: Usage | null = null) => ({
    ...guidedTurn(view),
    fellBack,
    ...(usage !== null && { usage }),
  });
  return async (view, onProgress) => {
    if (isTooLong(view)) return guided(view, 'too-long');
    if ((view.spent ?? 0) >= view.playbook.limits.modelTokens) return guided(view, 'spent');
    if (!provider.allows(nowMs())) return guided(view, 'spared');
    const taken = await model(view, onProgress).catch((error: unknown) => {
      provider.failed(nowMs());
      throw error;
    });
    if (taken.kind === 'turn') {
      provider.succeeded();
      return taken.turn;
    }
    if (isOutage(taken.why)) provider.failed(nowMs());
    else provider.succeeded();
    return guided(view, taken.why, taken.usage);
  };
}
