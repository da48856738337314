// The playbooks a team can start from: each is valid, asks for every letter of its framework, and tells a buyer from a
// student. `playbook.yml` itself is CQL.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { meet, readPlaybook } from '../support/visitor.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const playbooks = fileURLToPath(new URL('../../playbooks/', import.meta.url));

const letters: Record<string, readonly string[]> = {
  'bant.yml': ['budget', 'authority', 'need', 'timing'],
  'meddic.yml': ['metrics', 'economic_buyer', 'criteria', 'process', 'pain', 'champion'],
  'gpctba-ci.yml': ['goals', 'plans', 'challenges', 'timeline', 'budget', 'authority', 'consequences', 'implications'],
};

test('every page in the folder is one of them, and the folder’s page names it', () => {
  const pages = readdirSync(playbooks).filter((name) => name.endsWith('.yml'));
  expect(pages.toSorted()).toEqual(Object.keys(letters).toSorted());
  const readme = readFileSync(join(playbooks, 'README.md'), 'utf8');
  expect(pages.filter((name) => !readme.includes(`(${name})`))).toEqual([]);
});

describe.each(Object.entries(letters))('%s', (name, fields) => {
  const playbook = readPlaybook(`playbooks/${name}`);
  const framework = name.replace('.yml', '');
  const cases = readdirSync(here).filter((each) => each.startsWith(`${framework}-`));

  test('asks for every letter, in words of its own, and gives points for it', () => {
    for (const id of fields) {
      expect(playbook.fields.find((field) => field.id === id && field.ask)?.probe, id).toBeDefined();
      const points = playbook.rubric.answers.filter(({ when }) => when.field === id).map((rule) => rule.points);
      expect(
        points.reduce((sum, more) => sum + more, 0),
        id,
      ).toBeGreaterThan(4);
    }
    const questions = playbook.fields.flatMap(({ question, probe }) =>
      probe === undefined ? [question] : [question, probe],
    );
    expect(new Set(questions).size).toBe(questions.length);
  });

  test('has 100 points to give, and none left for a student to qualify with', () => {
    const rules = [...playbook.rubric.answers, ...playbook.rubric.conduct];
    const either = playbook.rubric.answers.find(
      ({ when }) => when.field === 'next_step' && 'is' in when && when.is?.includes('email'),
    );
    const most = rules.reduce((sum, { points }) => sum + Math.max(0, points), 0) - (either?.points ?? 0);
    const least = rules.reduce((sum, { points }) => sum + Math.min(0, points), 0);
    expect(most).toBe(100);
    expect(most + least).toBeLessThan(playbook.bar.start);
  });

  test('can be finished within its turns', () => {
    const asked = playbook.fields.filter(({ ask }) => ask);
    expect(playbook.limits.turns).toBeGreaterThan(asked.length);
  });

  test('a cooperative visitor qualifies, a student does not', () => {
    expect(cases.length).toBeGreaterThanOrEqual(2);
    const [buyer, student] = ['cooperative', 'student'].map((who) => meet(join(here, `${framework}-${who}`)).lead);
    expect(buyer).toMatchObject({ state: 'offered', verdict: 'qualified', offer: { why: 'qualified' } });
    expect(student?.offer).toBeNull();
    expect(student?.verdict).not.toBe('qualified');
  });
});
