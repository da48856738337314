// A rep presses Claim. One winner under any race; the others learn who was faster.
import type { LeadId, Rep } from '../core/lead.ts';
import { claim } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function claimLead(deps: Deps, id: LeadId, rep: Rep) {
  const press = { by: rep.id, act: 'claim' };
  return changeLead(
    deps,
    id,
    async (lead, now, tx) =>
      claim(lead, { rep, playbook: deps.playbook, now, isManager: await changesOthersLeads(deps, tx, rep.id) }),
    { press },
  );
}
