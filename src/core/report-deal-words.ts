// What people read of deals in a report. Few are said to be few, and amounts of two currencies stand beside each other.
import { ripeWeeks, type SourceHistory } from './deal-history.ts';
import { type Forecast, fewestRipe } from './forecast.ts';
import type { Counted, Interval } from './intervals.ts';
import { aboutMoney, moneyText, moniesText } from './money.ts';
import { dayOf, few, number, plural, rate, whole } from './report-words.ts';

const old = `${ripeWeeks} weeks old or older`;
const count = ({ successes, of }: Counted) => (of === 0 ? 'none yet' : rate(successes, of));
const points = (share: number) => `${share < 0 ? '−' : ''}${Math.round(Math.abs(share) * 100)}`;

function beside(what: string) {
  return (ours: Counted, theirs: Counted, more: (Interval & { share: number }) | null): string => {
    const counted = `${what}: Baton ${count(ours)}; SDRs ${count(theirs)}`;
    if (more === null) return `${counted} – too few to compare (it takes ${few} of each)`;
    const isOpen = Math.round(more.low * 100) <= 0 && Math.round(more.high * 100) >= 0;
    const sure = `${points(more.low)} to ${points(more.high)} points`;
    return isOpen
      ? `${counted} – no difference can be told yet (90% sure: ${sure})`
      : `${counted} – Baton ${more.share > 0 ? 'ahead' : 'behind'} (90% sure: ${sure})`;
  };
}

const won = (expected: number): string => (expected < 10 ? number(expected) : number(Math.round(expected)));

export const dealWords = {
  title: (at: string, zone: string) => `Deals on ${dayOf(at, zone)}`,
  bandsTitle: 'How many of each score were won',
  columns: ['In play', 'Won of older ones', 'Chance'],
  share: (successes: number, of: number) => (of === 0 ? '–' : rate(successes, of)),
  chance: (chance: number | null) => (chance === null ? '–' : whole(chance)),

  week: ({ opportunity, won: closed, lost, money }: Week, last: Pick<Week, 'won'> | null) => {
    const amount = moniesText(money);
    const before = last === null ? '' : ` (the week before ${number(last.won)})`;
    return `${plural(opportunity, 'opportunity', 'opportunities')} opened, ${plural(closed, 'deal', 'deals')} won${before}${amount === '' ? '' : `, ${amount}`}; ${number(lost)} lost`;
  },
  noDeal: 'Forecast: too early to say – no deal has come of a lead yet',
  forecast: (told: Forecast) => {
    if (told.kind === 'none') return 'Forecast: no CQL is in play';
    const inPlay = plural(told.active, 'CQL is', 'CQLs are');
    if (told.kind === 'too-early') {
      return `Forecast: too early to say – ${inPlay} in play, and it is known what became of ${number(told.of)} that are ${old}; it takes ${fewestRipe}`;
    }
    const { active, of, expected, low, high, money } = told;
    const amounts = money.map(
      (each) =>
        `about ${aboutMoney(each.expected, each.currency || null)} (${aboutMoney(each.low, each.currency || null)} to ${aboutMoney(each.high, each.currency || null)})`,
    );
    const worth = amounts.length === 0 ? '' : `: ${amounts.join(' and ')}`;
    return `Forecast: of ${plural(active, 'CQL', 'CQLs')} in play about ${won(expected)} will be won (90% sure: ${low} to ${high})${worth}, going by ${number(of)} that are ${old}`;
  },
  open: ({ of, money }: { of: number; money: Readonly<Record<string, number>> }) => {
    const amount = moniesText(money);
    return `Open now: ${plural(of, 'opportunity', 'opportunities')}${amount === '' ? '' : `, ${amount}`}`;
  },
  accepted: beside(`Accepted, of leads that are ${old}`),
  became: beside('Of their meetings, deals came of'),
  ended: beside('Of their meetings, won'),
  sizes: (ours: SourceHistory['sizes'], theirs: SourceHistory['sizes']) => {
    const said = (sizes: SourceHistory['sizes']) =>
      sizes.length === 0
        ? 'none yet'
        : sizes
            .map(({ currency, of, medianCents }) => `${moneyText(medianCents, currency || null)} (of ${number(of)})`)
            .join(' and ');
    return `Deal size, the middle one of those won: Baton ${said(ours)}; SDRs ${said(theirs)}`;
  },
} as const;

type Week = { opportunity: number; won: number; lost: number; money: Readonly<Record<string, number>> };
