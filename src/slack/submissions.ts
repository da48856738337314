// The modals of the card, filled in.
import { dayIn } from '../core/value.ts';
import { nurtureLead } from '../flows/nurture-lead.ts';
import { rejectLead } from '../flows/reject-lead.ts';
import { readNurture } from './cards/nurture-modal.ts';
import { readReject } from './cards/reject-modal.ts';
import { sentences } from './cards/sentences.ts';
import { onSubmit } from './door.ts';

export const submitReject = onSubmit(async (deps, { lead, rep, values }) => {
  const read = readReject(values);
  if (read.kind === 'wrong') return read.errors;
  const outcome = await rejectLead(deps, lead, { rep, why: read.value });
  return outcome.kind === 'done' ? null : sentences.toReject(outcome, deps.playbook);
});

export const submitNurture = onSubmit(async (deps, { lead, rep, values }) => {
  const read = readNurture(values, dayIn(deps.playbook.zone, deps.now().toISOString()));
  if (read.kind === 'wrong') return read.errors;
  const outcome = await nurtureLead(deps, lead, { rep, nurturing: read.value });
  return outcome.kind === 'done' ? null : sentences.toNurture(outcome, deps.playbook);
});
