// The same conversation before another playbook, or another bar: nobody is asked again, so what that playbook would have asked besides
// stays unknown. Changes nothing; only says what would be judged differently, and why.
import { fits } from './evidence.ts';
import {
  type Answer,
  currentAnswers,
  type Lead,
  type PillarName,
  pillarNames,
  type Reason,
  type Verdict,
} from './lead.ts';
import { pillars } from './pillars.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import { route } from './route.ts';
import { score } from './score.ts';

export type Judged = { verdict: Verdict; score: number };
export type Replayed = {
  was: Judged;
  would: Judged;
  /** Points that only the stored judgement gave, and only the other playbook gives; the weightiest first. */
  lost: Reason[];
  gained: Reason[];
  fell: PillarName[];
  rose: PillarName[];
};

/** A lead that would be judged otherwise. */
export type Flip = { lead: Lead; replayed: Replayed };

/** Null while the interview is open: there is no verdict yet that could be another one. */
export function replay(lead: Lead, playbook: Playbook, bar = playbook.bar.start): Replayed | null {
  if (lead.verdict === null) return null;
  const heard = { ...lead, answers: currentAnswers(lead).filter((answer) => carriesOver(answer, playbook)) };
  // A silence counts as far as it counted when the lead was judged last.
  const at = lead.updatedAt;
  const judged = { ...heard, ...score(heard, playbook, at), pillars: pillars(heard, playbook, at) };
  return {
    was: { verdict: lead.verdict, score: lead.score },
    would: { verdict: route(judged, bar, playbook), score: judged.score },
    lost: without(lead.reasons, judged.reasons),
    gained: without(judged.reasons, lead.reasons),
    fell: pillarNames.filter((name) => lead.pillars[name] && !judged.pillars[name]),
    rose: pillarNames.filter((name) => !lead.pillars[name] && judged.pillars[name]),
  };
}

export function flips({ was, would }: Replayed): boolean {
  return was.verdict !== would.verdict;
}

/** An answer counts where a field of that name could hold it and takes it as sure: an unknown option says nothing there. */
function carriesOver({ field: id, value, confidence = 100 }: Answer, playbook: Playbook): boolean {
  const field = fieldOf(playbook, id);
  return field !== undefined && fits(field, value) && confidence >= field.confidence;
}

export function without(reasons: readonly Reason[], others: readonly Reason[]): Reason[] {
  return reasons
    .filter(({ points, because }) => !others.some((other) => other.points === points && other.because === because))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
