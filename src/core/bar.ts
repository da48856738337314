// Which bar judges a lead: that of the team whose rules take it, as the verdicts have made it. A lead keeps the bar that judged
// it, so that a card never shows another one.
import type { Lead } from './lead.ts';
import type { Playbook, Team } from './playbook.ts';
import { unmet } from './route.ts';

/** By the id of the team; a team that is not in it stands at the playbook's start. */
export type Bars = ReadonlyMap<string, number>;

/** By the rules of the page alone: an owner, or who is out, is asked only when the lead is offered. */
export function teamTaking(lead: Lead, playbook: Playbook): Team {
  const team = playbook.teams.find(({ takes }) => unmet(takes, lead, playbook) === null) ?? playbook.teams.at(-1);
  if (team === undefined) throw new Error('A playbook without a team was read.');
  return team;
}

/** Scores are whole points, so a lead is judged by the next whole point. While people have it, the bar it came in by stands. */
export function barFor(lead: Lead, { playbook, bars }: { playbook: Playbook; bars: Bars | undefined }) {
  if (lead.bar !== null && lead.state !== 'chatting') return lead.bar;
  const team = teamTaking(lead, playbook).id;
  return { team, points: Math.ceil(bars?.get(team) ?? playbook.bar.start) };
}

export function barOf({ bar }: Pick<Lead, 'bar'>, playbook: Playbook): number {
  return bar?.points ?? playbook.bar.start;
}
