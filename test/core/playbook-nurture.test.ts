import { describe, expect, test } from 'vitest';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { defaultPage, defaultPlaybook } from '../support/default-playbook.ts';

/** The page with other sequences; `more`: beside them. */
function problems(steps: string, more = '', translation = ''): string[] {
  const nurture = `nurture:\n${more}  sequences:\n    - id: one\n      label: One\n      steps:\n${steps}\n`;
  const page = defaultPage
    .replace(/^nurture:\n(?:(?: .*)?\n)*/m, nurture)
    .replace(/^ {4}nurture:\n(?: {6}.*\n|\n)*/gm, '')
    .replace(/^ {2}de:\n/m, `  de:\n${translation}`);
  const parsed = parsePlaybook(page);
  return parsed.kind === 'wrong' ? parsed.problems.map(({ field, remedy }) => `${field}: ${remedy}`) : [];
}
const text = (words: string) => `"Hi\\n\\n${words}\\n\\nBye"`;
const step = (words: string, subject = 'subject: S, ') => `        - { afterDays: 1, ${subject}text: ${text(words)} }`;

test('the page that ships has a sequence in all its languages', () => {
  const { nurture, translations, languages } = defaultPlaybook();
  expect(nurture.borderline).toBe('keep_in_touch');
  expect(nurture.unqualified).toBeUndefined();
  for (const language of languages.slice(1)) {
    expect(translations[language]?.nurture?.keep_in_touch).toHaveLength(nurture.sequences[0]!.steps.length);
  }
});

test('a page without the section writes to nobody', () => {
  const page = defaultPage.replace(/^nurture:\n(?:(?: .*)?\n)*/m, '').replace(/^ {4}nurture:\n(?: {6}.*\n|\n)*/gm, '');
  expect(defaultPlaybook(() => page).nurture).toEqual({ sequences: [] });
});

test('a sequence that a language lacks is named at start', () => {
  const page = defaultPage.replace(/^ {4}nurture:\n(?: {6}.*\n|\n)*/m, '');
  const parsed = parsePlaybook(page);
  if (parsed.kind === 'wrong') throw new Error(JSON.stringify(parsed.problems));
  expect(parsed.gaps).toMatchObject([
    { field: 'nurture.sequences.0', remedy: expect.stringContaining('add translations.de.nurture.keep_in_touch.') },
  ]);
});

describe('what is wrong is said with its place', () => {
  test.each<[string, string, string[]]>([
    ['a blank of a field', step('{size}, {use_case.quote}'), []],
    ['an unknown blank', step('{sice}'), ['nurture.sequences.0.steps.0.text: Nothing fills {sice}']],
    ['an unknown part', step('{size.words}'), ['nurture.sequences.0.steps.0.text: Nothing fills {size.words}']],
    [
      'a blank in the subject',
      step('A', 'subject: "Your {size}", '),
      ['nurture.sequences.0.steps.0.subject: A subject is never left out'],
    ],
    ['no subject at all', step('A', ''), ['nurture.sequences.0.steps.0: The first mail needs a subject.']],
    ['a link that nobody named', step('See {link}'), ['nurture.sequences.0.steps.0.text: Say under nurture.link']],
    [
      'no greeting or closing',
      '        - { afterDays: 1, subject: S, text: Hello }',
      ['nurture.sequences.0.steps.0.text: Write a greeting'],
    ],
    ['a later step without a subject', `${step('A')}\n${step('B', '')}`, []],
  ])('%s', (_, steps, expected) => {
    const found = problems(steps);
    expect(found).toHaveLength(expected.length);
    for (const [i, each] of expected.entries()) expect(found[i]).toContain(each);
  });

  test('names of sequences that are none', () => {
    expect(problems(step('A'), '  borderline: two\n')).toEqual([
      'nurture.borderline: No sequence is called "two": name one from "sequences".',
    ]);
    expect(problems(step('A'), '  unqualified: two\n')).toHaveLength(1);
    expect(problems(step('{link}'), '  link: https://northwind.example\n')).toEqual([]);
    expect(problems(step('A'), '  link: javascript:alert(1)\n')[0]).toContain('write an address such as');
  });

  test('translations of sequences that are none, or have other steps', () => {
    const german = (id: string, count: number) =>
      `    nurture:\n      ${id}:\n${`        - { text: ${text('B {sice}')} }\n`.repeat(count)}`;
    expect(problems(step('A'), '', german('two', 1))[0]).toContain('translations.de.nurture.two: No sequence');
    expect(problems(step('A'), '', german('one', 2))[0]).toContain('"one" has 1 steps and this 2');
    expect(problems(step('A'), '', german('one', 1))[0]).toContain(
      'translations.de.nurture.one.0.text: Nothing fills {sice}',
    );
  });
});
