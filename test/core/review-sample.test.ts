// Who reads what: always the same for a week, of every kind of lead, the queue first, and a part read by two.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { type Candidate, reviewSample, strataOf } from '../../src/core/review-sample.ts';

const candidate: fc.Arbitrary<Omit<Candidate, 'lead'>> = fc.record({
  verdict: fc.constantFrom('qualified', 'borderline', 'unqualified'),
  score: fc.integer({ min: 0, max: 100 }),
  interviewer: fc.constantFrom('guided' as const, 'model' as const, null),
  channel: fc.constantFrom('web', 'form'),
  queued: fc.boolean(),
});
const pool = fc
  .array(candidate, { maxLength: 60 })
  .map((all) => all.map((one, i): Candidate => ({ ...one, lead: `lead_${i}` as LeadId })));
const asked = fc.record({
  reviewers: fc.uniqueArray(fc.stringMatching(/^U[A-Z]{5}$/), { minLength: 1, maxLength: 6 }),
  perWeek: fc.integer({ min: 1, max: 20 }),
  week: fc.integer({ min: 2_000, max: 4_000 }),
});
const inOrder = (dealt: readonly { reviewer: string; lead: string }[]) =>
  dealt.map(({ reviewer, lead }) => `${reviewer} ${lead}`).toSorted();
const one = (lead: number, change: Partial<Candidate> = {}): Candidate => {
  const usual = { verdict: 'qualified', score: 70, interviewer: 'guided' as const, channel: 'web', queued: false };
  return { lead: `lead_${lead}` as LeadId, ...usual, ...change };
};

describe('for any leads and reviewers', () => {
  test('the same week gives the same, in whatever order they come', () => {
    fc.assert(
      fc.property(pool, asked, (all, about) => {
        const again = { ...about, reviewers: about.reviewers.toReversed() };
        expect(inOrder(reviewSample(all.toReversed(), again))).toEqual(inOrder(reviewSample(all, about)));
      }),
    );
  });

  test('nobody reads more than they were to, or one lead twice, and nobody reads nothing while there is something', () => {
    fc.assert(
      fc.property(pool, asked, (all, about) => {
        const dealt = reviewSample(all, about);
        expect(new Set(inOrder(dealt)).size).toBe(dealt.length);
        for (const reviewer of about.reviewers) {
          const theirs = dealt.filter((each) => each.reviewer === reviewer).length;
          expect(theirs).toBeLessThanOrEqual(about.perWeek);
          expect(theirs).toBe(Math.min(about.perWeek, new Set(dealt.map(({ lead }) => lead)).size));
        }
      }),
    );
  });

  test('what was rejected for a wrong answer comes before everything else', () => {
    fc.assert(
      fc.property(pool, asked, (all, about) => {
        const drawn = new Set(reviewSample(all, about).map(({ lead }) => lead));
        const left = all.filter(({ queued, lead }) => queued && !drawn.has(lead));
        const others = all.filter(({ queued, lead }) => !queued && drawn.has(lead));
        expect(left.length === 0 || others.length === 0).toBe(true);
      }),
    );
  });

  test('every kind of lead is among them, as soon as as many are read as there are kinds', () => {
    fc.assert(
      fc.property(pool, fc.integer({ min: 1, max: 9_999 }), (every, week) => {
        const all = every.map((each) => ({ ...each, queued: false }));
        const kinds = new Set(all.flatMap(strataOf));
        const drawn = new Set(
          reviewSample(all, { reviewers: ['UA'], perWeek: kinds.size, week }).map(({ lead }) => lead),
        );
        expect(new Set(all.filter(({ lead }) => drawn.has(lead)).flatMap(strataOf))).toEqual(kinds);
      }),
    );
  });
});

test('two reviewers share a quarter of what each reads, and one alone shares nothing', () => {
  const all = Array.from({ length: 100 }, (_, i) => one(i));
  const dealt = reviewSample(all, { reviewers: ['UA', 'UB'], perWeek: 8, week: 2_970 });
  const times = Map.groupBy(dealt, ({ lead }) => lead);
  expect([...times.values()].filter(({ length }) => length === 2)).toHaveLength(2);
  expect(times.size).toBe(14);
  expect(reviewSample(all, { reviewers: ['UA'], perWeek: 8, week: 2_970 })).toHaveLength(8);
});

test('another week draws other leads', () => {
  const all = Array.from({ length: 100 }, (_, i) => one(i));
  const drawn = (week: number) => inOrder(reviewSample(all, { reviewers: ['UA'], perWeek: 8, week }));
  expect(drawn(2_970)).not.toEqual(drawn(2_971));
});

test('a lone model conversation among many guided ones is read', () => {
  const all = [...Array.from({ length: 60 }, (_, i) => one(i)), one(99, { interviewer: 'model' })];
  const drawn = reviewSample(all, { reviewers: ['UA'], perWeek: 2, week: 2_970 }).map(({ lead }) => lead);
  expect(drawn).toContain('lead_99');
});

test('a kind that nobody brought yet goes before one that is rare', () => {
  const queue = Array.from({ length: 5 }, (_, i) => one(i, { queued: true }));
  const rare = { verdict: 'borderline', score: 10, interviewer: 'model' as const, channel: 'form' };
  const all = [...queue, one(10, { ...rare, queued: true }), one(11, rare), one(12, { channel: 'whatsapp' })];
  const drawn = reviewSample(all, { reviewers: ['UA'], perWeek: 7, week: 2_970 }).map(({ lead }) => lead);
  expect(drawn).toContain('lead_12');
  expect(drawn).not.toContain('lead_11');
});

test('without leads or reviewers nobody is asked', () => {
  expect(reviewSample([], { reviewers: ['UA'], perWeek: 8, week: 1 })).toEqual([]);
  expect(reviewSample([one(1)], { reviewers: [], perWeek: 8, week: 1 })).toEqual([]);
});
