import { expect, test } from 'vitest';
import { amnesiaFrom, asksAgain, isTrapped, type LastLine } from '../../src/core/amnesia.ts';
import { aLead, anAnswer, aPlaybook, aTranscript } from '../support/leads.ts';

/** Nobody works at a weekend; the line is of a Friday, an hour before the end of work. */
const playbook = {
  ...aPlaybook(),
  hours: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: 9 * 60, until: 17 * 60 }] : [])),
};
const friday = '2026-11-20T16:00:00.000Z';
/** Monday, when eight hours of work have passed. */
const due = '2026-11-23T16:00:00.000Z';
const line: LastLine = { text: 'When can we start?', at: friday, team: null, answeredAt: null, closedAt: null };
const later = (by: number) => new Date(Date.parse(due) + by).toISOString();

test.each<[string, Partial<LastLine>, number, boolean]>([
  ['nobody has answered, but the hours are not over', {}, -1, false],
  ['the hours are over', {}, 0, true],
  ['an answer at the last moment', { answeredAt: due }, 1_000, false],
  ['an answer a moment too late', { answeredAt: later(1) }, 1_000, true],
  ['somebody closed it', { closedAt: later(-1) }, 1_000, false],
  ['it was closed when it was too late', { closedAt: later(1) }, 1_000, true],
  ['a thank-you waits for nothing', { text: 'Thank you!' }, 1_000, false],
  ['nor does a goodbye', { text: 'ok, bye' }, 1_000, false],
])('%s', (_, change, after, expected) => {
  expect(isTrapped({ ...line, ...change }, { playbook, now: later(after) })).toBe(expected);
});

test('the hours of the team that has it count', () => {
  const [sales] = playbook.teams;
  const always = { ...playbook, teams: [sales!, { ...sales!, id: 'night', hours: aPlaybook().hours }] };
  const now = '2026-11-21T00:00:00.000Z';
  expect(isTrapped({ ...line, team: 'night' }, { playbook: always, now })).toBe(true);
  expect(isTrapped({ ...line, team: 'sales' }, { playbook: always, now })).toBe(false);
});

test('who is back is asked again by a rep, or by Baton, only for what they had said before', () => {
  const messages = aTranscript([
    'We are 50 people, I am dana@corp.example',
    { baton: 'Noted.' },
    'Hello again',
    { rep: 'What is the best e-mail address to reach you?' },
  ]);
  const email = anAnswer(messages, 'email', { value: 'dana@corp.example', quote: 'dana@corp.example' });
  const lead = { ...aLead(), messages, answers: [email], dropped: [], visitor: { id: 'v' } };
  expect(asksAgain(lead, { back: 3, playbook })).toBe(true);
  expect(asksAgain({ ...lead, answers: [] }, { back: 3, playbook })).toBe(false);
  expect(asksAgain({ ...lead, dropped: [4] }, { back: 3, playbook }), 'the visitor never got it').toBe(false);

  const ours = { ...messages[3]!, from: 'baton' as const, text: 'And your e-mail?', asks: 'email' };
  expect(asksAgain({ ...lead, messages: [...messages.slice(0, 3), ours] }, { back: 3, playbook })).toBe(true);
  const other = { ...ours, asks: 'size' };
  expect(asksAgain({ ...lead, messages: [...messages.slice(0, 3), other] }, { back: 3, playbook })).toBe(false);
});

test('a conversation that is both counts once', () => {
  expect(amnesiaFrom(4, new Set(['a', 'b']), new Set(['b']))).toEqual({
    all: 4,
    trapped: 2,
    forgotten: 1,
    either: 2,
    rate: 0.5,
  });
});
