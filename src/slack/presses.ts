// The buttons of the card.
import type { Deps } from '../deps.ts';
import { claimLead } from '../flows/claim-lead.ts';
import { undoVerdict } from '../flows/undo-verdict.ts';
import { getLead } from '../store/lead.ts';
import { answers } from './cards/answers.ts';
import { nurtureModal } from './cards/nurture-modal.ts';
import { rejectModal } from './cards/reject-modal.ts';
import { onPress, type Press } from './door.ts';

export const pressClaim = onPress(async (deps, { lead, rep }) => {
  const outcome = await claimLead(deps, lead, rep);
  return answers.toClaim(outcome);
});

export const pressUndo = onPress(async (deps, { lead, rep }) => {
  const outcome = await undoVerdict(deps, lead, rep);
  return answers.toUndo(outcome);
});

export const openReject = onPress((deps, press) => openModal(deps, press, rejectModal));
export const openNurture = onPress((deps, press) => openModal(deps, press, nurtureModal));
