// A rep stops what the visitor of a nurtured lead is written.
import type { LeadId, Rep } from '../core/lead.ts';
import { stop } from '../core/nurture.ts';
import { stopped } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function stopNurture(deps: Deps, id: LeadId, rep: Rep) {
  const { playbook } = deps;
  return changeLead(
    deps,
    id,
    async (lead, now, tx) => {
      const isManager = await changesOthersLeads(deps, tx, rep.id);
      const missed = stopped(lead, { rep, playbook, now, isManager });
      if (missed !== null) return missed;
      const decision = stop(lead, { why: 'pressed', by: rep.id, now });
      return decision === null ? { kind: 'over' as const, lead } : { kind: 'done' as const, ...decision };
    },
    { press: { by: rep.id, act: 'stop-nurture' } },
  );
}
