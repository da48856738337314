// What reviewers and managers see of curation: every message and modal, what was typed as Slack sends it, and that nothing in any
// of it breaks Slack's limits or acts on what somebody typed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import type { AnsweredBy, PageChange } from '../../src/core/page-change.ts';
import { changesMessage, readChangeButton } from '../../src/slack/cards/changes-message.ts';
import { correctModal, readCorrections } from '../../src/slack/cards/correct-modal.ts';
import { curatedParts, curationParts } from '../../src/slack/cards/curation-parts.ts';
import { message } from '../../src/slack/cards/parts.ts';
import { reviewList } from '../../src/slack/cards/review-list.ts';
import { readReview, readReviewed, reviewModal } from '../../src/slack/cards/review-modal.ts';
import { aLead, aPlaybook, aTranscript, now, rita, sam } from '../support/leads.ts';
import { aReview, aTask, listed, numbers, proposals, reviewedLead } from '../support/reviews.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfMessage, problemsOfView } from '../support/slack-limits.ts';

const playbook = aPlaybook();
const about = { to: 'U0RITA0001', week: '2026-W47', playbook };
const both = ({ text, blocks }: { text: string; blocks: Parameters<typeof showBlocks>[0] }) =>
  `${showBlocks(blocks)}\n\n--- as it is read aloud ---\n${text}\n`;

const [first, second] = proposals;
const answered: AnsweredBy[] = [
  { change: first!.change, answer: 'declined', by: rita.id, name: rita.name, at: now },
  { change: second!.change, answer: 'accepted', by: sam.id, name: sam.name, at: now },
];

describe('messages', () => {
  test.each([
    ['review list', reviewList(listed, about)],
    ['review list, all read', reviewList([{ task: aTask(reviewedLead, aReview()), lead: reviewedLead }], about)],
    ['review list, nothing left', reviewList([], about)],
    ['changes proposed', changesMessage({ open: proposals, answered: [] }, about)],
    ['changes, some answered', changesMessage({ open: proposals.slice(1, 2), answered }, about)],
    ['changes, all answered', changesMessage({ open: [], answered }, about)],
    ['changes of before', changesMessage({ open: null, answered }, about)],
    [
      'change that is written by hand',
      changesMessage({ open: proposals.slice(0, 1).map((each) => ({ ...each, diff: null })), answered: [] }, about),
    ],
    ['curation', message(curatedParts({ numbers, toWrite: proposals.map(({ change }) => change) }, playbook))],
    ['curation before the first review', message(curatedParts({ numbers: null, toWrite: [] }, playbook))],
  ])('%s', async (name, drawn) => {
    expect(problemsOfMessage(drawn)).toEqual([]);
    await expect(both(drawn)).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  test.each([
    ['review', reviewModal({ lead: reviewedLead, playbook, before: null })],
    ['review, changed', reviewModal({ lead: reviewedLead, playbook, before: aReview({ refused: [1], said: [1] }) })],
    ['correct', correctModal({ lead: reviewedLead, playbook, fields: ['authority', 'budget'], before: aReview() })],
  ])('modal %s', async (name, view) => {
    expect(problemsOfView(view)).toEqual([]);
    await expect(showBlocks(view.blocks)).toMatchFileSnapshot(`snapshots/modal ${name}.txt`);
  });

  test('small numbers are said to be small', () => {
    const few = message(curationParts({ ...numbers, isSmall: true }, playbook)).text;
    expect(few).toContain('few, so this says little yet');
    expect(message(curationParts({ ...numbers, isSmall: false }, playbook)).text).not.toContain('few');
  });
});

describe('what was typed', () => {
  const radio = (value: string | null) => ({ value: { type: 'radio_buttons', selected_option: value && { value } } });
  const chosen = (...values: string[]) => ({ value: { selected_options: values.map((value) => ({ value })) } });

  test('marks, fields and a note', () => {
    const given = {
      'mark:size': radio('right'),
      'mark:authority': radio('not-said'),
      ...{ refused: chosen('2'), overlooked: chosen('budget'), missed: chosen(), tone: radio('cold') },
      note: { value: { value: '  more ' } },
    };
    expect(readReview(given)).toEqual({
      kind: 'read',
      value: {
        marks: { size: 'right', authority: 'not-said' },
        ...{ overlooked: ['budget'], said: [2], missed: [], tone: 'cold', note: 'more' },
      },
    });
  });

  test('every answer and the tone have to be marked, with nothing but a mark', () => {
    const wrong = readReview({
      'mark:size': radio(null),
      'mark:authority': radio('maybe'),
      note: { value: { value: 'x'.repeat(1_001) } },
    });
    expect(wrong.kind === 'wrong' && Object.keys(wrong.errors).toSorted()).toEqual([
      'mark:authority',
      'mark:size',
      'note',
      'tone',
    ]);
    expect(readReview(null).kind).toBe('wrong');
  });

  test('words count only as they stand in what the visitor wrote', () => {
    const fields = ['authority', 'size'];
    const typed = (words: string, option?: string) =>
      readCorrections(
        {
          'words:authority': { value: { value: words } },
          'option:authority': { value: { selected_option: option && { value: option } } },
        },
        { lead: aLead(), fields },
      );
    expect(typed('I decide together', 'shares')).toEqual({
      kind: 'read',
      value: [{ field: 'authority', words: 'I decide together', option: 'shares' }],
    });
    expect(typed('decide together', '0')).toMatchObject({ value: [{ option: null }] });
    expect(typed('')).toEqual({ kind: 'read', value: [] });
    expect(typed('', 'shares')).toMatchObject({ errors: { 'words:authority': expect.stringContaining('words') } });
    for (const words of ['somebody else', 'How many people work', 'ecide toget']) {
      expect(typed(words, 'shares')).toMatchObject({
        errors: { 'words:authority': expect.stringContaining('stand in') },
      });
    }
  });

  test('an odd button or modal is one that Baton never drew', () => {
    expect(readReviewed('lead_dana:7')).toEqual({ lead: 'lead_dana', upTo: 7 });
    for (const odd of ['', 'lead_dana', 'lead_:7', 'x:1', 'lead_dana:-1', 'lead_d a:1'])
      expect(readReviewed(odd)).toBeNull();
    for (const { change } of proposals) expect(readChangeButton(JSON.stringify(change))).toEqual(change);
    for (const odd of ['', '{}', '{"kind":"erase"}', '{"kind":"ask","field":"x","more":1}', '[1]', '{oops}']) {
      expect(readChangeButton(odd)).toBeNull();
    }
  });
});

describe('for any conversation and page', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' }),
    fc.constantFrom('<!channel>', '*bold* _it_ `code` ~no~', '&lt;b&gt;', '\u202eabc', '', ' ', 'x'.repeat(5_000)),
  );
  const harmless = (drawn: { text: string; blocks: readonly unknown[] }) => {
    expect(problemsOfMessage(drawn)).toEqual([]);
    expect(JSON.stringify(drawn.blocks)).not.toContain('"mrkdwn"');
  };
  const fields = (label: string) =>
    Array.from({ length: 60 }, (_, i) => ({
      ...{ id: `field_${i}`, label: label.slice(0, 500) || 'x', question: 'q', ask: true, confidence: 50 },
      kind: 'choice' as const,
      options: Array.from({ length: 3 }, (_, o) => ({
        id: `o${o}`,
        label: label.slice(0, 500) || 'y',
        says: [],
        whenAsked: [],
      })),
    }));
  const leadOf = (lines: string[], quote: string): Lead => {
    const messages = aTranscript(lines.length === 0 ? ['hi'] : lines);
    const text = messages[0]?.text ?? '';
    const evidence = { kind: 'said', message: 1, start: 0, end: Math.max(1, text.length) } as const;
    const answers = Array.from({ length: 30 }, (_, i) => {
      return {
        field: `field_${i}`,
        value: 'o1',
        evidence,
        confidence: 60,
        interviewer: 'guided',
        at: '2026-11-20T15:00:00.000Z',
      };
    });
    const refused = Array.from({ length: 12 }, (_, i) => {
      const claim = { field: `field_${i}`, value: quote, message: 1, quote, reason: 'not-asserted' } as const;
      return { ...claim, interviewer: 'gpt', at: '2026-11-20T15:00:00.000Z' };
    });
    return aLead({ messages, answers, refused, visitor: { id: 'v', name: quote } });
  };

  test('lists, modals and proposals are valid and harmless', () => {
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 30 }), typed, typed, (lines, words, label) => {
        const page = { ...playbook, fields: fields(label) };
        const lead = leadOf(lines, words);
        const review = aReview({ note: words.slice(0, 1_000), refused: [1], said: [1], marks: { field_1: 'wrong' } });
        for (const before of [null, review]) {
          expect(problemsOfView(reviewModal({ lead, playbook: page, before }))).toEqual([]);
          const every = page.fields.map(({ id }) => id);
          expect(problemsOfView(correctModal({ lead, playbook: page, fields: every, before }))).toEqual([]);
        }
        const twenty = Array.from({ length: 20 }, (_, i) => {
          const one = { ...lead, id: `lead_${i}` as LeadId };
          return { task: aTask(one, i % 2 === 0 ? review : null), lead: one };
        });
        harmless(reviewList(twenty, { ...about, playbook: page }));
        const flips = proposals[0]?.flips ?? [];
        const said = [words.slice(0, 80) || 'x'];
        const change: PageChange = { kind: 'says', field: 'field_1', option: 'o1', words: said };
        const diff = { line: 1, removed: [words], added: [`${words}, ${label}`, words] };
        const many = Array.from({ length: 9 }, () => ({
          change,
          leads: [lead.id],
          of: 3,
          said: { people: 3, quotes: [words, label, words] },
          diff,
          replayed: 9,
          flips: Array.from({ length: 20 }, () => flips).flat(),
        }));
        harmless(
          changesMessage(
            { open: many, answered: many.map((each) => ({ ...answered[0]!, change: each.change, name: words })) },
            { ...about, playbook: page },
          ),
        );
        harmless(message(curatedParts({ numbers, toWrite: many.map((each) => each.change) }, page)));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
