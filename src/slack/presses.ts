// The buttons of the card.

import { pressable } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { checkPress } from '../flows/check-press.ts';
import { claimLead } from '../flows/claim-lead.ts';
import { handBackLead } from '../flows/hand-back-lead.ts';
import { letLeadThrough } from '../flows/let-lead-through.ts';
import { retryCrm, retryLeftOut } from '../flows/retry-crm.ts';
import { retryStuck } from '../flows/retry-stuck.ts';
import { sayInTouch } from '../flows/say-in-touch.ts';
import { stopNurture } from '../flows/stop-nurture.ts';
import { takeOverLead } from '../flows/take-over-lead.ts';
import { undoVerdict } from '../flows/undo-verdict.ts';
import { readTeamBars } from '../store/bars.ts';
import { getLead } from '../store/lead.ts';
import { crmWords } from './cards/crm-words.ts';
import { heldWords } from './cards/held-words.ts';
import type { Drawing } from './cards/lead-card.ts';
import { nurtureModal } from './cards/nurture-modal.ts';
import { nurtureWords } from './cards/nurture-words.ts';
import { rejectModal } from './cards/reject-modal.ts';
import { sentences } from './cards/sentences.ts';
import { takeoverSentences } from './cards/takeover-sentences.ts';
import { whyModal } from './cards/why-parts.ts';
import { onPress, type Press } from './door.ts';

export const pressClaim = onPress(async (deps, { lead, rep }) =>
  sentences.toClaim(await claimLead(deps, lead, rep), deps.playbook),
);

export const pressTakeOver = onPress(async (deps, { lead, rep, at }) =>
  takeoverSentences.toTakeOver(await takeOverLead(deps, lead, { rep, since: at }), deps.playbook),
);

export const pressHandBack = onPress(async (deps, { lead, rep }) =>
  takeoverSentences.toHandBack(await handBackLead(deps, lead, rep), deps.playbook),
);

export const pressUndo = onPress(async (deps, { lead, rep }) =>
  sentences.toUndo(await undoVerdict(deps, lead, rep), deps.playbook),
);

export const pressInTouch = onPress(async (deps, { lead, rep }) =>
  sentences.toInTouch(await sayInTouch(deps, lead, rep), deps.playbook),
);

export const pressRetry = onPress(async (deps, { value, rep }) => {
  const retried = value === 'crm' ? await retryLeftOut(deps, rep) : await retryStuck(deps, value, rep.id);
  return retried.kind === 'only' ? sentences.only(retried) : sentences.toRetry(retried.count);
});

export const pressLetThrough = onPress(async (deps, { lead, rep }) => {
  const { kind } = await letLeadThrough(deps, lead, rep);
  if (kind === 'gone') return sentences.toReject({ kind }, deps.playbook);
  return kind === 'done' ? heldWords.done : heldWords.over;
});

export const pressStopNurture = onPress(async (deps, { lead, rep }) => {
  const stopped = await stopNurture(deps, lead, rep);
  if (stopped.kind === 'done') return nurtureWords.done;
  return stopped.kind === 'over' ? nurtureWords.nothingToStop : sentences.toReject(stopped, deps.playbook);
});

export const pressRetryCrm = onPress(async (deps, { lead, rep }) => {
  const { kind } = await retryCrm(deps, lead, rep);
  if (kind === 'gone') return sentences.toReject({ kind }, deps.playbook);
  return kind === 'nothing' ? crmWords.nothing : crmWords.again(deps.playbook.crmName ?? '');
});

export const openReject = onPress((deps, press) => openModal(deps, press, { act: 'reject', draw: rejectModal }));
export const openNurture = onPress((deps, press) => openModal(deps, press, { act: 'nurture', draw: nurtureModal }));

/** Anybody may ask why, in any state. */
export const openWhy = onPress(async (deps, { lead: id, open }) => {
  const { playbook } = deps;
  const lead = await getLead(deps.db, id);
  if (lead === undefined) return sentences.toReject({ kind: 'gone' }, playbook);
  const bars = await readTeamBars(deps.db, { playbook, now: deps.now().toISOString() });
  await open(whyModal({ lead, playbook, bars }));
  return null;
});

/** Nobody fills in a modal for a lead that is no longer theirs to decide. */
async function openModal(
  deps: Deps,
  press: Press,
  { act, draw }: { act: string; draw: (drawing: Drawing) => object },
): Promise<string | null> {
  const { playbook } = deps;
  const checked = await checkPress(deps, press.lead, { rep: press.rep, act, missed: pressable });
  if (checked.kind !== 'free') return sentences.toReject(checked, playbook);
  await press.open(draw({ lead: checked.lead, playbook, now: deps.now().toISOString() }));
  return null;
}
