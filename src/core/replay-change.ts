// Past conversations before a page with one change: what it would read besides in their transcripts, and who would be judged
// otherwise for it. Another question cannot be replayed, because nobody is asked again.
import { checkClaim } from './evidence.ts';
import { type Answer, currentAnswers, type Lead } from './lead.ts';
import { missedClaims } from './missed.ts';
import type { PageChange } from './page-change.ts';
import type { Playbook } from './playbook.ts';
import { findQuotes } from './quote.ts';
import { type Flip, replay } from './replay.ts';
import { sameValue } from './same-value.ts';

export type Pages = { from: Playbook; to: Playbook };

export const canReplay = ({ kind }: PageChange): boolean => kind !== 'probe' && kind !== 'ask';

/** Null: judged as it is judged today. `bar`: the same before and after. */
export function replayChange(lead: Lead, change: PageChange, { from, to, bar }: Pages & { bar: number }): Flip | null {
  if (!isTouched(lead, change)) return null;
  const was = replay(lead, from, bar);
  const would = replay({ ...lead, answers: [...lead.answers, ...readBesides(lead, { from, to })] }, to, bar);
  if (was === null || would === null || was.would.verdict === would.would.verdict) return null;
  return { lead, replayed: { ...would, was: was.would } };
}

/** Reading everybody anew would take long, and most say nothing that the change is about. */
function isTouched(lead: Lead, change: PageChange): boolean {
  const known = currentAnswers(lead).find(({ field }) => field === change.field);
  if (change.kind === 'confidence') return known?.confidence !== undefined && known.confidence < change.to;
  const words = 'words' in change ? change.words : change.kind === 'option' ? [change.label] : [];
  if (known !== undefined) return false;
  return lead.messages.some(
    ({ from, text }) => from === 'visitor' && words.some((each) => findQuotes(text, each).length > 0),
  );
}

/** What only the other page reads; what today's would read too, a model overlooked. */
function readBesides(lead: Lead, { from, to }: Pages): Answer[] {
  // What was refused by today's page may be read by the other one.
  const afresh = { ...lead, refused: [] };
  const today = missedClaims(afresh, from);
  const news = missedClaims(afresh, to).filter(
    (claim) => !today.some((one) => one.field === claim.field && sameValue(one.value, claim.value)),
  );
  return news.flatMap((claim): Answer[] => {
    const checked = checkClaim(claim, { ...to, messages: lead.messages });
    if (checked.kind === 'refused') return [];
    const { value, evidence, confidence } = checked;
    return [{ field: claim.field, value, evidence, confidence, interviewer: 'guided', at: lead.updatedAt }];
  });
}
