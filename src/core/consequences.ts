// What follows from a decision about a lead, whoever made it: its ladder, what the visitor is written, its score, which may
// have moved with it, and what the CRM is to be told. All that every decision entails belongs here, so that no press, job or
// turn can forget it. Asked twice, a score moves twice.
import { withCrm } from './crm-owed.ts';
import type { Decision } from './decision.ts';
import { withLadder } from './ladder.ts';
import type { Lead } from './lead.ts';
import { withNurture } from './nurture.ts';
import type { Playbook } from './playbook.ts';
import { withScore } from './re-score.ts';

/** `before`: the lead as it was when it was decided about. */
export function withConsequences<D extends Decision>(
  before: Lead,
  decision: D,
  by: { playbook: Playbook; now: string },
): D {
  const laddered = withLadder(before, decision, by);
  return withCrm(before, withScore(before, withNurture(before, laddered, by), by), by);
}
