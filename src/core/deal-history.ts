// What became of leads in money, up to now: the ground of the forecast, and of how Baton's own leads fare beside those of SDRs.
// A share is told of leads that are old enough for their deals to have ended.
import { type Amounts, type Cell, chances, type Forecast, forecast } from './forecast.ts';
import type { importChannel } from './imported.ts';
import { type Source, sources } from './report.ts';

/** A lead has thirteen weeks to become a deal that is won; and a year of such leads is what is known. */
export const ripeWeeks = 13;
export const knownWeeks = 52;

/**
 * So many leads that reps got, alike in all that is told here. `band`: of the score that they came with, if they came as a CQL.
 * `met`: a meeting was held. `isDeal`: there is or was one.
 */
export type Fate = {
  isRipe: boolean;
  band: number | null;
  source: Source | typeof importChannel;
  verdict: 'claimed' | 'rejected' | null;
  met: boolean;
  isDeal: boolean;
  end: 'won' | 'open' | 'playing' | 'over';
  n: number;
};
/** Deals that were won, or are open: how many, and of those with an amount in this currency, what they came to. */
export type DealSum = {
  state: 'won' | 'open';
  source: Source | typeof importChannel;
  currency: string | null;
  of: number;
  amounts: number;
  cents: number;
  squares: number;
  medianCents: number | null;
};

export type SourceHistory = {
  accepted: number;
  decided: number;
  met: number;
  deals: number;
  won: number;
  sizes: readonly { currency: string; of: number; medianCents: number }[];
};
export type DealHistory = {
  /** Baton has heard of a deal, ever. */
  hasDeals: boolean;
  forecast: Forecast;
  /** The highest first. `chance` null: nothing is forecast yet. */
  bands: readonly { band: number; of: number; won: number; active: number; chance: number | null }[];
  open: { of: number; money: Readonly<Record<string, number>> };
  sources: Record<Source, SourceHistory>;
};

export function dealHistory(
  fates: readonly Fate[],
  { sums, hasDeals }: { sums: readonly DealSum[]; hasDeals: boolean },
): DealHistory {
  const isTaken = ({ verdict, isDeal }: Fate) => isDeal || verdict === 'claimed';
  const groups = [
    cellsOf(fates, { of: () => true, active: (fate) => !isTaken(fate) }),
    cellsOf(fates, { of: isTaken, active: isTaken }),
  ] as const;
  const won = sums.filter(({ state }) => state === 'won');
  const open = sums.filter(({ state }) => state === 'open');
  const told = forecast(groups, { amounts: amountsOf(won), won: sumOf(won, 'of') });
  return {
    hasDeals,
    forecast: told,
    bands: bandsOf(groups, told.kind === 'forecast'),
    open: {
      of: sumOf(open, 'of'),
      money: Object.fromEntries(amountsOf(open).map(({ currency, cents }) => [currency, cents])),
    },
    sources: Object.fromEntries(
      sources.map((source) => [
        source,
        sourceOf(
          fates.filter((fate) => fate.source === source),
          won.filter((of) => of.source === source),
        ),
      ]),
    ) as Record<Source, SourceHistory>,
  };
}

const countOf = (fates: readonly Fate[], is: (fate: Fate) => boolean) =>
  fates.reduce((all, fate) => all + (is(fate) ? fate.n : 0), 0);
const sumOf = (sums: readonly DealSum[], what: 'of' | 'amounts' | 'cents' | 'squares') =>
  sums.reduce((all, each) => all + each[what], 0);

/** What is still in play is no part of what is known: how it ends is the question. */
function cellsOf(fates: readonly Fate[], is: Record<'of' | 'active', (fate: Fate) => boolean>): Cell[] {
  const isInPlay = ({ end, isRipe }: Fate) => end === 'open' || (end === 'playing' && !isRipe);
  const byBand = [...Map.groupBy(fates, ({ band }) => band)].toSorted(([a], [b]) => (a ?? 0) - (b ?? 0));
  return byBand.flatMap(([band, all]) => {
    if (band === null) return [];
    const known = all.filter((fate) => fate.isRipe && !isInPlay(fate) && is.of(fate));
    return [
      {
        band,
        of: countOf(known, () => true),
        won: countOf(known, ({ end }) => end === 'won'),
        active: countOf(all, (fate) => isInPlay(fate) && is.active(fate)),
      },
    ];
  });
}

/** Of the CQLs that reps took on: those before them are told together only. */
function bandsOf([waiting, taken]: readonly [Cell[], Cell[]], isTold: boolean): DealHistory['bands'] {
  const chanceOf = chances(taken);
  return taken
    .map((cell) => ({
      ...cell,
      active: cell.active + (waiting.find(({ band }) => band === cell.band)?.active ?? 0),
      chance: isTold ? (chanceOf.get(cell.band) ?? null) : null,
    }))
    .filter(({ of, active }) => of + active > 0)
    .toSorted((a, b) => b.band - a.band);
}

function amountsOf(sums: readonly DealSum[]): Amounts[] {
  return [...Map.groupBy(sums, ({ currency }) => currency ?? '')]
    .map(([currency, all]) => ({
      currency,
      of: sumOf(all, 'amounts'),
      cents: sumOf(all, 'cents'),
      squares: sumOf(all, 'squares'),
    }))
    .filter(({ of }) => of > 0)
    .toSorted((a, b) => b.of - a.of || a.currency.localeCompare(b.currency));
}

function sourceOf(fates: readonly Fate[], won: readonly DealSum[]): SourceHistory {
  const ripe = fates.filter(({ isRipe }) => isRipe);
  const met = ripe.filter((fate) => fate.met);
  return {
    accepted: countOf(ripe, ({ verdict }) => verdict === 'claimed'),
    decided: countOf(ripe, ({ verdict }) => verdict !== null),
    met: countOf(met, () => true),
    deals: countOf(met, ({ isDeal }) => isDeal),
    won: countOf(met, ({ end }) => end === 'won'),
    sizes: won.flatMap(({ currency, amounts, medianCents }) =>
      medianCents === null ? [] : [{ currency: currency ?? '', of: amounts, medianCents }],
    ),
  };
}
