// What a report says of deals: what is forecast, what is open, and how the leads that Baton found fare beside those of SDRs. As
// things stand when it is read: a deal may come of a lead long after its week.
import type { DealHistory, SourceHistory } from './deal-history.ts';
import { type Counted, difference } from './intervals.ts';
import { dealWords as words } from './report-deal-words.ts';
import { few } from './report-words.ts';

export type DealsView = {
  /** The line for whoever reads no further. */
  forecast: string;
  lines: string[];
  columns: readonly string[];
  bands: { name: string; cells: string[] }[];
};

export function dealsView(
  { hasDeals, forecast, bands, open, sources }: DealHistory,
  { nameOfBand, isApart }: { nameOfBand: (band: number) => string; isApart: boolean },
): DealsView {
  if (!hasDeals) return { forecast: words.noDeal, lines: [], columns: words.columns, bands: [] };
  return {
    forecast: words.forecast(forecast),
    lines: [words.open(open), ...(isApart ? comparison(sources) : [])],
    columns: words.columns,
    bands: bands.map(({ band, active, of, won, chance }) => ({
      name: nameOfBand(band),
      cells: [String(active), words.share(won, of), words.chance(chance)],
    })),
  };
}

function comparison({ agent, sdr }: DealHistory['sources']): string[] {
  const compared = (counted: (of: SourceHistory) => Counted) => {
    const [ours, theirs] = [counted(agent), counted(sdr)];
    const isSaid = ours.of >= few && theirs.of >= few;
    return [ours, theirs, isSaid ? difference(ours, theirs) : null] as const;
  };
  return [
    words.accepted(...compared(({ accepted, decided }) => ({ successes: accepted, of: decided }))),
    words.became(...compared(({ deals, met }) => ({ successes: deals, of: met }))),
    words.ended(...compared(({ won, met }) => ({ successes: won, of: met }))),
    words.sizes(agent.sizes, sdr.sizes),
  ];
}
