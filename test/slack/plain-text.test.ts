import { expect, test } from 'vitest';
import { plainText } from '../../src/slack/plain-text.ts';

const names = new Map([['U0DANA', 'Dana Reyes']]);
const nameOf = (user: string) => names.get(user);
const richText = [
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'emoji', name: 'wave', unicode: '1f44b' },
          { type: 'emoji', name: 'man-technologist', unicode: '1f468-200d-1f4bb' },
          { type: 'emoji', name: 'acme_logo' },
        ],
      },
    ],
  },
];

test.each([
  ['Tom &amp; Jerry &lt;3 &gt; 2', 'Tom & Jerry <3 > 2'],
  ['&amp;lt;', '&lt;'],
  ['See <https://acme.example/a?b=1&amp;c=2>', 'See https://acme.example/a?b=1&c=2'],
  ['See <https://acme.example/prices|our prices>.', 'See our prices (https://acme.example/prices).'],
  ['<http://acme.example|acme.example>', 'http://acme.example'],
  ['Write to <mailto:ana@acme.example|ana@acme.example>', 'Write to ana@acme.example'],
  ['Call <tel:+4930123|030 123>', 'Call 030 123 (+4930123)'],
  ['<@U0DANA> can help, <@U0OTHER> too', 'Dana Reyes can help, a colleague too'],
  ['<#C0GENERAL|general>, <!here>, <!subteam^S01|@sales>, <!date^1^{date}|today>', '#general, here, @sales, today'],
  [':wave: :man-technologist: :acme_logo: at 10:30:45', '👋 👨‍💻 :acme_logo: at 10:30:45'],
  ['  *bold*, `code` and 1 < 2  ', '*bold*, `code` and 1 < 2'],
])('%s', (typed, read) => {
  expect(plainText(typed, { blocks: richText, nameOf })).toBe(read);
});

test.each([
  [undefined],
  [null],
  ['x'],
  [[null, 1, { elements: 'no' }]],
  [[{ type: 'emoji', name: 'a', unicode: 'zz' }]],
])('blocks without sense say nothing: %j', (blocks) => {
  expect(plainText(':a:', { blocks, nameOf })).toBe(':a:');
});
