// Leads whose true accept probability is known, so that regret can be counted without chance: what each post was worth
// beside what a bar at the truth would have posted. Everything follows from the seed.
import {
  finderPolicy,
  hillClimbingPolicy,
  type Judged,
  type Policy,
  play,
  staticPolicy,
} from '../../src/cli/eval/bar-play.ts';
import { postsAt } from '../../src/core/bar-posts.ts';

export type Scenario = {
  name: string;
  start: number;
  share?: number;
  weeks?: number;
  perWeek?: number;
  /** How often a verdict has nothing to do with the lead. */
  lapse?: number;
  /** The score at which half of the leads would be accepted, by week. */
  truth: (week: number) => number;
};

type Lead = Judged & { worth: number };

/** Mulberry32. */
export function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function weeksOf({ weeks = 40, perWeek = 20, lapse = 0.04, share = 0.5, truth }: Scenario, seed: number) {
  const next = chance(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Array.from({ length: weeks }, (_, week) => ({
    week,
    name: String(week),
    leads: Array.from({ length: perWeek }, (_lead, index): Lead => {
      const score = Math.round(Math.min(100, Math.max(0, 50 + 20 * normal())));
      const wanted = 1 / (1 + Math.exp(-(Math.log(share / (1 - share)) + 0.1 * (score - truth(week)))));
      const accepted = next() < lapse ? next() < 0.5 : next() < wanted;
      return { id: `${week}-${index}`, score, accepted, worth: wanted - share };
    }),
  }));
}

/** Mean regret of a season, over the seeds. */
export function regretsOf(scenario: Scenario, seeds: readonly number[]) {
  const goal = { share: scenario.share ?? 0.5, start: scenario.start, seed: 1 };
  const mean = (policy: () => Policy) =>
    seeds.reduce((sum, seed) => sum + regret(scenario, { seed, policy: policy() }), 0) / seeds.length;
  return {
    finder: mean(() => finderPolicy(goal, 0)),
    static: mean(() => staticPolicy(goal.start)),
    hillClimbing: mean(() => hillClimbingPolicy(goal)),
  };
}

function regret(scenario: Scenario, { seed, policy }: { seed: number; policy: Policy }): number {
  const weeks = weeksOf(scenario, seed);
  const worth = (posts: { lead: Lead }[]) => posts.reduce((sum, { lead }) => sum + lead.worth, 0);
  return play(weeks, policy, seed).reduce(
    (sum, { week, leads, posts }) => sum + worth(postsAt(leads, scenario.truth(week))) - worth(posts),
    0,
  );
}
