// What reps set in the home and managers for them: away and back, hours, limits, what to be told. The button carries whose
// it is, and the flow asks whether the one who pressed may.
import { z } from 'zod';
import { calendarOf, unknownRep } from '../core/desk.ts';
import type { Availability } from '../core/home.ts';
import type { Rep } from '../core/lead.ts';
import { notifyChoices } from '../core/preferences.ts';
import type { Deps } from '../deps.ts';
import { meetRep } from '../flows/meet-rep.ts';
import { type Refused, refusal } from '../flows/refusal.ts';
import { callOff, comeBack, goAway, setHabits, setPreferences } from '../flows/set-availability.ts';
import { availabilityOf } from '../store/home.ts';
import { preferencesOf } from '../store/preferences.ts';
import { awayModal, readAwayModal } from './cards/away-modal.ts';
import { hoursModal, readHours } from './cards/hours-modal.ts';
import { quietModal, readQuiet } from './cards/quiet-modal.ts';
import { sentences } from './cards/sentences.ts';
import { repModal } from './cards/small-modals.ts';
import { onPress, onSubmit, type Press } from './door.ts';

const said = (done: { kind: 'done' } | Refused) => (done.kind === 'only' ? sentences.only(done) : null);

export const pressComeBack = onPress(async (deps, { value, rep }) =>
  said(await comeBack(deps, { rep: value, by: rep.id })),
);

export const pressCallOff = onPress(async (deps, { value, rep }) => {
  const [whose, from] = split(value);
  return said(await callOff(deps, { rep: whose, by: rep.id }, from));
});

export const chooseNotify = onPress(async (deps, { value, rep }) => {
  const [whose, chosen] = split(value);
  const notify = z.enum(notifyChoices).parse(chosen);
  const preferences = { ...(await preferencesOf(deps.db, whose)), notify };
  return said(await setPreferences(deps, { rep: whose, by: rep.id }, preferences));
});

export const chooseAtOnce = onPress(async (deps, { value, rep }) => {
  const [whose, chosen] = split(value);
  const atOnce = chosen === 'playbook' ? null : z.coerce.number().int().min(1).max(1_000).parse(chosen);
  return said(await setHabits(deps, { rep: whose, by: rep.id }, { atOnce }));
});

export const openAway = onPress((deps, press) =>
  openFor(deps, press, (availability, isTheirs) =>
    awayModal(availability, { now: deps.now().toISOString(), isTheirs }),
  ),
);

export const openHours = onPress((deps, press) =>
  openFor(deps, press, (availability, isTheirs) => {
    const byPlaybook = calendarOf(availability.rep.id, deps.playbook, unknownRep);
    return hoursModal(availability, { byPlaybook, isTheirs });
  }),
);

export const openQuiet = onPress((deps, press) => openFor(deps, press, quietModal));

export const openRep = onPress((deps, press) => openFor(deps, press, repModal));

export const submitAway = onSubmit(async (deps, { about, rep, values }) => {
  const { zone } = await read(deps, about);
  const chosen = readAwayModal(values, { zone, now: deps.now().toISOString() });
  if (chosen.kind === 'wrong') return chosen.errors;
  return said(await goAway(deps, { rep: about, by: rep.id }, chosen.value));
});

export const submitHours = onSubmit(async (deps, { about, rep, values }) => {
  const chosen = readHours(values, await read(deps, about));
  if (chosen.kind === 'wrong') return chosen.errors;
  return said(await setHabits(deps, { rep: about, by: rep.id }, chosen.value));
});

export const submitQuiet = onSubmit(async (deps, { about, rep, values }) => {
  const chosen = readQuiet(values);
  if (chosen.kind === 'wrong') return chosen.errors;
  const preferences = { ...(await preferencesOf(deps.db, about)), quiet: chosen.value };
  return said(await setPreferences(deps, { rep: about, by: rep.id }, preferences));
});

/** Nobody fills in a form for somebody whose hours they may not set. */
async function openFor(
  deps: Deps,
  { value, rep, open }: Press,
  draw: (availability: Availability, isTheirs: boolean) => object,
): Promise<string | null> {
  const refused = value === rep.id ? null : await refusal(deps, 'set-others-hours', { by: rep.id });
  if (refused !== null) return sentences.only(refused);
  await open(draw(await read(deps, value), value === rep.id));
  return null;
}

async function read(deps: Deps, id: string): Promise<Availability> {
  const rep: Rep = await meetRep(deps, { id, name: id });
  return availabilityOf(deps.db, { rep, playbook: deps.playbook, now: deps.now().toISOString() });
}

function split(value: string): [whose: string, chosen: string] {
  const at = value.indexOf(':');
  return [value.slice(0, at), value.slice(at + 1)];
}
