// What the reviews of a week come to: how often answers were right, whether reviewers agree, how Baton asked. Every share
// comes with what it is a share of, and few reviews are said to be few.
import { type Adherence, rules } from './adherence.ts';
import { rateAtLeast } from './clopper-pearson.ts';
import type { LeadId } from './lead.ts';
import {
  isReviewed,
  type LeadReview,
  type Mark,
  marks,
  type Reviewed,
  type ReviewTask,
  type Tone,
  tones,
} from './lead-review.ts';

/** `low`, `high`: with 90 % certainty it lies between them. Null: nothing was seen. */
export type Share = { of: number; share: number | null; low: number; high: number };
export type FieldPrecision = Share & { field: string } & Record<'right' | 'wrong' | 'notSaid' | 'overlooked', number>;

/**
 * `tasks`: conversations times those who were asked to read them. `refused`: how many of the refused claims were rightly
 * refused. `agreement`: of the answers that two reviewers marked, those they marked alike; `kappa` takes out what chance
 * would have made alike, null where there are too few. `adherence`: over the conversations that were read.
 */
export type Curation = {
  week: number;
  reviewers: number;
  tasks: number;
  reviewed: number;
  leads: number;
  fields: readonly FieldPrecision[];
  all: Share;
  refused: Share;
  agreement: Share & { kappa: number | null };
  tone: Readonly<Record<Tone, number>>;
  missed: readonly { field: string; times: number }[];
  adherence: Readonly<Record<(typeof rules)[number], Share>>;
  /** Too few answers were marked to conclude from. */
  isSmall: boolean;
};

/** A lead that was given to somebody to read, and how it was led. */
export type ReadLead = { lead: LeadId; adherence: Adherence };

const certainty = 0.95;
/** Under so many marked answers a share says little. */
const fewMarks = 30;
const fewPairs = 20;

export function curation(
  week: number,
  { tasks, leads }: { tasks: readonly ReviewTask[]; leads: readonly ReadLead[] },
): Curation {
  const done = tasks.filter(isReviewed);
  const byLead = Map.groupBy(done, ({ lead }) => lead);
  const fields = precisionOf([...byLead.values()]);
  const read = leads.filter(({ lead }) => byLead.has(lead));
  const all = shareOf(sum(fields, 'right'), sum(fields, 'of'));
  return {
    week,
    reviewers: new Set(done.map(({ reviewer }) => reviewer)).size,
    tasks: tasks.length,
    reviewed: done.length,
    leads: byLead.size,
    fields,
    all,
    refused: refusedOf([...byLead.values()]),
    agreement: agreementOf([...byLead.values()]),
    tone: count(
      tones,
      done.map(({ review }) => review.tone),
    ),
    missed: timesOf(done.flatMap(({ review }) => review.missed)),
    adherence: Object.fromEntries(rules.map((rule) => [rule, keptOf(read, rule)])) as Curation['adherence'],
    isSmall: all.of < fewMarks,
  };
}

/** One answer counts once, however many marked it: it is right where all of them say so. */
function precisionOf(leads: readonly (readonly Reviewed[])[]): FieldPrecision[] {
  const judged = leads.flatMap((reviews) => {
    const fields = new Set(reviews.flatMap(({ review }) => [...Object.keys(review.marks), ...review.overlooked]));
    return [...fields].map((field) => ({ field, verdict: together(field, reviews) }));
  });
  return [...Map.groupBy(judged, ({ field }) => field)]
    .map(([field, answers]) => {
      const times = (verdict: Mark | 'overlooked') => answers.filter((answer) => answer.verdict === verdict).length;
      const [right, wrong, notSaid] = marks.map(times);
      const counts = { right: right ?? 0, wrong: wrong ?? 0, notSaid: notSaid ?? 0, overlooked: times('overlooked') };
      return { field, ...counts, ...shareOf(counts.right, counts.right + counts.wrong + counts.notSaid) };
    })
    .toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1) || b.of - a.of || (a.field < b.field ? -1 : 1));
}

function together(field: string, reviews: readonly Reviewed[]): Mark | 'overlooked' {
  const given = reviews.flatMap(({ review }) => review.marks[field] ?? []);
  return given.find((mark) => mark !== 'right') ?? given[0] ?? 'overlooked';
}

function agreementOf(leads: readonly (readonly Reviewed[])[]): Curation['agreement'] {
  const pairs = leads.flatMap((reviews) =>
    reviews.flatMap((one, i) => reviews.slice(i + 1).flatMap((other) => pairsOf(one.review, other.review))),
  );
  const alike = pairs.filter(([a, b]) => a === b).length;
  return { ...shareOf(alike, pairs.length), kappa: kappaOf(pairs, alike) };
}

type Pair = readonly [Mark, Mark];

function pairsOf(one: LeadReview, other: LeadReview): Pair[] {
  return Object.entries(one.marks).flatMap(([field, mark]) => {
    const theirs = other.marks[field];
    return theirs === undefined ? [] : [[mark, theirs] as const];
  });
}

/** Cohen's kappa in Scott's form: the two who read the same lead are others each time, so chance is that of all of them. */
function kappaOf(pairs: readonly Pair[], alike: number): number | null {
  if (pairs.length < fewPairs) return null;
  const given = count(marks, pairs.flat());
  const chance = marks.reduce((all, mark) => all + (given[mark] / (2 * pairs.length)) ** 2, 0);
  return chance === 1 ? 1 : (alike / pairs.length - chance) / (1 - chance);
}

function refusedOf(leads: readonly (readonly Reviewed[])[]): Share {
  const claims = (of: 'refused' | 'said') =>
    leads.reduce((all, reviews) => all + new Set(reviews.flatMap(({ review }) => review[of])).size, 0);
  return shareOf(claims('refused') - claims('said'), claims('refused'));
}

function keptOf(leads: readonly ReadLead[], rule: (typeof rules)[number]): Share {
  const asked = leads.flatMap(({ adherence }) => adherence[rule] ?? []);
  return shareOf(asked.filter(Boolean).length, asked.length);
}

export function shareOf(part: number, of: number): Share {
  if (of === 0) return { of, share: null, low: 0, high: 1 };
  const low = rateAtLeast(part, of, certainty);
  return { of, share: part / of, low, high: 1 - rateAtLeast(of - part, of, certainty) };
}

function timesOf(fields: readonly string[]): { field: string; times: number }[] {
  return [...Map.groupBy(fields, (field) => field)]
    .map(([field, each]) => ({ field, times: each.length }))
    .toSorted((a, b) => b.times - a.times || (a.field < b.field ? -1 : 1));
}

function count<T extends string>(names: readonly T[], all: readonly T[]): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, all.filter((each) => each === name).length])) as Record<
    T,
    number
  >;
}

function sum<K extends string>(all: readonly Record<K, number>[], key: K): number {
  return all.reduce((total, each) => total + each[key], 0);
}
