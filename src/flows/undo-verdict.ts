// A rep takes their own last verdict back, within five minutes.
import type { LeadId, Rep } from '../core/lead.ts';
import { undo } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export function undoVerdict(deps: Deps, id: LeadId, rep: Rep) {
  const press = { by: rep.id, act: 'undo' };
  return changeLead(deps, id, (lead, now) => undo(lead, { rep, playbook: deps.playbook, now }), { press });
}
