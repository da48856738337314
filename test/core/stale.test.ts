import { describe, expect, test } from 'vitest';
import { type Answer, type Lead, newLead } from '../../src/core/lead.ts';
import type { Field } from '../../src/core/playbook.ts';
import { isOver, mayHaveChanged, saidAt, staleAnswers, staysDays } from '../../src/core/stale.ts';
import { fieldKinds } from '../../src/core/value.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();
const dayMs = 86_400_000;
const now = '2026-11-21T10:00:00.000Z';
const daysAgo = (days: number) => new Date(Date.parse(now) - days * dayMs).toISOString();

test('how long what was said of a kind stays true', () => {
  expect(Object.fromEntries(fieldKinds.map((kind) => [kind, staysDays({ kind })]))).toEqual({
    text: 180,
    number: 365,
    money: 180,
    date: 90,
    choice: 180,
    email: null,
    phone: null,
    company: null,
    person: null,
  });
});

test.each<[string, Pick<Field, 'kind' | 'staysDays'>, number, boolean]>([
  ['a number of last month', { kind: 'number' }, 30, false],
  ['a number of exactly a year ago', { kind: 'number' }, 365, false],
  ['a number of more than a year ago', { kind: 'number' }, 366, true],
  ['the same where the playbook says for good', { kind: 'number', staysDays: null }, 3_000, false],
  ['the same where the playbook says a month', { kind: 'number', staysDays: 30 }, 31, true],
  ['a name of ten years ago', { kind: 'person' }, 3_650, false],
  ['a name where the playbook says a year', { kind: 'person', staysDays: 365 }, 366, true],
])('%s', (_what, field, days, changed) => {
  expect(mayHaveChanged(field, { value: 40, at: daysAgo(days) }, now)).toBe(changed);
});

describe('a date', () => {
  test.each([
    ['a day that is over', '2026-11-20', true],
    ['today', '2026-11-21', false],
    ['a quarter that is over', '2026-07-01/2026-09-30', true],
    ['a month that is not', '2026-11', false],
  ])('%s', (_what, value, changed) => {
    expect(mayHaveChanged({ kind: 'date' }, { value, at: daysAgo(5) }, now)).toBe(changed);
    expect(isOver({ kind: 'date' }, { value }, now)).toBe(changed);
  });

  test('may have changed after three months, though it still lies ahead', () => {
    expect(mayHaveChanged({ kind: 'date' }, { value: '2027-06-30', at: daysAgo(91) }, now)).toBe(true);
    expect(mayHaveChanged({ kind: 'date' }, { value: '2027-06-30', at: daysAgo(89) }, now)).toBe(false);
  });
});

/** Said in the first visit, so many days before the second. */
function back(days: number): Lead {
  const start = { id: 'lead_1' as const, conversation: 'c', channel: 'chat', visitor: { id: 'v' }, page: null };
  const line = { from: 'visitor' as const, name: null, channel: 'chat', asks: null };
  const messages = [
    { ...line, n: 1, text: 'We are 40 people, write to ada@acme.com', at: daysAgo(days) },
    { ...line, n: 2, text: 'Hello again', at: now },
  ];
  const said = (field: string, value: string | number, message = 1): Answer => ({
    field,
    value,
    evidence: { kind: 'said', message, start: 0, end: 1 },
    interviewer: 'guided',
    at: now,
  });
  const answers = [
    said('size', 40),
    said('email', 'ada@acme.com'),
    said('gone', 'a field that is on the page no more'),
  ];
  return { ...newLead({ ...start, playbook: 'test', now: daysAgo(days) }), messages, answers, visitFrom: 2 };
}

describe('what may have changed of a lead', () => {
  const stale = (lead: Lead) => staleAnswers(lead, playbook).map(({ field }) => field);

  test('is what was said long before the present visit, by the clock of the line and not of the turn', () => {
    expect(saidAt(back(400), back(400).answers[0]!)).toBe(daysAgo(400));
    expect(stale(back(400))).toEqual(['size']);
    expect(stale(back(300))).toEqual([]);
  });

  test('is nothing while the visit goes on in which it was said', () => {
    expect(stale({ ...back(400), visitFrom: 1 })).toEqual([]);
  });

  test('is nothing that came along in silence, for nobody can be asked whether it holds', () => {
    const lead = back(400);
    const along = { kind: 'carried', lead: 'lead_0', channel: 'web', of: 'said', quote: '40', by: 'email' } as const;
    const carried = (aloud: boolean) => {
      const evidence = { ...along, aloud, message: 0, start: 0, end: 0 } as const;
      return { ...lead, answers: [{ ...lead.answers[0]!, evidence, at: daysAgo(400) }] };
    };
    expect([stale(carried(false)), stale(carried(true))]).toEqual([[], ['size']]);
  });

  test('is nothing that was said or confirmed since', () => {
    const lead = back(400);
    const again = { ...lead.answers[0]!, evidence: { kind: 'said' as const, message: 2, start: 0, end: 1 } };
    expect(stale({ ...lead, answers: [...lead.answers, again] })).toEqual([]);
  });
});
