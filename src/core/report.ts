// The truth of one week, for managers, as numbers. Within a week each lead counts once in each number, and what counts is how
// things stood when the week ended: a week that is over never changes any more.
import type { EventKind } from './event.ts';
import { timeInWeek } from './iso-week.ts';

/**
 * Leads of the week. `accepted`, `rejected`, `nurtured`: by the last verdict that reps gave on it in this week and that nobody
 * took back in it. `waiting`: offered, and neither a verdict nor a meeting followed within the week. `borderline`: Baton itself kept it for later. `reasked`: the rep's first line asked for something that the
 * visitor had said. `opportunity`, `won`, `lost`: its deal became that; another amount is not another deal. The others are named
 * like their events.
 */
export const counts = [
  'conversations',
  'reopened',
  'borderline',
  'qualified',
  'offered',
  'accepted',
  'rejected',
  'nurtured',
  'waiting',
  'reasked',
  'booked',
  'met',
  'missed',
  'opportunity',
  'won',
  'lost',
  'cancelled',
  'slot-lost',
  'cql-lost',
  'cql-regained',
  'at-risk',
] as const satisfies (EventKind | 'conversations' | 'borderline' | 'qualified' | 'accepted' | 'waiting' | 'reasked')[];
export type Count = (typeof counts)[number];

/** From the offer to the claim, and from the claim to the first line that the visitor heard. */
export const spans = ['toClaim', 'toTouch'] as const;
export type Span = (typeof spans)[number];

/** The ninetieth of a hundred, in order, waits `p90Ms`. */
export type Spell = { of: number; medianMs: number | null; p90Ms: number | null };
/** `money`: cents of deals won, by currency, less what was taken back of deals won before; without a currency under ''. */
export type Figures = Record<Count, number> &
  Record<Span, Spell> & { reasons: Readonly<Record<string, number>>; money: Readonly<Record<string, number>> };

/** What interviewers claimed that visitors had said, and what the check refused of it. */
export type Claims = { made: number; refused: number; reasons: Readonly<Record<string, number>> };

export const dimensions = ['team', 'rep', 'channel', 'lane', 'source', 'segment', 'page', 'band'] as const;
export type Dimension = (typeof dimensions)[number];
/** Leads that filled in a form, and all others; told apart only where the playbook names channels of the first. */
export const lanes = ['form', 'chat'] as const;
export type Lane = (typeof lanes)[number];
/** Whom Baton found itself, and whom an SDR did; told apart only where the playbook says how to know the latter. */
export const sources = ['agent', 'sdr'] as const;
export type Source = (typeof sources)[number];
/** `key` null: not known, such as the team of a lead that nobody has judged yet. */
export type Group = { key: string | null; figures: Figures };

/** The key of every page that is not among the most visited. */
export const otherPages = '*';
/** So many pages are told apart. */
export const mostPages = 10;
export const bandWidth = 10;

/** `week`: see iso-week.ts. */
export type Week = { week: number; from: string; until: string };
export type WeekFigures = Week & { name: string; all: Figures; claims: Claims };

/**
 * `before`: the four weeks before, the last one first, without those in which Baton was not there yet. `isOver`: false while
 * the week still runs.
 */
export type Report = WeekFigures & {
  zone: string;
  /** Null: of all teams. */
  team: string | null;
  isOver: boolean;
  /** When the first lead ever came; null: none has. */
  begunAt: string | null;
  by: Readonly<Record<Dimension, readonly Group[]>>;
  before: readonly WeekFigures[];
};

export const weeksBefore = 4;

/** In a week in which clocks change it is an hour shorter or longer. */
export function weekSpan(week: number, zone: string): Week {
  const monday = { day: 0, hour: 0, zone };
  return { week, from: timeInWeek(week, monday), until: timeInWeek(week + 1, monday) };
}

/** One line of what the store has counted; `detail`: the reason of a rejection, or the currency of the cents in `sum`. */
export type Tallied = {
  metric: string;
  detail: string | null;
  n: number;
  sum: number | null;
  medianMs: number | null;
  p90Ms: number | null;
};

const noSpell: Spell = { of: 0, medianMs: null, p90Ms: null };

export function figuresOf(rows: readonly Tallied[]): Figures {
  const of = (metric: string) => rows.filter((row) => row.metric === metric);
  const sum = (metric: string) => of(metric).reduce((all, { n }) => all + n, 0);
  const spell = (metric: Span): Spell => {
    const [row] = of(metric);
    return row === undefined ? noSpell : { of: row.n, medianMs: row.medianMs, p90Ms: row.p90Ms };
  };
  const reasons = of('rejected').toSorted((a, b) => b.n - a.n || (a.detail ?? '').localeCompare(b.detail ?? ''));
  const money = of('money').filter(({ sum: cents }) => cents !== 0);
  return {
    ...(Object.fromEntries(counts.map((count) => [count, sum(count)])) as Record<Count, number>),
    toClaim: spell('toClaim'),
    toTouch: spell('toTouch'),
    reasons: Object.fromEntries(reasons.map(({ detail, n }) => [detail ?? '', n])),
    money: Object.fromEntries(money.map(({ detail, sum: cents }) => [detail ?? '', cents ?? 0])),
  };
}

/** The largest first; what is not known and the other pages last. */
export function groupsOf(rows: readonly (Tallied & { key: string | null })[]): Group[] {
  const keys = [...new Set(rows.map(({ key }) => key))];
  const groups = keys.map((key) => ({ key, figures: figuresOf(rows.filter((row) => row.key === key)) }));
  const size = ({ figures }: Group) => figures.conversations + figures.offered + figures.accepted + figures.rejected;
  const isRest = ({ key }: Group) => Number(key === null || key === otherPages);
  return groups.toSorted(
    (a, b) => isRest(a) - isRest(b) || size(b) - size(a) || (a.key ?? '').localeCompare(b.key ?? ''),
  );
}

/** Of these leads, reps have said yes or no. */
export const decidedOf = ({ accepted, rejected }: Pick<Figures, 'accepted' | 'rejected'>): number =>
  accepted + rejected;
