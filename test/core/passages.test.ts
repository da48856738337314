import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passageLimits, passages } from '../../src/core/passages.ts';

const split = (text: string, file = 'pricing.md') => passages({ file, text }).map(({ source, text }) => [source, text]);

test('headings make the trail, paragraphs the passages', () => {
  const long =
    'A sentence that is long enough to stand alone as a passage, because it says something in full by itself.';
  expect(
    split(`# Pricing\n${long}\n\n${long} Twice.\n## Plans\n${long}\n### Small\n${long}\n## Trial\n${long}`),
  ).toEqual([
    ['Pricing', long],
    ['Pricing', `${long} Twice.`],
    ['Pricing › Plans', long],
    ['Pricing › Plans › Small', long],
    ['Pricing › Trial', long],
  ]);
});

test.each<[string, string, string[][]]>([
  ['a page without a title goes by its file', 'Hello.', [['Getting started', 'Hello.']]],
  ['front matter is no text', '---\ntitle: No\n---\nHello.', [['Getting started', 'Hello.']]],
  ['a line alone is no front matter', '---\nHello.', [['Getting started', 'Hello.']]],
  [
    'underlined headings',
    'Title\n=====\nOne.\n\nDeep\n---\nTwo.',
    [
      ['Title', 'One.'],
      ['Title › Deep', 'Two.'],
    ],
  ],
  ['a skipped level leaves no gap', '# A\n### C\nText.', [['A › C', 'Text.']]],
  ['a heading with nothing under it', '# A\n## B\n## C\nText.', [['A › C', 'Text.']]],
  ['closing marks of a heading', '# A #\nText.', [['A', 'Text.']]],
  ['no heading without a space', '#hash tag', [['Getting started', '#hash tag']]],
  ['lines of a paragraph are one', 'One\ntwo\nthree.', [['Getting started', 'One two three.']]],
  [
    'markdown leaves the words',
    '**Bold**, _it_, `x_y_z`, [link](https://a.example), ![pic](p.png), ~~no~~, 2 * 3 * 4',
    [['Getting started', 'Bold, it, x_y_z, link, pic, no, 2 * 3 * 4']],
  ],
  ['snake_case_names stay', 'Set max_row_count now.', [['Getting started', 'Set max_row_count now.']]],
  ['comments and tags', '<!-- secret -->A<br>B', [['Getting started', 'A B']]],
  ['quotes and rules', '> One\n> two\n\n***\n', [['Getting started', 'One two']]],
  ['Windows lines', '# A\r\nOne.\r\n', [['A', 'One.']]],
  [
    'a list becomes a line',
    'We read:\n\n- HubSpot\n- Excel\n  files',
    [['Getting started', 'We read: HubSpot; Excel files.']],
  ],
  ['a list of sentences', '1. Connect it.\n2. Run it', [['Getting started', 'Connect it. Run it.']]],
  [
    'a table becomes sentences',
    '| Plan | Price |\n|--|--:|\n| Team | $490 \\| €450 |\n| Free | |',
    [['Getting started', 'Plan: Team, Price: $490 | €450. Plan: Free.']],
  ],
  ['a short paragraph takes the next one along', 'Yes.\n\nEvery day.', [['Getting started', 'Yes. Every day.']]],
  ['link definitions are no text', '[a]: https://a.example\nHi.', [['Getting started', 'Hi.']]],
  ['nothing', '', []],
  ['only a heading', '# Alone', []],
])('%s', (_what, text, expected) => {
  expect(split(text, 'guides/getting-started.md')).toEqual(expected);
});

test('a code block stays whole, with the paragraph before it, and its lines are no headings', () => {
  const code = `\`\`\`sh\n# no heading\n\n${'echo a line of code\n'.repeat(80)}\`\`\``;
  expect(split(`# Use\nRun this:\n\n${code}\nThen wait.`)).toEqual([
    ['Use', `Run this:\n${code}`],
    ['Use', 'Then wait.'],
  ]);
  expect(split('Text before it.\n\n    indented(code)\n\n    # more')).toEqual([
    ['Pricing', 'Text before it.\n    indented(code)\n\n    # more'],
  ]);
  expect(split('~~~\n# never closed')).toEqual([['Pricing', '~~~\n# never closed']]);
});

test('a long paragraph is split between sentences, a long sentence at spaces', () => {
  const sentence = 'This sentence has exactly that many words in it, which is quite enough. ';
  const texts = split(sentence.repeat(60)).map(([, text]) => text ?? '');
  expect(texts.length).toBeGreaterThan(3);
  for (const text of texts) expect(text).toMatch(/^This .*enough\.$/);
  const endless = split('word '.repeat(1_000)).map(([, text]) => text ?? '');
  expect(endless.join(' ')).toBe('word '.repeat(1_000).trim());
  for (const text of [...texts, ...endless]) expect(text.length).toBeLessThanOrEqual(passageLimits.long);
});

test('whatever a page holds, passages have a source and a text, and no prose is longer than the limit', () => {
  const piece = fc.constantFrom(
    '# ',
    '## ',
    '\n',
    '\n\n',
    '- ',
    '| a | b |\n',
    '|--|--|\n',
    '```',
    '    ',
    '---',
    '===',
    '> ',
    'word ',
    '. ',
    '\0',
    '🙂',
    '[a](b)',
    '**',
    '<b>',
    ':',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      for (const { source, text } of passages({ file: 'a.md', text: pieces.join('') })) {
        expect(source).not.toBe('');
        expect(text).not.toBe('');
        expect(`${source}${text}`).not.toContain('\0');
        if (!/```|~~~|^ {4}|\t/m.test(text)) expect(text.length).toBeLessThanOrEqual(passageLimits.long);
      }
    }),
  );
});

test('a page whose heading says nothing goes by its file', () => {
  expect(passages({ file: 'our-prices.md', text: '# \n\nIt costs $20.' })).toEqual([
    { source: 'Our prices', text: 'It costs $20.' },
  ]);
});
