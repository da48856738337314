// A team's bar as anybody may read it: where it stands and why, in one sentence with its figures; and the buttons that only
// managers see. A button carries the step it was drawn for, so that an old one changes nothing.
import type { ActionsBlock, Button } from '@slack/types';
import { barSince } from '../../core/bar-since.ts';
import type { Playbook } from '../../core/playbook.ts';
import { shareOf, type TeamBar } from '../../core/team-bar.ts';
import { actionIds } from './actions.ts';
import { barWords as words } from './bar-words.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { type Part, type Piece, plain } from './parts.ts';

type About = { playbook: Playbook };

export function nameOfTeam(id: string, { playbook }: About): string {
  return oneLine(playbook.teams.find((team) => team.id === id)?.name ?? id, glance.name);
}

/** Below its title: why it stands there, and on what that rests. */
export function barParts(bar: TeamBar, { playbook }: About): Part[] {
  const { change, since, locked } = bar;
  const items: Piece[][] = [
    [words.since, { when: since, zone: playbook.zone }],
    [words.share(shareOf(bar, playbook))],
    ...(change === null ? [] : figures(change)),
    ...(locked === null ? [] : [[words.locked, { rep: locked.by }, ', ', { when: locked.at, zone: playbook.zone }]]),
  ];
  return [line(reasonOf(bar)), { kind: 'bullets', items }];
}

/** A manager who moved it since knows better than the sentence of the last look. */
export function reasonOf(bar: TeamBar): string {
  if (bar.change === null) return words.began;
  const sentence = oneLine(bar.change.sentence, glance.sentence);
  const since = barSince(bar);
  return since === null ? sentence : `${oneLine(since, glance.sentence)} ${sentence}`;
}

function figures({ band, above, interval: [low, high] }: NonNullable<TeamBar['change']>): Piece[][] {
  return [
    ...(band.of === 0 ? [] : [[words.band(band.accepted, band.of, low, high)]]),
    ...(above.of === 0 ? [] : [[words.above(above.accepted, above.of, above.atLeast)]]),
  ];
}

/** What can be done with it now. */
export function barButtons(bar: TeamBar): ActionsBlock {
  const value = `${bar.team}:${bar.step}`;
  const press = (name: keyof typeof ids, style?: 'primary'): Button => ({
    type: 'button',
    action_id: actionIds[ids[name]],
    text: plain(words.buttons[name], 75),
    value,
    ...(style && { style }),
  });
  const elements = [
    ...(bar.proposal === null ? [] : [press('approve', 'primary'), press('hold'), press('flips')]),
    ...(bar.backTo === null ? [] : [press('roll-back')]),
    press(bar.locked === null ? 'lock' : 'unlock'),
    press('aim'),
    press('look'),
  ];
  return { type: 'actions', elements };
}

const ids = {
  approve: 'barApprove',
  hold: 'barHold',
  'roll-back': 'barRollBack',
  lock: 'barLock',
  unlock: 'barUnlock',
  aim: 'barAim',
  flips: 'barFlips',
  look: 'barLook',
} as const;

/** What a button carries; null: nothing that Baton ever drew. */
export function readBarButton(value: string): { team: string; step: number } | null {
  const [, team, step] = /^([a-z][a-z0-9_]*):(\d{1,9})$/.exec(value) ?? [];
  return team === undefined ? null : { team, step: Number(step) };
}
