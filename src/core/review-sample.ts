// Which conversations of a week are read by whom: first those that were rejected for a wrong answer, then as many kinds as
// fit. The same week draws the same lots, and the order in which leads come in never matters.
import type { LeadId } from './lead.ts';
import { lotOf } from './lot.ts';

/** `interviewer`: null where nobody claimed anything. `queued`: a rep named an answer that was wrong. */
export type Candidate = {
  lead: LeadId;
  verdict: string;
  score: number;
  interviewer: 'guided' | 'model' | null;
  channel: string;
  queued: boolean;
};

export type Dealt = { reviewer: string; lead: LeadId };

const bandWidth = 20;
/** Of what one reads, so much is read by a second one too. */
const sharedPart = 1 / 4;

/** Kinds of leads, by which the sample is spread. */
export function strataOf({ verdict, score, interviewer, channel }: Candidate): string[] {
  const band = Math.min(Math.floor(score / bandWidth), 100 / bandWidth - 1);
  return [`verdict:${verdict}`, `band:${band}`, `interviewer:${interviewer}`, `channel:${channel}`];
}

export function reviewSample(
  candidates: readonly Candidate[],
  { reviewers, perWeek, week }: { reviewers: readonly string[]; perWeek: number; week: number },
): Dealt[] {
  const people = [...new Set(reviewers)].toSorted(
    (a, b) => lotOf(`${week}:${a}`) - lotOf(`${week}:${b}`) || order(a, b),
  );
  if (people.length === 0) return [];
  const shared = people.length < 2 ? 0 : Math.max(1, Math.floor((perWeek * sharedPart) / 2));
  const step = Math.max(1, perWeek - shared);
  const drawn = draw(candidates, people.length * step, week);
  return people.flatMap((reviewer, at) => {
    const theirs = Array.from(
      { length: Math.min(perWeek, drawn.length) },
      (_, i) => drawn[(at * step + i) % drawn.length],
    );
    return theirs.flatMap((one) => (one === undefined ? [] : [{ reviewer, lead: one.lead }]));
  });
}

/** In the end in an order of chance, so that what is queued does not all go to one reviewer. */
function draw(candidates: readonly Candidate[], size: number, week: number): Candidate[] {
  const lot = ({ lead }: Candidate) => lotOf(`${week}:${lead}`);
  const byLot = (a: Candidate, b: Candidate) => lot(a) - lot(b) || order(a.lead, b.lead);
  const left = candidates.toSorted(byLot);
  const queued = left.filter((one) => one.queued).slice(0, size);
  const drawn = spread(
    left.filter((one) => !queued.includes(one)),
    { drawn: queued, size },
  );
  const again = (one: Candidate) => lotOf(`${week}:dealt:${one.lead}`);
  return drawn.toSorted((a, b) => again(a) - again(b) || order(a.lead, b.lead));
}

/** One by one whoever brings most kinds that nobody has brought yet, and of those who bring as many, the rarest so far. */
function spread(
  from: readonly Candidate[],
  { drawn, size }: { drawn: readonly Candidate[]; size: number },
): Candidate[] {
  const taken = [...drawn];
  const left = [...from];
  const times = new Map<string, number>();
  const count = (one: Candidate) => {
    for (const kind of strataOf(one)) times.set(kind, (times.get(kind) ?? 0) + 1);
  };
  taken.forEach(count);
  while (taken.length < size && left.length > 0) {
    const worth = left.map((one) => {
      const seen = strataOf(one).map((kind) => times.get(kind) ?? 0);
      return { one, fresh: seen.filter((n) => n === 0).length, sum: seen.reduce((all, n) => all + n, 0) };
    });
    const best = worth.reduce((a, b) => (b.fresh > a.fresh || (b.fresh === a.fresh && b.sum < a.sum) ? b : a));
    taken.push(best.one);
    count(best.one);
    left.splice(left.indexOf(best.one), 1);
  }
  return taken;
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
