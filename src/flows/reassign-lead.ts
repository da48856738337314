// Somebody gives a lead to another rep. Managers may give away what others have.
import type { LeadId, Rep } from '../core/lead.ts';
import { reassign } from '../core/reassign.ts';
import { mayAct, roleOf } from '../core/roles.ts';
import type { Deps } from '../deps.ts';
import type { Reader } from '../store/db.ts';
import { getStanding } from '../store/group.ts';
import { changeLead } from './change-lead.ts';

export function reassignLead(deps: Deps, id: LeadId, { rep, to, note }: { rep: Rep; to: Rep; note: string }) {
  const { playbook } = deps;
  const press = { by: rep.id, act: 'reassign' };
  return changeLead(
    deps,
    id,
    async (lead, now, tx) => {
      const isManager = await changesOthersLeads(deps, tx, rep.id);
      return reassign(lead, { rep, to, note, playbook, now, isManager });
    },
    { press },
  );
}

export async function changesOthersLeads({ playbook }: Deps, reader: Reader, rep: string): Promise<boolean> {
  return mayAct(roleOf(await getStanding(reader, rep), playbook), 'change-others-leads');
}
