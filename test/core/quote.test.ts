import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../src/core/folded.ts';
import { findQuote, findQuotes } from '../../src/core/quote.ts';

const found: [string, string, string][] = [
  ["We're about 50 people", 'about 50 people', 'about 50 people'],
  ['We’re about 50 people', "we're ABOUT 50", 'We’re about 50'],
  ['before end of Q1 – hopefully', 'end of Q1 - hopefully', 'end of Q1 – hopefully'],
  ['wait… 50 people', 'wait... 50', 'wait… 50'],
  ['about\u00a050\n people', 'about 50 people', 'about\u00a050\n people'],
  ['5\u200b0 people', '50 people', '5\u200b0 people'],
  ['ｆｕｌｌ width', 'full width', 'ｆｕｌｌ width'],
  ['große Straße', 'GROSSE STRASSE', 'große Straße'],
  ['cafe\u0301 Zürich', 'café zürich', 'cafe\u0301 Zürich'],
  ['“20k a year”', '"20k a year".', '20k a year'],
  ['family 👨‍👩‍👧 of 3', 'family 👨‍👩‍👧 of 3', 'family 👨‍👩‍👧 of 3'],
  ['我们公司有50人', '公司', '公司'],
  ['אנחנו 50 אנשים', '50 אנשים', '50 אנשים'],
  ['\u202bنحن ٥٠ شخصا\u202c', '50 شخصا', '٥٠ شخصا'],
  ['İstanbul office', 'istanbul office', ''],
  ['CRLF\r\nhere', 'crlf here', 'CRLF\r\nhere'],
  ['ΟΔΟΣ 5', 'οδος 5', 'ΟΔΟΣ 5'],
];

test.each(found)('in "%s" stands "%s"', (text, quote, words) => {
  const span = findQuote(text, quote);
  expect(span === null ? '' : text.slice(span.start, span.end)).toBe(words);
});

const missing: [string, string][] = [
  ['we have 1500 people', '50'],
  ['we have 250 people', '50'],
  ['we have 1,500 people', '500'],
  ['we have 1,500 people', '1'],
  ['1.50 each', '50'],
  ['20k a year', '20'],
  ['peoples', 'people'],
  ['Danas boss', 'Dana'],
  ['½ of it', '1'],
  ['cafe\u0301', 'cafe'],
  ['👨‍👩‍👧', '👨'],
  ['anything', ''],
  ['anything', ' . '],
  ['we are 50', 'we are 60'],
  ['', '50'],
];

test.each(missing)('in "%s" does not stand "%s"', (text, quote) => {
  expect(findQuote(text, quote)).toBeNull();
});

test('every place is found, in order', () => {
  expect(findQuotes('50 or 150 or 50', '50')).toEqual([
    { start: 0, end: 2 },
    { start: 13, end: 15 },
  ]);
});

const text = fc.string({ unit: 'grapheme', maxLength: 60 });

test('offsets of a folded text cut whole graphemes out of the original, in order', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 60 })), (original) => {
      const folded = fold(original);
      const edges = new Set([...new Intl.Segmenter('en').segment(original)].map(({ index }) => index));
      edges.add(original.length);
      let last = 0;
      for (let from = 0; from < folded.text.length; from += 1) {
        const { start, end } = folded.span(from, from + 1);
        expect(edges.has(start)).toBe(true);
        expect(edges.has(end)).toBe(true);
        expect(start).toBeGreaterThanOrEqual(folded.begins(from) ? last : 0);
        expect(end).toBeGreaterThan(start);
        if (folded.begins(from + 1)) last = end;
      }
    }),
    { numRuns: 500 },
  );
});

test('a word of any text is found where it stands, and what is found folds to what was sought', () => {
  fc.assert(
    fc.property(text, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), text, (before, word, after) => {
      const whole = `${before} ${word} ${after}`;
      const spans = findQuotes(whole, word);
      const bare = (words: string) => fold(words).text.replace(/[\s"'.,;:!?()[\]{}*_-]+/g, '');
      if (bare(word) !== '') expect(spans.length).toBeGreaterThan(0);
      for (const { start, end } of spans) expect(bare(whole.slice(start, end))).toBe(bare(word));
    }),
    { numRuns: 500 },
  );
});
