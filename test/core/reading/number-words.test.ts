// Numbers in words in four languages, and the words that only sound like one.
import { expect, test } from 'vitest';
import { quantitiesIn } from '../../../src/core/reading/numerals.ts';

const read = (text: string) => quantitiesIn(text).map(({ min, max }) => (min === max ? min : [min, max]));

test.each<[string, number | number[]]>([
  ['a hundred and twenty', 120],
  ['twentyfive', 25],
  ['one hundred twenty thousand', 120_000],
  ['twenty grand', 20_000],
  ['fifty k', 50_000],
  ['a couple thousand', 2000],
  ['quarter mil', 250_000],
  ['fünfundzwanzig', 25],
  ['zweihundertfünfzig', 250],
  ['tausendzweihundert', 1200],
  ['zwanzigtausend', 20_000],
  ['ein dutzend', 12],
  ['quatre-vingts', 80],
  ['quatre-vingt-dix-sept', 97],
  ['soixante et onze', 71],
  ['une trentaine', 30],
  ['vingt mille', 20_000],
  ['treinta y cinco', 35],
  ['dos mil quinientos', 2500],
  ['entre veinte y treinta', [20, 30]],
  ['between five and ten', [5, 10]],
  ['fünf bis zehn', [5, 10]],
  ['2-300', [200, 300]],
  ['1-200', [1, 200]],
  ['5-100', [5, 100]],
  ['50 teur', 50_000],
  ['1.5 millionen', 1_500_000],
])('"%s"', (text, value) => {
  expect(read(text)).toEqual([value]);
});

test.each(['the grand hotel', 'one two three', 'ein haus', 'und', 'per cent', 'once', 'sept'])(
  '"%s" is no number',
  (text) => {
    expect(read(text)).toEqual([]);
  },
);
