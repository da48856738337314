import { describe, expect, test } from 'vitest';
import { unbackedFigures } from '../../src/core/knowledge-guard.ts';

const pages = [
  { text: 'The Team plan is $490 a month, Scale is $1,450 a month. Paying by the month costs 20% more.' },
  { text: 'The trial is free for 14 days. Up to 600 requests per minute. Setting up costs 250 euros once.' },
];
const check = (reply: string) => unbackedFigures(reply, pages);

describe('what the pages say may be said', () => {
  test.each([
    'Team is $490 a month (from: Pricing).',
    'It is 490 dollars per month, or 490 USD.',
    'Scale costs $1450, that is 1.450 $ or 1,45k $.',
    'Twenty more? No: 20 percent more, 20 % to be exact.',
    'The set-up is €250, 250,00 € in all.',
    'That is 490/month.',
    'The trial is free for 14 days.',
    'You can send 600 requests per minute.',
    'Feel free to ask. Are you free on Monday?',
    'We have 50 people, and 3 of 10 are in.',
    'By when would you like this to be in place, Q3 2027?',
    '',
  ])('%s', (reply) => {
    expect(check(reply)).toEqual([]);
  });
});

describe('what they do not say is refused', () => {
  test.each([
    ['It costs $1.', ['$1']],
    ['It costs 1 dollar.', ['1 dollar']],
    ['It is €490 a month.', ['€490']],
    ['Only 49 USD a month', ['49 usd']],
    ['That is 480 per month.', ['480 per month']],
    ['Das kostet 480 pro Monat', ['480 pro monat']],
    ['15% off', ['15%']],
    ['15 percent', ['15 percent']],
    ['fifteen percent', ['fifteen percent']],
    ['four hundred dollars', ['four hundred dollars']],
    ['half price', ['half price']],
    ['It is US$ 5k.', ['us$ 5k']],
    ['£490', ['£490']],
    ['$4,90', ['$4,90']],
    ['between $400 and $490', ['$400']],
    ['$400-490', ['$400']],
    ['There is a discount.', ['discount']],
    ['We give you a full refund.', ['refund']],
    ['It is unlimited and guaranteed.', ['unlimited', 'guarantee']],
    ['Das ist kostenlos', ['kostenlos']],
    ['$１', ['$1']],
    ['$\u200b1', ['$1']],
  ])('%s', (reply, words) => {
    expect(check(reply)).toEqual(words);
  });

  test('without any passage nothing is known', () => {
    expect(unbackedFigures('It is $490 a month and free.', [])).toEqual(['$490', '490 a month', 'free']);
  });
});
