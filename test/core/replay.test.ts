import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Playbook } from '../../src/core/playbook.ts';
import { flips, replay } from '../../src/core/replay.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aLead, anAnswer, aPlaybook } from '../support/leads.ts';
import { meet, readPlaybook } from '../support/visitor.ts';

const folder = (name: string) => fileURLToPath(new URL(`../leads/${name}`, import.meta.url));
const cases = readdirSync(folder('.'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('the playbook that judged a lead judges it the same again', () => {
  const judged = cases.map((name) => {
    const { lead, playbook } = meet(folder(name));
    return { name, verdict: lead.verdict, replayed: replay(lead, playbook) };
  });
  const moved = judged.filter(
    ({ replayed }) =>
      replayed !== null &&
      (flips(replayed) ||
        replayed.lost.length > 0 ||
        replayed.gained.length > 0 ||
        replayed.fell.length + replayed.rose.length > 0),
  );
  expect(moved).toEqual([]);
  expect(judged.filter(({ verdict, replayed }) => (verdict === null) !== (replayed === null))).toEqual([]);
  expect(judged.filter(({ replayed }) => replayed !== null).length).toBeGreaterThan(40);
});

test('a higher bar turns a verdict without moving a point', () => {
  const { lead } = meet(folder('cooperative'));
  const stricter = defaultPlaybook((page) => page.replace('start: 60', 'start: 80'));
  expect(replay(lead, stricter)).toEqual({
    was: { verdict: 'qualified', score: lead.score },
    would: { verdict: 'borderline', score: lead.score },
    lost: [],
    gained: [],
    fell: [],
    rose: [],
  });
});

test('another framework says which points and pillars make the difference, the weightiest first', () => {
  const { lead } = meet(folder('cooperative'));
  const judged = replay(lead, readPlaybook('playbooks/bant.yml'));
  expect(judged).toMatchObject({ was: { verdict: 'qualified' }, fell: ['intent'], rose: [] });
  expect(judged?.would.verdict).not.toBe('qualified');
  expect(judged?.lost[0]).toEqual({ points: 15, because: 'Said what they want to get done' });
  expect(judged?.gained[0]).toEqual({ points: 12, because: 'Authority: decides or helps to decide' });
  const weights = judged?.gained.map(({ points }) => points) ?? [];
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
});

test('a rule with other points is a loss and a gain', () => {
  const { lead } = meet(folder('cooperative'));
  const judged = replay(
    lead,
    defaultPlaybook((page) => page.replace('points: 15, when: use_case', 'points: 12, when: use_case')),
  );
  const because = 'Said what they want to get done';
  expect(judged).toMatchObject({ lost: [{ points: 15, because }], gained: [{ points: 12, because }] });
});

test('what the other page cannot hold is unknown there, and no older answer takes its place', () => {
  const conversation = converse(defaultPlaybook());
  conversation.say('We want to replace Tableau by June. We are 300 people and I decide.');
  conversation.say('rosa.lima@ferro.com.br');
  conversation.say('Yes, a call.');
  conversation.say('Actually, please send me something by e-mail first.');
  expect(conversation.lead.verdict).toBe('qualified');
  const noEmailFirst = (playbook: Playbook): Playbook => ({
    ...playbook,
    fields: playbook.fields.map((field) => ({ ...field, options: field.options.filter(({ id }) => id !== 'email') })),
  });
  const judged = replay(conversation.lead, noEmailFirst(defaultPlaybook()));
  expect(judged?.fell).toEqual(['nextStep']);
  expect(judged?.gained).toEqual([]);
});

test('an answer of another kind does not count', () => {
  const lead = aLead({ verdict: 'qualified' });
  const answers = [...lead.answers, anAnswer(lead.messages, 'budget', { value: { amount: 140 }, quote: '140' })];
  const points = [{ points: 9, when: { field: 'budget' }, because: 'Budget known' }];
  const money = aPlaybook({ rubric: { answers: points, conduct: [] } });
  const asText = {
    ...money,
    fields: money.fields.map((field) => (field.id === 'budget' ? { ...field, kind: 'text' as const } : field)),
  };
  expect(replay({ ...lead, answers }, money)?.would.score).toBe(9);
  expect(replay({ ...lead, answers }, asText)?.would.score).toBe(0);
});

test('an answer that the other page finds not sure enough does not count, one without confidence does', () => {
  const lead = aLead({ verdict: 'qualified' });
  const points = [{ points: 9, when: { field: 'size' }, because: 'Size known' }];
  const page = aPlaybook({ rubric: { answers: points, conduct: [] } });
  const strict = { ...page, fields: page.fields.map((field) => ({ ...field, confidence: 90 })) };
  const sure = (confidence: number) => ({
    ...lead,
    answers: lead.answers.map((answer) => ({ ...answer, confidence })),
  });
  expect(replay(sure(80), page)?.would.score).toBe(9);
  expect(replay(sure(80), strict)?.would.score).toBe(0);
  expect(replay(sure(90), strict)?.would.score).toBe(9);
  expect(replay(lead, strict)?.would.score).toBe(9);
});

test('an open interview has no verdict to compare', () => {
  expect(replay(aLead({ state: 'chatting', verdict: null }), aPlaybook())).toBeNull();
});
