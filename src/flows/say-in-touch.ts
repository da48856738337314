// A rep has called the visitor, or written to them elsewhere, and says so.
import type { LeadId, Rep } from '../core/lead.ts';
import { sayTouched } from '../core/release.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export function sayInTouch(deps: Deps, id: LeadId, rep: Rep) {
  const press = { by: rep.id, act: 'in-touch' };
  return changeLead(deps, id, (lead, now) => sayTouched(lead, { rep, playbook: deps.playbook, now }), { press });
}
