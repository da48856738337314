// A customer whose lead is qualified no more is an early sign that they may leave: whoever looks after customers hears of it
// once, with what made the score fall. Who is a customer is said by the page alone.
import type { Decision } from './decision.ts';
import { type Lead, type PillarName, pillarNames } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { without } from './replay.ts';
import { unmet } from './route.ts';

/** `counted` against it since the hand-off, `gone`: counted for it until now, `pillars`: stood until now. */
export type Fall = { counted: string[]; gone: string[]; pillars: PillarName[] };

type About = { before: Lead; playbook: Playbook; now: string; counted: readonly string[] };

/** Of a lead that was lost just now. */
export function atRisk(lead: Lead, { before, playbook, now, counted }: About): Pick<Decision, 'events' | 'owed'> {
  const { customers } = playbook;
  if (customers === undefined || unmet(customers.when, lead, playbook) !== null) return { events: [], owed: [] };
  const against = without(lead.reasons, before.reasons).filter(({ points }) => points < 0);
  const why: Fall = {
    counted: [...new Set([...counted, ...against.map(({ because }) => because)])],
    gone: without(before.reasons, lead.reasons).flatMap(({ points, because }) => (points > 0 ? [because] : [])),
    pillars: pillarNames.filter((name) => before.pillars[name] && !lead.pillars[name]),
  };
  const job = {
    kind: 'tell' as const,
    lead: lead.id,
    to: customers.tell,
    news: { kind: 'at-risk' as const, why, at: now },
  };
  return {
    events: [{ kind: 'at-risk', by: 'baton', data: { to: customers.tell, ...why } }],
    owed: [{ job, key: `at-risk:${lead.id}` }],
  };
}
