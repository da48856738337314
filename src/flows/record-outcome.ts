// A rep says what became of a meeting: it was held, or the visitor did not come.
import type { Outcome } from '../core/booking.ts';
import type { LeadId, Rep } from '../core/lead.ts';
import { outcome } from '../core/unbook.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function recordOutcome(deps: Deps, id: LeadId, what: { rep: Rep; outcome: Outcome }) {
  const { playbook, linkFor } = deps;
  return changeLead(
    deps,
    id,
    async (lead, now, tx) => {
      const isManager = await changesOthersLeads(deps, tx, what.rep.id);
      return outcome(lead, { ...what, playbook, now, isManager, link: linkFor(id) });
    },
    { press: { by: what.rep.id, act: 'outcome' } },
  );
}
