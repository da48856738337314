// A rep or a visitor has chosen a time outside the chat: it is theirs, or it is not, before anybody outside is asked.
import type { LeadId } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { holdTime, type SlotAsked, type SlotNotHeld } from '../store/hold-time.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

export type { SlotAsked, SlotNotHeld } from '../store/hold-time.ts';

export function holdSlot(deps: Deps, id: LeadId, asked: SlotAsked) {
  const { playbook, newId } = deps;
  const { by } = asked;
  return changeLead<SlotNotHeld>(
    deps,
    id,
    async (lead, now, tx) => {
      const isManager = by !== 'visitor' && (await changesOthersLeads(deps, tx, by.id));
      return holdTime(tx, lead, { asked, playbook, newId, now, isManager });
    },
    { taken: { kind: 'slot-taken' }, ...(by !== 'visitor' && { press: { by: by.id, act: 'book' } }) },
  );
}
