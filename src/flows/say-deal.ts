// A rep says what became of a lead in money.
import { type SaidDeal, sayDeal as say } from '../core/deal.ts';
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function sayDeal(deps: Deps, id: LeadId, { rep, said }: { rep: Rep; said: SaidDeal }) {
  const { playbook } = deps;
  return changeLead(
    deps,
    id,
    async (lead, now, tx) =>
      say(lead, { rep, said, playbook, now, isManager: await changesOthersLeads(deps, tx, rep.id) }),
    { press: { by: rep.id, act: 'say-deal' } },
  );
}
