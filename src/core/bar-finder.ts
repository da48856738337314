// One weekly step of the bar: what the verdicts say, how far it may move, and why it did. It is arithmetic over what is handed
// in, so the same week can be done again. Within a week the bar never moves further than the limit, however often it is asked.
import { hearWeek, type Surprise } from './bar-alarm.ts';
import { type Label, type Weighed, weighLabels } from './bar-labels.ts';
import { barInterval, barPosterior, expectedAccepts, meanBar } from './bar-posterior.ts';
import { volumeAt } from './bar-posts.ts';
import { barWhy } from './bar-why.ts';
import { rateAtLeast } from './clopper-pearson.ts';

const stepLimit = 3;
/** Nobody is told of less. It is not lost: the next step begins from the same bar. */
const leastMove = 0.1;
const weeksOfAlarm = 3;
const fewestLabels = 5;
const volumeLimit = 0.3;
/** The rates that are told are of labels that still weigh this much. */
const recentEnough = 0.25;

/** `week` is the last one that was done, `weekBar` the bar it began with, `alarms` the weeks whose verdicts raised one. */
export type BarState = {
  bar: number;
  week: number;
  weekBar: number;
  surprise: Surprise;
  alarms: readonly number[];
};

/** `labels` of this team and `borrowed` of the others, of any week up to `week`; `recent`: the scores of the last four
 * weeks' leads, by week, for the guard on volume. */
export type BarInput = {
  state: BarState;
  week: number;
  start: number;
  share: number;
  labels: readonly Label[];
  borrowed: readonly Label[];
  recent: readonly (readonly number[])[];
  locked: boolean;
};

export type Rate = { accepted: number; of: number };

/** What happened to the bar, as the event keeps it. `collecting`, `locked`, `held` and `proposed` leave it where it was. */
export type BarChange = {
  kind: 'collecting' | 'locked' | 'held' | 'proposed' | 'moved';
  before: number;
  after: number;
  /** Where a manager's approval would put it. */
  proposal: number | null;
  /** Posts of the recent weeks at the bar as it was, and where it would go. */
  volume: { before: number; after: number };
  /** Where the verdicts put the bar, and between which points it is with 90 %. */
  target: number;
  interval: readonly [number, number];
  labels: number;
  borrowed: number;
  /** Recent verdicts on leads inside the interval; at or above the bar, with the rate that is at least true with 95 %. */
  band: Rate;
  above: Rate & { atLeast: number };
  alarm: 'kinder' | 'stricter' | null;
  sentence: string;
};

export function newBar(start: number, week: number): BarState {
  return { bar: start, week, weekBar: start, surprise: { more: 0, fewer: 0 }, alarms: [] };
}

export function barFinder(given: BarInput): { state: BarState; change: BarChange } {
  const { state: before, week, labels } = given;
  const { state: heard, alarm } = week > before.week ? hear(given) : { state: before, alarm: null };
  const { own, others } = weighLabels({ ...given, alarms: heard.alarms });
  const posterior = barPosterior(given, [...own, ...others]);
  const interval = barInterval(posterior, 0.9).map(hundredths);
  const target = hundredths(meanBar(posterior));
  const limit = limitOf(heard);
  const wanted = hundredths(Math.min(heard.weekBar + limit, Math.max(heard.weekBar - limit, target)));
  const volume = { before: volumeAt(given.recent, before.bar), after: volumeAt(given.recent, wanted) };
  const kind = kindOf(given, wanted, volume);
  const after = kind === 'moved' ? wanted : before.bar;
  const recent = own.filter(({ weight }) => weight >= recentEnough);
  const [low = 0, high = 100] = interval;
  const above = rateOf(recent, ({ score }) => score >= after);
  const facts = {
    kind,
    before: before.bar,
    after,
    proposal: kind === 'proposed' ? wanted : null,
    volume,
    target,
    interval: [low, high] as const,
    labels: labels.length,
    borrowed: others.length,
    band: rateOf(recent, ({ score }) => score >= low && score <= high),
    above: { ...above, atLeast: rateAtLeast(above.accepted, above.of, 0.95) },
    alarm,
  };
  const sentence = barWhy({ ...facts, share: given.share, limit, fewestLabels });
  return { state: { ...heard, bar: after }, change: { ...facts, sentence } };
}

/** Listens to the weeks that are over since the last step, each against what the labels before them let expect. */
function hear({ state, week, ...given }: BarInput): { state: BarState; alarm: BarChange['alarm'] } {
  const { own, others } = weighLabels({
    labels: given.labels.filter((label) => label.week < state.week),
    borrowed: given.borrowed.filter((label) => label.week < state.week),
    week: state.week,
    alarms: state.alarms,
  });
  const posterior = barPosterior(given, [...own, ...others]);
  const news = given.labels.filter((label) => label.week >= state.week && label.week < week);
  let { surprise, alarms } = state;
  let alarm: BarChange['alarm'] = null;
  for (const over of [...new Set(news.map((label) => label.week))].sort((a, b) => a - b)) {
    const verdicts = news.filter((label) => label.week === over);
    const scores = verdicts.map(({ score }) => score).sort((a, b) => a - b);
    const { mean, variance } = expectedAccepts(posterior, scores);
    const accepts = verdicts.filter(({ accepted }) => accepted).length;
    const heard = hearWeek(surprise, (accepts - mean) / Math.sqrt(variance));
    surprise = heard.surprise;
    if (heard.alarm === null) continue;
    alarm = heard.alarm;
    alarms = [...alarms, over];
  }
  return { state: { bar: state.bar, week, weekBar: state.bar, surprise, alarms }, alarm };
}

/** The week of an alarm is over when it is heard, so the three weeks begin one later. */
function limitOf({ week, alarms }: BarState): number {
  const last = alarms.at(-1);
  return last !== undefined && week - last <= weeksOfAlarm ? 2 * stepLimit : stepLimit;
}

function kindOf(given: BarInput, wanted: number, volume: BarChange['volume']): BarChange['kind'] {
  if (given.locked) return 'locked';
  if (given.labels.length + given.borrowed.length < fewestLabels) return 'collecting';
  if (Math.abs(wanted - given.state.bar) < leastMove) return 'held';
  return Math.abs(volume.after - volume.before) > volumeLimit * volume.before ? 'proposed' : 'moved';
}

function rateOf(labels: readonly Weighed[], counts: (label: Weighed) => boolean): Rate {
  const counted = labels.filter(counts);
  return { accepted: counted.filter(({ accepted }) => accepted).length, of: counted.length };
}

/** Kept as whole hundredths, so that what is stored is what was decided. */
function hundredths(points: number): number {
  return Math.round(points * 100) / 100;
}
