// A rep says that a lead is not theirs. Nobody who has said so before gets it again.
import type { LeadId, Rep } from '../core/lead.ts';
import { passOn } from '../core/pass-on.ts';
import type { Deps } from '../deps.ts';
import { lockDesk } from '../store/desk.ts';
import { eventsOf } from '../store/events.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

/** `team` null: whoever takes it by the rules. */
export function passOnLead(deps: Deps, id: LeadId, { rep, team }: { rep: Rep; team: string | null }) {
  const { playbook } = deps;
  const press = { by: rep.id, act: 'pass-on' };
  return changeLead(
    deps,
    id,
    async (lead, now, tx) => {
      const events = await eventsOf(tx, id);
      const over = events.flatMap(({ kind, by }) => (kind === 'misrouted' ? [by] : []));
      const desk = await lockDesk(tx, { lead, playbook, at: now });
      const isManager = await changesOthersLeads(deps, tx, rep.id);
      return passOn(lead, { rep, playbook, now, team, desk, over, isManager });
    },
    { press },
  );
}
