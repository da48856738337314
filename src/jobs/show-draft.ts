// While the interviewer writes, whoever has the chat open reads along what Baton is about to say. Nothing of it is kept, and
// nothing that goes wrong with it may cost the turn.
import { draft, isReadAlong, settledPart } from '../core/draft.ts';
import type { OnProgress, Turn } from '../core/interviewer.ts';
import type { Lead } from '../core/lead.ts';
import type { TakenBy } from '../core/turn.ts';
import type { JobDeps } from '../deps.ts';
import { getLead } from '../store/lead.ts';

export type ShownDraft = {
  /** Shows what is told, if anybody can read along, and as long as the lead stays as it is. */
  during(ask: (onProgress?: OnProgress) => Promise<Turn>): Promise<Turn>;
  /** What was shown and is not in the line that was committed is taken back. */
  end(line: string | undefined): void;
};

/** Nobody reads faster. */
const leastMs = 100;

export function showDraft(
  { db, live, log }: Pick<JobDeps, 'db' | 'live' | 'log'>,
  lead: Lead,
  by: TakenBy,
): ShownDraft {
  let isOver = false;
  let shown = '';
  let asked = '';
  let askedAtMs = Number.NEGATIVE_INFINITY;
  const show = (text: string) => {
    if (text !== shown) live.hint(lead.id, { kind: 'draft', text });
    shown = text;
  };
  const failed = (err: unknown) => log.error({ err, lead: lead.id }, 'a draft could not be shown');
  const onProgress: OnProgress = (soFar) => {
    if (isOver || (soFar !== null && performance.now() - askedAtMs < leastMs)) return;
    const part = soFar === null ? '' : settledPart(soFar);
    if (part === asked) return;
    asked = part;
    askedAtMs = performance.now();
    try {
      show(soFar === null ? '' : draft(lead, soFar, by));
    } catch (err) {
      failed(err);
    }
  };
  /** Somebody writes on, or a rep takes over: of what is being written nothing will be said. */
  const look = async () => {
    const now = await getLead(db, lead.id);
    if (isOver || now?.version === lead.version) return;
    isOver = true;
    show('');
  };
  return {
    async during(ask) {
      if (!isReadAlong(lead)) return ask();
      const deafen = live.listen(lead.id, ({ kind }) => void (kind === 'told' && look().catch(failed)));
      try {
        return await ask(onProgress);
      } finally {
        isOver = true;
        deafen();
      }
    },
    end: (line = '') => {
      if (!line.startsWith(shown)) show('');
    },
  };
}
