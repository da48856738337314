// A rep presses Take over: from here on they talk to the visitor, and what Baton has not sent yet is never sent.
import { unknownRep } from '../core/desk.ts';
import type { LeadId, Rep } from '../core/lead.ts';
import { shiftEnd } from '../core/shift.ts';
import { takeOver } from '../core/takeover.ts';
import type { Deps } from '../deps.ts';
import { lockDelivery } from '../store/delivery.ts';
import { absencesOf, habitsOf } from '../store/desk.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

/** `since` is Slack's clock at the press. */
export function takeOverLead(deps: Deps, id: LeadId, { rep, since }: { rep: Rep; since: string }) {
  const { playbook } = deps;
  const press = { by: rep.id, act: 'take-over' };
  return changeLead(
    deps,
    id,
    async (lead, now, tx) => {
      const delivery = await lockDelivery(tx, id);
      const facts = { ...unknownRep, ...(await habitsOf(tx, rep.id)), away: await absencesOf(tx, rep.id) };
      const shiftEnds = shiftEnd(rep.id, { playbook, facts, now });
      const isManager = await changesOthersLeads(deps, tx, rep.id);
      return takeOver(lead, { rep, playbook, now, since, delivery, shiftEnds, isManager });
    },
    { press },
  );
}
