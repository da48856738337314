// While the interviewer writes, whoever has the chat open reads along what Baton is about to say. Nothing of it is kept, and
// nothing that goes wrong with it may cost the turn.
import { draft, isReadAlong, settledPart } from '../core/draft.ts';
import type { OnProgress } from '../core/interviewer.ts';
import type { Lead } from '../core/lead.ts';
import type { TakenBy } from '../core/turn.ts';
import type { JobDeps } from '../deps.ts';

export type ShownDraft = {
  /** Undefined where nobody can read along: then the interviewer need not tell. */
  onProgress: OnProgress | undefined;
  /** What was shown and is not in the line that was committed is taken back. */
  end(line: string | undefined): void;
};

/** Nobody reads faster. */
const leastMs = 100;

export function showDraft({ live, log }: Pick<JobDeps, 'live' | 'log'>, lead: Lead, by: TakenBy): ShownDraft {
  let shown = '';
  let asked = '';
  let askedAtMs = Number.NEGATIVE_INFINITY;
  const show = (text: string) => {
    if (text !== shown) live.hint(lead.id, { kind: 'draft', text });
    shown = text;
  };
  const onProgress: OnProgress = (soFar) => {
    const part = soFar === null ? '' : settledPart(soFar);
    if (part === asked || (soFar !== null && performance.now() - askedAtMs < leastMs)) return;
    asked = part;
    askedAtMs = performance.now();
    try {
      show(soFar === null ? '' : draft(lead, soFar, by));
    } catch (err) {
      log.error({ err, lead: lead.id }, 'a draft could not be shown');
    }
  };
  return {
    onProgress: isReadAlong(lead) ? onProgress : undefined,
    end: (line = '') => {
      if (!line.startsWith(shown)) show('');
    },
  };
}
