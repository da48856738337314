// Somebody has looked at a form that was held as spam, and it is none: it goes the way of every form.
import { letThrough } from '../core/form-turn.ts';
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export function letFormThrough(deps: Deps, id: LeadId, rep: Rep) {
  return changeLead<{ kind: 'not-held' }>(deps, id, (lead) => {
    const decision = letThrough(lead, rep);
    return decision === null ? { kind: 'not-held' } : { kind: 'done', ...decision };
  });
}
