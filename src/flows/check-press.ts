// Whether somebody may go on with what they pressed, asked before a modal opens. Whoever may not is in the log.
import type { Lead, LeadId, Rep } from '../core/lead.ts';
import type { Missed, Press } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export type Checked = { kind: 'free'; lead: Lead } | { kind: 'gone' } | Missed;

type Pressed = { rep: Rep; act: string; missed: (lead: Lead, press: Press & { isManager: boolean }) => Missed | null };

/** `missed`: why they may not. */
export async function checkPress(deps: Deps, id: LeadId, { rep, act, missed }: Pressed): Promise<Checked> {
  const { playbook } = deps;
  const isManager = await changesOthersLeads(deps, deps.db, rep.id);
  const outcome = await changeLead<Checked>(
    deps,
    id,
    (lead, now) => missed(lead, { rep, playbook, now, isManager }) ?? { kind: 'free', lead },
    { press: { by: rep.id, act } },
  );
  if (outcome.kind === 'done') throw new Error('A check changes nothing.');
  return outcome;
}
