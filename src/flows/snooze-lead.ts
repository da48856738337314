// A rep lets a lead sleep until a time of their choice.
import type { LeadId, Rep } from '../core/lead.ts';
import { snooze } from '../core/snooze.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function snoozeLead(deps: Deps, id: LeadId, { rep, until }: { rep: Rep; until: string }) {
  const { playbook } = deps;
  const press = { by: rep.id, act: 'snooze' };
  return changeLead(
    deps,
    id,
    async (lead, now, tx) =>
      snooze(lead, { rep, until, playbook, now, isManager: await changesOthersLeads(deps, tx, rep.id) }),
    { press },
  );
}
