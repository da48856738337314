// What a rep owes a visitor they claimed: the first word, an answer, or whatever was agreed.
import { claimedAt } from './first-touch.ts';
import { known } from './known.ts';
import type { Lead } from './lead.ts';
import { ladderOf, type Playbook } from './playbook.ts';
import { showValue } from './value.ts';

/** `wants`: what the visitor said the next step should be, as reps read it. */
export type NextStep = { kind: 'say-hello' | 'answer' | 'follow-up'; wants: string | null };

export function nextStep(lead: Lead, playbook: Playbook): NextStep {
  const since = claimedAt(lead.repVerdict) ?? '';
  const sent = lead.messages.filter(({ n }) => !lead.dropped.includes(n));
  // They may have phoned and said so: then the limit on the first word is gone.
  const phoned = lead.ladder === null && ladderOf(playbook, lead.offer?.team).firstTouchMinutes > 0;
  const touched = phoned || sent.some(({ from, at }) => from === 'rep' && at >= since);
  const waits = sent.at(-1)?.from === 'visitor';
  const field = playbook.fields.find(({ id, kind }) => id === 'next_step' && kind === 'choice');
  const value = field && known(lead, field);
  const wants = field === undefined || value === undefined ? null : showValue('choice', value, field.options);
  return { kind: touched ? (waits ? 'answer' : 'follow-up') : 'say-hello', wants };
}
