// The bar of one team as it is kept: where it stands, who has locked it, what is proposed, and the last step with its reasons.
// Every change is an event that says before, after and why. A button carries the step it was drawn for, so that whoever
// presses an old one, or second, changes nothing.
import { type BarChange, type BarInput, type BarState, barFinder, newBar } from './bar-finder.ts';
import type { NewEvent } from './event.ts';
import { weekName, weekOf } from './iso-week.ts';
import type { Rep } from './lead.ts';
import type { Playbook } from './playbook.ts';

/** What happened last, and by whom: null is Baton itself. */
export type BarStep = { kind: 'began' | 'looked' | BarAct; by: Rep | null; at: string };
export const barActs = ['approve', 'hold', 'roll-back', 'lock', 'unlock', 'aim'] as const;
export type BarAct = (typeof barActs)[number];

export type TeamBar = {
  team: string;
  /** The playbook's start that it began with. */
  start: number;
  /** What a manager aims at instead of the playbook's share. */
  share: number | null;
  state: BarState;
  /** Since when the bar has stood where it stands. */
  since: string;
  /** What the verdicts said last; null before they were first asked. */
  change: BarChange | null;
  /** Where the bar goes if a manager approves. */
  proposal: number | null;
  /** Where the last move came from, until it is rolled back. */
  backTo: number | null;
  locked: { by: Rep; at: string } | null;
  /** The last week whose managers were told. */
  toldWeek: number;
  /** Counts what happened to it. */
  step: number;
  last: BarStep;
};

export type BarDecision = { bar: TeamBar; events: NewEvent[] };

export function newTeamBar(team: string, { playbook, now }: { playbook: Playbook; now: string }): TeamBar {
  const { start } = playbook.bar;
  const week = weekOf(now, playbook.zone);
  return {
    team,
    start,
    share: null,
    state: newBar(start, week),
    since: now,
    change: null,
    proposal: null,
    backTo: null,
    locked: null,
    toldWeek: week,
    step: 0,
    last: { kind: 'began', by: null, at: now },
  };
}

export const shareOf = ({ share }: Pick<TeamBar, 'share'>, { bar }: Pick<Playbook, 'bar'>): number =>
  share ?? bar.share;

/** A page with another start begins anew there, with all labels kept; a locked bar stays where its manager locked it. */
export function isStale({ start, locked }: TeamBar, { bar }: Pick<Playbook, 'bar'>): boolean {
  return start !== bar.start && locked === null;
}

export function restartBar(before: TeamBar, about: { playbook: Playbook; now: string }): BarDecision {
  const { share, step, toldWeek } = before;
  const bar = { ...newTeamBar(before.team, about), share, toldWeek, step: step + 1 };
  const sentence = `The bar begins anew at ${bar.start}, because the playbook says so.`;
  const data = { team: bar.team, before: before.state.bar, after: bar.start, sentence };
  return { bar, events: [{ kind: 'bar-restarted', by: 'baton', data }] };
}

type Looking = Pick<BarInput, 'labels' | 'borrowed' | 'recent' | 'week'> & {
  playbook: Playbook;
  now: string;
  by: Rep | null;
};

/** The weekly step, or one that a manager asked for. */
export function lookForBar(before: TeamBar, { playbook, now, by, ...given }: Looking): BarDecision {
  const input = { ...given, start: before.start, share: shareOf(before, playbook), locked: before.locked !== null };
  const { state, change } = barFinder({ ...input, state: before.state });
  const isMoved = change.kind === 'moved';
  const bar: TeamBar = {
    ...before,
    state,
    change,
    since: isMoved ? now : before.since,
    proposal: change.proposal,
    backTo: isMoved ? change.before : before.backTo,
    step: before.step + 1,
    last: { kind: 'looked', by, at: now },
  };
  const kind = isMoved ? 'bar-moved' : change.kind === 'proposed' ? 'bar-proposed' : 'bar-stayed';
  const { kind: why, ...told } = change;
  const data = { team: bar.team, week: weekName(given.week), why, share: input.share, ...told };
  return { bar, events: [{ kind, by: by?.id ?? 'baton', data }] };
}

/** `step`: the one that the button was drawn for. `share`: what to aim at; null is what the playbook says. */
export type BarPress = { act: BarAct; step: number; rep: Rep; now: string; share?: number | null };
export type BarMissed = { kind: 'over'; bar: TeamBar } | { kind: 'as-it-was'; bar: TeamBar };

export function answerBar(before: TeamBar, press: BarPress): ({ kind: 'done' } & BarDecision) | BarMissed {
  const { act, rep, now } = press;
  const isOld = press.step !== before.step;
  const done = (change: Partial<TeamBar>, kind: NewEvent['kind'], more: Record<string, unknown> = {}) => {
    const bar = { ...before, ...change, step: before.step + 1, last: { kind: act, by: rep, at: now } };
    const data = { team: bar.team, name: rep.name, before: before.state.bar, after: bar.state.bar, ...more };
    return { kind: 'done' as const, bar, events: [{ kind, by: rep.id, data }] };
  };
  const to = (points: number) => ({ state: { ...before.state, bar: points }, since: now, proposal: null });
  const { proposal, backTo, locked, state } = before;
  switch (act) {
    case 'approve':
      if (isOld || proposal === null) return { kind: 'over', bar: before };
      return done({ ...to(proposal), backTo: state.bar }, 'bar-approved');
    case 'hold':
      if (isOld || proposal === null) return { kind: 'over', bar: before };
      return done({ proposal: null }, 'bar-held', { proposal });
    case 'roll-back':
      if (isOld || backTo === null) return { kind: 'over', bar: before };
      return done({ ...to(backTo), backTo: null }, 'bar-rolled-back');
    case 'lock':
      if (locked !== null) return { kind: 'as-it-was', bar: before };
      return done({ locked: { by: rep, at: now }, proposal: null }, 'bar-locked');
    case 'unlock':
      if (locked === null) return { kind: 'as-it-was', bar: before };
      return done({ locked: null }, 'bar-unlocked');
    case 'aim': {
      const { share = null } = press;
      if (share === before.share) return { kind: 'as-it-was', bar: before };
      return done({ share }, 'bar-target', { share, was: before.share });
    }
  }
}
