// What is due once a week, as data: the bar is looked for on Monday morning, and on Friday at noon reps get something to judge
// if they had too little. Times are those of the page's zone.
import { lastDue, timeInWeek, weekName } from './iso-week.ts';
import type { Owed } from './job.ts';
import type { Playbook } from './playbook.ts';

/** `period` sorts like time: what is owed for one is owed once, however many processes look, and after downtime too. */
export type Due = { period: string; owed: readonly Owed[] };
export type Tick = { name: string; due(now: string): Due };

const monday = { day: 0, hour: 8 };
const friday = { day: 4, hour: 12 };

export function weeklyTicks({ teams, zone }: Pick<Playbook, 'teams' | 'zone'>): Tick[] {
  const tick = (name: string, at: { day: number; hour: number }, kind: 'move-bar' | 'keep-learning'): Tick => ({
    name,
    due(now) {
      const week = lastDue(now, { ...at, zone });
      const owed = teams.map(({ id: team }) => ({ job: { kind, team, week }, key: `${kind}:${team}` }));
      return { period: weekName(week), owed };
    },
  });
  return [tick('bars', monday, 'move-bar'), tick('learning', friday, 'keep-learning')];
}

/** The seven days that end with that Friday noon, so that no lead is ever between two weeks. */
export function weekOfLearning(week: number, zone: string): { from: string; until: string } {
  return { from: timeInWeek(week - 1, { ...friday, zone }), until: timeInWeek(week, { ...friday, zone }) };
}

/** The whole week before the one that has begun. */
export function weekBefore(week: number, zone: string): { from: string; until: string } {
  const start = { day: 0, hour: 0, zone };
  return { from: timeInWeek(week - 1, start), until: timeInWeek(week, start) };
}
