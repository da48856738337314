// The buttons under a team's bar, and the thumbs under a near miss.
import type { BarAct, TeamBar } from '../core/team-bar.ts';
import type { Deps } from '../deps.ts';
import { type BarPressed, barRefusal, lookForBar, pressBar } from '../flows/press-bar.ts';
import { thumbLead } from '../flows/thumb-lead.ts';
import { openFlips } from '../store/bar-leads.ts';
import { readTeamBars } from '../store/bars.ts';
import { aimModal, flipsModal, readAim } from './cards/bar-modals.ts';
import { readBarButton } from './cards/bar-parts.ts';
import { barSentences } from './cards/bar-sentences.ts';
import { sentences } from './cards/sentences.ts';
import { onPress, onSubmit, type Press } from './door.ts';

export const pressBarApprove = answering('approve');
export const pressBarHold = answering('hold');
export const pressBarRollBack = answering('roll-back');
export const pressBarLock = answering('lock');
export const pressBarUnlock = answering('unlock');

function answering(act: BarAct) {
  return onPress(async (deps, { value, rep }) => {
    const drawn = readBarButton(value);
    if (drawn === null) return sentences.oldButton;
    const { team, step } = drawn;
    return say(deps, await pressBar(deps, team, { act, step, rep }), act);
  });
}

export const pressBarLook = onPress(async (deps, { value, rep }) => {
  const drawn = readBarButton(value);
  return drawn === null
    ? sentences.oldButton
    : say(deps, await lookForBar(deps, drawn.team, { ...drawn, rep }), 'look');
});

export const openBarAim = onPress((deps, press) =>
  withBar(deps, press, async (bar) => {
    await press.open(aimModal(bar, deps));
  }),
);

export const openBarFlips = onPress((deps, press) =>
  withBar(deps, press, async (bar) => {
    const now = deps.now().toISOString();
    const flips = await openFlips(deps.db, bar, { playbook: deps.playbook, now });
    await press.open(flipsModal({ bar, flips }, deps));
  }),
);

export const submitBarAim = onSubmit(async (deps, { about, rep, values }) => {
  const drawn = readBarButton(about);
  const read = readAim(values);
  if (read.kind === 'wrong') return read.errors;
  if (drawn === null) return sentences.oldButton;
  const { team, step } = drawn;
  const outcome = await pressBar(deps, team, { act: 'aim', step, rep, share: read.value });
  return outcome.kind === 'done' || outcome.kind === 'as-it-was' ? null : say(deps, outcome, 'aim');
});

export const pressThumbUp = thumbing(true);
export const pressThumbDown = thumbing(false);

function thumbing(up: boolean) {
  return onPress(async (deps, { lead, rep }) => barSentences.toThumb(await thumbLead(deps, lead, { rep, up }), up));
}

/** For a modal: only managers see it, and it shows what is true now. */
async function withBar(
  deps: Deps,
  { value, rep }: Press,
  show: (bar: TeamBar) => Promise<void>,
): Promise<string | null> {
  const drawn = readBarButton(value);
  if (drawn === null) return sentences.oldButton;
  const refused = await barRefusal(deps, drawn.team, rep);
  if (refused !== null) return say(deps, refused, 'aim');
  const bars = await readTeamBars(deps.db, { playbook: deps.playbook, now: deps.now().toISOString() });
  const bar = bars.find(({ team }) => team === drawn.team);
  if (bar !== undefined) await show(bar);
  return null;
}

function say({ playbook, now }: Deps, outcome: BarPressed, act: BarAct | 'look'): string {
  return barSentences.toPress(outcome, act, { playbook, now: now().toISOString() });
}
