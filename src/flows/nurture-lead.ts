// A rep keeps a lead for later, with a date and a note.
import type { LeadId, Rep } from '../core/lead.ts';
import { type Nurturing, nurture } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function nurtureLead(deps: Deps, id: LeadId, how: { rep: Rep; nurturing: Nurturing }) {
  const { playbook } = deps;
  const press = { by: how.rep.id, act: 'nurture' };
  return changeLead(
    deps,
    id,
    async (lead, now, tx) =>
      nurture(
        lead,
        { rep: how.rep, playbook, now, isManager: await changesOthersLeads(deps, tx, how.rep.id) },
        how.nurturing,
      ),
    { press },
  );
}
