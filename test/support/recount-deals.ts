// What became of leads in money once more, in plain JavaScript from how the generated leads stand, one after the other.
import { type DealHistory, type DealSum, dealHistory, type Fate } from '../../src/core/deal-history.ts';
import type { Life } from './year-of-leads.ts';

const weekMs = 7 * 24 * 3_600_000;

export function recountDeals(
  lives: Iterable<Life>,
  { now, sdr, team = null }: { now: string; sdr: readonly string[]; team?: string | null },
): DealHistory {
  const fates: Fate[] = [];
  const sold = new Map<
    string,
    { state: 'won' | 'open'; source: 'agent' | 'sdr'; currency: string | null; all: (number | null)[] }
  >();
  let hasDeals = false;
  for (const life of lives) {
    const { deal, state, events } = life;
    const source = life.bySdr || sdr.includes(life.channel) ? 'sdr' : 'agent';
    if (deal !== null) hasDeals = true;
    if (life.isErased || (team !== null && (life.team ?? life.barTeam) !== team)) continue;
    const age = Date.parse(now) - Date.parse(life.createdAt);
    if (deal !== null && deal.state !== 'lost' && age <= 65 * weekMs) {
      const key = [deal.state, source, deal.currency].join();
      const kept = sold.get(key) ?? { state: deal.state, source, currency: deal.currency, all: [] };
      kept.all.push(deal.amountCents);
      sold.set(key, kept);
    }
    const last = events.findLast(({ kind }) => kind === 'offered');
    if (last === undefined || age <= 0 || age > 65 * weekMs) continue;
    const met = events.some(({ kind }) => kind === 'met');
    const isWaiting = (state === 'offered' || state === 'claimed') && life.verdict === 'qualified';
    const isPlaying = isWaiting || state === 'booked' || (state === 'closed' && met);
    fates.push({
      isRipe: age > 13 * weekMs,
      band: last.data.why === 'qualified' ? Math.min(90, Math.floor((last.data.score as number) / 10) * 10) : null,
      source,
      verdict: life.repVerdict === 'nurtured' ? null : life.repVerdict,
      met,
      isDeal: deal !== null,
      end: deal === null ? (isPlaying ? 'playing' : 'over') : deal.state === 'lost' ? 'over' : deal.state,
      n: 1,
    });
  }
  const sums = [...sold.values()].map(({ all, ...of }): DealSum => {
    const known = all.flatMap((cents) => (cents === null ? [] : [cents])).sort((a, b) => a - b);
    const [low, high] = [known[Math.floor((known.length - 1) / 2)], known[Math.floor(known.length / 2)]];
    return {
      ...of,
      of: all.length,
      amounts: known.length,
      cents: known.reduce((sum, cents) => sum + cents, 0),
      squares: known.reduce((sum, cents) => sum + cents * cents, 0),
      medianCents: low === undefined || high === undefined ? null : (low + high) / 2,
    };
  });
  return dealHistory(fates, { sums, hasDeals });
}
