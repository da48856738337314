// What several people answer and no option is for: proposed with what they wrote, and never for one person, for what people
// write whatever they are asked, or for a name.
import { describe, expect, test } from 'vitest';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import type { Correction, Reviewed } from '../../src/core/lead-review.ts';
import { type Answered, changedPage, isInPage, type PageChange } from '../../src/core/page-change.ts';
import { proposeChanges, unanswered } from '../../src/core/propose-changes.ts';
import { canReplay, replayChange } from '../../src/core/replay-change.ts';
import { judge } from '../../src/core/turn.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, now } from '../support/leads.ts';

const playbook = aPlaybook();
const question = 'Who decides on something like this?';
type Asked = { field?: string; email?: string; answers?: Lead['answers'] };
const replies = (n: number, reply: string, { field = 'authority', email, answers = [] }: Asked = {}): Lead => {
  const lines = aTranscript(['Reports for us, we are 50 people', { baton: question }, reply]);
  const messages = lines.map((line) => (line.from === 'baton' ? { ...line, asks: field } : line));
  const visitor = { id: `visitor-${n}`, ...(email !== undefined && { email }) };
  return aLead({ id: `lead_${n}` as LeadId, messages, visitor, answers });
};
const all = (...texts: string[]) => texts.map((text, n) => replies(n + 1, text));
const review = (of: Lead, correction: Partial<Correction>): Reviewed => ({
  ...{ lead: of.id, reviewer: 'U0RITA', week: 2_970, at: now },
  review: {
    ...{ marks: {}, overlooked: ['authority'], refused: [], said: [], tone: 'fine', missed: [], note: '', upTo: 3 },
    corrections: [{ field: 'authority', words: '', option: null, ...correction }],
  },
});
const named = (value: string) => [anAnswer(aTranscript([value]), 'name', { value, quote: value })];
/** Read in the line that answered. */
function known(text: string): Lead['answers'] {
  const messages = replies(1, text).messages;
  return [anAnswer(messages, 'authority', { value: 'decides', quote: text })];
}
const propose = (recent: readonly Lead[], reviews: readonly Reviewed[] = []) =>
  proposeChanges({ reviews, leads: new Map(recent.map((each) => [each.id, each])), recent, playbook }).filter(
    ({ said }) => said !== undefined,
  );
const option = (label: string, id: string): PageChange => ({
  kind: 'option',
  field: 'authority',
  option: id,
  label,
});

const council = ['The works council', 'the works council.', 'that is up to the Works Council here'];

test('three people who answer alike are a new option, with what they wrote', () => {
  const recent = all(...council, 'purple', 'the vendor');
  expect(propose(recent)).toEqual([
    {
      change: option('The works council', 'the_works_council'),
      leads: ['lead_1', 'lead_2', 'lead_3'],
      of: 5,
      said: { people: 3, quotes: ['The works council', 'that is up to the Works Council here'] },
    },
  ]);
});

test.each<[string, Lead[]]>([
  ['two people', all(...council.slice(1))],
  ['one person, three times', council.map((text, n) => replies(n, text, { email: 'ana@oriel.example' }))],
  ['nobody alone, only in sentences', all(...council.map((text) => `I would say it is ${text} that decides`))],
  [
    'what is said to any question',
    [...all(...council), ...council.map((text, n) => replies(n + 7, text, { field: 'size' }))],
  ],
  ['a number or an address', all('ext 555', 'ext 555', 'ext 555')],
  ['somebody’s name', council.map((_, n) => replies(n, 'Carla', { answers: named('Carla') }))],
  ['a question of theirs', all('what do you mean?', 'what do you mean?', 'what do you mean?')],
  ['no answer at all', all('no idea', 'no idea', 'no idea', 'hm', 'hm', 'hm')],
  ['a wish for a person', all('real person please', 'real person please', 'real person please')],
  ['what was understood', council.map((text, n) => replies(n, text, { answers: known(text) }))],
])('not: %s', (_what, recent) => {
  expect(propose(recent)).toEqual([]);
});

describe('reviewers', () => {
  const [one, two, three] = all('The works council', 'the works council', 'well. it is as the works council says') as [
    Lead,
    Lead,
    Lead,
  ];

  test('count, where they say that it is none of the options', () => {
    const read = {
      ...three,
      messages: three.messages.map((line) => ({ ...line, asks: undefined })),
    } as unknown as Lead;
    expect(propose([one, two, read])).toEqual([]);
    const [found] = propose([one, two, read], [review(read, { words: 'the works council' })]);
    expect(found).toMatchObject({ leads: [one.id, two.id, read.id], said: { people: 3 } });
  });

  test('know better: what they gave a meaning is no option of its own', () => {
    expect(propose([one, two, three])).toHaveLength(1);
    expect(propose([one, two, three], [review(one, { words: 'The works council', option: 'shares' })])).toEqual([]);
  });
});

test('the same letters with other spaces mean the option that has them', () => {
  const [found] = propose(all('Decidesalone', 'DecidesAlone!', 'decidesalone'));
  expect(found?.change).toEqual({ kind: 'whenAsked', field: 'authority', option: 'decides', words: ['decidesalone'] });
});

test('what others wrote around the words is one proposal, and the most frequent come first', () => {
  const recent = all(
    'via procura',
    'procura',
    'procura',
    'procura',
    ...council,
    'the works council',
    'the works council',
  );
  expect(propose(recent).map(({ change }) => 'label' in change && change.label)).toEqual(
    ['the works council', 'Procura'].map((each) => each[0]!.toUpperCase() + each.slice(1)),
  );
});

test.each([
  ['Совет', 'option_2'],
  ['Ältestenrat', 'altestenrat'],
  ['3rd party', 'rd_party'],
  ['Decides', 'decides_2'],
])('%s has an id that a page can have: %s', (label, id) => {
  const [found] = propose(all(label, label, label));
  expect(found?.change).toEqual(option(label, id));
});

test('once answered it is not proposed again, and once in the page it is known', () => {
  const change = option('The works council', 'the_works_council');
  const proposals = propose(all(...council));
  const left = (answered: Answered[], of = playbook) => unanswered(proposals, { answered, playbook: of, now });
  const answered = (label: string): Answered => ({
    change: option(label, 'x'),
    answer: 'declined',
    by: 'U0PRIYA',
    at: now,
  });
  expect(left([])).toEqual(proposals);
  expect(left([answered('the Works council')])).toEqual([]);
  expect(left([answered('the board')])).toEqual(proposals);
  expect([isInPage(change, playbook), isInPage(change, changedPage(playbook, change))]).toEqual([false, true]);
  expect(left([], changedPage(playbook, change))).toEqual([]);
});

test('replayed: whoever answered so would be judged with it', () => {
  const none = { needs: [], oneOf: [] };
  const page = {
    ...aPlaybook({ bar: { start: 20, nurtureFrom: 5, share: 0.5 } }),
    pillars: { intent: none, context: none, nextStep: none },
    rubric: { answers: [{ points: 30, when: { field: 'authority' }, because: 'Told us who decides' }], conduct: [] },
  };
  const [of] = all('the works council') as [Lead];
  const longer = [...of.messages, ...aTranscript(['a', { baton: 'ok' }, 'thanks']).slice(1)].map((line, n) => ({
    ...line,
    n: n + 1,
  }));
  const judged = judge({ ...of, messages: longer, verdict: null, state: 'closed' }, { playbook: page, now });
  const change = option('The works council', 'the_works_council');
  expect(canReplay(change)).toBe(true);
  const flip = replayChange(judged, change, { from: page, to: changedPage(page, change), bar: 20 });
  expect(flip?.replayed).toMatchObject({ was: { score: 0 }, would: { score: 30 } });
  expect(
    replayChange(judged, option('Procura', 'procura'), { from: page, to: changedPage(page, change), bar: 20 }),
  ).toBeNull();
});
