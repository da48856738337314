// How many of the CQLs in play will be won, and for how much: by what became of older ones that had such a score. A band of
// which little is known leans on all others, as if it had seen twenty leads of the common rate; how sure that rate is, is in the
// interval too. Before twenty older leads are known, nothing is said.
import type { Interval } from './intervals.ts';

/** Of one band of scores: `of` older leads `won`, and so many are in play. */
export type Cell = { band: number; of: number; won: number; active: number };
/** Of deals that were won: how many had an amount in the currency, what they came to, and their squares. */
export type Amounts = { currency: string; of: number; cents: number; squares: number };

export type ForecastMoney = Interval & { currency: string; expected: number };
export type Forecast =
  | { kind: 'none' }
  /** `of`: so many older leads there are; it takes twenty. */
  | { kind: 'too-early'; active: number; of: number }
  | ({ kind: 'forecast'; active: number; of: number; expected: number; money: ForecastMoney[] } & Interval);

/** So many leads of the common rate a band has seen besides its own; and fewer older ones than this say nothing. */
const leaning = 20;
export const fewestRipe = 20;
/** Fewer amounts than this say nothing of the next one. */
const fewestAmounts = 5;
const rates = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);

/**
 * `groups`: what reps have taken on and what waits for them are two, because the former has come further. `won`: of the deals
 * that `amounts` are known of, with those of which none is.
 */
export function forecast(
  groups: readonly (readonly Cell[])[],
  { amounts, won }: { amounts: readonly Amounts[]; won: number },
): Forecast {
  const inPlay = groups.filter((cells) => sum(cells, 'active') > 0);
  const active = inPlay.reduce((all, cells) => all + sum(cells, 'active'), 0);
  if (active === 0) return { kind: 'none' };
  const of = Math.min(...inPlay.map((cells) => sum(cells, 'of')));
  if (of < fewestRipe) return { kind: 'too-early', active, of };
  const wins = inPlay.map(winsOf).reduce(both);
  const range = { low: quantile(wins, 0.05), high: quantile(wins, 0.95) };
  const money = amounts.flatMap((each) => moneyOf(each, wins, won));
  return { kind: 'forecast', active, of, expected: meanOf(wins), ...range, money };
}

const sum = (cells: readonly Cell[], of: 'of' | 'won' | 'active') => cells.reduce((all, cell) => all + cell[of], 0);

/** The chance that a lead of each band is won. */
export function chances(cells: readonly Cell[]): Map<number, number> {
  const known = common(cells);
  const chanceOf = ({ of, won }: Cell) =>
    known.reduce((all, { rate, weight }) => all + (weight * (leaning * rate + won)) / (leaning + of), 0);
  return new Map(cells.map((cell) => [cell.band, chanceOf(cell)]));
}

/** How likely each common rate is, by all bands. */
function common(cells: readonly Cell[]): { rate: number; weight: number }[] {
  const logs = rates.map((rate) =>
    cells.reduce(
      (all, { of, won }) => all + logRising(leaning * rate, won) + logRising(leaning * (1 - rate), of - won),
      0,
    ),
  );
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const whole = weights.reduce((all, weight) => all + weight, 0);
  return rates.map((rate, i) => ({ rate, weight: (weights[i] ?? 0) / whole })).filter(({ weight }) => weight > 1e-4);
}

/** x (x + 1) … (x + n − 1), as a logarithm. */
function logRising(x: number, n: number): number {
  let log = 0;
  for (let i = 0; i < n; i++) log += Math.log(x + i);
  return log;
}

/** How likely each number of wins is. */
function winsOf(cells: readonly Cell[]): number[] {
  const mixed: number[] = [];
  for (const { rate, weight } of common(cells)) {
    const wins = cells
      .filter(({ active }) => active > 0)
      .map(({ of, won, active }) => betaBinomial(active, leaning * rate + won, leaning * (1 - rate) + of - won))
      .reduce(both);
    for (const [n, chance] of wins.entries()) mixed[n] = (mixed[n] ?? 0) + weight * chance;
  }
  return mixed;
}

function betaBinomial(n: number, a: number, b: number): number[] {
  const logs = [0];
  for (let k = 0; k < n; k++) {
    logs.push((logs[k] ?? 0) + Math.log(((n - k) * (a + k)) / ((k + 1) * (b + n - k - 1))));
  }
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const whole = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / whole);
}

/** What cannot happen costs no time. */
const least = 1e-12;

/** What two numbers of wins come to together. */
function both(one: readonly number[], other: readonly number[]): number[] {
  const together = new Array<number>(one.length + other.length - 1).fill(0);
  const likely = [...other.entries()].filter(([, chance]) => chance >= least);
  for (const [i, first] of one.entries()) {
    if (first < least) continue;
    for (const [k, second] of likely) together[i + k] = (together[i + k] ?? 0) + first * second;
  }
  return together;
}

function quantile(wins: readonly number[], share: number): number {
  let below = 0;
  const found = wins.findIndex((chance) => {
    below += chance;
    return below >= share;
  });
  return found < 0 ? wins.length - 1 : found;
}

/** Of each number of wins, what so many amounts come to, near enough; how sure their mean is, is in it too. */
function moneyOf({ currency, of, cents, squares }: Amounts, wins: readonly number[], won: number): ForecastMoney[] {
  if (of < fewestAmounts || wins.length < 2) return [];
  const share = of / Math.max(of, won);
  const mean = cents / of;
  const variance = Math.max(0, squares / of - mean ** 2) * (of / (of - 1));
  const below = (money: number) =>
    wins.reduce((all, chance, n) => {
      if (n === 0) return all + chance;
      const ours = n * share;
      const spread = ours * (variance + mean ** 2 * (1 - share)) + (ours ** 2 * variance) / of;
      return all + chance * normal((money - ours * mean) / Math.sqrt(Math.max(1, spread)));
    }, 0);
  const at = (part: number): number => {
    let [low, high] = [0, 2 * wins.length * (mean + Math.sqrt(variance))];
    for (let step = 0; step < 40; step++) {
      const middle = (low + high) / 2;
      if (below(middle) < part) low = middle;
      else high = middle;
    }
    return high;
  };
  const low = below(0) >= 0.05 ? 0 : at(0.05);
  return [{ currency, expected: meanOf(wins) * share * mean, low, high: at(0.95) }];
}

const meanOf = (wins: readonly number[]) => wins.reduce((all, chance, n) => all + chance * n, 0);

/** The part of a normal distribution below z, to three digits. */
const normal = (z: number) => 1 / (1 + Math.exp(-1.5976 * z - 0.07056 * z ** 3));
