// What reviewers and managers see of curation, for snapshots, limits and pictures; the numbers come from the product's own
// arithmetic.
import { type Curation, curation } from '../../src/core/curation.ts';
import { weekOf } from '../../src/core/iso-week.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import type { LeadReview, Mark, ReviewTask } from '../../src/core/lead-review.ts';
import { changedPage, type PageChange } from '../../src/core/page-change.ts';
import type { PageDiff } from '../../src/core/page-diff.ts';
import type { Proposal } from '../../src/core/propose-changes.ts';
import type { Flip } from '../../src/core/replay.ts';
import { replayChange } from '../../src/core/replay-change.ts';
import { closeOne } from './bars.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, minutesAgo, now, rita, sam } from './leads.ts';

const playbook = { ...aPlaybook(), zone: 'America/New_York' };
export const week = weekOf(now, playbook.zone);

export const aReview = (change: Partial<LeadReview> = {}): LeadReview => ({
  ...{ marks: { size: 'right', authority: 'wrong' }, overlooked: ['budget'], refused: [], said: [], tone: 'fine' },
  ...{ missed: [], note: 'Ask for the plan they have in mind.', upTo: 7 },
  corrections: [{ field: 'authority', words: 'decide together', option: 'shares' }],
  ...change,
});

export const aTask = (lead: Lead, review: LeadReview | null = null): ReviewTask => {
  return { lead: lead.id, reviewer: rita.id, week, at: review && minutesAgo(20), review };
};

/** A claim that was refused, as reviewers see it beside the answers. */
export const reviewedLead = aLead({
  state: 'rejected',
  refused: [
    {
      field: 'budget',
      value: { amount: 20_000, currency: 'USD' },
      message: 1,
      quote: 'twelve spreadsheets',
      reason: 'value-not-in-quote',
      interviewer: 'gpt',
      at: now,
    },
  ],
  repVerdict: {
    by: sam,
    at: now,
    from: 'offered',
    kind: 'rejected',
    reason: 'not_qualified',
    wrongField: 'size',
    note: '',
  },
});

export const listed = [
  { task: aTask(reviewedLead), lead: reviewedLead },
  { task: aTask(closeOne(), aReview()), lead: closeOne() },
];

const marked = (marks: Record<string, Mark>, n: number, reviewer: string): ReviewTask => {
  const review = aReview({ marks, overlooked: n % 5 === 0 ? ['budget'] : [], missed: n % 4 === 0 ? ['phone'] : [] });
  const tone = n % 7 === 0 ? 'pushy' : 'fine';
  const shown = { ...review, tone, refused: [1, 2], said: n === 3 ? [2] : [] } as const;
  return { lead: `lead_${n}` as LeadId, reviewer, week, at: now, review: shown };
};

/** Two reviewers, who read four conversations both. */
export const numbers: Curation = curation(week, {
  tasks: Array.from({ length: 16 }, (_, i): ReviewTask => {
    const n = i < 8 ? i : i - 4;
    const authority = n % 3 === 0 ? 'wrong' : 'right';
    return marked({ size: 'right', urgency: i === 9 ? 'not-said' : 'right', authority }, n, i < 8 ? rita.id : sam.id);
  }),
  leads: Array.from({ length: 12 }, (_, n) => ({
    lead: `lead_${n}` as LeadId,
    adherence: { askedOnce: n !== 5, noKnownAsked: true, nextStepAsked: n % 2 === 0 ? true : null, withinLimits: true },
  })),
});

const lines = aTranscript([
  'We need one place for our reporting before summer, I am Li Wei from Oriel Labs and we are 50 people.',
  { baton: 'Who decides on something like this?' },
  'purse strings are with me',
]);
const kept = closeOne({
  messages: lines,
  answers: [
    anAnswer(lines, 'name', { value: 'Li Wei', quote: 'Li Wei' }),
    anAnswer(lines, 'company', { value: 'Oriel Labs', quote: 'Oriel Labs' }),
    anAnswer(lines, 'size', { value: 50, quote: '50 people' }),
  ],
});

const says: PageChange = { kind: 'says', field: 'authority', option: 'decides', words: ['purse strings are with me'] };
const judgedFor = {
  ...playbook,
  rubric: { answers: [{ points: 60, when: { field: 'authority' }, because: 'x' }], conduct: [] },
};
const flip = replayChange(kept, says, {
  from: { ...judgedFor, pillars: openPillars() },
  to: changedPage({ ...judgedFor, pillars: openPillars() }, says),
  bar: 60,
});

function openPillars() {
  const none = { needs: [], oneOf: [] };
  return { intent: none, context: none, nextStep: none };
}

type Proposed = Proposal & { diff: PageDiff | null; flips: readonly Flip[] | null; replayed: number };
const seen = { leads: [kept.id, 'lead_2' as LeadId], of: 14, replayed: 120 };

export const proposals: Proposed[] = [
  {
    ...seen,
    change: says,
    diff: {
      line: 62,
      removed: ['        says: [i decide, i make the decision, lo decido yo, decido yo]'],
      added: ['        says: [i decide, i make the decision, lo decido yo, decido yo, purse strings are with me]'],
    },
    flips: flip === null ? [] : [flip],
  },
  {
    ...seen,
    leads: [...seen.leads, 'lead_3', 'lead_4'] as LeadId[],
    change: { kind: 'option', field: 'authority', option: 'works_council', label: 'Works council' },
    said: { people: 4, quotes: ['Works council', 'that is up to the works council here'] },
    diff: { line: 70, removed: [], added: ['      - { id: works_council, label: Works council }'] },
    flips: [],
  },
  {
    ...seen,
    change: { kind: 'confidence', field: 'size', to: 75 },
    diff: { line: 53, removed: [], added: ['    confidence: 75'] },
    flips: [],
  },
  {
    ...seen,
    change: { kind: 'ask', field: 'phone' },
    diff: { line: 140, removed: ['    ask: false'], added: ['    ask: true'] },
    flips: null,
  },
];
