import { describe, expect, test } from 'vitest';
import type { Lead, Message } from '../../src/core/lead.ts';
import { newLead } from '../../src/core/lead.ts';
import { pillars, visitorTurns } from '../../src/core/pillars.ts';
import { isQualified, route } from '../../src/core/route.ts';
import { score } from '../../src/core/score.ts';
import type { Value } from '../../src/core/value.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();
const start = '2026-11-23T14:00:00.000Z';
const minute = (n: number) => new Date(Date.parse(start) + n * 60_000).toISOString();

function leadWith(answers: Record<string, Value>, messages: Partial<Message>[] = []): Lead {
  const base = newLead({
    id: 'lead_1',
    conversation: 'c',
    channel: 'web',
    visitor: { id: 'v' },
    page: null,
    playbook: 'p',
    now: start,
  });
  return {
    ...base,
    messages: messages.map((message, i) => ({
      n: i + 1,
      from: 'visitor',
      name: null,
      text: 'x',
      channel: 'web',
      at: minute(i),
      asks: null,
      ...message,
    })),
    answers: Object.entries(answers).map(([field, value]) => ({
      field,
      value,
      evidence: { kind: 'said', message: 1, start: 0, end: 1 },
      interviewer: 'guided',
      at: start,
    })),
  };
}
const exchange: Partial<Message>[] = [{}, { from: 'baton' }, {}, { from: 'baton' }];

describe('the score', () => {
  test.each([
    ['nothing known', {}, 0],
    ['a use case', { use_case: 'replace the report' }, 15],
    ['a date within four months', { urgency: '2027-01-01/2027-03-20' }, 17],
    ['a date further away', { urgency: '2027-09' }, 5],
    ['a small company', { size: 5 }, 4],
    ['a range counts by its low end', { size: { min: 10, max: 30 } }, 4],
    ['a large company', { size: { min: 20, max: 30 } }, 12],
    ['a budget under the line', { budget: { amount: 4_999 } }, 4],
    ['a budget', { budget: { min: 5_000, max: 9_000 } }, 10],
    ['a decider', { authority: 'decides' }, 10],
    ['somebody else decides', { authority: 'influences' }, 5],
    ['a student cannot fall below nothing', { role: 'student' }, 0],
  ] as [string, Record<string, Value>, number][])('%s', (_what, answers, expected) => {
    expect(score(leadWith(answers), playbook).score).toBe(expected);
  });

  test('every point has a reason, and they add up', () => {
    const counted = score(
      leadWith(
        { use_case: 'x', urgency: '2026-12-01', size: 50, authority: 'decides', email: 'a@b.co', role: 'student' },
        exchange,
      ),
      playbook,
    );
    expect(counted.score).toBe(counted.reasons.reduce((sum, { points }) => sum + points, 0));
    expect(counted.reasons.every(({ because }) => because.length > 5)).toBe(true);
  });

  test('never leaves 0 to 100', () => {
    const all = {
      use_case: 'x',
      urgency: '2026-12-01',
      size: 500,
      authority: 'decides',
      budget: { amount: 90_000 },
      competition: 'tableau',
      constraints: 'x',
      company: 'X',
      email: 'a@b.co',
      next_step: 'call',
    };
    expect(score(leadWith(all, exchange), playbook).score).toBeLessThanOrEqual(100);
  });
});

describe('the pillars', () => {
  const ready = {
    use_case: 'x',
    urgency: '2027-03-31',
    size: 50,
    budget: { amount: 1 },
    email: 'a@b.co',
    next_step: 'call',
  };

  test('stand when everything is there', () => {
    expect(pillars(leadWith(ready, exchange), playbook)).toEqual({
      intent: true,
      context: true,
      continuity: true,
      nextStep: true,
    });
  });

  test.each([
    ['intent', 'use_case'],
    ['context', 'size'],
    ['nextStep', 'email'],
    ['nextStep', 'next_step'],
  ] as const)('%s needs %s', (pillar, field) => {
    const { [field]: _gone, ...rest } = ready;
    expect(pillars(leadWith(rest, exchange), playbook)[pillar]).toBe(false);
  });

  test('a wish for no call is no next step', () => {
    expect(pillars(leadWith({ ...ready, next_step: 'none' }, exchange), playbook).nextStep).toBe(false);
  });

  test('the chat product may know the e-mail', () => {
    const { email: _gone, ...rest } = ready;
    const lead = { ...leadWith(rest, exchange), visitor: { id: 'v', email: 'a@b.co' } };
    expect(pillars(lead, playbook).nextStep).toBe(true);
  });

  test.each([
    ['one turn only', [{}, {}], false],
    ['two turns', exchange, true],
    ['three days of silence', [{}, { from: 'baton' }, { at: minute(3 * 24 * 60) }], false],
    [
      'the same question three times',
      [{}, { from: 'baton', asks: 'size' }, {}, { from: 'baton', asks: 'size' }, {}, { from: 'baton', asks: 'size' }],
      false,
    ],
  ] as [string, Partial<Message>[], boolean][])('continuity with %s', (_what, messages, stands) => {
    expect(pillars(leadWith(ready, messages), playbook).continuity).toBe(stands);
  });

  test('a conversation that broke off continues again', () => {
    const late = minute(3 * 24 * 60);
    const again: Partial<Message>[] = [{}, { from: 'baton' }, { at: late }, { from: 'baton', at: late }, { at: late }];
    expect(pillars(leadWith(ready, again), playbook).continuity).toBe(true);
  });

  test('a burst is one turn', () => {
    expect(visitorTurns(leadWith({}, [{}, {}, {}, { from: 'baton' }, {}]).messages)).toBe(2);
  });
});

describe('the route', () => {
  const all = { intent: true, context: true, continuity: true, nextStep: true };
  test.each([
    [60, all, 'qualified'],
    [59, all, 'borderline'],
    [35, all, 'borderline'],
    [34, all, 'unqualified'],
    [90, { ...all, continuity: false }, 'borderline'],
    [0, all, 'unqualified'],
  ] as const)('%i points', (points, standing, verdict) => {
    expect(route({ score: points, pillars: standing }, 60, playbook)).toBe(verdict);
    expect(isQualified({ score: points, pillars: standing }, 60)).toBe(verdict === 'qualified');
  });
});
