// What reviews speak for, and what they do not; and who of the past would be judged otherwise.
import { describe, expect, test } from 'vitest';
import { type Lead, type LeadId, quoteOf } from '../../src/core/lead.ts';
import type { LeadReview, Reviewed } from '../../src/core/lead-review.ts';
import { type Answered, changedPage, type PageChange } from '../../src/core/page-change.ts';
import { proposeChanges, unanswered } from '../../src/core/propose-changes.ts';
import { canReplay, replayChange } from '../../src/core/replay-change.ts';
import { judge } from '../../src/core/turn.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, minutesAgo, now } from '../support/leads.ts';

const playbook = aPlaybook();
const asking = (reply: string, field = 'authority') => {
  const lines = aTranscript([
    'Reports for us, we are 50 people',
    { baton: 'Who decides on something like this?' },
    reply,
  ]);
  return lines.map((line) => (line.from === 'baton' ? { ...line, asks: field } : line));
};
const lead = (n: number, change: Partial<Lead> = {}): Lead =>
  aLead({ id: `lead_${n}` as LeadId, messages: asking('that is my turf'), ...change });
const review = (of: Lead, change: Partial<LeadReview>): Reviewed => ({
  lead: of.id,
  reviewer: 'U0RITA',
  week: 2_970,
  at: now,
  review: {
    ...{
      marks: {},
      overlooked: [],
      refused: [],
      said: [],
      tone: 'fine',
      missed: [],
      note: '',
      corrections: [],
      upTo: 3,
    },
    ...change,
  },
});
const propose = (leads: readonly Lead[], reviews: readonly Reviewed[], recent: readonly Lead[] = []) =>
  proposeChanges({ reviews, leads: new Map(leads.map((each) => [each.id, each])), recent, playbook });
const meaning = (of: Lead, words: string, option: string | null = 'decides') =>
  review(of, { overlooked: ['authority'], corrections: [{ field: 'authority', words, option }] });

describe('words for an option', () => {
  test('are gathered over conversations, each once', () => {
    const leads = [1, 2, 3].map((n) => lead(n, { messages: aTranscript(['As I said, I alone rule on this here']) }));
    const [a, b, c] = leads as [Lead, Lead, Lead];
    const found = propose(leads, [
      meaning(a, 'I alone rule on this'),
      meaning(b, 'i alone rule on this'),
      meaning(c, 'I said'),
    ]);
    const words = ['i alone rule on this', 'I said'];
    expect(found).toEqual([
      { change: { kind: 'says', field: 'authority', option: 'decides', words }, leads: [a.id, b.id, c.id], of: 3 },
    ]);
  });

  test('count only after the question where they are short and answered it', () => {
    const short = lead(1, { messages: asking('my turf') });
    expect(propose([short], [meaning(short, 'my turf')])[0]?.change.kind).toBe('whenAsked');
    const long = lead(2, { messages: asking('I alone rule on this here') });
    expect(propose([long], [meaning(long, 'I alone rule on this here')])[0]?.change.kind).toBe('says');
    const unasked = lead(3, { messages: asking('my turf', 'size') });
    expect(propose([unasked], [meaning(unasked, 'my turf')])[0]?.change.kind).toBe('says');
  });

  test('come from refused claims, too, that reviewers call right', () => {
    const claim = {
      field: 'authority',
      value: 'decides',
      message: 3,
      quote: 'that is my turf',
      reason: 'value-not-in-quote',
    } as const;
    const of = lead(1, { refused: [{ ...claim, interviewer: 'gpt', at: now }] });
    expect(propose([of], [review(of, { refused: [1], said: [1] })])).toMatchObject([
      { change: { words: ['that is my turf'] } },
    ]);
    expect(propose([of], [review(of, { refused: [1], said: [] })])).toEqual([]);
  });

  test.each([
    ['none of the options', 'that is my turf', null],
    ['the label itself', 'decides alone', 'decides'],
    ['somebody’s name', 'ask Dana', 'shares'],
    ['an address', 'ana@oriel.example decides', 'shares'],
    ['a number', 'call 5550100', 'shares'],
    ['a whole speech', 'x'.repeat(61), 'shares'],
  ])('not: %s', (_what, words, option) => {
    const messages = asking(`${words}. I am Dana`);
    const of = lead(1, { messages, answers: [anAnswer(messages, 'name', { value: 'Dana', quote: 'Dana' })] });
    expect(propose([of], [meaning(of, words, option)])).toEqual([]);
  });
});

describe('more certainty', () => {
  const sure = (n: number, confidence: number, mark: 'right' | 'wrong') => {
    const messages = asking('50');
    const of = lead(n, {
      messages,
      answers: [{ ...anAnswer(messages, 'size', { value: 50, quote: '50' }), confidence }],
    });
    return { of, review: review(of, { marks: { size: mark } }) };
  };
  const from = (all: { of: Lead; review: Reviewed }[]) =>
    propose(
      all.map(({ of }) => of),
      all.map((each) => each.review),
    );

  test('is asked for where unsure answers are mostly wrong', () => {
    const wrong = [1, 2, 3].map((n) => sure(n, 55, 'wrong'));
    const right = [4, 5, 6, 7].map((n) => sure(n, 90, 'right'));
    expect(from([...wrong, ...right])).toEqual([
      { change: { kind: 'confidence', field: 'size', to: 60 }, leads: ['lead_1', 'lead_2', 'lead_3'], of: 7 },
    ]);
  });

  test.each([
    ['too few are wrong', [sure(1, 55, 'wrong'), sure(2, 55, 'wrong')]],
    ['as many are right', [1, 2, 3, 4, 5, 6].map((n) => sure(n, 55, n % 2 === 0 ? 'right' : 'wrong'))],
    ['they are wrong however sure', [1, 2, 3].map((n) => sure(n, 100, 'wrong'))],
  ])('not where %s', (_why, all) => {
    expect(from(all)).toEqual([]);
  });
});

describe('questions', () => {
  test('that visitors mostly answer in other words name their options the second time', () => {
    const unclear = Array.from({ length: 6 }, (_, n) => lead(n));
    const clear = Array.from({ length: 6 }, (_, n) => {
      const messages = asking('Decides alone');
      return lead(n + 6, {
        messages,
        answers: [anAnswer(messages, 'authority', { value: 'decides', quote: 'Decides alone' })],
      });
    });
    const text = 'Who decides on something like this? Decides alone / Decides with others';
    expect(propose([], [], [...unclear, ...clear])).toEqual([
      { change: { kind: 'probe', field: 'authority', text }, leads: unclear.map(({ id }) => id), of: 12 },
    ]);
    expect(propose([], [], [...unclear, ...clear].slice(0, 9))).toEqual([]);
    expect(propose([], [], [...unclear.slice(0, 4), ...clear, ...clear])).toEqual([]);
    const declined = unclear.map((each) => ({ ...each, declined: ['authority'] }));
    expect(propose([], [], [...declined, ...clear])).toEqual([]);
  });

  test('that are never asked are asked once three conversations missed them', () => {
    const leads = [1, 2, 3].map((n) => lead(n));
    const missing = leads.map((each) => review(each, { missed: ['phone', 'size'] }));
    expect(propose(leads, missing)).toEqual([
      { change: { kind: 'ask', field: 'phone' }, leads: leads.map(({ id }) => id), of: 3 },
    ]);
    expect(propose(leads, missing.slice(1))).toEqual([]);
  });
});

describe('what was answered', () => {
  const change: PageChange = { kind: 'says', field: 'authority', option: 'decides', words: ['my turf', 'up to me'] };
  const proposals = [{ change, leads: [], of: 3 }];
  const left = (answered: Answered[], of = playbook) =>
    unanswered(proposals, { answered, playbook: of, now }).map((each) =>
      'words' in each.change ? each.change.words : [],
    );
  const answer = (words: string[], change_: Partial<Answered> = {}): Answered => {
    return { change: { ...change, words }, answer: 'accepted', by: 'U0PRIYA', at: minutesAgo(60), ...change_ };
  };

  test('is not proposed again, word by word', () => {
    expect(left([])).toEqual([['my turf', 'up to me']]);
    expect(left([answer(['MY  turf'])])).toEqual([['up to me']]);
    expect(left([answer(['my turf']), answer(['up to me'])])).toEqual([]);
  });

  test('comes back when it was put off long ago, and never when the page says it', () => {
    const declined = { answer: 'declined', at: minutesAgo(60) } as const;
    expect(left([answer(['my turf', 'up to me'], declined)])).toEqual([]);
    const long = { ...declined, at: '2026-01-01T00:00:00.000Z' };
    expect(left([answer(['my turf', 'up to me'], long)])).toEqual([['my turf', 'up to me']]);
    expect(left([], changedPage(playbook, change))).toEqual([]);
  });
});

describe('replayed', () => {
  const page = { ...aPlaybook({ bar: { start: 20, nurtureFrom: 5, share: 0.5 } }) };
  page.rubric.answers.push({ points: 15, when: { field: 'authority' }, because: 'Told us who decides' });
  page.pillars = {
    intent: { needs: [], oneOf: [] },
    context: { needs: [], oneOf: [] },
    nextStep: { needs: [], oneOf: [] },
  };
  const change: PageChange = { kind: 'says', field: 'authority', option: 'decides', words: ['that is my turf'] };
  const past = (reply: string, answers: Lead['answers'] = []): Lead => {
    const messages = aTranscript([
      'We need better reports for our board',
      { baton: 'Who decides?' },
      reply,
      { baton: 'ok' },
      'thanks',
    ]);
    const said = [anAnswer(messages, 'use_case', { value: 'better reports', quote: 'better reports' }), ...answers];
    return judge(aLead({ messages, answers: said, verdict: null, state: 'closed', createdAt: minutesAgo(30) }), {
      playbook: page,
      now,
    });
  };
  const pages = { from: page, to: changedPage(page, change), bar: 20 };

  test('whoever said so would flip, with the points and the words', () => {
    const of = past('that is my turf');
    const flip = replayChange(of, change, pages);
    expect(flip?.replayed).toMatchObject({
      was: { verdict: 'borderline', score: 15 },
      would: { verdict: 'qualified', score: 30 },
      gained: [{ points: 15, because: 'Told us who decides' }],
    });
    expect(flip?.lead).toBe(of);
  });

  test.each([
    ['said something else', past('my boss')],
    [
      'said so and it is known already',
      (() => {
        const messages = past('that is my turf').messages;
        return past('that is my turf', [
          anAnswer(messages, 'authority', { value: 'shares', quote: 'that is my turf' }),
        ]);
      })(),
    ],
    ['has no verdict yet', { ...past('that is my turf'), verdict: null }],
  ])('whoever %s stays', (_who, of) => {
    expect(replayChange(of, change, pages)).toBeNull();
  });

  test('an answer that is no longer sure enough is lost', () => {
    const of = past('me');
    const answer = { ...anAnswer(of.messages, 'authority', { value: 'decides', quote: 'me' }), confidence: 70 };
    const judged = judge({ ...of, verdict: null, answers: [...of.answers, answer] }, { playbook: page, now });
    const stricter: PageChange = { kind: 'confidence', field: 'authority', to: 80 };
    const flip = replayChange(judged, stricter, { from: page, to: changedPage(page, stricter), bar: 20 });
    expect(flip?.replayed).toMatchObject({ was: { verdict: 'qualified' }, would: { verdict: 'borderline' } });
    expect(quoteOf(judged, answer.evidence)).toBe('me');
  });

  test('a question cannot be', () => {
    expect(canReplay({ kind: 'ask', field: 'phone' })).toBe(false);
    expect(canReplay(change)).toBe(true);
  });
});
