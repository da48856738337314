// Whether somebody may go on with what they pressed, asked before a modal opens. Whoever may not is in the log.
import type { Lead, LeadId } from '../core/lead.ts';
import type { Missed } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { changeLead, type Pressing } from './change-lead.ts';

export type Checked = { kind: 'free'; lead: Lead } | { kind: 'gone' } | Missed;

export async function checkPress(
  deps: Deps,
  id: LeadId,
  { check, ...press }: Pressing & { check: (lead: Lead, now: string) => Missed | null },
): Promise<Checked> {
  const outcome = await changeLead<Checked>(deps, id, (lead, now) => check(lead, now) ?? { kind: 'free', lead }, {
    press,
  });
  if (outcome.kind === 'done') throw new Error('A check changes nothing.');
  return outcome;
}
