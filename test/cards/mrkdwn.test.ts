import { describe, expect, test } from 'vitest';
import { chunks, clip } from '../../src/core/clip.ts';
import { clipEscaped, escapeMrkdwn, literal } from '../../src/slack/cards/mrkdwn.ts';

const visible = (text: string) => text.replaceAll('\u2060', '·');

describe('escapeMrkdwn', () => {
  test.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U024BE7LH>', '&lt;@·U024BE7LH&gt;'],
    ['&lt;', '&amp;lt;'],
    ['*b* _i_ ~s~ `c`', '·*·b·*· ·_·i·_· ·~·s·~· ·`·c·`·'],
    ['> quote', '·&gt; quote'],
    ['one\n- two\n1. three', 'one\n·- two\n·1. three'],
    [':wave: at 10:30', ':·wave: at 10:30'],
    ['https://evil.example', 'https:·//evil.·example'],
    ['me@evil.example costs 3.50', 'me@·evil.·example costs 3.50'],
  ])('%s', (typed, escaped) => {
    expect(visible(escapeMrkdwn(typed))).toBe(escaped);
  });

  test('is linear in a long message', () => {
    const startedMs = performance.now();
    for (const typed of ['\n', ' ', ':a', '<', '*', '1. ']) escapeMrkdwn(typed.repeat(20_000));
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});

test('literal keeps a typed entity from being decoded, and nothing else', () => {
  expect(visible(literal('&lt;b&gt; AT&T &#60; *x* <!here>'))).toBe('&·lt;b&·gt; AT&T &·#60; *x* <!here>');
});

describe('cutting', () => {
  test('keeps whole what a reader sees as one character', () => {
    expect(clip('ab👩‍👩‍👧‍👦cd', 6)).toBe('ab…');
    expect(clip('née', 3)).toBe('née');
    expect(clip('ne\u0301e', 3)).toBe('n…');
  });

  test('never leaves half an entity', () => {
    for (let max = 2; max < 14; max++) {
      const cut = clipEscaped('a&amp;&lt;b&gt;', max);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut).not.toMatch(/&(?!amp;|lt;|gt;)/);
    }
  });

  test('splits without losing anything', () => {
    const text = '👩‍👩‍👧‍👦e\u0301x'.repeat(50);
    const pieces = chunks(text, 40);
    expect(pieces.join('')).toBe(text);
    expect(pieces.every((piece) => piece.length <= 40 && piece.isWellFormed())).toBe(true);
  });
});
