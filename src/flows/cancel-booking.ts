// A rep or a visitor calls a meeting off: the calendar is asked to take it out, and stays right until it has.
import type { LeadId, Rep } from '../core/lead.ts';
import { cancel } from '../core/unbook.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export function cancelBooking(deps: Deps, id: LeadId, { by, view }: { by: Rep | 'visitor'; view?: string }) {
  const { playbook } = deps;
  return changeLead(
    deps,
    id,
    async (lead, now, tx) => {
      const isManager = by !== 'visitor' && (await changesOthersLeads(deps, tx, by.id));
      return cancel(lead, { by, playbook, now, isManager, ...(view !== undefined && { view }) });
    },
    by === 'visitor' ? {} : { press: { by: by.id, act: 'cancel' } },
  );
}
