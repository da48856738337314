// What an experiment shows so far, and whether that is enough to say anything. Whoever looks every week may: the intervals of
// the differences hold at every look at once, so nobody stops too early by stopping when they like what they see.
import { type Interval, wilson } from './intervals.ts';

export const armStages = ['qualified', 'claimed', 'booked', 'met', 'opportunity', 'won'] as const;
export type ArmStage = (typeof armStages)[number];

/** What pages with the widget came to: `opened`, and `wrote` in it. */
export const widgetStages = ['opened', 'wrote'] as const;
export type WidgetStage = (typeof widgetStages)[number];

/**
 * `seen`: how often a page showed the widget to somebody who had not used it. Nobody is told apart before they write, so whoever
 * looked at three pages is three of these; of `opened` and `wrote` everybody is one.
 */
export type WidgetReach = { seen: number } & Record<WidgetStage, number>;
/** Visitors of one arm, and how many of them came so far; each counts once. `widget`: where it was shown to anybody. */
export type ArmCount = { id: string; conversations: number; widget?: WidgetReach } & Record<ArmStage, number>;
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
/**
 * `share`: of all visitors of the arm, or of all its pages with the widget, not of those who came to the stage before.
 * `difference` null: it is the first arm.
 */
export type StageResult = {
  stage: ArmStage | WidgetStage;
  reached: number;
  of: number;
  share: number | null;
  interval: Interval;
  difference: Difference | null;
};
/** `seen` null: no arm was ever shown in the widget. */
export type ArmResult = { id: string; seen: number | null; conversations: number; stages: StageResult[] };
export type ExperimentResult = Omit<Counted, 'arms'> & { arms: ArmResult[] };

/** Of a hundred experiments in which no arm differs, at most five ever say otherwise, of any arm or stage, at any look. */
const wrongShare = 0.05;
/**
 * `usual`: about so large are the differences that the intervals are tightest for. `fewest`: less than this in an arm says
 * nothing. `noteworthy`: differences within this either way are none to speak of. One page in thirty is opened where one
 * visitor in three qualifies, so pages are measured more finely.
 */
type Scale = { usual: number; fewest: number; noteworthy: number };
const ofVisitors: Scale = { usual: 0.15, fewest: 30, noteworthy: 0.05 };
const ofPages: Scale = { usual: 0.015, fewest: 300, noteworthy: 0.005 };

export function experimentResult({ arms, ...experiment }: Counted): ExperimentResult {
  const [first] = arms;
  const isShown = arms.some(({ widget }) => widget !== undefined);
  const told = isShown ? [...widgetStages, ...armStages] : armStages;
  const alpha = wrongShare / Math.max(1, (arms.length - 1) * told.length);
  const stagesOf = (arm: ArmCount) =>
    told.map((stage): StageResult => {
      const part = partOf(arm, stage);
      const share = part.of === 0 ? null : part.reached / part.of;
      const compared = first === undefined || first === arm ? null : difference({ stage, arm, first, alpha });
      return { stage, ...part, share, interval: wilson(part.reached, part.of), difference: compared };
    });
  return {
    ...experiment,
    arms: arms.map((arm) => ({
      id: arm.id,
      seen: isShown ? (arm.widget?.seen ?? 0) : null,
      conversations: arm.conversations,
      stages: stagesOf(arm),
    })),
  };
}

const isOfPages = (stage: ArmStage | WidgetStage): stage is WidgetStage =>
  (widgetStages as readonly string[]).includes(stage);

type Part = { reached: number; of: number };

function partOf(arm: ArmCount, stage: ArmStage | WidgetStage): Part {
  if (!isOfPages(stage)) return { reached: arm[stage], of: arm.conversations };
  const { widget } = arm;
  return widget === undefined ? { reached: 0, of: 0 } : { reached: widget[stage], of: widget.seen };
}

type Compared = { stage: ArmStage | WidgetStage; arm: ArmCount; first: ArmCount; alpha: number };

function difference({ stage, arm, first, alpha }: Compared): Difference {
  const scale = isOfPages(stage) ? ofPages : ofVisitors;
  const [own, other] = [partOf(arm, stage), partOf(first, stage)];
  const said = { stage, own: { ...own, id: arm.id }, other: { ...other, id: first.id } };
  const least = Math.min(own.of, other.of);
  if (least === 0) {
    const none = { low: -1, high: 1, verdict: 'too-early' } as const;
    return { ...none, value: null, sentence: sentence({ ...none, ...said }) };
  }
  const value = own.reached / own.of - other.reached / other.of;
  const half = reach(varianceOf(own) + varianceOf(other), { alpha, usual: scale.usual });
  const low = Math.max(-1, value - half);
  const high = Math.min(1, value + half);
  const verdict = least < scale.fewest ? 'too-early' : verdictOf({ low, high }, scale);
  return { value, low, high, verdict, sentence: sentence({ low, high, verdict, ...said }) };
}

/** Of a share; one success and one failure more than there were keep it honest for few. */
function varianceOf({ reached, of }: Part): number {
  const share = (reached + 1) / (of + 2);
  return (share * (1 - share)) / of;
}

/** Robbins' normal mixture: how far from the truth the estimate may ever have strayed. */
function reach(variance: number, { alpha, usual }: { alpha: number; usual: number }): number {
  const mixed = variance + usual ** 2;
  return Math.sqrt(((2 * variance * mixed) / usual ** 2) * Math.log(Math.sqrt(mixed / variance) / alpha));
}

function verdictOf({ low, high }: Interval, { noteworthy }: Scale): ArmVerdict {
  if (low > 0) return 'better';
  if (high < 0) return 'worse';
  return low > -noteworthy && high < noteworthy ? 'no-difference-seen' : 'too-early';
}

const reachedWords: Record<ArmStage | WidgetStage, string> = {
  opened: 'opened it',
  wrote: 'led to a conversation in it',
  qualified: 'qualified',
  claimed: 'were claimed',
  booked: 'booked',
  met: 'were met',
  opportunity: 'became an opportunity',
  won: 'were won',
};
const points = (share: number): string => String(Math.round(Math.abs(share) * 1_000) / 10);

type Side = Part & { id: string };
type Said = Interval & { verdict: ArmVerdict; stage: ArmStage | WidgetStage; own: Side; other: Side };

function sentence({ stage, own, other, verdict, low, high }: Said): string {
  const of = isOfPages(stage) ? 'pages with the widget' : 'visitors';
  const counts = `${own.reached} of ${own.of} ${of} of ${own.id} ${reachedWords[stage]}, ${other.reached} of ${other.of} of ${other.id}`;
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
  const shown = arms.flatMap(({ id: arm, seen }) => (seen === null ? [] : [`${arm} ${seen}`])).join(', ');
  const pages = shown === '' ? '' : `; pages with the widget: ${shown}`;
  return `Experiment ${id}: ${isSettled ? 'no difference seen at any stage' : 'too early to say'} (visitors so far: ${sizes}${pages}).`;
}
