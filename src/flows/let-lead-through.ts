// Somebody has looked at what was held as spam, and it is none: it goes the way of every other.
import { letThrough } from '../core/held.ts';
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';

export function letLeadThrough(deps: Deps, id: LeadId, rep: Rep) {
  return changeLead<{ kind: 'not-held' }>(deps, id, (lead) => {
    const decision = letThrough(lead, rep);
    return decision === null ? { kind: 'not-held' } : { kind: 'done', ...decision };
  });
}
