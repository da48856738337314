// The Conversation Score: whole points from 0 to 100, each with a reason a manager can read. Pure arithmetic over
// answers and conduct; the same lead, playbook and moment always give the same score.
import { behaves } from './conduct.ts';
import { holds } from './known.ts';
import type { Lead, Reason } from './lead.ts';
import type { Playbook } from './playbook.ts';

/** `now`: the moment up to which silence counts; without it, nobody is silent. */
export function score(lead: Lead, playbook: Playbook, now?: string): { score: number; reasons: Reason[] } {
  const answers = playbook.rubric.answers.filter((rule) => holds(rule.when, lead, playbook));
  const conduct = playbook.rubric.conduct.filter((rule) => behaves(rule, { lead, playbook, now }));
  const reasons = [...answers, ...conduct].map(({ points, because }) => ({ points, because }));
  return { score: scoreOf(reasons), reasons };
}

export function scoreOf(reasons: readonly Reason[]): number {
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return Math.max(0, Math.min(100, sum));
}
