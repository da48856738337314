// A rep has looked at a time that a visitor with a disposable address chose: it may go through, or not.
import { review } from '../core/hold-review.ts';
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function reviewHold(deps: Deps, id: LeadId, what: { rep: Rep; verdict: 'keep' | 'decline' }) {
  const { playbook, linkFor } = deps;
  return changeLead(
    deps,
    id,
    async (lead, now, tx) => {
      const isManager = await changesOthersLeads(deps, tx, what.rep.id);
      return review(lead, { ...what, playbook, now, isManager, link: linkFor(id) });
    },
    { press: { by: what.rep.id, act: 'review' } },
  );
}
