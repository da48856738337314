// A change is written at its place and nowhere else, in any layout; where that cannot be, the page stays as it is.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editAll, editPage } from '../../src/core/edit-page.ts';
import { changedPage, isInPage, keyOfChange, type PageChange } from '../../src/core/page-change.ts';
import { pageDiff, patchOf } from '../../src/core/page-diff.ts';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { defaultPage } from '../support/default-playbook.ts';

const read = (page: string) => {
  const parsed = parsePlaybook(page);
  if (parsed.kind === 'wrong') throw new Error(JSON.stringify(parsed.problems));
  return parsed.page;
};
const page = read(defaultPage);
const says = (words: string[], option = 'shares'): PageChange => ({ kind: 'says', field: 'authority', option, words });

const changes: [string, PageChange, RegExp][] = [
  ['words into a list on one line', says(['we all decide']), /, we all decide\]$/],
  [
    'words into a map on one line',
    { kind: 'whenAsked', field: 'next_step', option: 'call', words: ['ring me'] },
    /, ring me\] \}$/,
  ],
  ['a threshold that was not there', { kind: 'confidence', field: 'size', to: 80 }, /^ {4}confidence: 80$/],
  ['another probe', { kind: 'probe', field: 'budget', text: 'Rather 1, 2 or 3?' }, /^ {4}probe: /],
  [
    'an option beside those that are laid out on one line each',
    { kind: 'option', field: 'competition', option: 'metabase', label: 'Metabase' },
    /^ {6}- \{ id: metabase, label: Metabase \}$/,
  ],
  [
    'an option beside those that take several lines',
    { kind: 'option', field: 'authority', option: 'board', label: 'The board: all, of it' },
    /^ {6}- \{ id: board, label: "The board: all, of it" \}$/,
  ],
  ['a question that is asked', { kind: 'ask', field: 'phone' }, /^ {4}ask: true$/],
];

describe('the page that ships with Baton', () => {
  test.each(changes)('%s', (_what, change, added) => {
    const edited = editPage(defaultPage, change);
    if (edited === null) throw new Error('not edited');
    const diff = pageDiff(defaultPage, edited);
    expect(diff.added).toEqual([expect.stringMatching(added)]);
    expect(diff.removed.length).toBeLessThanOrEqual(1);
    expect(read(edited)).toEqual(changedPage(page, change));
    expect([isInPage(change, page), isInPage(change, read(edited))]).toEqual([false, true]);
  });

  test('all of them one after the other', () => {
    const { page: edited, left } = editAll(
      defaultPage,
      changes.map(([, change]) => change),
    );
    expect(left).toEqual([]);
    expect(read(edited)).toEqual(changes.reduce((all, [, change]) => changedPage(all, change), page));
  });

  test('takes any words, and keeps what they look like', () => {
    const word = fc.oneof(
      fc.string({ minLength: 1, maxLength: 40 }),
      fc.constantFrom('a, b', '[x]', "it's", '#1', 'yes: no', 'true', '- x', '&a'),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        fc.pre(words.every((each) => each.trim() === each && each !== ''));
        const edited = editPage(defaultPage, says(words));
        if (edited === null) return;
        const option = read(edited).fields.find(({ id }) => id === 'authority')?.options[1];
        expect(option?.says.slice(-words.length)).toEqual(words);
        expect(read(edited)).toEqual(changedPage(page, says(words)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('other layouts', () => {
  const laidOut = (options: string) =>
    defaultPage.replace(/^ {4}options:\n {6}- id: decides[\s\S]*?(?=\n\n)/m, `    options:\n${options}`);
  const rest = '      - { id: decides, label: A }\n      - { id: influences, label: C }\n';
  test.each([
    [
      'a block list',
      `      - id: shares\n        label: B\n        says:\n          - together # as they say\n          - jointly\n${rest}`,
      '          - we all decide',
    ],
    ['no list yet', `      - id: shares # both\n        label: B\n${rest}`, '        says: [we all decide]'],
    [
      'no list yet, on one line',
      `      - { id: shares, label: B }\n${rest}`,
      '      - { id: shares, label: B, says: [we all decide] }',
    ],
    [
      'an empty list',
      `      - { id: shares, label: B, says: [] }\n${rest}`,
      '      - { id: shares, label: B, says: [we all decide] }',
    ],
    [
      'a comma at the end',
      `      - { id: shares, label: B, says: [together,] }\n${rest}`,
      '      - { id: shares, label: B, says: [together, we all decide] }',
    ],
  ])('%s', (_what, options, line) => {
    const before = laidOut(options);
    const edited = editPage(before, says(['we all decide'])) ?? '';
    expect(pageDiff(before, edited).added).toEqual([line]);
  });

  test('options on one line get one more there', () => {
    const change: PageChange = { kind: 'option', field: 'authority', option: 'board', label: 'The board' };
    const options = '{ id: decides, label: A }, { id: shares, label: B }, { id: influences, label: C }';
    const before = laidOut('#').replace(/options:\n#/, `options: [${options}]`);
    const edited = editPage(before, change) ?? '';
    expect(pageDiff(before, edited).added).toEqual([`    options: [${options}, { id: board, label: The board }]`]);
  });

  test('what only its author should touch is left alone', () => {
    const anchored = defaultPage
      .replace('says: [i decide,', 'says: &own [i decide,')
      .replace('says: [we decide together,', 'says: *own #');
    expect(editPage(anchored, says(['we all decide']))).toBeNull();
    expect(editPage(defaultPage, says(['x'], 'nobody'))).toBeNull();
    expect(editPage('fields: [', says(['x']))).toBeNull();
    expect(editAll(defaultPage, [says(['x'], 'nobody')]).left).toHaveLength(1);
  });
});

test('a patch says where and what, with three lines around', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].join('\n');
  expect(patchOf('x.yml', { before, after: before.replace('e', 'E\nee') })).toBe(
    '--- a/x.yml\n+++ b/x.yml\n@@ -2,7 +2,8 @@\n b\n c\n d\n-e\n+E\n+ee\n f\n g\n h\n',
  );
  expect(patchOf('x.yml', { before, after: before })).toBe('');
});

test('the same change is known again, however it is written', () => {
  expect(keyOfChange(says(['B b', 'a']))).toBe(keyOfChange(says(['a', 'b  B'])));
  const option = (label: string): PageChange => ({ kind: 'option', field: 'competition', option: 'x', label });
  expect(keyOfChange(option('Meta  Base'))).toBe(keyOfChange({ ...option('meta base'), option: 'y' } as PageChange));
  expect(keyOfChange(says(['a']))).not.toBe(keyOfChange(says(['a'], 'decides')));
});
