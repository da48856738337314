// The modals of the card, filled in.
import { dayIn } from '../core/value.ts';
import { nurtureLead } from '../flows/nurture-lead.ts';
import { rejectLead } from '../flows/reject-lead.ts';
import { turnAway } from '../flows/understand.ts';
import { findLeads } from '../store/answers.ts';
import { strangerSentence } from './cards/answers.ts';
import { findModal, readFind } from './cards/find-modal.ts';
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

/** What was found stands in the same modal, under what was typed. */
export const submitFind = onSubmit(async (deps, { rep, values }) => {
  const read = readFind(values);
  if (read.kind === 'wrong') return read.errors;
  const stranger = await turnAway(deps, rep.id);
  if (stranger !== null) return strangerSentence(stranger.channels);
  const { playbook } = deps;
  const leads = await findLeads(deps.db, read.value, playbook);
  const view = findModal({ leads, typed: read.value, playbook, now: deps.now().toISOString() });
  return { kind: 'redrawn', view };
});

export const submitNurture = onSubmit(async (deps, { lead, rep, values }) => {
  const read = readNurture(values, dayIn(deps.playbook.zone, deps.now().toISOString()));
  if (read.kind === 'wrong') return read.errors;
  const outcome = await nurtureLead(deps, lead, { rep, nurturing: read.value });
  return outcome.kind === 'done' ? null : sentences.toNurture(outcome, deps.playbook);
});
