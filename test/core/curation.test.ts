// The arithmetic of curation, held against numbers worked out by hand.
import { describe, expect, test } from 'vitest';
import { adherence } from '../../src/core/adherence.ts';
import { curation, type ReadLead, shareOf } from '../../src/core/curation.ts';
import type { LeadId, Message } from '../../src/core/lead.ts';
import type { LeadReview, Mark, ReviewTask } from '../../src/core/lead-review.ts';
import { aLead, anAnswer, anOffer, aPlaybook, aTranscript, minutesAgo } from '../support/leads.ts';

const kept = { askedOnce: true, noKnownAsked: true, nextStepAsked: true, withinLimits: true };
const id = (n: number) => `lead_${n}` as LeadId;
const task = (
  lead: number,
  reviewer: string,
  marks: Record<string, Mark>,
  more: Partial<LeadReview> = {},
): ReviewTask => {
  const review: LeadReview = {
    ...{ marks, overlooked: [], refused: [], said: [], tone: 'fine', missed: [], note: '', corrections: [], upTo: 7 },
    ...more,
  };
  return { lead: id(lead), reviewer, week: 2_970, at: '2026-11-24T10:00:00.000Z', review };
};
const open = (lead: number, reviewer: string): ReviewTask => {
  return { lead: id(lead), reviewer, week: 2_970, at: null, review: null };
};
const read = (lead: number, change: Partial<ReadLead> = {}): ReadLead => {
  return { lead: id(lead), adherence: kept, ...change };
};

describe('the numbers', () => {
  test('of a week', () => {
    const tasks = [
      task(
        1,
        'UA',
        { size: 'right', budget: 'wrong' },
        { refused: [1, 2, 3], said: [1], missed: ['company'], tone: 'pushy' },
      ),
      task(
        1,
        'UB',
        { size: 'right', budget: 'not-said' },
        { refused: [1, 2, 3], said: [1, 2], missed: ['company', 'phone'] },
      ),
      task(2, 'UA', { size: 'right', budget: 'right' }, { overlooked: ['urgency'] }),
      open(3, 'UB'),
    ];
    const leads = [read(1), read(2, { adherence: { ...kept, nextStepAsked: null } }), read(3)];
    const shown = curation(2_970, { tasks, leads });
    expect(shown).toMatchObject({ week: 2_970, reviewers: 2, tasks: 4, reviewed: 3, leads: 2, isSmall: true });
    expect(shown.fields.map(({ field, of, share, overlooked }) => [field, of, share, overlooked])).toEqual([
      ['budget', 2, 0.5, 0],
      ['size', 2, 1, 0],
      ['urgency', 0, null, 1],
    ]);
    expect(shown.all).toMatchObject({ of: 4, share: 0.75 });
    expect(shown.refused).toMatchObject({ of: 3, share: 1 / 3 });
    expect(shown.agreement).toMatchObject({ of: 2, share: 0.5, kappa: null });
    expect(shown.tone).toEqual({ fine: 2, pushy: 1, cold: 0 });
    expect(shown.missed).toEqual([
      { field: 'company', times: 2 },
      { field: 'phone', times: 1 },
    ]);
    expect(shown.adherence.nextStepAsked).toMatchObject({ of: 1, share: 1 });
    expect(shown.adherence.askedOnce).toMatchObject({ of: 2, share: 1 });
  });

  test('an answer that one of two calls wrong is not right, whoever was first', () => {
    const marked = (...given: Mark[]) => {
      const tasks = given.map((mark, i) => task(1, `U${i}`, { size: mark }));
      return curation(2_970, { tasks, leads: [read(1)] }).fields[0];
    };
    for (const marks of [
      ['right', 'wrong'],
      ['wrong', 'right'],
    ] as const) {
      expect(marked(...marks)).toMatchObject({ of: 1, right: 0, wrong: 1, share: 0 });
    }
    expect(marked('right', 'right')).toMatchObject({ of: 1, right: 1, share: 1 });
  });

  test('without reviews there is nothing to say, and it is said', () => {
    const shown = curation(2_970, { tasks: [open(1, 'UA')], leads: [read(1)] });
    expect(shown).toMatchObject({ reviewed: 0, fields: [], isSmall: true });
    expect(shown.all).toEqual({ of: 0, share: null, low: 0, high: 1 });
  });

  test('a share is bounded exactly: of ten all, at least 74 %', () => {
    const { low, high } = shareOf(10, 10);
    expect([Math.round(low * 1_000), high]).toEqual([741, 1]);
    expect(shareOf(0, 10).low).toBe(0);
    expect(Math.round(shareOf(0, 10).high * 1_000)).toBe(259);
  });

  test('kappa takes out what chance alone would have made alike', () => {
    const pair = (n: number, a: Mark, b: Mark) => [task(n, 'UA', { size: a }), task(n, 'UB', { size: b })];
    const of = (counts: [Mark, Mark, number][]) => {
      let n = 0;
      const tasks = counts.flatMap(([a, b, times]) => Array.from({ length: times }, () => pair(n++, a, b)).flat());
      return curation(2_970, { tasks, leads: [] }).agreement;
    };
    // Marginals: 44 right, 16 wrong of 60; by chance (44/60)² + (16/60)² = 0.6089; (0.8667 − 0.6089) / 0.3911.
    const shown = of([
      ['right', 'right', 20],
      ['wrong', 'wrong', 6],
      ['right', 'wrong', 2],
      ['wrong', 'right', 2],
    ]);
    expect(shown.share).toBeCloseTo(26 / 30, 10);
    expect(shown.kappa).toBeCloseTo(
      (26 / 30 - ((44 / 60) ** 2 + (16 / 60) ** 2)) / (1 - (44 / 60) ** 2 - (16 / 60) ** 2),
      10,
    );
    expect(of([['right', 'right', 25]]).kappa).toBe(1);
    expect(of([['right', 'right', 19]]).kappa).toBeNull();
  });
});

describe('adherence', () => {
  const playbook = aPlaybook();
  const asking = (lines: readonly (string | { baton: string; asks: string })[]): Message[] =>
    aTranscript(lines.map((line) => (typeof line === 'string' ? line : { baton: line.baton }))).map((message, i) => {
      const line = lines[i];
      return typeof line === 'object' ? { ...message, asks: line.asks } : message;
    });
  const size = { baton: 'How many people?', asks: 'size' };
  const email = { baton: 'Your e-mail?', asks: 'email' };

  test('a conversation by the book keeps all of it', () => {
    const messages = asking(['Reports for us', size, '50 people', email, 'ana@oriel.example']);
    const answers = [anAnswer(messages, 'size', { value: 50, quote: '50 people' })];
    expect(adherence(aLead({ messages, answers, offer: anOffer() }), playbook)).toEqual(kept);
  });

  test('asking as often as the playbook allows is by the book', () => {
    const lead = aLead({ messages: asking(['Hi', size, 'hm', size, '50']), answers: [], offer: null });
    expect(playbook.continuity.sameQuestion).toBe(2);
    expect(adherence(lead, playbook).askedOnce).toBe(true);
  });

  test.each([
    ['asks thrice', asking(['Hi', size, 'hm', size, 'what', size, 'ah']), { askedOnce: false }],
    ['asks what was said', asking(['We are 50 people', size, 'I said so']), { noKnownAsked: false }],
    ['never asks for a next step', asking(['We are 50 people', 'and in a hurry']), { nextStepAsked: false }],
  ])('%s', (_how, messages, broken) => {
    const said = messages.some(({ text }) => text.includes('50 people'));
    const answers = said ? [anAnswer(messages, 'size', { value: 50, quote: '50 people' })] : [];
    expect(adherence(aLead({ messages, answers, offer: anOffer() }), playbook)).toMatchObject(broken);
  });

  test('a question after the last turn is one too many', () => {
    const lines = Array.from({ length: 3 }, () => ['hm', size]).flat();
    const brief = aPlaybook({ limits: { ...playbook.limits, turns: 2 } });
    const lead = aLead({ messages: asking(lines), answers: [], offer: null });
    expect(adherence(lead, brief)).toMatchObject({ withinLimits: false, nextStepAsked: null });
    expect(adherence({ ...lead, messages: lead.messages.slice(0, 4) }, brief).withinLimits).toBe(true);
  });

  test('only this visit counts', () => {
    const messages = asking(['We are 50 people', size, 'hm', size, 'hm', size, 'back again', email]);
    const answers = [anAnswer(messages, 'size', { value: 50, quote: '50 people' })];
    const lead = aLead({ messages, answers, visitFrom: 7, createdAt: minutesAgo(90) });
    expect(adherence(lead, playbook)).toMatchObject({ askedOnce: true, noKnownAsked: true });
  });
});
