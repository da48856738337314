// What an experiment shows so far, and whether that is enough to say anything. Whoever looks every week may: the intervals of
// the differences hold at every look at once, so nobody stops too early by stopping when they like what they see.
import { type Interval, wilson } from './intervals.ts';

export const armStages = ['qualified', 'claimed', 'booked', 'met', 'opportunity', 'won'] as const;
export type ArmStage = (typeof armStages)[number];

/** Visitors of one arm, and how many of them came so far; each counts once. */
export type ArmCount = { id: string; conversations: number } & Record<ArmStage, number>;
export type Counted = {
  id: string;
  since: string;
  until: string | null;
  isRunning: boolean;
  arms: readonly ArmCount[];
};

export type ArmVerdict = 'too-early' | 'no-difference-seen' | 'better' | 'worse';
/** To the first arm. `value` null: nobody is in one of the two yet. */
export type Difference = Interval & { value: number | null; verdict: ArmVerdict; sentence: string };
/** `share`: of all visitors of the arm, not of those who came to the stage before. `difference` null: it is the first arm. */
export type StageResult = {
  stage: ArmStage;
  reached: number;
  share: number | null;
  interval: Interval;
  difference: Difference | null;
};
export type ArmResult = { id: string; conversations: number; stages: StageResult[] };
export type ExperimentResult = Omit<Counted, 'arms'> & { arms: ArmResult[] };

/** Of a hundred experiments in which no arm differs, at most five ever say otherwise, of any arm or stage, at any look. */
const wrongShare = 0.05;
/** About so large are the differences that the intervals are tightest for. */
const usualDifference = 0.15;
/** Fewer visitors than this in an arm say nothing. */
const fewest = 30;
/** Differences within this either way are none to speak of. */
const noteworthy = 0.05;

export function experimentResult({ arms, ...experiment }: Counted): ExperimentResult {
  const [first] = arms;
  const alpha = wrongShare / Math.max(1, (arms.length - 1) * armStages.length);
  const stagesOf = (arm: ArmCount) =>
    armStages.map((stage): StageResult => {
      const [reached, of] = [arm[stage], arm.conversations];
      const share = of === 0 ? null : reached / of;
      const compared = first === undefined || first === arm ? null : difference({ stage, arm, first, alpha });
      return { stage, reached, share, interval: wilson(reached, of), difference: compared };
    });
  return {
    ...experiment,
    arms: arms.map((arm) => ({ id: arm.id, conversations: arm.conversations, stages: stagesOf(arm) })),
  };
}

type Compared = { stage: ArmStage; arm: ArmCount; first: ArmCount; alpha: number };

function difference(compared: Compared): Difference {
  const { stage, arm, first, alpha } = compared;
  const least = Math.min(arm.conversations, first.conversations);
  if (least === 0) {
    const none = { low: -1, high: 1, verdict: 'too-early' } as const;
    return { ...none, value: null, sentence: sentence({ ...none, ...compared }) };
  }
  const value = arm[stage] / arm.conversations - first[stage] / first.conversations;
  const half = reach(varianceOf(arm[stage], arm.conversations) + varianceOf(first[stage], first.conversations), alpha);
  const low = Math.max(-1, value - half);
  const high = Math.min(1, value + half);
  const verdict = least < fewest ? 'too-early' : verdictOf({ low, high });
  return { value, low, high, verdict, sentence: sentence({ low, high, verdict, ...compared }) };
}

/** Of a share; one success and one failure more than there were keep it honest for few. */
function varianceOf(reached: number, of: number): number {
  const share = (reached + 1) / (of + 2);
  return (share * (1 - share)) / of;
}

/** Robbins' normal mixture: how far from the truth the estimate may ever have strayed. */
function reach(variance: number, alpha: number): number {
  const mixed = variance + usualDifference ** 2;
  return Math.sqrt(((2 * variance * mixed) / usualDifference ** 2) * Math.log(Math.sqrt(mixed / variance) / alpha));
}

function verdictOf({ low, high }: Interval): ArmVerdict {
  if (low > 0) return 'better';
  if (high < 0) return 'worse';
  return low > -noteworthy && high < noteworthy ? 'no-difference-seen' : 'too-early';
}

const reachedWords: Record<ArmStage, string> = {
  qualified: 'qualified',
  claimed: 'were claimed',
  booked: 'booked',
  met: 'were met',
  opportunity: 'became an opportunity',
  won: 'were won',
};
const points = (share: number): string => String(Math.round(Math.abs(share) * 1_000) / 10);

function sentence({ stage, arm, first, verdict, low, high }: Compared & Interval & { verdict: ArmVerdict }): string {
  const counts = `${arm[stage]} of ${arm.conversations} visitors of ${arm.id} ${reachedWords[stage]}, ${first[stage]} of ${first.conversations} of ${first.id}`;
  const signed = (share: number) => `${share < 0 ? '−' : '+'}${points(share)}`;
  switch (verdict) {
    case 'better':
      return `${counts}: better, by ${points(low)} to ${points(high)} points.`;
    case 'worse':
      return `${counts}: worse, by ${points(high)} to ${points(low)} points.`;
    case 'no-difference-seen':
      return `${counts}: no difference seen; it is at most ${points(Math.max(-low, high))} points either way.`;
    case 'too-early':
      return `${counts}: too early to say; anything from ${signed(low)} to ${signed(high)} points is possible.`;
  }
}

/** One line for those who read the week; the numbers stand in the read API. */
export function experimentLine({ id, arms }: ExperimentResult): string {
  const all = arms.flatMap(({ stages }) => stages.flatMap(({ difference: told }) => told ?? []));
  const called = all.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  if (called.length > 0) return `Experiment ${id}: ${called.map((told) => told.sentence).join(' ')}`;
  const isSettled = all.every(({ verdict }) => verdict === 'no-difference-seen');
  const sizes = arms.map((arm) => `${arm.id} ${arm.conversations}`).join(', ');
  return `Experiment ${id}: ${isSettled ? 'no difference seen at any stage' : 'too early to say'} (visitors so far: ${sizes}).`;
}
