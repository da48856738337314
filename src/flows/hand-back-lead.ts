// A rep presses Hand back to Baton.
import type { LeadId, Rep } from '../core/lead.ts';
import { handBack } from '../core/takeover.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export function handBackLead(deps: Deps, id: LeadId, rep: Rep) {
  const { playbook } = deps;
  const press = { by: rep.id, act: 'hand-back' };
  return changeLead(deps, id, (lead, now) => handBack(lead, { why: 'pressed', rep, playbook, now }), { press });
}
