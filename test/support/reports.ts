// Weeks to look at: counted from the generated year, never typed by hand; say only what differs.
import { type Curation, curation, shareOf } from '../../src/core/curation.ts';
import { type DealHistory, dealHistory } from '../../src/core/deal-history.ts';
import { weekOf } from '../../src/core/iso-week.ts';
import {
  dimensions,
  type Figures,
  type Group,
  groupsOf,
  type Report,
  type WeekFigures,
} from '../../src/core/report.ts';
import type { Told } from '../../src/core/report-view.ts';
import { aPlaybook, rita, sam } from './leads.ts';
import { form, isoWeek, recount, sdr, segments } from './recount.ts';
import { recountDeals } from './recount-deals.ts';
import { type Life, lives } from './year-of-leads.ts';

const zone = 'America/New_York';

const team = (id: string, name: string, reps: { id: string; name: string }[]) => ({
  id,
  name,
  channel: '#sdr-leads',
  takes: [],
  claim: 'channel' as const,
  reps: reps.map(({ id: slack, name: of }) => ({ slack, name: of, takes: [], weight: 1 })),
});

const theirs = ['Ines Falk', 'Jonas Weber', 'Lea Brandt'].map((name, i) => ({ id: `U0EMEA000${i + 1}`, name }));
const ours = [
  { id: 'U0US000001', name: rita.name },
  { id: 'U0US000002', name: sam.name },
];

export const reportPlaybook = {
  ...aPlaybook({
    teams: [team('emea', 'EMEA', theirs), team('us', 'United States', ours)],
    rejectReasons: [
      { id: 'not_qualified', label: 'Not qualified', tellVisitor: true, givesTurnBack: true },
      { id: 'wrong_territory', label: 'Wrong territory', tellVisitor: true, givesTurnBack: true },
      { id: 'competitor', label: 'Competitor', tellVisitor: true, givesTurnBack: true },
      { id: 'spam', label: 'Spam', tellVisitor: false, givesTurnBack: true },
    ],
  }),
  zone,
  lanes: { form, sdr },
  digest: { day: 'monday' as const, hour: 8, segments },
  review: { reviewers: [rita.id], perWeek: 8 },
};

export const yearOf = (count: number): Life[] => [
  ...lives({ seed: 11, count, from: '2025-12-29T05:00:00.000Z', days: 364 })(),
];

/** Week `number` of 2026, with as many of the weeks before as there are to look back to. */
export function reportOf(year: readonly Life[], number: number, change: Partial<Report> = {}): Report {
  const figures = (of: number): WeekFigures & { by: Report['by'] } => {
    const span = isoWeek(2026, of, zone);
    const { all, claims, by } = recount(year, span, change.team ?? null);
    const groups = (name: keyof typeof by): Group[] =>
      Object.entries(by[name]).map(([key, each]) => ({ key: key === 'null' ? null : key, figures: sorted(each) }));
    return {
      ...span,
      week: weekOf(span.from, zone),
      name: `2026-W${String(of).padStart(2, '0')}`,
      all: sorted(all),
      claims: { ...claims, reasons: inSize(claims.reasons) },
      by: Object.fromEntries(dimensions.map((name) => [name, inOrder(groups(name))])) as unknown as Report['by'],
    };
  };
  const first = year.reduce((least, { createdAt }) => (createdAt < least ? createdAt : least), '9');
  const before = [1, 2, 3, 4]
    .map((back) => number - back)
    .filter((of) => of > 0 && isoWeek(2026, of, zone).until > first)
    .map((of) => {
      const { by: _, ...numbers } = figures(of);
      return numbers;
    });
  return { ...figures(number), zone, team: null, isOver: true, begunAt: first, before, ...change };
}

function sorted(figures: unknown): Figures {
  const of = figures as Figures;
  return { ...of, reasons: inSize(of.reasons) };
}

function inSize(counted: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counted).toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])));
}

/** As the product puts them. */
function inOrder(groups: readonly Group[]): Group[] {
  const order = groupsOf(
    groups.map(({ key, figures }) => {
      const n = figures.conversations + figures.offered + figures.accepted + figures.rejected;
      return { key, metric: 'conversations', detail: null, n, sum: null, medianMs: null, p90Ms: null };
    }),
  ).map(({ key }) => key);
  return groups.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

export function told(report: Report, change: Partial<Told> = {}): Told {
  const names = new Map([...theirs, ...ours].map(({ id, name }) => [id, name]));
  const all = report.all.conversations;
  const [trapped, forgotten, either] = [Math.floor(all / 25), Math.floor(all / 40), Math.floor(all / 20)];
  const amnesia = { all, trapped, forgotten, either, rate: all === 0 ? null : either / all };
  return {
    report,
    readAt: report.until,
    bars: [],
    names,
    playbook: reportPlaybook,
    amnesia,
    curation: aCuration(report),
    experiments: [],
    deals: dealHistory([], { sums: [], hasDeals: false }),
    widget: null,
    ...change,
  };
}

/** What became of the year's leads until that week was over. */
export const dealsOf = (year: readonly Life[], { until, team }: Report): DealHistory =>
  recountDeals(year, { now: until, sdr, team });

/** Reviewers who mark what Baton wrote down: of forty answers two were wrong. */
function aCuration({ week, isOver, team }: Report): Curation | null {
  if (team !== null) return null;
  const none = curation(week, { tasks: [], leads: [] });
  if (!isOver) return none;
  const all = shareOf(38, 40);
  return { ...none, reviewers: 2, tasks: 12, reviewed: 10, all, agreement: { ...shareOf(9, 11), kappa: null } };
}
