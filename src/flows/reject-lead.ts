// A rep rejects a lead, with the reason that later teaches the bar or the routing.
import type { LeadId, Rep } from '../core/lead.ts';
import { type Rejection, reject } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function rejectLead(deps: Deps, id: LeadId, how: { rep: Rep; why: Rejection }) {
  const { playbook } = deps;
  const press = { by: how.rep.id, act: 'reject' };
  return changeLead(
    deps,
    id,
    async (lead, now, tx) =>
      reject(lead, { rep: how.rep, playbook, now, isManager: await changesOthersLeads(deps, tx, how.rep.id) }, how.why),
    { press },
  );
}
