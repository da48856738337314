// Where the bar is, going by the verdicts: a grid of 101 bars and eight slopes, each as likely as the prior and the labels
// make it. Everything is added up in logarithms, so no number of labels can underflow it.
import type { Weighed } from './bar-labels.ts';

const slopes = [0.02, 0.035, 0.05, 0.07, 0.09, 0.12, 0.16, 0.22];
const slopeWeights = [0.06, 0.1, 0.15, 0.19, 0.18, 0.15, 0.1, 0.07];
const bars = 101;
const priorWidth = 15;
/** A mis-click: so often a verdict has nothing to do with the score. Half of them accept. */
const lapse = 0.04;
const offsets = 2 * bars - 1;

/** `share` is the accept probability at which a lead is just worth posting, `start` the bar to believe in without labels. */
export type Belief = { share: number; start: number };

/** `cells` has the bars of the first slope, then those of the second, and sums to one. */
export type Posterior = { cells: Float64Array; accepts: Float64Array };

export function barPosterior({ share, start }: Belief, labels: readonly Weighed[]): Posterior {
  const { accepts, logAccept, logReject } = likelihoods(share);
  const { scores, accepted, rejected } = tally(labels);
  const cells = new Float64Array(slopes.length * bars);
  slopeWeights.forEach((slopeWeight, slope) => {
    for (let bar = 0; bar < bars; bar++) {
      let sum = Math.log(slopeWeight) - (bar - start) ** 2 / (2 * priorWidth ** 2);
      const level = offsetOf(slope, -bar);
      for (const score of scores) {
        const at = level + score;
        sum += read(accepted, score) * read(logAccept, at) + read(rejected, score) * read(logReject, at);
      }
      cells[slope * bars + bar] = sum;
    }
  });
  return { cells: normalised(cells), accepts };
}

export function meanBar(posterior: Posterior): number {
  return marginal(posterior).reduce((sum, likely, bar) => sum + likely * bar, 0);
}

/** Each bar's likelihood is spread over the point around it, so that the ends do not jump from point to point. */
export function barInterval(posterior: Posterior, confidence: number): readonly [number, number] {
  const likely = marginal(posterior);
  const tail = (1 - confidence) / 2;
  return [quantile(likely, tail), quantile(likely, 1 - tail)];
}

/** How many of these leads would be accepted, and how far off that may be: by chance, and because the bar is not known. */
export function expectedAccepts({ cells, accepts }: Posterior, scores: readonly number[]) {
  let [mean, square, chance] = [0, 0, 0];
  const rounded = scores.map(Math.round);
  cells.forEach((likely, cell) => {
    const [slope, bar] = [Math.floor(cell / bars), cell % bars];
    let [sum, spread] = [0, 0];
    for (const score of rounded) {
      const p = read(accepts, offsetOf(slope, score - bar));
      sum += p;
      spread += p * (1 - p);
    }
    mean += likely * sum;
    square += likely * sum * sum;
    chance += likely * spread;
  });
  return { mean, variance: chance + Math.max(0, square - mean * mean) };
}

/** By slope and by how far a score is from the bar: all that the model depends on. */
function likelihoods(share: number) {
  const accepts = new Float64Array(slopes.length * offsets);
  const logAccept = new Float64Array(accepts.length);
  const logReject = new Float64Array(accepts.length);
  const logit = Math.log(share / (1 - share));
  slopes.forEach((slope, row) => {
    for (let away = 1 - bars; away < bars; away++) {
      const at = offsetOf(row, away);
      const pull = logit + slope * away;
      accepts[at] = withLapse(pull);
      logAccept[at] = Math.log(withLapse(pull));
      logReject[at] = Math.log(withLapse(-pull));
    }
  });
  return { accepts, logAccept, logReject };
}

function withLapse(pull: number): number {
  return lapse / 2 + (1 - lapse) / (1 + Math.exp(-pull));
}

/** Scores are whole points, so a thousand labels are at most 101 sums. */
function tally(labels: readonly Weighed[]) {
  const accepted = new Float64Array(bars);
  const rejected = new Float64Array(bars);
  for (const label of labels) {
    const score = Math.round(label.score);
    const sums = label.accepted ? accepted : rejected;
    sums[score] = read(sums, score) + label.weight;
  }
  const scores = Array.from({ length: bars }, (_, score) => score);
  return { accepted, rejected, scores: scores.filter((at) => read(accepted, at) + read(rejected, at) > 0) };
}

function normalised(logs: Float64Array): Float64Array {
  const highest = logs.reduce((high, log) => Math.max(high, log));
  const likely = logs.map((log) => Math.exp(log - highest));
  const sum = likely.reduce((total, each) => total + each, 0);
  return likely.map((each) => each / sum);
}

function marginal({ cells }: Posterior): number[] {
  return Array.from({ length: bars }, (_, bar) =>
    slopes.reduce((sum, _slope, row) => sum + read(cells, row * bars + bar), 0),
  );
}

function quantile(likely: readonly number[], part: number): number {
  let below = 0;
  for (const [bar, each] of likely.entries()) {
    if (below + each >= part) return Math.min(bars - 1, Math.max(0, bar - 0.5 + (part - below) / each));
    below += each;
  }
  return bars - 1;
}

const offsetOf = (slope: number, away: number): number => slope * offsets + away + bars - 1;
const read = (values: Float64Array, index: number): number => values[index] ?? 0;
