// The menu of the card, and what its modals are filled in with.
import { dealSayable } from '../core/deal.ts';
import { canPart } from '../core/part.ts';
import { reassignable } from '../core/reassign.ts';
import { pressable, stopped } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { type Checked, checkPress } from '../flows/check-press.ts';
import { erasePerson } from '../flows/erase-person.ts';
import { meetRep } from '../flows/meet-rep.ts';
import { partLeads } from '../flows/part-leads.ts';
import { passOnLead } from '../flows/pass-on-lead.ts';
import { reassignLead } from '../flows/reassign-lead.ts';
import { rejectLead } from '../flows/reject-lead.ts';
import { sayDeal } from '../flows/say-deal.ts';
import { snoozeLead } from '../flows/snooze-lead.ts';
import { isStranger } from '../flows/understand.ts';
import { zoneOf } from '../store/desk.ts';
import { getLead } from '../store/lead.ts';
import { actionSentences } from './cards/action-sentences.ts';
import { dealModal, inCrmSentence, readDeal, wrongDeal } from './cards/deal-modal.ts';
import type { Drawing } from './cards/lead-card.ts';
import { memoryWords } from './cards/memory-words.ts';
import { readMore } from './cards/more-menu.ts';
import { partModal, readPart, wrongPart } from './cards/part-modal.ts';
import { readReassign, reassignModal, unfitFor, wrongReassign } from './cards/reassign-modal.ts';
import { rejectModal } from './cards/reject-modal.ts';
import { sentences } from './cards/sentences.ts';
import { readSnooze, snoozeModal, wrongSnooze } from './cards/snooze-modal.ts';
import { readTerritory, territoryModal } from './cards/territory-modal.ts';
import { transcriptModal } from './cards/transcript-modal.ts';
import { onPress, onSubmit, type Press } from './door.ts';

export const pressMore = onPress(async (deps, press) => {
  const chosen = readMore(press.value);
  if (chosen === null) return sentences.oldButton;
  const about = { ...press, lead: chosen.lead };
  switch (chosen.what) {
    case 'transcript':
      return openTranscript(deps, about);
    case 'reassign':
      return openReassign(deps, about);
    case 'snooze':
      return openSnooze(deps, about);
    case 'territory':
      return openTerritory(deps, about);
    case 'spam':
      return markAsSpam(deps, about);
    case 'deal':
      return openDeal(deps, about);
    case 'part':
      return openPart(deps, about);
  }
});

/** Anybody may read it, in any state. */
async function openTranscript({ db, playbook }: Deps, { lead: id, open }: Press): Promise<string | null> {
  const lead = await getLead(db, id);
  if (lead === undefined) return sentences.toReject({ kind: 'gone' }, playbook);
  await open(transcriptModal({ lead, playbook }));
  return null;
}

async function openReassign(deps: Deps, press: Press): Promise<string | null> {
  const checked = await checkPress(deps, press.lead, { rep: press.rep, act: 'reassign', missed: reassignable });
  return openIfFree(deps, { checked, press }, reassignModal);
}

async function openSnooze(deps: Deps, press: Press): Promise<string | null> {
  const zone = await zoneOf(deps.db, press.rep.id, deps.playbook);
  return openIfFree(
    deps,
    { checked: await checkPress(deps, press.lead, { rep: press.rep, act: 'snooze', missed: pressable }), press },
    (drawing) => snoozeModal({ ...drawing, zone }),
  );
}

/** In any state: what does not belong together is taken apart whatever became of it. */
async function openPart(deps: Deps, press: Press): Promise<string | null> {
  const checked = await checkPress(deps, press.lead, { rep: press.rep, act: 'part', missed: stopped });
  if (checked.kind === 'free' && !canPart(checked.lead)) return memoryWords.part.done;
  return openIfFree(deps, { checked, press }, partModal);
}

/** With one team there is nothing to choose. */
async function openTerritory(deps: Deps, press: Press): Promise<string | null> {
  const { playbook } = deps;
  if (playbook.teams.length > 1) {
    return openIfFree(
      deps,
      { checked: await checkPress(deps, press.lead, { rep: press.rep, act: 'pass-on', missed: pressable }), press },
      territoryModal,
    );
  }
  const { lead, rep } = press;
  return actionSentences.toPassOn(await passOnLead(deps, lead, { rep, team: null }), playbook);
}

/** At once where the playbook knows spam; else the rep says which of its reasons it is. */
async function markAsSpam(deps: Deps, press: Press): Promise<string | null> {
  const { playbook } = deps;
  const spam = playbook.rejectReasons.find(({ id }) => id === 'spam');
  if (spam === undefined) {
    return openIfFree(
      deps,
      { checked: await checkPress(deps, press.lead, { rep: press.rep, act: 'reject', missed: pressable }), press },
      rejectModal,
    );
  }
  const why = { reason: spam.id, wrongField: null, note: '' };
  return actionSentences.toSpam(await rejectLead(deps, press.lead, { rep: press.rep, why }), playbook);
}

/** Where the CRM has the deal, it is changed there. */
async function openDeal(deps: Deps, press: Press): Promise<string | null> {
  const lead = await getLead(deps.db, press.lead);
  if (lead?.deal?.of != null) return inCrmSentence(lead.deal, deps.playbook);
  const checked = await checkPress(deps, press.lead, {
    rep: press.rep,
    act: 'say-deal',
    missed: (now, by) => {
      const missed = dealSayable(now, by);
      return missed?.kind === 'in-crm' ? null : missed;
    },
  });
  return openIfFree(deps, { checked, press }, dealModal);
}

async function openIfFree(
  { playbook, now }: Deps,
  { checked, press }: { checked: Checked; press: Press },
  draw: (drawing: Drawing) => object,
): Promise<string | null> {
  if (checked.kind !== 'free') return sentences.toReject(checked, playbook);
  await press.open(draw({ lead: checked.lead, playbook, now: now().toISOString() }));
  return null;
}

export const pressErase = onPress(async (deps, { lead, rep }) => {
  const erased = await erasePerson(deps, lead, rep);
  return erased.kind === 'only' ? sentences.only(erased) : actionSentences.toErase(erased, deps.playbook);
});

export const submitReassign = onSubmit(async (deps, { lead, rep, values, lookUp }) => {
  const read = readReassign(values);
  if (read.kind === 'wrong') return read.errors;
  const { to: id, note } = read.value;
  const isListed = deps.playbook.teams.some(({ reps }) => reps.some(({ slack }) => slack === id));
  const found = isListed ? ({ kind: 'person', name: id } as const) : await lookUp(id);
  if (found.kind === 'unfit') return unfitFor(found.why);
  if (await isStranger(deps, id)) return unfitFor('stranger');
  const to = await meetRep(deps, { id, name: found.name });
  return wrongReassign(await reassignLead(deps, lead, { rep, to, note }), deps.playbook);
});

export const submitSnooze = onSubmit(async (deps, { lead, rep, values }) => {
  const read = readSnooze(values, await zoneOf(deps.db, rep.id, deps.playbook));
  if (read.kind === 'wrong') return read.errors;
  return wrongSnooze(await snoozeLead(deps, lead, { rep, until: read.value }), deps.playbook);
});

export const submitDeal = onSubmit(async (deps, { lead, rep, values }) => {
  const read = readDeal(values);
  if (read.kind === 'wrong') return read.errors;
  return wrongDeal(await sayDeal(deps, lead, { rep, said: read.value }), deps.playbook);
});

export const submitPart = onSubmit(async (deps, { lead, rep, values }) => {
  const read = readPart(values);
  if (read.kind === 'wrong') return read.errors;
  return wrongPart(await partLeads(deps, lead, { rep, what: read.value }), deps.playbook);
});

export const submitTerritory = onSubmit(async (deps, { lead, rep, values }) => {
  const read = readTerritory(values);
  if (read.kind === 'wrong') return read.errors;
  const outcome = await passOnLead(deps, lead, { rep, team: read.value });
  return outcome.kind === 'done' ? null : sentences.toReject(outcome, deps.playbook);
});
