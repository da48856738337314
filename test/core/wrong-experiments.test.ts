import { expect, test } from 'vitest';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { defaultPage, defaultPlaybook } from '../support/default-playbook.ts';

const trying = (experiments: string) => {
  const parsed = parsePlaybook(defaultPage.replace('\nroles:', `\nexperiments: ${experiments}\nroles:`));
  return parsed.kind === 'wrong' ? parsed.problems : [];
};
const arms = 'arms: [{ id: page }, { id: short, words: { opening: Hello! } }]';

test('the page tries nothing by itself, and its example can be uncommented as it stands', () => {
  expect(defaultPlaybook().experiments).toEqual([]);
  const from = defaultPage.indexOf('# experiments:');
  const example = defaultPage.slice(from, defaultPage.indexOf('\n\n', from));
  const page = defaultPage.replace(example, example.replaceAll(/^# /gm, ''));
  const parsed = parsePlaybook(page);
  expect(parsed.kind === 'read' && parsed.page.experiments[0]?.arms.map(({ id }) => id)).toEqual(['page', 'short']);
});

test('an arm may be a name alone, and weighs as much as the others', () => {
  const page = defaultPlaybook((text) =>
    text.replace('\nroles:', '\nexperiments: [{ id: x, since: 2026-11-23, arms: [{ id: a }, { id: b }] }]\nroles:'),
  );
  const arm = { weight: 1, words: {}, translations: {} };
  expect(page.experiments).toEqual([
    {
      id: 'x',
      since: '2026-11-23',
      arms: [
        { id: 'a', ...arm },
        { id: 'b', ...arm },
      ],
    },
  ]);
});

test.each([
  { slip: 'one arm', page: '[{ id: x, since: 2026-11-23, arms: [{ id: a }] }]', at: '0.arms', says: 'add another' },
  {
    slip: 'an arm twice',
    page: '[{ id: x, since: 2026-11-23, arms: [{ id: a }, { id: a }] }]',
    at: '0.arms.1.id',
    says: 'here twice',
  },
  {
    slip: 'an experiment twice',
    page: `[{ id: x, since: 2026-11-23, until: 2026-11-24, ${arms} }, { id: x, since: 2026-11-25, ${arms} }]`,
    at: '1.id',
    says: 'here twice',
  },
  {
    slip: 'an unknown line',
    page: '[{ id: x, since: 2026-11-23, arms: [{ id: a }, { id: b, words: { openning: Hi } }] }]',
    at: '0.arms.1.words.openning',
    says: 'check its spelling',
  },
  { slip: 'no day', page: `[{ id: x, since: Monday, ${arms} }]`, at: '0.since', says: 'write a day as' },
  {
    slip: 'the end first',
    page: `[{ id: x, since: 2026-11-23, until: 2026-11-22, ${arms} }]`,
    at: '0.until',
    says: 'before "since"',
  },
  {
    slip: 'no weight',
    page: '[{ id: x, since: 2026-11-23, arms: [{ id: a }, { id: b, weight: 0 }] }]',
    at: '0.arms.1.weight',
    says: '>=1',
  },
  {
    slip: 'two that word the same line at a time',
    page: `[{ id: x, since: 2026-11-23, ${arms} }, { id: y, since: 2026-12-01, ${arms} }]`,
    at: '1',
    says: '"x" words "opening" at the same time',
  },
  {
    slip: 'a translation into the language of the page',
    page: '[{ id: x, since: 2026-11-23, arms: [{ id: a }, { id: b, translations: { en: { words: { opening: Hi } } } }] }]',
    at: '0.arms.1.translations.en',
    says: 'own language',
  },
])('$slip is told with its place and a remedy', ({ page, at, says }) => {
  expect(trying(page)).toContainEqual({
    line: expect.any(Number),
    field: `experiments.${at}`,
    remedy: expect.stringContaining(says),
  });
});

test('one after the other may word the same line', () => {
  const page = `[{ id: x, since: 2026-11-23, until: 2026-11-30, ${arms} }, { id: y, since: 2026-12-01, ${arms} }]`;
  expect(trying(page)).toEqual([]);
});
